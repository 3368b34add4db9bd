using System.Globalization;
using System.Text;

namespace SlurmBank.Cli.Output;

/// <summary>Makes texts that other people wrote safe for a terminal: no control characters, no reordering of what is read.</summary>
internal static class PlainText
{
    /// <summary>One line: control characters are shown as <c>\xNN</c>, line ends and tabs as blanks.</summary>
    internal static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text) || !HasControl(text))
        {
            return text ?? string.Empty;
        }

        var clean = new StringBuilder(text.Length + 8);
        foreach (char c in text)
        {
            Append(clean, c);
        }

        return clean.ToString();
    }

    /// <summary>Several lines, each cleaned, those after the first indented.</summary>
    internal static string CleanLines(string text, string indent)
    {
        string[] lines = text.Replace("\r\n", "\n").TrimEnd('\n').Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            lines[i] = Clean(lines[i]);
        }

        return string.Join("\n" + indent, lines);
    }

    private static void Append(StringBuilder clean, char c)
    {
        if (c is '\n' or '\r' or '\t')
        {
            clean.Append(' ');
        }
        else if (IsUnsafe(c))
        {
            clean.Append(c < 0x100 ? "\\x" : "\\u").Append(((int)c).ToString(c < 0x100 ? "x2" : "x4", CultureInfo.InvariantCulture));
        }
        else
        {
            clean.Append(c);
        }
    }

    private static bool HasControl(string text)
    {
        foreach (char c in text)
        {
            if (c is '\n' or '\r' or '\t' || IsUnsafe(c))
            {
                return true;
            }
        }

        return false;
    }

    // Marks that change the direction of text can make an amount or a name read as another one.
    private static bool IsUnsafe(char c) => char.IsControl(c) || c is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\u2028' or '\u2029';
}
