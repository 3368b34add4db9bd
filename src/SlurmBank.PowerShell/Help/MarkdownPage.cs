using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace SlurmBank.Help;

/// <summary>A part of a page under a title of the third level; with an empty title what stands before the first of these.</summary>
internal sealed record Part(string Title)
{
    internal List<string> Lines { get; } = [];

    /// <summary>The lines inside fences.</summary>
    internal IEnumerable<string> Fenced() => Where(inFence: true);

    /// <summary>The lines inside the first fence: of an example its code.</summary>
    internal IEnumerable<string> Code() => Lines.SkipWhile(line => !IsFence(line)).Skip(1).TakeWhile(line => !IsFence(line));

    /// <summary>The lines inside the other fences: of an example what it shows.</summary>
    internal IEnumerable<string> Shown()
    {
        int fences = 0;
        foreach (string line in Lines)
        {
            if (IsFence(line))
            {
                fences++;
            }
            else if (fences > 2 && fences % 2 == 1)
            {
                yield return line;
            }
        }
    }

    /// <summary>The lines outside fences.</summary>
    internal IEnumerable<string> Unfenced() => Where(inFence: false);

    internal static bool IsFence(string line) => line.StartsWith("```", StringComparison.Ordinal);

    private IEnumerable<string> Where(bool inFence)
    {
        bool isOpen = false;
        foreach (string line in Lines)
        {
            if (IsFence(line))
            {
                isOpen = !isOpen;
            }
            else if (isOpen == inFence)
            {
                yield return line;
            }
        }
    }
}

/// <summary>The page of a cmdlet: sections, and parts in them.</summary>
internal sealed class MarkdownPage
{
    private readonly Dictionary<string, List<Part>> sections = [];

    private MarkdownPage(string name) => Name = name;

    /// <summary>The cmdlet's name, which is the file's.</summary>
    internal string Name { get; }

    internal static MarkdownPage Read(string file)
    {
        var page = new MarkdownPage(Path.GetFileNameWithoutExtension(file));
        List<Part>? section = null;
        bool isCode = false;
        foreach (string line in File.ReadAllLines(file))
        {
            isCode ^= Part.IsFence(line);
            if (!isCode && line.StartsWith("## ", StringComparison.Ordinal))
            {
                section = page.sections[line[3..].Trim()] = [new Part(string.Empty)];
            }
            else if (!isCode && line.StartsWith("### ", StringComparison.Ordinal))
            {
                section?.Add(new Part(line[4..].Trim()));
            }
            else
            {
                section?[^1].Lines.Add(line);
            }
        }

        return page;
    }

    /// <summary>The section's own text.</summary>
    internal IEnumerable<string> Text(string section) => sections.TryGetValue(section, out List<Part>? parts) ? parts[0].Lines : [];

    /// <summary>The section's parts.</summary>
    internal IEnumerable<Part> Parts(string section) => sections.TryGetValue(section, out List<Part>? parts) ? parts.Skip(1) : [];

    /// <summary>The texts of the links to related pages.</summary>
    internal IEnumerable<string> Links() => Text("RELATED LINKS").Where(line => line.StartsWith('[')).Select(line => line[1..line.IndexOf(']', StringComparison.Ordinal)]);
}
