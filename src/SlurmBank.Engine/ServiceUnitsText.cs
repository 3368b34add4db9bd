using System;
using System.Globalization;

namespace SlurmBank.Engine;

/// <summary>Reads amounts of service units: sign, digits, fraction, suffix, <c>SU</c>. Exact: nothing passes through a double.</summary>
internal static class ServiceUnitsText
{
    // 30 digits are more than any amount has; more would only overflow the accumulator.
    private static readonly Int128 MostDigits = (Int128)1_000_000_000_000_000_000 * 1_000_000_000_000;

    internal static TextError TooFine(int position) =>
        new("the amount is finer than a unit (1 SU is 3600000 units)", position);

    /// <summary>A decimal as an exact fraction: mantissa (signed) over a power of ten.</summary>
    internal static (Int128 Mantissa, Int128 Scale) Decompose(decimal number)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(number, bits);
        Int128 mantissa = unchecked((Int128)new UInt128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]));
        Int128 scale = 1;
        for (int digits = (bits[3] >> 16) & 0xff; digits > 0; digits--)
        {
            scale *= 10;
        }

        return (decimal.IsNegative(number) ? -mantissa : mantissa, scale);
    }

    /// <summary>The shortest decimal that reads back as this double.</summary>
    /// <exception cref="OverflowException">It is not finite, or beyond what a decimal holds.</exception>
    internal static decimal ToDecimal(double number) =>
        double.IsFinite(number)
            ? decimal.Parse(number.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture)
            : throw new OverflowException("The number is not finite.");

    internal static bool TryRead(string text, out long units, out TextError error)
    {
        units = 0;
        int at = SkipSpace(text, 0);
        int end = text.Length;
        while (end > at && text[end - 1] == ' ')
        {
            end--;
        }

        if (at == end)
        {
            return Fail("an amount is expected, the text is empty", at, out error);
        }

        if (text.AsSpan(at, end - at).Equals("unlimited", StringComparison.OrdinalIgnoreCase))
        {
            units = long.MaxValue;
            error = default;
            return true;
        }

        bool negative = text[at] == '-';
        if (text[at] is '-' or '+')
        {
            at++;
        }

        return TryReadMagnitude(text, at, end, negative, out units, out error);
    }

    private static bool TryReadMagnitude(string text, int at, int end, bool negative, out long units, out TextError error)
    {
        units = 0;
        int first = at;
        if (!TryReadDigits(text, ref at, end, out Int128 digits, out int decimals, out error))
        {
            return false;
        }

        Int128 scale = ServiceUnits.UnitsPerServiceUnit;
        if (at < end && SuffixFactor(text[at]) is long factor && factor != 0)
        {
            scale *= factor;
            at++;
        }

        at = SkipSpace(text, at);
        if (end - at == 2 && text.AsSpan(at, 2).Equals("SU", StringComparison.OrdinalIgnoreCase))
        {
            at = end;
        }

        if (at < end)
        {
            return Fail($"'{text[at]}' is unexpected here (an amount looks like 250, 10k, 1.5M or 1.5M SU)", at, out error);
        }

        return TryScale(digits, decimals, scale, negative, first, out units, out error);
    }

    private static bool TryReadDigits(string text, ref int at, int end, out Int128 digits, out int decimals, out TextError error)
    {
        digits = 0;
        decimals = 0;
        bool point = false;
        bool any = false;
        for (; at < end; at++)
        {
            char c = text[at];
            if (char.IsAsciiDigit(c))
            {
                any = true;
                if (digits > MostDigits)
                {
                    return Fail("the amount has too many digits", at, out error);
                }

                digits = (digits * 10) + (c - '0');
                decimals += point ? 1 : 0;
            }
            else if (c == '.' && !point)
            {
                point = true;
            }
            else if (c != '_' || !any || text[at - 1] is '.' or '_' || at + 1 == end || !char.IsAsciiDigit(text[at + 1]))
            {
                break;
            }
        }

        error = default;
        return any || Fail("a digit is expected", at, out error);
    }

    private static bool TryScale(Int128 digits, int decimals, Int128 scale, bool negative, int first, out long units, out TextError error)
    {
        units = 0;
        error = default;
        // The fraction is divided out of both factors first, so that the product cannot overflow early.
        for (; decimals > 0; decimals--)
        {
            if (!TryDivide(ref digits, ref scale, 10) && !(TryDivide(ref digits, ref scale, 2) && TryDivide(ref digits, ref scale, 5)))
            {
                error = TooFine(first);
                return false;
            }
        }

        if (digits > long.MaxValue || digits * scale >= long.MaxValue)
        {
            return Fail("the amount is too large (the largest is about 2.5T SU)", first, out error);
        }

        long magnitude = (long)(digits * scale);
        units = negative ? -magnitude : magnitude;
        return true;
    }

    private static bool TryDivide(ref Int128 digits, ref Int128 scale, int divisor)
    {
        if (digits % divisor == 0)
        {
            digits /= divisor;
            return true;
        }

        if (scale % divisor == 0)
        {
            scale /= divisor;
            return true;
        }

        return false;
    }

    private static long SuffixFactor(char c) => c switch
    {
        'k' or 'K' => 1_000,
        'm' or 'M' => 1_000_000,
        'g' or 'G' => 1_000_000_000,
        't' or 'T' => 1_000_000_000_000,
        _ => 0,
    };

    private static int SkipSpace(string text, int at)
    {
        while (at < text.Length && text[at] == ' ')
        {
            at++;
        }

        return at;
    }

    private static bool Fail(string message, int at, out TextError error)
    {
        error = new TextError(message, at);
        return false;
    }
}
