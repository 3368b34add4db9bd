using System;
using System.Globalization;

namespace SlurmBank.Engine.Toml;

/// <summary>Reads whole and floating numbers as TOML 1.0 writes them. The text is a token of ASCII letters, digits and signs.</summary>
internal static class TomlNumberReader
{
    internal static bool TryRead(string token, TomlPosition position, out TomlNode? node, out string problem)
    {
        node = null;
        string unsigned = token[0] is '+' or '-' ? token[1..] : token;
        if (unsigned is "inf" or "nan")
        {
            double value = unsigned == "nan" ? double.NaN : token[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            node = new TomlFloat(value, token, position);
            problem = string.Empty;
            return true;
        }

        if (unsigned.Length >= 2 && unsigned[0] == '0' && unsigned[1] is 'x' or 'o' or 'b')
        {
            return TryReadPrefixed(token, unsigned, position, out node, out problem);
        }

        return TryReadDecimal(token, unsigned, position, out node, out problem);
    }

    private static bool TryReadPrefixed(string token, string unsigned, TomlPosition position, out TomlNode? node, out string problem)
    {
        node = null;
        uint radix = unsigned[1] switch { 'x' => 16, 'o' => 8, _ => 2 };
        if (token.Length != unsigned.Length)
        {
            problem = $"a number with the prefix 0{unsigned[1]} has no sign";
            return false;
        }

        ulong value = 0;
        for (int i = 2; i < unsigned.Length; i++)
        {
            if (unsigned[i] == '_' && IsBetweenDigits(unsigned, i, char.IsAsciiHexDigit) && i > 2)
            {
                continue;
            }

            int digit = char.IsAsciiHexDigit(unsigned[i]) ? Convert.ToInt32(unsigned[i].ToString(), 16) : 16;
            if (digit >= radix)
            {
                problem = $"'{unsigned[i]}' is not a digit of a number with the prefix 0{unsigned[1]}";
                return false;
            }

            if (value > (long.MaxValue - (ulong)digit) / radix)
            {
                problem = "the number does not fit 64 bits";
                return false;
            }

            value = (value * radix) + (ulong)digit;
        }

        problem = unsigned.Length == 2 ? $"digits are expected after 0{unsigned[1]}" : string.Empty;
        node = new TomlInteger((long)value, position);
        return problem.Length == 0;
    }

    private static bool TryReadDecimal(string token, string unsigned, TomlPosition position, out TomlNode? node, out string problem)
    {
        node = null;
        int at = SkipDigits(unsigned, 0);
        int whole = at;
        bool isFloat = false;
        if (whole > 0 && at < unsigned.Length && unsigned[at] == '.')
        {
            isFloat = true;
            int fraction = at + 1;
            at = SkipDigits(unsigned, fraction);
            if (at == fraction)
            {
                problem = "a digit is expected after the decimal point";
                return false;
            }
        }

        if (whole > 0 && at < unsigned.Length && unsigned[at] is 'e' or 'E')
        {
            isFloat = true;
            int exponent = at + 1 < unsigned.Length && unsigned[at + 1] is '+' or '-' ? at + 2 : at + 1;
            at = SkipDigits(unsigned, exponent);
            if (at == exponent)
            {
                problem = "a digit is expected in the exponent";
                return false;
            }
        }

        problem = WholeProblem(token, unsigned, whole, at);
        return problem.Length == 0 && TryConvert(token.Replace("_", string.Empty, StringComparison.Ordinal), isFloat, position, out node, out problem);
    }

    /// <summary>What is wrong with a number of which everything up to <paramref name="at"/> could be read; empty for nothing.</summary>
    private static string WholeProblem(string token, string unsigned, int whole, int at)
    {
        if (whole == 0 || at < unsigned.Length)
        {
            return whole > 0 && unsigned[at] == '_'
                ? "an underscore in a number stands between two digits"
                : $"'{(token.Length > 40 ? token[..40] + "..." : token)}' is not a value; a text is written in quotes";
        }

        return whole > 1 && unsigned[0] == '0' ? "a number does not start with a zero" : string.Empty;
    }

    private static bool TryConvert(string plain, bool isFloat, TomlPosition position, out TomlNode? node, out string problem)
    {
        node = null;
        problem = string.Empty;
        if (!isFloat)
        {
            if (long.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer))
            {
                node = new TomlInteger(integer, position);
                return true;
            }

            problem = "the number does not fit 64 bits";
            return false;
        }

        if (double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number))
        {
            node = new TomlFloat(number, plain, position);
            return true;
        }

        problem = "the number is too large for a float";
        return false;
    }

    /// <summary>Steps over digits, with single underscores only between them; stops at the first character that is neither.</summary>
    private static int SkipDigits(string text, int at)
    {
        int start = at;
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || (text[at] == '_' && at > start && IsBetweenDigits(text, at, char.IsAsciiDigit))))
        {
            at++;
        }

        return at;
    }

    private static bool IsBetweenDigits(string text, int at, Func<char, bool> isDigit) =>
        at > 0 && at + 1 < text.Length && isDigit(text[at - 1]) && isDigit(text[at + 1]);
}
