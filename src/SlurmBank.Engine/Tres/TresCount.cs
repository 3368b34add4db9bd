using System;

namespace SlurmBank.Engine;

/// <summary>
/// Reads one count of a TRES text: digits, up to nine decimals, and one of the suffixes K M G T P (steps of 1024), or <c>NONE</c>.
/// Exact up to the last step: a fraction that is not whole is rounded to the nearest, halves up.
/// </summary>
internal static class TresCount
{
    /// <summary>Slurm's INFINITE64, printed as NONE.</summary>
    internal const ulong None = ulong.MaxValue;

    private const int MostDecimals = 9;
    private const int MegaStep = 2;

    internal static bool TryRead(ReadOnlySpan<char> text, bool inMegabytes, out ulong count, out string? problem, out int at)
    {
        ulong whole = 0;
        problem = null;
        for (at = 0; at < text.Length && char.IsAsciiDigit(text[at]); at++)
        {
            ulong digit = (ulong)(text[at] - '0');
            if (whole > (ulong.MaxValue - digit) / 10)
            {
                return Fail("the count is too large", out count, out problem);
            }

            whole = (whole * 10) + digit;
        }

        count = whole;
        if (at == text.Length && at > 0)
        {
            return true;
        }

        return at > 0
            ? TryReadRest(text, inMegabytes, whole, ref at, out count, out problem)
            : TryReadWord(text, out count, out problem);
    }

    private static bool TryReadRest(ReadOnlySpan<char> text, bool inMegabytes, ulong whole, ref int at, out ulong count, out string? problem)
    {
        ulong fraction = 0;
        ulong scale = 1;
        if (text[at] == '.')
        {
            int point = at++;
            for (; at < text.Length && char.IsAsciiDigit(text[at]); at++)
            {
                if (at - point > MostDecimals)
                {
                    return Fail("the count has too many decimals", out count, out problem);
                }

                fraction = (fraction * 10) + (ulong)(text[at] - '0');
                scale *= 10;
            }

            if (scale == 1)
            {
                return Fail("a digit is expected after the point", out count, out problem);
            }
        }

        int step = inMegabytes ? MegaStep : 0;
        if (at < text.Length)
        {
            step = "KMGTP".IndexOf(char.ToUpperInvariant(text[at])) + 1;
            if (step == 0 || at + 1 < text.Length)
            {
                at += step == 0 ? 0 : 1;
                return Fail("a count looks like 4, 8192M or 1.50G", out count, out problem);
            }
        }

        return TryScale(whole, fraction, scale, step - (inMegabytes ? MegaStep : 0), out count, out problem);
    }

    /// <summary>(whole + fraction/scale) x 1024^steps, to the nearest, halves up.</summary>
    private static bool TryScale(ulong whole, ulong fraction, ulong scale, int steps, out ulong count, out string? problem)
    {
        problem = null;
        if (scale == 1 && steps >= 0 && whole <= ulong.MaxValue >> (10 * steps))
        {
            count = whole << (10 * steps);
            return true;
        }

        UInt128 numerator = ((UInt128)whole * scale) + fraction;
        UInt128 denominator = scale;
        for (; steps < 0; steps++)
        {
            denominator *= 1024;
        }

        // 64 bits, nine decimals (30 bits) and five steps (50 bits) would need 144: the test before each step keeps it within 128.
        for (; steps > 0; steps--)
        {
            if (numerator > UInt128.MaxValue >> 12)
            {
                return Fail("the count is too large", out count, out problem);
            }

            numerator *= 1024;
        }

        UInt128 rounded = ((numerator * 2) + denominator) / (denominator * 2);
        if (rounded > ulong.MaxValue)
        {
            return Fail("the count is too large", out count, out problem);
        }

        count = (ulong)rounded;
        return true;
    }

    private static bool TryReadWord(ReadOnlySpan<char> text, out ulong count, out string? problem)
    {
        if (!text.Equals("NONE", StringComparison.OrdinalIgnoreCase))
        {
            return Fail("a digit is expected", out count, out problem);
        }

        count = None;
        problem = null;
        return true;
    }

    private static bool Fail(string message, out ulong count, out string? problem)
    {
        count = 0;
        problem = message;
        return false;
    }
}
