using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Writes a ledger as one CSV file a table (RFC 4180, lines ended by a line feed, UTF-8). For other programs: only the JSON form is read again.</summary>
internal static class DumpCsvWriter
{
    /// <summary>Writes the files into a folder.</summary>
    /// <returns>Their size in bytes.</returns>
    internal static long Write(string folder, DumpRows rows)
    {
        long size = 0;
        foreach (TableShape table in rows.Reader.Tables)
        {
            string path = Path.Combine(folder, table.Name + ".csv");
            using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
            DumpFile.Protect(path);
            using (var writer = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" })
            {
                writer.WriteLine(string.Join(',', table.Columns.SelectMany(c => c.Kind == TableColumnKind.Units ? [c.Name, c.Name + DumpJsonWriter.AmountSuffix] : new[] { c.Name })));
                foreach (object?[] row in rows.Of(table))
                {
                    writer.WriteLine(string.Join(',', table.Columns.SelectMany((c, i) => c.Kind == TableColumnKind.Units
                        ? [Cell(row[i]), row[i] is long units ? DumpRows.Amount(units) : string.Empty]
                        : new[] { Cell(row[i]) })));
                }
            }

            stream.Flush(flushToDisk: true);
            size += stream.Length;
        }

        return size;
    }

    private static string Cell(object? value) => value switch
    {
        null => string.Empty,
        byte[] bytes => Hex.Of(bytes),
        string text => text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
