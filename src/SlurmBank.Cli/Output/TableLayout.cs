using System;
using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Cli.Output;

/// <summary>Which columns of a table are shown, how wide each is, and which unit stands below each heading.</summary>
internal sealed class TableLayout
{
    /// <summary>Blanks between two columns.</summary>
    internal const int Gap = 2;

    /// <summary>The least width of the flexible column before others are left out for it.</summary>
    internal const int LeastFlexible = 16;

    private TableLayout(int[] columns, int[] widths, string[] units)
    {
        Columns = columns;
        Widths = widths;
        Units = units;
    }

    /// <summary>The indexes of the columns shown, in order.</summary>
    internal IReadOnlyList<int> Columns { get; }

    /// <summary>The width of each column shown.</summary>
    internal IReadOnlyList<int> Widths { get; }

    /// <summary>The unit of each column shown; empty where it has none.</summary>
    internal IReadOnlyList<string> Units { get; }

    /// <summary>Whether a line of units is needed.</summary>
    internal bool HasUnits => Units.Any(unit => unit.Length > 0);

    /// <summary>Makes the layout of a part of a table.</summary>
    /// <param name="columns">All columns.</param>
    /// <param name="cells">The cells, row by row.</param>
    /// <param name="currency">The one currency of the rows; null where they have several or none.</param>
    /// <param name="isMixed">Whether the rows have several currencies, so that the last column names each.</param>
    /// <param name="limit">The most columns of characters.</param>
    internal static TableLayout Make<T>(IReadOnlyList<TextColumn<T>> columns, IReadOnlyList<string[]> cells, string? currency, bool isMixed, int limit)
    {
        List<int> shown = Enumerable.Range(0, columns.Count)
            .Where(i => !columns[i].HideEmpty || cells.Any(row => row[i].Length > 0))
            .Where(i => isMixed || columns[i].Header != TextTable<T>.CurrencyHeader)
            .ToList();
        string[] units = columns.Select(column => column.IsMoney ? currency ?? string.Empty : column.Unit).ToArray();
        int[] natural = columns.Select((column, i) => Math.Max(Math.Max(column.Header.Length, units[i].Length), cells.Max(row => row[i].Length))).ToArray();
        while (Total(shown, i => columns[i].IsFlexible ? Math.Min(natural[i], LeastFlexible) : natural[i]) > limit)
        {
            int last = shown.Where(i => columns[i].Drop > 0).OrderByDescending(i => columns[i].Drop).FirstOrDefault(-1);
            if (last < 0)
            {
                break;
            }

            shown.Remove(last);
        }

        int rest = limit - Total(shown, i => columns[i].IsFlexible ? 0 : natural[i]);
        return new TableLayout(
            [.. shown],
            [.. shown.Select(i => columns[i].IsFlexible ? Math.Min(natural[i], Math.Max(rest, LeastFlexible)) : natural[i])],
            [.. shown.Select(i => units[i])]);
    }

    /// <summary>Whether rows of the other layout fit under the headings of this one.</summary>
    internal bool Covers(TableLayout other) =>
        Columns.SequenceEqual(other.Columns) && Units.SequenceEqual(other.Units) && Widths.Zip(other.Widths).All(pair => pair.First >= pair.Second);

    private static int Total(List<int> shown, Func<int, int> width) => shown.Sum(width) + (Gap * Math.Max(0, shown.Count - 1));
}
