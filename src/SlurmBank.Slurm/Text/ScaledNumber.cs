using System;
using System.Globalization;

namespace SlurmBank.Slurm;

/// <summary>
/// Whole numbers that Slurm may have shortened: <c>1024</c>, <c>1.50K</c>, <c>2M</c>. A letter multiplies by a power of 1024, as
/// <c>convert_num_unit</c> in common/slurm_protocol_api.c divides; what it cut off is gone, so such a number is to look at only.
/// </summary>
internal static class ScaledNumber
{
    private const string Letters = "KMGTPE";

    /// <summary>The number; null where the text is none, or one that 64 bits do not hold.</summary>
    internal static long? Read(string text)
    {
        ReadOnlySpan<char> digits = text.AsSpan().Trim(' ');
        decimal factor = 1;
        if (digits.Length > 0 && Letters.IndexOf(char.ToUpperInvariant(digits[^1])) is >= 0 and int power)
        {
            digits = digits[..^1];
            for (int i = 0; i <= power; i++)
            {
                factor *= 1024;
            }
        }

        if (!decimal.TryParse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal number)
            || Math.Abs(number) > long.MaxValue / factor)
        {
            return null;
        }

        return (long)Math.Round(number * factor, MidpointRounding.AwayFromZero);
    }
}
