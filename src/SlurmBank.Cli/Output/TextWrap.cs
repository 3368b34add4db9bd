using System;
using System.Collections.Generic;

namespace SlurmBank.Cli.Output;

/// <summary>Breaks a text into lines at blanks, and inside a word only where the word alone is too long.</summary>
internal static class TextWrap
{
    /// <summary>The lines of a text, each at most so wide; one empty line for an empty text.</summary>
    internal static List<string> Lines(string text, int width)
    {
        var lines = new List<string>();
        ReadOnlySpan<char> rest = text.AsSpan().Trim(' ');
        while (rest.Length > width)
        {
            int blank = rest[..(width + 1)].LastIndexOf(' ');
            int cut = blank > 0 ? blank : Cut(rest, width);
            lines.Add(rest[..cut].TrimEnd(' ').ToString());
            rest = rest[cut..].TrimStart(' ');
        }

        if (rest.Length > 0 || lines.Count == 0)
        {
            lines.Add(rest.ToString());
        }

        return lines;
    }

    // A pair of surrogates is one character.
    private static int Cut(ReadOnlySpan<char> text, int width) => width > 1 && char.IsHighSurrogate(text[width - 1]) ? width - 1 : width;
}
