using System;

namespace SlurmBank.Engine;

/// <summary>Splits a price over time by whole seconds, so that the parts add up to the whole whatever the cuts.</summary>
public static class PriceSplit
{
    /// <summary>
    /// The share of the first <paramref name="seconds"/>: floor(total x seconds / totalSeconds). A segment costs the difference of the figures
    /// at its end and at its start, so that all segments add up to <paramref name="total"/>.
    /// </summary>
    /// <param name="total">The price of the whole.</param>
    /// <param name="totalSeconds">The length of the whole, 0 or more; at 0 only a price of zero can be split.</param>
    /// <param name="seconds">How much of it, from 0 to <paramref name="totalSeconds"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The seconds are not within the whole, or the price is unlimited or has no time.</exception>
    public static ServiceUnits Cumulative(ServiceUnits total, long totalSeconds, long seconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(totalSeconds);
        ArgumentOutOfRangeException.ThrowIfNegative(seconds);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(seconds, totalSeconds);
        if (total.IsUnlimited || (totalSeconds == 0 && total.Units != 0))
        {
            throw new ArgumentOutOfRangeException(nameof(total), total, "The price cannot be split.");
        }

        if (seconds == 0)
        {
            return ServiceUnits.Zero;
        }

        (Int128 quotient, Int128 rest) = Int128.DivRem((Int128)total.Units * seconds, totalSeconds);
        return ServiceUnits.FromUnits((long)(rest < 0 ? quotient - 1 : quotient));
    }

    /// <summary>The price of the segment [<paramref name="from"/>, <paramref name="to"/>) of the whole, in seconds from its start.</summary>
    /// <exception cref="ArgumentOutOfRangeException">As for <see cref="Cumulative"/>, or the segment ends before it starts.</exception>
    public static ServiceUnits Segment(ServiceUnits total, long totalSeconds, long from, long to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        return Cumulative(total, totalSeconds, to) - Cumulative(total, totalSeconds, from);
    }
}
