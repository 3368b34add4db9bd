using System;
using System.Globalization;

namespace SlurmBank.Engine;

/// <summary>
/// An amount of service units, held exactly as a 64-bit count of <em>units</em>: 1 SU is 3 600 000 units, so a unit is one
/// milli-billing-second (a billing of 1 for a thousandth of a second). The default value is zero.
/// </summary>
/// <remarks>
/// All arithmetic is checked: what does not fit raises <see cref="OverflowException"/>, it never wraps.
/// <see cref="Unlimited"/> is the largest value; it prints as <c>unlimited</c> and it is what an unlimited account has.
/// It absorbs: unlimited plus or minus an amount stays unlimited. Taking unlimited away from something is an overflow.
/// </remarks>
public readonly partial struct ServiceUnits : IEquatable<ServiceUnits>, IComparable<ServiceUnits>, IComparable, ISpanFormattable
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
    public static ServiceUnits FromBillingSeconds(long billingSeconds) => Finite(checked(billingSeconds * UnitsPerBillingSecond));

    /// <summary>Makes an amount from SU as a decimal number; exact, or an error.</summary>
    /// <exception cref="TextFormatException">The number is finer than a unit.</exception>
    /// <exception cref="OverflowException">The number does not fit.</exception>
    public static ServiceUnits FromDecimal(decimal serviceUnits)
    {
        // The product can need 36 digits; a decimal would round the last ones away and let a number that is too fine pass.
        (Int128 mantissa, Int128 scale) = ServiceUnitsText.Decompose(serviceUnits);
        (Int128 exact, Int128 rest) = Int128.DivRem(mantissa * UnitsPerServiceUnit, scale);
        if (rest != 0)
        {
            throw new TextFormatException("number of service units", serviceUnits.ToString(CultureInfo.InvariantCulture), ServiceUnitsText.TooFine(0));
        }

        return Finite(checked((long)exact));
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

    /// <summary>
    /// Two decimals and no thousands separator, or <c>unlimited</c>; halves go away from zero. What is not zero never looks like it:
    /// an amount below half a hundredth has four decimals, or seven.
    /// </summary>
    public override string ToString() => ToString(null, null);

    /// <summary>
    /// Formats the amount. <c>null</c>, empty and <c>G</c> give the text of <see cref="ToString()"/>; <c>U</c> gives the exact units;
    /// any other format is applied to <see cref="Amount"/>. The provider is used only where it is given: the default is invariant.
    /// </summary>
    public string ToString(string? format, IFormatProvider? formatProvider)
    {
        IFormatProvider provider = formatProvider ?? CultureInfo.InvariantCulture;
        return format switch
        {
            "U" or "u" => units.ToString(provider),
            _ when IsUnlimited => "unlimited",
            null or "" or "G" or "g" => Math.Round(Amount, Decimals, MidpointRounding.AwayFromZero).ToString(Decimals == 2 ? "0.00" : Decimals == 4 ? "0.0000" : "0.0000000", provider),
            _ => Amount.ToString(format, provider),
        };
    }

    /// <summary>The same into a span; without a format and a provider nothing is allocated.</summary>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        if (format.IsEmpty && !IsUnlimited && (provider is null || ReferenceEquals(provider, CultureInfo.InvariantCulture)))
        {
            return TryFormatRounded(destination, out charsWritten);
        }

        string text = ToString(format.ToString(), provider);
        charsWritten = text.TryCopyTo(destination) ? text.Length : 0;
        return text.Length == charsWritten;
    }

    /// <summary>As many decimals as it takes not to show 0 for what is not: 18 000 units are 0.005 SU, 180 are 0.00005 SU.</summary>
    private int Decimals => units is 0 or >= 18_000 or <= -18_000 ? 2 : units is >= 180 or <= -180 ? 4 : 7;

    /// <inheritdoc/>
    public bool Equals(ServiceUnits other) => units == other.units;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ServiceUnits other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => units.GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(ServiceUnits other) => units.CompareTo(other.units);

    /// <summary>The text of <see cref="ToString()"/> from whole numbers: scaled by a power of ten, halves away from zero.</summary>
    private bool TryFormatRounded(Span<char> destination, out int charsWritten)
    {
        ulong magnitude = units < 0 ? unchecked((ulong)-units) : (ulong)units;
        // 36 000 units are a hundredth of an SU, 360 a ten-thousandth; 25 / 9 of a unit are 1e-7, and then there are few units.
        (ulong scaled, ulong one) = Decimals switch
        {
            2 => ((magnitude + 18_000) / 36_000, 100UL),
            4 => ((magnitude + 180) / 360, 10_000UL),
            _ => (((magnitude * 50) + 9) / 18, 10_000_000UL),
        };
        string sign = units < 0 && scaled > 0 ? "-" : string.Empty;
        CultureInfo culture = CultureInfo.InvariantCulture;
        return Decimals switch
        {
            2 => destination.TryWrite(culture, $"{sign}{scaled / one}.{scaled % one:D2}", out charsWritten),
            4 => destination.TryWrite(culture, $"{sign}{scaled / one}.{scaled % one:D4}", out charsWritten),
            _ => destination.TryWrite(culture, $"{sign}{scaled / one}.{scaled % one:D7}", out charsWritten),
        };
    }
}
