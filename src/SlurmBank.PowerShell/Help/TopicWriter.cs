using System;
using System.Collections.Generic;
using System.Text;

namespace SlurmBank.Help;

/// <summary>Writes an about topic as plain text.</summary>
internal static class TopicWriter
{
    private const string Indent = "    ";

    /// <summary>A line without the signs of markdown.</summary>
    internal static string Plain(string line) => line.Replace("`", string.Empty, StringComparison.Ordinal);

    internal static string Write(IEnumerable<string> lines)
    {
        var text = new StringBuilder("TOPIC\n");
        bool isCode = false;
        foreach (string line in lines)
        {
            if (Part.IsFence(line))
            {
                isCode = !isCode;
            }
            else
            {
                text.Append(LineOf(line, isCode)).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string LineOf(string line, bool isCode)
    {
        if (line.Length == 0)
        {
            return line;
        }

        if (isCode)
        {
            return Indent + Indent + line;
        }

        if (line.StartsWith("# ", StringComparison.Ordinal))
        {
            return Indent + line[2..];
        }

        return line.StartsWith('#') ? line.TrimStart('#', ' ').ToUpperInvariant() : Indent + Plain(line);
    }
}
