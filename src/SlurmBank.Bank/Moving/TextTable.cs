using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace SlurmBank.Bank;

/// <summary>A cell of a table in a text.</summary>
/// <param name="Text">What is in it, without quotes.</param>
/// <param name="Line">The line that it begins in, from 1.</param>
/// <param name="Column">The character of the line that it begins at, from 1.</param>
internal readonly record struct TextCell(string Text, int Line, int Column);

/// <summary>
/// Reads tables in texts: CSV by RFC 4180 with commas, semicolons or tabs, and Slurm's <c>--parsable</c> output with bars. The first line
/// says which it is. Never an exception: what cannot be read is a problem with its place.
/// </summary>
internal static class TextTableReader
{
    private static readonly char[] Delimiters = ['|', '\t', ';', ','];

    /// <summary>The delimiter that a heading uses: the first of bar, tab, semicolon and comma that is in it; a comma where none is.</summary>
    internal static char Delimiter(string heading)
    {
        foreach (char candidate in Delimiters)
        {
            if (heading.Contains(candidate, StringComparison.Ordinal))
            {
                return candidate;
            }
        }

        return ',';
    }

    /// <summary>Reads all rows; empty lines are passed over.</summary>
    /// <param name="text">The text; a byte order mark at its begin is passed over.</param>
    /// <param name="problem">The place (line, column) of a quote that is never closed; null where all is well.</param>
    internal static List<List<TextCell>> Read(string text, out (int Line, int Column)? problem)
    {
        var rows = new List<List<TextCell>>();
        problem = null;
        int at = text.StartsWith('\uFEFF') ? 1 : 0;
        int line = 1;
        int lineStart = at;
        int lineEnd = text.IndexOf('\n', at);
        char delimiter = Delimiter(text[at..(lineEnd < 0 ? text.Length : lineEnd)]);
        while (at < text.Length)
        {
            var row = new List<TextCell>();
            while (true)
            {
                (int cellLine, int cellColumn) = (line, at - lineStart + 1);
                var cell = new StringBuilder();
                if (at < text.Length && text[at] == '"' && delimiter != '|')
                {
                    at++;
                    while (at < text.Length && (text[at] != '"' || (at + 1 < text.Length && text[at + 1] == '"')))
                    {
                        if (text[at] == '\n')
                        {
                            (line, lineStart) = (line + 1, at + 1);
                        }

                        at += text[at] == '"' ? 1 : 0;
                        cell.Append(text[at++]);
                    }

                    if (at >= text.Length)
                    {
                        problem = (cellLine, cellColumn);
                        return rows;
                    }

                    at++;
                }

                while (at < text.Length && text[at] != delimiter && text[at] != '\n')
                {
                    cell.Append(text[at++]);
                }

                row.Add(new TextCell(cell.ToString().Trim(), cellLine, cellColumn));
                if (at >= text.Length || text[at++] == '\n')
                {
                    break;
                }
            }

            (line, lineStart) = (line + 1, at);
            if (row.Count > 1 || row[0].Text.Length > 0)
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    /// <summary>The rows under a heading as records; those with more cells than the heading are problems of their own.</summary>
    internal static IEnumerable<ForeignRow> Records(string text, string source, IncomingBatch batch)
    {
        List<List<TextCell>> rows = Read(text, out (int Line, int Column)? unclosed);
        if (unclosed is (int line, int column))
        {
            batch.Problems.Add(string.Create(CultureInfo.InvariantCulture, $"{source}:{line}:{column}: a quote is opened here and never closed"));
        }

        for (int i = 1; i < rows.Count; i++)
        {
            var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
            for (int c = 0; c < rows[0].Count && rows[0][c].Text.Length > 0; c++)
            {
                values.TryAdd(rows[0][c].Text, c < rows[i].Count ? rows[i][c].Text : null);
            }

            yield return new ForeignRow(string.Create(CultureInfo.InvariantCulture, $"{source}:{rows[i][0].Line}"), string.Empty, values);
        }
    }
}
