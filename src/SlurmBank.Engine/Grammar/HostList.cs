using System;
using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Engine;

/// <summary>Lists of host names as Slurm writes them, such as <c>n[1,3-5],a[01-03,7]b</c>, expanded and compressed.</summary>
public static class HostList
{
    /// <summary>How many names an expansion gives at most unless told otherwise.</summary>
    public const int DefaultLimit = 1_000_000;

    /// <summary>The longest name, in characters; DNS allows 255.</summary>
    public const int LongestName = 1_024;

    /// <summary>Expands a list: see <see cref="TryExpand"/>.</summary>
    /// <exception cref="TextFormatException">The text is not a list of hosts.</exception>
    public static IReadOnlyList<string> Expand(string? text, int limit = DefaultLimit) =>
        TryExpand(text, out IReadOnlyList<string> names, out TextError error, limit) ? names : throw new TextFormatException("list of hosts", text, error);

    /// <summary>
    /// Expands a list in the order written; of several brackets the last varies fastest. A range is padded to the width of its first number
    /// (<c>[08-11]</c> is 08 09 10 11). Null and the empty text are an empty list.
    /// </summary>
    /// <param name="text">The text to read.</param>
    /// <param name="names">The names, duplicates kept; empty where the answer is false.</param>
    /// <param name="error">What is wrong with the text, where the answer is false.</param>
    /// <param name="limit">The largest number of names; more is an error, found before they are made.</param>
    public static bool TryExpand(string? text, out IReadOnlyList<string> names, out TextError error, int limit = DefaultLimit)
    {
        HostNames found = new();
        bool read = new HostListText().TryRead(text.AsMemory(), limit, found, out error);
        var made = new string[read ? found.Count : 0];
        for (int i = 0; i < made.Length; i++)
        {
            made[i] = found[i].ToString();
        }

        names = made;
        return read;
    }

    /// <summary>
    /// Writes names as a short list that <see cref="TryExpand"/> reads back as the same set: each name once, in the order of the names.
    /// </summary>
    /// <param name="names">The names.</param>
    /// <exception cref="TextFormatException">A name is empty or has a character that no host list can hold.</exception>
    public static string Compress(IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        SortedSet<string> distinct = new(StringComparer.Ordinal);
        foreach (string name in names)
        {
            if (!IsName(name, out TextError error))
            {
                throw new TextFormatException("name of a host", name, error);
            }

            distinct.Add(name);
        }

        return HostListCompression.Write([.. distinct]);
    }

    /// <summary>True for characters that a host list may have outside its own signs.</summary>
    internal static bool IsNameCharacter(char c) =>
        c is > ' ' and not (char)0x7F and not (',' or '[' or ']' or '"' or '\'' or ';' or '=' or '\\' or '%' or '*' or '(' or ')')
        && !char.IsWhiteSpace(c) && !char.IsControl(c) && !char.IsSurrogate(c);

    private static bool IsName(string? name, out TextError error)
    {
        int bad = name is null or "" ? 0 : name.TakeWhile(IsNameCharacter).Count();
        error = default;
        return bad > 0 && bad == name!.Length && bad <= LongestName
            || GrammarText.Fail(GrammarText.Unexpected(name, bad, "a host name has letters, digits and marks like . - _"), bad, out error);
    }
}
