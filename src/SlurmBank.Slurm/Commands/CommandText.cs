using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace SlurmBank.Slurm;

/// <summary>Shows commands and lines to people: control characters escaped, length bounded.</summary>
internal static class CommandText
{
    private const int LongestLine = 400;

    /// <summary>The program and its first words, as a message names a command: <c>sacctmgr modify account</c>.</summary>
    internal static string Short(IReadOnlyList<string> argv)
    {
        var text = new StringBuilder();
        int words = 0;
        foreach (string argument in argv)
        {
            bool program = words == 0;
            if (!program && (argument.StartsWith('-') || argument.Contains('=', StringComparison.Ordinal)))
            {
                continue;
            }

            string word = program ? argument[(argument.LastIndexOf('/') + 1)..] : argument;
            text.Append(program ? string.Empty : " ").Append(Escape(word));
            if (++words == 4)
            {
                break;
            }
        }

        return text.ToString();
    }

    /// <summary>The text with control characters written as <c>\xNN</c>, shortened to a readable length.</summary>
    internal static string Escape(string text, int longest = LongestLine)
    {
        var shown = new StringBuilder(Math.Min(text.Length, longest));
        foreach (char c in text)
        {
            if (shown.Length >= longest)
            {
                shown.Append("...");
                break;
            }

            if (char.IsControl(c))
            {
                shown.Append("\\x").Append(((int)c).ToString("x2", CultureInfo.InvariantCulture));
            }
            else
            {
                shown.Append(c);
            }
        }

        return shown.ToString();
    }
}
