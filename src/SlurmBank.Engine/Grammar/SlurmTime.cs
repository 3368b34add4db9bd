using System;

namespace SlurmBank.Engine;

/// <summary>Which way an incomplete time points.</summary>
public enum SlurmTimeSense
{
    /// <summary>The next occurrence, as for <c>--begin</c>.</summary>
    Begin,

    /// <summary>The latest occurrence that is not after now, as for the start of a report.</summary>
    Since,
}

/// <summary>
/// Points in time as Slurm's commands take them, relative to a given now in a given time zone.
/// </summary>
/// <remarks>
/// <para>Grammar: slurm.md 2.10, from <c>parse_time</c>. Stricter than Slurm in that a day must exist in its month (Slurm takes February 30
/// for March 1 or 2), a time and a date may each be given once, and <c>now</c> stands alone with its difference.</para>
/// <para>Daylight saving: a local time that the clock skips is moved forward by what was skipped (02:30 becomes 03:30);
/// of a local time that happens twice the first one is meant. Differences such as <c>now-7days</c> are elapsed time: a day is 86 400 s.</para>
/// </remarks>
public static class SlurmTime
{
    private const long SecondsPerDay = 86_400;

    // Two days inside the range of DateTime, so that no conversion between zones can leave it.
    private static readonly long EarliestEpoch = new DateTimeOffset(1, 1, 3, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
    private static readonly long LatestEpoch = new DateTimeOffset(9999, 12, 29, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();

    /// <summary>Reads a time: see <see cref="TryParse"/>.</summary>
    /// <exception cref="TextFormatException">The text is not a time.</exception>
    public static DateTimeOffset Parse(string? text, DateTimeOffset now, TimeZoneInfo zone, SlurmTimeSense sense) =>
        TryParse(text, now, zone, sense, out DateTimeOffset value, out TextError error) ? value : throw new TextFormatException("time", text, error);

    /// <summary>
    /// Reads <c>now</c>, <c>now+1hour</c>, <c>now-7days</c> (seconds, minutes, hours, days, weeks; a bare number is seconds), <c>uts</c> and an epoch,
    /// or a time of day (<c>midnight noon elevenses fika teatime</c>, <c>HH:MM[:SS] [AM|PM]</c>) and a date (<c>today tomorrow</c>,
    /// <c>MMDD[YY]</c>, <c>MM/DD[/YY]</c>, <c>MM.DD[.YY]</c>, <c>YYYY-MM-DD</c>), either or both, joined by a space, <c>T</c> or <c>-</c>.
    /// A date alone is its midnight.
    /// </summary>
    /// <param name="text">The text to read.</param>
    /// <param name="now">The present; cut to whole seconds.</param>
    /// <param name="zone">The time zone of what the text leaves open.</param>
    /// <param name="sense">Where a missing date or year is looked for.</param>
    /// <param name="value">The instant, in UTC.</param>
    /// <param name="error">What is wrong with the text, where the answer is false.</param>
    public static bool TryParse(string? text, DateTimeOffset now, TimeZoneInfo zone, SlurmTimeSense sense, out DateTimeOffset value, out TextError error)
    {
        ArgumentNullException.ThrowIfNull(zone);
        value = default;
        long epoch = Math.Clamp(now.ToUnixTimeSeconds(), EarliestEpoch, LatestEpoch);
        SlurmTimeText reader = new(text ?? string.Empty);
        if (!reader.TryRead(out error))
        {
            return false;
        }

        if (reader.Epoch is long absolute || reader.Difference is not null)
        {
            Int128 instant = reader.Epoch ?? (Int128)epoch + reader.Difference!.Value;
            return TryInstant(instant, out value, out error);
        }

        DateTime present = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(epoch), zone).DateTime;
        if (!SlurmTimeDate.TryComplete(reader, present, sense, out DateTime local, out error))
        {
            return false;
        }

        value = ToInstant(local, zone);
        return true;
    }

    /// <summary>The instant of a local time: skipped times move forward, doubled times are the first of the two.</summary>
    /// <param name="local">A time of the zone's clock, in the years 2 to 9998.</param>
    /// <param name="zone">The zone.</param>
    public static DateTimeOffset ToInstant(DateTime local, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        DateTime clock = DateTime.SpecifyKind(local, DateTimeKind.Utc);
        TimeSpan before = zone.GetUtcOffset(clock.AddDays(-1));
        TimeSpan after = zone.GetUtcOffset(clock.AddDays(1));
        // A larger offset is an earlier instant. An offset is right where it is in force at the instant that it gives.
        TimeSpan larger = before > after ? before : after;
        TimeSpan smaller = before > after ? after : before;
        TimeSpan offset = zone.GetUtcOffset(clock - larger) == larger ? larger
            : zone.GetUtcOffset(clock - smaller) == smaller ? smaller
            : before;
        return new DateTimeOffset(clock - offset, TimeSpan.Zero);
    }

    private static bool TryInstant(Int128 epoch, out DateTimeOffset value, out TextError error)
    {
        bool fits = epoch >= EarliestEpoch && epoch <= LatestEpoch;
        value = fits ? DateTimeOffset.FromUnixTimeSeconds((long)epoch) : default;
        error = default;
        return fits || GrammarText.Fail($"the time is out of range (it is more than {LatestEpoch / SecondsPerDay} days after 1970, or before the year 1)", 0, out error);
    }
}
