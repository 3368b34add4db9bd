using System;
using System.Globalization;
using System.Numerics;

namespace SlurmBank.Engine;

/// <summary>
/// An amount of service units, held exactly as a 64-bit count of <em>units</em>: 1 SU is 3 600 000 units, so a unit is one
/// milli-billing-second (a billing of 1 for a thousandth of a second). The default value is zero.
/// </summary>
/// <remarks>
/// All arithmetic is checked: what does not fit raises <see cref="OverflowException"/>, it never wraps.
/// <see cref="Unlimited"/> is the largest value; it prints as <c>unlimited</c> and it is what an unlimited account has.
/// </remarks>
public readonly struct ServiceUnits : IEquatable<ServiceUnits>, IComparable<ServiceUnits>, IComparable, IFormattable
{
    /// <summary>Units in one SU.</summary>
    public const long UnitsPerServiceUnit = 3_600_000;

    /// <summary>Units in one billing-second, the unit of Slurm's RawUsage.</summary>
    public const long UnitsPerBillingSecond = 1_000;

    private readonly long units;

    private ServiceUnits(long units) => this.units = units;

    /// <summary>No units at all; the default value.</summary>
    public static ServiceUnits Zero => default;

    /// <summary>The largest amount, which stands for "unlimited".</summary>
    public static ServiceUnits Unlimited => new(long.MaxValue);

    /// <summary>The exact number of units: 3 600 000 for each SU.</summary>
    public long Units => units;

    /// <summary>True for the largest amount, which stands for "unlimited".</summary>
    public bool IsUnlimited => units == long.MaxValue;

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => Math.Sign(units);

    /// <summary>The amount in SU as a decimal number; exact to 28 significant digits.</summary>
    public decimal Amount => units / (decimal)UnitsPerServiceUnit;

    /// <summary>Makes an amount from its exact units.</summary>
    public static ServiceUnits FromUnits(long units) => new(units);

    /// <summary>Makes an amount from whole SU.</summary>
    /// <exception cref="OverflowException">The amount is beyond about 2.5e12 SU.</exception>
    public static ServiceUnits FromWhole(long serviceUnits) => new(checked(serviceUnits * UnitsPerServiceUnit));

    /// <summary>Makes an amount from billing-seconds, the unit of Slurm's RawUsage.</summary>
    /// <exception cref="OverflowException">The amount does not fit.</exception>
    public static ServiceUnits FromBillingSeconds(long billingSeconds) => new(checked(billingSeconds * UnitsPerBillingSecond));

    /// <summary>Makes an amount from SU as a decimal number.</summary>
    /// <exception cref="TextFormatException">The number is finer than a unit.</exception>
    /// <exception cref="OverflowException">The number does not fit.</exception>
    public static ServiceUnits FromDecimal(decimal serviceUnits)
    {
        decimal exact = checked(serviceUnits * UnitsPerServiceUnit);
        if (exact != decimal.Truncate(exact))
        {
            throw new TextFormatException("number of service units", serviceUnits.ToString(CultureInfo.InvariantCulture), ServiceUnitsText.TooFine(0));
        }

        return new(decimal.ToInt64(exact));
    }

    /// <summary>Reads an amount: see <see cref="TryParse"/>.</summary>
    /// <exception cref="TextFormatException">The text is not an amount, or finer than a unit, or too large.</exception>
    public static ServiceUnits Parse(string? text) =>
        TryParse(text, out ServiceUnits value, out TextError error) ? value : throw new TextFormatException("number of service units", text, error);

    /// <summary>
    /// Reads an amount as people write it: <c>250</c>, <c>1.5M SU</c>, <c>10k</c>, <c>-3.25</c>, <c>1_000</c>, <c>unlimited</c>.
    /// Suffixes k, M, G and T are powers of 1000, in either case; <c>SU</c> may follow, with or without a space. No culture is asked.
    /// </summary>
    /// <param name="text">The text to read.</param>
    /// <param name="value">The amount read.</param>
    /// <param name="error">What is wrong with the text, where the answer is false.</param>
    public static bool TryParse(string? text, out ServiceUnits value, out TextError error)
    {
        bool read = ServiceUnitsText.TryRead(text ?? string.Empty, out long units, out error);
        value = new ServiceUnits(units);
        return read;
    }

    /// <summary>Two decimals and no thousands separator, or <c>unlimited</c>; halves go away from zero.</summary>
    public override string ToString() => ToString(null, null);

    /// <summary>
    /// Formats the amount. <c>null</c>, empty and <c>G</c> give two decimals; <c>U</c> gives the exact units;
    /// any other format is applied to <see cref="Amount"/>. The provider is used only where it is given: the default is invariant.
    /// </summary>
    public string ToString(string? format, IFormatProvider? formatProvider)
    {
        IFormatProvider provider = formatProvider ?? CultureInfo.InvariantCulture;
        return format switch
        {
            "U" or "u" => units.ToString(provider),
            _ when IsUnlimited => "unlimited",
            null or "" or "G" or "g" => Math.Round(Amount, 2, MidpointRounding.AwayFromZero).ToString("0.00", provider),
            _ => Amount.ToString(format, provider),
        };
    }

    /// <inheritdoc/>
    public bool Equals(ServiceUnits other) => units == other.units;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ServiceUnits other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => units.GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(ServiceUnits other) => units.CompareTo(other.units);

    /// <summary>
    /// Compares with another amount, or with a number or a text that stands for SU, as PowerShell's comparison operators do.
    /// </summary>
    /// <exception cref="ArgumentException">The other value is not an amount.</exception>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        ServiceUnits other => CompareTo(other),
        string text => CompareTo(Parse(text)),
        decimal number => Amount.CompareTo(number),
        sbyte or byte or short or ushort or int or uint or long => Amount.CompareTo(Convert.ToDecimal(obj, CultureInfo.InvariantCulture)),
        ulong number => Amount.CompareTo(number),
        double or float => ((double)units / UnitsPerServiceUnit).CompareTo(Convert.ToDouble(obj, CultureInfo.InvariantCulture)),
        BigInteger number => new BigInteger(units).CompareTo(number * UnitsPerServiceUnit),
        _ => throw new ArgumentException($"A {obj.GetType().Name} cannot be compared with an amount of service units.", nameof(obj)),
    };

    /// <summary>Adds two amounts, checked.</summary>
    public static ServiceUnits operator +(ServiceUnits left, ServiceUnits right) => new(checked(left.units + right.units));

    /// <summary>Subtracts an amount, checked.</summary>
    public static ServiceUnits operator -(ServiceUnits left, ServiceUnits right) => new(checked(left.units - right.units));

    /// <summary>Negates an amount, checked.</summary>
    public static ServiceUnits operator -(ServiceUnits value) => new(checked(-value.units));

    /// <summary>Multiplies an amount, checked.</summary>
    public static ServiceUnits operator *(ServiceUnits value, long factor) => new(checked(value.units * factor));

    /// <summary>Multiplies an amount, checked.</summary>
    public static ServiceUnits operator *(long factor, ServiceUnits value) => value * factor;

    /// <summary>Equality.</summary>
    public static bool operator ==(ServiceUnits left, ServiceUnits right) => left.units == right.units;

    /// <summary>Inequality.</summary>
    public static bool operator !=(ServiceUnits left, ServiceUnits right) => left.units != right.units;

    /// <summary>Order.</summary>
    public static bool operator <(ServiceUnits left, ServiceUnits right) => left.units < right.units;

    /// <summary>Order.</summary>
    public static bool operator >(ServiceUnits left, ServiceUnits right) => left.units > right.units;

    /// <summary>Order.</summary>
    public static bool operator <=(ServiceUnits left, ServiceUnits right) => left.units <= right.units;

    /// <summary>Order.</summary>
    public static bool operator >=(ServiceUnits left, ServiceUnits right) => left.units >= right.units;
}
