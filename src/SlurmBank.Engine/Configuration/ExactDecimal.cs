using System;
using System.Globalization;
using SlurmBank.Engine.Toml;

namespace SlurmBank.Engine.Configuration;

/// <summary>Reads prices and factors without ever passing through a double or rounding: what cannot be held exactly is refused.</summary>
internal static class ExactDecimal
{
    /// <summary>Most digits in all, so that a price times CPUs times seconds stays within 128 bits.</summary>
    internal const int MostDigits = 18;

    /// <summary>Most digits after the point.</summary>
    internal const int MostDecimals = 9;

    internal static bool TryRead(TomlNode node, out decimal value, out string problem)
    {
        switch (node)
        {
            case TomlInteger integer:
                value = integer.Value;
                problem = string.Empty;
                return true;
            case TomlFloat number:
                return TryRead(number.Text, out value, out problem);
            case TomlString text:
                return TryRead(text.Value, out value, out problem);
            default:
                value = 0;
                problem = $"a number is expected, {node.Describe()} is found";
                return false;
        }
    }

    internal static bool TryRead(string text, out decimal value, out string problem)
    {
        value = 0;
        problem = "it is not a number";
        int exponentAt = text.AsSpan().IndexOfAny('e', 'E');
        string mantissa = exponentAt < 0 ? text : text[..exponentAt];
        int exponent = 0;
        if (exponentAt >= 0 && !int.TryParse(text.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
        {
            return false;
        }

        bool negative = mantissa.StartsWith('-');
        mantissa = negative || mantissa.StartsWith('+') ? mantissa[1..] : mantissa;
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        string digits = point < 0 ? mantissa : mantissa.Remove(point, 1);
        if (digits.Length == 0 || digits.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        long decimals = (point < 0 ? 0L : mantissa.Length - point - 1) - exponent;
        if (!TryScale(digits, decimals, out value))
        {
            problem = string.Create(CultureInfo.InvariantCulture, $"it has more than {MostDecimals} decimals or {MostDigits} digits");
            return false;
        }

        value = negative ? -value : value;
        problem = string.Empty;
        return true;
    }

    /// <summary>The digits as a number of which the last <paramref name="decimals"/> stand after the point; zeros at either end do not count.</summary>
    private static bool TryScale(string digits, long decimals, out decimal value)
    {
        value = 0;
        string significant = digits.TrimEnd('0');
        decimals -= digits.Length - significant.Length;
        significant = significant.TrimStart('0');
        if (significant.Length == 0)
        {
            return true;
        }

        if (decimals > MostDecimals || significant.Length > MostDigits || significant.Length - decimals > MostDigits)
        {
            return false;
        }

        value = long.Parse(significant, CultureInfo.InvariantCulture);
        for (; decimals > 0; decimals--)
        {
            value /= 10;
        }

        for (; decimals < 0; decimals++)
        {
            value *= 10;
        }

        return true;
    }

    internal static string Write(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);
}
