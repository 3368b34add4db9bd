using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace SlurmBank.Help;

/// <summary>Writes an about topic as plain text for a window of 100 columns: prose wrapped, tables in columns, code as it is.</summary>
internal static class TopicWriter
{
    private const string Indent = "    ";
    private const int Width = 100;
    private const int WidestCell = 34;

    /// <summary>A line without the signs of markdown.</summary>
    internal static string Plain(string line) => line.Replace("`", string.Empty, StringComparison.Ordinal);

    internal static string Write(IEnumerable<string> lines)
    {
        var text = new StringBuilder("TOPIC\n");
        var table = new List<string[]>();
        bool isCode = false;
        foreach (string line in lines)
        {
            if (!isCode && line.StartsWith('|'))
            {
                AddRow(table, line);
                continue;
            }

            WriteTable(text, table);
            if (Part.IsFence(line))
            {
                isCode = !isCode;
            }
            else
            {
                WriteLine(text, line, isCode);
            }
        }

        WriteTable(text, table);
        return text.ToString();
    }

    private static void WriteLine(StringBuilder text, string line, bool isCode)
    {
        if (line.Length == 0)
        {
            text.Append('\n');
        }
        else if (isCode)
        {
            text.Append(Indent).Append(Indent).Append(line).Append('\n');
        }
        else if (line.StartsWith("# ", StringComparison.Ordinal))
        {
            text.Append(Indent).Append(line[2..]).Append('\n');
        }
        else if (line.StartsWith('#'))
        {
            text.Append(line.TrimStart('#', ' ').ToUpperInvariant()).Append('\n');
        }
        else
        {
            foreach (string part in Wrap(Plain(line), Width - Indent.Length))
            {
                text.Append(Indent).Append(part).Append('\n');
            }
        }
    }

    /// <summary>The row of a table in markdown; the line under its header says nothing.</summary>
    private static void AddRow(List<string[]> table, string line)
    {
        string[] cells = [.. line.Trim().Trim('|').Split('|').Select(cell => Plain(cell).Trim())];
        if (!cells.All(cell => cell.Length > 0 && cell.All(sign => sign is '-' or ':')))
        {
            table.Add(cells);
        }
    }

    /// <summary>Columns as wide as their cells; the last one has what is left of the line. What does not fit goes on under itself.</summary>
    private static void WriteTable(StringBuilder text, List<string[]> table)
    {
        if (table.Count == 0)
        {
            return;
        }

        int columns = table.Max(row => row.Length);
        int[] widths = [.. Enumerable.Range(0, columns - 1).Select(n => 2 + Math.Min(WidestCell, table.Max(row => n < row.Length ? row[n].Length : 0)))];
        int before = widths.Sum();
        int last = Math.Max(Width - Indent.Length - before, 20);
        foreach (string[] row in table)
        {
            string[][] cells = [.. Enumerable.Range(0, columns).Select(n => Wrap(n < row.Length ? row[n] : string.Empty, n < widths.Length ? widths[n] - 2 : last).ToArray())];
            for (int line = 0; line < cells.Max(cell => cell.Length); line++)
            {
                string whole = string.Concat(cells.Select((cell, n) => (line < cell.Length ? cell[line] : string.Empty).PadRight(n < widths.Length ? widths[n] : 0)));
                text.Append(Indent).Append(whole.TrimEnd()).Append('\n');
            }
        }

        table.Clear();
    }

    private static IEnumerable<string> Wrap(string line, int width)
    {
        var part = new StringBuilder();
        foreach (string word in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Length > 0 && part.Length + 1 + word.Length > width)
            {
                yield return part.ToString();
                part.Clear();
            }

            part.Append(part.Length > 0 ? " " : string.Empty).Append(word);
        }

        yield return part.ToString();
    }
}
