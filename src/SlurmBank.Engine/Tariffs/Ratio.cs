using System;
using System.Globalization;
using System.Numerics;

namespace SlurmBank.Engine;

/// <summary>
/// An exact rational number: a 128-bit numerator over a positive 128-bit denominator, always in lowest terms.
/// What does not fit is reported by the answer of the operation, never wrapped. The default value is not valid; use <see cref="Zero"/>.
/// </summary>
internal readonly record struct Ratio
{
    private Ratio(Int128 numerator, Int128 denominator)
    {
        Numerator = numerator;
        Denominator = denominator;
    }

    internal static Ratio Zero => new(0, 1);

    internal static Ratio One => new(1, 1);

    internal Int128 Numerator { get; }

    internal Int128 Denominator { get; }

    internal int Sign => Int128.Sign(Numerator);

    /// <summary>A whole number.</summary>
    internal static Ratio Whole(long value) => new(value, 1);

    /// <summary>Makes the ratio in lowest terms; false where the denominator is 0 or the sign cannot be moved.</summary>
    internal static bool TryCreate(Int128 numerator, Int128 denominator, out Ratio ratio)
    {
        ratio = Zero;
        if (denominator == 0 || denominator == Int128.MinValue || numerator == Int128.MinValue)
        {
            return false;
        }

        Int128 divisor = GreatestCommonDivisor(Int128.Abs(numerator), Int128.Abs(denominator));
        divisor = denominator < 0 ? -divisor : divisor;
        ratio = new Ratio(numerator / divisor, denominator / divisor);
        return true;
    }

    internal bool TryMultiply(Ratio other, out Ratio product) =>
        TryFromBig((BigInteger)Numerator * (BigInteger)other.Numerator, (BigInteger)Denominator * (BigInteger)other.Denominator, out product);

    internal bool TryAdd(Ratio other, out Ratio sum) => TryFromBig(
        ((BigInteger)Numerator * (BigInteger)other.Denominator) + ((BigInteger)other.Numerator * (BigInteger)Denominator),
        (BigInteger)Denominator * (BigInteger)other.Denominator,
        out sum);

    /// <summary>The nearest whole number, halves away from zero for what is positive (half up).</summary>
    internal BigInteger RoundHalfUp() => RoundHalfUp((BigInteger)Numerator, (BigInteger)Denominator);

    /// <summary>floor(numerator / denominator + 1/2), for a positive denominator.</summary>
    internal static BigInteger RoundHalfUp(BigInteger numerator, BigInteger denominator)
    {
        BigInteger twice = (numerator * 2) + denominator;
        BigInteger quotient = BigInteger.DivRem(twice, denominator * 2, out BigInteger rest);
        return rest.Sign < 0 ? quotient - 1 : quotient;
    }

    /// <summary>A decimal where the number has one that ends within 28 digits, else <c>numerator/denominator</c>.</summary>
    public override string ToString()
    {
        Int128 numerator = Numerator;
        Int128 denominator = Denominator;
        int decimals = 0;
        for (; decimals < 28 && denominator != 1 && Int128.Abs(numerator) < Int128.MaxValue / 10; decimals++)
        {
            numerator *= 10;
            Int128 divisor = GreatestCommonDivisor(Int128.Abs(numerator), denominator);
            numerator /= divisor;
            denominator /= divisor;
        }

        if (denominator != 1)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");
        }

        string digits = Int128.Abs(numerator).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        string sign = numerator < 0 ? "-" : string.Empty;
        return decimals == 0 ? sign + digits : $"{sign}{digits[..^decimals]}.{digits[^decimals..]}";
    }

    private static bool TryFromBig(BigInteger numerator, BigInteger denominator, out Ratio ratio)
    {
        BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        numerator /= divisor;
        denominator /= divisor;
        bool fits = BigInteger.Abs(numerator) <= (BigInteger)Int128.MaxValue && denominator <= (BigInteger)Int128.MaxValue;
        ratio = fits ? new Ratio((Int128)numerator, (Int128)denominator) : Zero;
        return fits;
    }

    private static Int128 GreatestCommonDivisor(Int128 left, Int128 right)
    {
        while (right != 0)
        {
            (left, right) = (right, left % right);
        }

        return left;
    }
}
