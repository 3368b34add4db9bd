using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace SlurmBank.Bank;

/// <summary>Writes SVG: elements that are closed, attributes and texts that are escaped, numbers that are the same everywhere.</summary>
internal sealed class SvgWriter
{
    private readonly StringBuilder text = new();
    private readonly Stack<string> open = new();

    /// <summary>Begins an element that holds others.</summary>
    internal SvgWriter Open(string name, params (string Name, string Value)[] attributes)
    {
        Tag(name, attributes).Append(">\n");
        open.Push(name);
        return this;
    }

    /// <summary>Ends the element that was begun last.</summary>
    internal SvgWriter Close()
    {
        string name = open.Pop();
        Indent().Append("</").Append(name).Append(">\n");
        return this;
    }

    /// <summary>An element without content.</summary>
    internal SvgWriter Empty(string name, params (string Name, string Value)[] attributes)
    {
        Tag(name, attributes).Append("/>\n");
        return this;
    }

    /// <summary>An element with a text.</summary>
    internal SvgWriter Text(string name, string content, params (string Name, string Value)[] attributes)
    {
        Tag(name, attributes).Append('>').Append(Escape(content)).Append("</").Append(name).Append(">\n");
        return this;
    }

    /// <summary>A style sheet; its text is this program's own and has nothing to escape.</summary>
    internal SvgWriter Style(string rules)
    {
        Indent().Append("<style>\n").Append(rules).Append('\n');
        Indent().Append("</style>\n");
        return this;
    }

    /// <summary>A number with at most two decimals.</summary>
    internal static string Number(decimal value) => Math.Round(value, 2, MidpointRounding.AwayFromZero).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A text as XML has it; what no XML can hold becomes the replacement character.</summary>
    internal static string Escape(string content)
    {
        var escaped = new StringBuilder(content.Length + 16);
        for (int i = 0; i < content.Length; i++)
        {
            char c = content[i];
            if (char.IsHighSurrogate(c) && i + 1 < content.Length && char.IsLowSurrogate(content[i + 1]))
            {
                escaped.Append(c).Append(content[++i]);
                continue;
            }

            _ = c switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                '\t' or '\n' or '\r' => escaped.Append(' '),
                _ when c < ' ' || char.IsSurrogate(c) || c >= '\uFFFE' => escaped.Append('\uFFFD'),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    /// <summary>The whole; every element has to be ended.</summary>
    public override string ToString() => open.Count == 0 ? text.ToString() : throw new InvalidOperationException($"<{open.Peek()}> is not ended");

    private StringBuilder Tag(string name, (string Name, string Value)[] attributes)
    {
        Indent().Append('<').Append(name);
        foreach ((string attribute, string value) in attributes)
        {
            text.Append(' ').Append(attribute).Append("=\"").Append(Escape(value)).Append('"');
        }

        return text;
    }

    private StringBuilder Indent() => text.Append(' ', open.Count * 2);
}
