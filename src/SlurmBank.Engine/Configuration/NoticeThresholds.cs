using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace SlurmBank.Engine.Configuration;

/// <summary>The thresholds of notices as text: percentages of use such as <c>75,90.5</c>, or days before an end such as <c>30,7</c>.</summary>
public static class NoticeThresholds
{
    /// <summary>The largest percentage: an overdraft can take an account beyond 100.</summary>
    public const int LargestPercent = 1000;

    /// <summary>The most days.</summary>
    public const int MostDays = 3660;

    /// <summary>Reads percentages into hundredths of a percent, smallest first, each once. An empty text is none.</summary>
    /// <param name="text">The percentages parted by commas, each from 0.01 to 1000 with at most two decimals.</param>
    /// <param name="hundredths">The thresholds.</param>
    /// <param name="error">What is wrong.</param>
    public static bool TryParsePercents(string? text, out IReadOnlyList<int> hundredths, out TextError error) => TryParse(text, TryReadPercent, out hundredths, out error);

    /// <summary>Reads days, fewest first, each once. An empty text is none.</summary>
    /// <param name="text">The days parted by commas, each from 0 to 3660.</param>
    /// <param name="days">The thresholds.</param>
    /// <param name="error">What is wrong.</param>
    public static bool TryParseDays(string? text, out IReadOnlyList<int> days, out TextError error) => TryParse(text, TryReadDays, out days, out error);

    /// <summary>Reads percentages, as <see cref="TryParsePercents"/> does.</summary>
    /// <exception cref="TextFormatException">The text is of another form.</exception>
    public static IReadOnlyList<int> ParsePercents(string? text) =>
        TryParsePercents(text, out IReadOnlyList<int> read, out TextError error) ? read : throw new TextFormatException("list of percentages", text, error);

    /// <summary>Reads days, as <see cref="TryParseDays"/> does.</summary>
    /// <exception cref="TextFormatException">The text is of another form.</exception>
    public static IReadOnlyList<int> ParseDays(string? text) =>
        TryParseDays(text, out IReadOnlyList<int> read, out TextError error) ? read : throw new TextFormatException("list of days", text, error);

    /// <summary>Hundredths of a percent as people write them: 9050 is <c>90.5</c>.</summary>
    public static string FormatPercent(int hundredths) => (hundredths / 100m).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>The text that <see cref="ParsePercents"/> reads.</summary>
    public static string FormatPercents(IEnumerable<int> hundredths) => string.Join(',', hundredths.Select(FormatPercent));

    /// <summary>The text that <see cref="ParseDays"/> reads.</summary>
    public static string FormatDays(IEnumerable<int> days) => string.Join(',', days.Select(d => d.ToString(CultureInfo.InvariantCulture)));

    internal static bool TryReadPercent(string text, out int hundredths)
    {
        bool read = decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal percent)
            && percent is >= 0.01m and <= LargestPercent && decimal.Truncate(percent * 100) == percent * 100;
        hundredths = read ? (int)(percent * 100) : 0;
        return read;
    }

    internal static bool TryReadDays(string text, out int days) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out days) && days <= MostDays;

    private delegate bool Reader(string text, out int value);

    private static bool TryParse(string? text, Reader reader, out IReadOnlyList<int> values, out TextError error)
    {
        values = [];
        error = default;
        if (string.IsNullOrWhiteSpace(text))
        {
            return true;
        }

        var read = new SortedSet<int>();
        int position = 0;
        foreach (string part in text.Split(','))
        {
            if (!reader(part.Trim(), out int value))
            {
                error = new TextError(
                    reader == TryReadPercent ? "percentages from 0.01 to 1000 with at most two decimals are expected, parted by commas" : "whole days from 0 to 3660 are expected, parted by commas",
                    position);
                return false;
            }

            read.Add(value);
            position += part.Length + 1;
        }

        values = [.. read];
        return true;
    }
}
