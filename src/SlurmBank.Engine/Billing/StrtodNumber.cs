using System;
using System.Globalization;

namespace SlurmBank.Engine;

/// <summary>
/// The number at the start of a text as C's strtod reads it in the C locale, which is how Slurm reads a weight: blanks, a sign, decimal or
/// hexadecimal digits with a point, an exponent. Infinities and NaN, which strtod also takes, are refused: no price can come of them.
/// </summary>
internal static class StrtodNumber
{
    private const int MostHexDigits = 16;
    private const int LargestExponent = 9999;

    /// <summary>Reads the number; <paramref name="length"/> is how much of the text it took, 0 where there is no number (strtod then gives 0).</summary>
    internal static bool TryRead(ReadOnlySpan<char> text, out double value, out int length, out string? problem)
    {
        value = 0;
        length = 0;
        problem = null;
        int at = 0;
        while (at < text.Length && text[at] is ' ' or (>= '\t' and <= '\r'))
        {
            at++;
        }

        int first = at;
        bool negative = at < text.Length && text[at] == '-';
        at += at < text.Length && text[at] is '-' or '+' ? 1 : 0;
        ReadOnlySpan<char> rest = text[at..];
        if (rest.StartsWith("inf", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("nan", StringComparison.OrdinalIgnoreCase))
        {
            problem = "a weight must be a finite number";
            return false;
        }

        if (IsHex(rest))
        {
            return TryReadHex(rest[2..], negative, at + 2, out value, out length, out problem);
        }

        int taken = DecimalLength(rest, out bool nonZero);
        if (taken == 0)
        {
            return true;
        }

        length = at + taken;
        value = double.Parse(text[first..length], NumberStyles.Float, CultureInfo.InvariantCulture);
        return InRange(value, nonZero, out problem);
    }

    /// <summary>How many characters digits, point and a complete exponent take; 0 without a digit.</summary>
    private static int DecimalLength(ReadOnlySpan<char> text, out bool nonZero)
    {
        int at = 0;
        bool any = false;
        bool point = false;
        nonZero = false;
        for (; at < text.Length && (char.IsAsciiDigit(text[at]) || (text[at] == '.' && !point)); at++)
        {
            any |= text[at] != '.';
            nonZero |= text[at] is >= '1' and <= '9';
            point |= text[at] == '.';
        }

        return any ? at + ExponentLength(text[at..], 'e', out _) : 0;
    }

    private static int ExponentLength(ReadOnlySpan<char> text, char letter, out int exponent)
    {
        exponent = 0;
        if (text.IsEmpty || char.ToLowerInvariant(text[0]) != letter)
        {
            return 0;
        }

        int at = text.Length > 1 && text[1] is '-' or '+' ? 2 : 1;
        int digits = at;
        for (; at < text.Length && char.IsAsciiDigit(text[at]); at++)
        {
            exponent = Math.Min((exponent * 10) + (text[at] - '0'), LargestExponent);
        }

        exponent = text.Length > 1 && text[1] == '-' ? -exponent : exponent;
        return at > digits ? at : 0;
    }

    private static bool IsHex(ReadOnlySpan<char> text) =>
        text.Length > 2 && text[0] == '0' && text[1] is 'x' or 'X'
        && (char.IsAsciiHexDigit(text[2]) || (text[2] == '.' && text.Length > 3 && char.IsAsciiHexDigit(text[3])));

    private static bool TryReadHex(ReadOnlySpan<char> text, bool negative, int before, out double value, out int length, out string? problem)
    {
        ulong mantissa = 0;
        int digits = 0;
        int scale = 0;
        bool point = false;
        int at = 0;
        for (; at < text.Length && (char.IsAsciiHexDigit(text[at]) || (text[at] == '.' && !point)); at++)
        {
            if (text[at] == '.')
            {
                point = true;
                continue;
            }

            mantissa = unchecked(mantissa << 4) | (uint)Convert.ToInt32(text[at].ToString(), 16);
            digits += mantissa == 0 ? 0 : 1;
            scale -= point ? 4 : 0;
        }

        length = before + at + ExponentLength(text[at..], 'p', out int exponent);
        value = Math.ScaleB((double)mantissa, scale + exponent) * (negative ? -1 : 1);
        if (digits > MostHexDigits)
        {
            problem = "a hexadecimal weight has at most 16 digits";
            return false;
        }

        return InRange(value, mantissa != 0, out problem);
    }

    // strtod sets ERANGE for these, and Slurm refuses the weight.
    private static bool InRange(double value, bool nonZero, out string? problem)
    {
        bool tiny = nonZero && Math.Abs(value) < 2.2250738585072014e-308;
        problem = double.IsInfinity(value) ? "the weight is too large" : tiny ? "the weight is too small" : null;
        return problem is null;
    }
}
