using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace SlurmBank.Engine;

/// <summary>Writes names as a short list. Each name gives one of its runs of digits to a bracket; the rest is the frame around it.</summary>
internal static class HostListCompression
{
    // Names seldom have more numbers than these; which of them the brackets take is tried out.
    private const int RunsTried = 4;
    private const int MostDigits = 18;

    private readonly record struct Parts(string Head, string Digits, string Tail)
    {
        // "n" and "n5" have the same head; only the second has a number for a bracket.
        internal (string Head, string Tail, bool Numbered) Frame => (Head, Tail, Digits.Length > 0);
    }

    internal static string Write(IReadOnlyList<string> names)
    {
        int best = 0;
        int fewest = int.MaxValue;
        for (int run = 0; run < RunsTried; run++)
        {
            int frames = names.Select(name => Split(name, run)).Select(parts => parts.Frame).Distinct().Count();
            if (frames < fewest)
            {
                (best, fewest) = (run, frames);
            }
        }

        StringBuilder text = new();
        foreach (IGrouping<(string Head, string Tail, bool Numbered), Parts> frame in names.Select(name => Split(name, best)).GroupBy(parts => parts.Frame))
        {
            text.Append(text.Length == 0 ? string.Empty : ",");
            string numbers = WriteRanges([.. frame.Select(parts => parts.Digits)], out bool bracket);
            text.Append(frame.Key.Head).Append(bracket ? "[" : string.Empty).Append(numbers).Append(bracket ? "]" : string.Empty).Append(frame.Key.Tail);
        }

        return text.ToString();
    }

    /// <summary>Splits a name at its run of digits, counted from the end; a name that has no such run is all head.</summary>
    private static Parts Split(string name, int run)
    {
        int end = name.Length;
        while (true)
        {
            while (end > 0 && !char.IsAsciiDigit(name[end - 1]))
            {
                end--;
            }

            int start = end;
            while (start > 0 && char.IsAsciiDigit(name[start - 1]))
            {
                start--;
            }

            if (start == end || end - start > MostDigits)
            {
                return new(name, string.Empty, string.Empty);
            }

            if (run == 0)
            {
                return new(name[..start], name[start..end], name[end..]);
            }

            run--;
            end = start;
        }
    }

    private static string WriteRanges(List<string> digits, out bool bracket)
    {
        bracket = digits.Count > 1;
        if (!bracket)
        {
            return digits[0];
        }

        List<Range> ranges = [];
        // An open range that began with a text of some width goes on with the next number padded to that width.
        Dictionary<int, Range> open = [];
        foreach ((long value, string text) in digits.Select(text => (long.Parse(text, CultureInfo.InvariantCulture), text)).OrderBy(pair => pair.Item1).ThenBy(pair => pair.text.Length))
        {
            Range? found = FindOpen(open, value, text);
            if (found is null)
            {
                found = new Range(text);
                ranges.Add(found);
                open[text.Length] = found;
            }

            found.Last = value;
            found.LastText = text;
        }

        return string.Join(',', ranges.Select(range => range.FirstText == range.LastText ? range.FirstText : range.FirstText + "-" + range.LastText));
    }

    private static Range? FindOpen(Dictionary<int, Range> open, long value, string text)
    {
        for (int width = text.Length; width > 0; width--)
        {
            bool padded = value.ToString("D" + width.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) == text;
            if (padded && open.TryGetValue(width, out Range? range) && range.Last == value - 1)
            {
                return range;
            }
        }

        return null;
    }

    private sealed class Range(string first)
    {
        internal string FirstText { get; } = first;

        internal string LastText { get; set; } = first;

        internal long Last { get; set; }
    }
}
