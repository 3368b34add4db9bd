using System;

namespace SlurmBank.Engine;

/// <summary>Reads exact numbers as people write prices and factors: <c>2.67</c>, <c>.5</c>, <c>-1</c>, <c>1/3</c>, <c>1e-3</c>.</summary>
internal static class RatioText
{
    private const int LargestExponent = 40;

    // Ten times this and one digit more still fit.
    private static readonly Int128 MostDigits = (Int128.MaxValue - 9) / 10;

    /// <summary>Reads a decimal number, or two of them with a slash between. Nothing may follow; blanks around the text are allowed.</summary>
    internal static bool TryRead(ReadOnlySpan<char> text, out Ratio ratio, out TextError error)
    {
        ratio = Ratio.Zero;
        int start = text.Length - text.TrimStart(' ').Length;
        ReadOnlySpan<char> body = text.Trim(' ');
        if (!TryReadDecimal(body, out Ratio left, out int taken, out string? problem))
        {
            return Fail(problem, start + taken, out error);
        }

        if (taken == body.Length)
        {
            ratio = left;
            error = default;
            return true;
        }

        if (body[taken] != '/')
        {
            return Fail($"'{body[taken]}' is unexpected here (a number looks like 2.67 or 1/3)", start + taken, out error);
        }

        int second = taken + 1;
        if (!TryReadDecimal(body[second..], out Ratio right, out taken, out problem) || second + taken < body.Length)
        {
            return Fail(problem ?? "a number looks like 2.67 or 1/3", start + second + taken, out error);
        }

        bool inverted = Ratio.TryCreate(right.Denominator, right.Numerator, out Ratio inverse);
        if (!inverted || !left.TryMultiply(inverse, out ratio))
        {
            return Fail(inverted ? "the number needs too many digits" : "division by zero", start + second, out error);
        }

        error = default;
        return true;
    }

    /// <summary>Reads a decimal number at the start of a text: sign, digits, point, exponent. Exact.</summary>
    internal static bool TryReadDecimal(ReadOnlySpan<char> text, out Ratio ratio, out int taken, out string? problem)
    {
        ratio = Ratio.Zero;
        problem = null;
        int at = !text.IsEmpty && text[0] is '-' or '+' ? 1 : 0;
        Int128 digits = 0;
        int exponent = 0;
        bool any = false;
        bool point = false;
        for (; at < text.Length && (char.IsAsciiDigit(text[at]) || (text[at] == '.' && !point)); at++)
        {
            if (text[at] == '.')
            {
                point = true;
                continue;
            }

            any = true;
            if (digits > MostDigits)
            {
                taken = at;
                problem = "the number has too many digits";
                return false;
            }

            digits = (digits * 10) + (text[at] - '0');
            exponent -= point ? 1 : 0;
        }

        taken = at;
        if (!any)
        {
            problem = "a number is expected";
            return false;
        }

        exponent += ReadExponent(text, ref taken);
        bool fits = TryScale(text[0] == '-' ? -digits : digits, exponent, out ratio);
        problem = fits ? null : "the number needs too many digits";
        return fits;
    }

    private static int ReadExponent(ReadOnlySpan<char> text, ref int at)
    {
        if (at == text.Length || text[at] is not ('e' or 'E'))
        {
            return 0;
        }

        int digits = at + 1 < text.Length && text[at + 1] is '-' or '+' ? at + 2 : at + 1;
        int end = digits;
        int exponent = 0;
        for (; end < text.Length && char.IsAsciiDigit(text[end]); end++)
        {
            exponent = Math.Min((exponent * 10) + (text[end] - '0'), 1_000_000);
        }

        if (end == digits)
        {
            return 0;
        }

        bool negative = text[at + 1] == '-';
        at = end;
        return negative ? -exponent : exponent;
    }

    private static bool TryScale(Int128 digits, int exponent, out Ratio ratio)
    {
        ratio = Ratio.Zero;
        for (; digits != 0 && exponent < 0 && digits % 10 == 0; exponent++)
        {
            digits /= 10;
        }

        if (digits == 0)
        {
            return true;
        }

        if (Math.Abs(exponent) > LargestExponent || !Ratio.TryCreate(digits, 1, out ratio))
        {
            return false;
        }

        Int128 ten = 10;
        for (; exponent > 0; exponent--)
        {
            if (!Ratio.TryCreate(ten, 1, out Ratio up) || !ratio.TryMultiply(up, out ratio))
            {
                return false;
            }
        }

        for (; exponent < 0; exponent++)
        {
            if (!Ratio.TryCreate(1, ten, out Ratio down) || !ratio.TryMultiply(down, out ratio))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Fail(string? message, int at, out TextError error)
    {
        error = new TextError(message ?? string.Empty, at);
        return false;
    }
}
