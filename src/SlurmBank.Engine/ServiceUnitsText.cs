using System;

namespace SlurmBank.Engine;

/// <summary>Reads amounts of service units: sign, digits, fraction, suffix, <c>SU</c>. Exact: nothing passes through a double.</summary>
internal static class ServiceUnitsText
{
    internal static TextError TooFine(int position) =>
        new("the amount is finer than a unit (1 SU is 3600000 units)", position);

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
        Int128 digits = 0;
        int decimals = 0;
        bool point = false;
        bool any = false;
        for (; at < end; at++)
        {
            char c = text[at];
            if (c is >= '0' and <= '9')
            {
                any = true;
                // 30 digits are more than any amount has; more would only overflow the accumulator.
                if (digits > (Int128)1_000_000_000_000_000_000 * 1_000_000_000_000)
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
            else if (c == '_' && any && at + 1 < end && char.IsAsciiDigit(text[at + 1]) && text[at - 1] != '.')
            {
                continue;
            }
            else
            {
                break;
            }
        }

        if (!any)
        {
            return Fail("a digit is expected", at, out error);
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

    private static bool TryScale(Int128 digits, int decimals, Int128 scale, bool negative, int first, out long units, out TextError error)
    {
        units = 0;
        // Trailing zeros of the fraction are cut first, then the scale is divided down, so that the product cannot overflow early.
        for (; decimals > 0 && digits % 10 == 0; decimals--)
        {
            digits /= 10;
        }

        for (; decimals > 0; decimals--)
        {
            if (scale % 10 == 0)
            {
                scale /= 10;
            }
            else if (digits % 10 == 0)
            {
                digits /= 10;
            }
            else if (scale % 5 == 0 && digits % 2 == 0)
            {
                scale /= 5;
                digits /= 2;
            }
            else if (scale % 2 == 0 && digits % 5 == 0)
            {
                scale /= 2;
                digits /= 5;
            }
            else
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
        error = default;
        return true;
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
