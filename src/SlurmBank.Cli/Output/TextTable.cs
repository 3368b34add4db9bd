using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace SlurmBank.Cli.Output;

/// <summary>
/// A table for people: aligned, numbers to the right, the unit below the heading, within 100 columns. Where it would be wider, the columns
/// that matter least are left out (JSON has them all) and the flexible one is wrapped. Rows are laid out in parts, so that any number of
/// them streams; the headings are repeated where a part needs another layout.
/// </summary>
/// <typeparam name="T">What a row is about.</typeparam>
internal sealed class TextTable<T>(params TextColumn<T>[] columns)
{
    /// <summary>The heading of the column that is shown only where the rows have several currencies.</summary>
    internal const string CurrencyHeader = "CURRENCY";

    /// <summary>The most columns of characters.</summary>
    internal const int Limit = 100;

    private const int PartRows = 2000;

    /// <summary>The currency of a row; null where the rows have no amounts.</summary>
    internal Func<T, string>? CurrencyOf { get; init; }

    /// <summary>Writes the table.</summary>
    /// <returns>False where there are no rows; nothing is written then.</returns>
    internal bool Write(TextWriter output, IEnumerable<T> rows, Palette palette)
    {
        TableLayout? current = null;
        foreach (T[] part in rows.Chunk(PartRows))
        {
            string[][] cells = [.. part.Select(row => columns.Select(column => PlainText.Clean(column.Text(row))).ToArray())];
            string[] currencies = CurrencyOf is null ? [] : [.. part.Select(CurrencyOf).Distinct()];
            TableLayout layout = TableLayout.Make(columns, cells, currencies.Length == 1 ? currencies[0] : null, currencies.Length > 1, Limit);
            if (current is null || !current.Covers(layout))
            {
                current = layout;
                WriteHead(output, current, palette);
            }

            for (int i = 0; i < part.Length; i++)
            {
                WriteRow(output, current, cells[i], part[i], palette);
            }
        }

        return current is not null;
    }

    private void WriteHead(TextWriter output, TableLayout layout, Palette palette)
    {
        WriteLine(output, layout, n => columns[layout.Columns[n]].Header, _ => Tone.Head, palette);
        if (layout.HasUnits)
        {
            WriteLine(output, layout, n => layout.Units[n], _ => Tone.Head, palette);
        }
    }

    private void WriteRow(TextWriter output, TableLayout layout, string[] cells, T row, Palette palette)
    {
        List<string>[] lines = [.. layout.Columns.Select((column, n) => columns[column].IsFlexible ? TextWrap.Lines(cells[column], layout.Widths[n]) : [cells[column]])];
        int height = lines.Max(cell => cell.Count);
        for (int line = 0; line < height; line++)
        {
            int at = line;
            WriteLine(
                output,
                layout,
                n => at < lines[n].Count ? lines[n][at] : string.Empty,
                n => columns[layout.Columns[n]].ToneOf?.Invoke(row) ?? Tone.Plain,
                palette);
        }
    }

    private void WriteLine(TextWriter output, TableLayout layout, Func<int, string> text, Func<int, Tone> tone, Palette palette)
    {
        var line = new StringBuilder();
        int owed = 0;
        for (int n = 0; n < layout.Columns.Count; n++)
        {
            TextColumn<T> column = columns[layout.Columns[n]];
            string cell = text(n);
            int pad = Math.Max(0, layout.Widths[n] - cell.Length);
            owed += column.IsRight ? pad : 0;
            if (cell.Length > 0)
            {
                // Blanks are written only before something, so that no line ends in them.
                line.Append(' ', owed).Append(palette.Paint(cell, tone(n)));
                owed = 0;
            }

            owed += (column.IsRight ? 0 : pad) + TableLayout.Gap;
        }

        output.WriteLine(line.ToString());
    }
}
