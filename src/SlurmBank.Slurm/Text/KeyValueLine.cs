using System;
using System.Collections.Generic;

namespace SlurmBank.Slurm;

/// <summary>
/// One line of <c>scontrol -o</c>: <c>Key=value Key=value</c>, where some values are free text with blanks and equals signs in them.
/// A word begins a new field only if its key was not seen before on this line; inside a free text, only if the key is one that
/// this kind of record is known to have. Where a known key comes twice, somebody's text imitates a field: the record is <see cref="IsAmbiguous"/>.
/// </summary>
internal sealed class KeyValueLine
{
    private static readonly HashSet<string> FreeText = new(StringComparer.Ordinal)
    {
        "Reason", "Comment", "AdminComment", "SystemComment", "Extra", "OS", "JobName", "Command", "WorkDir",
        "StdErr", "StdIn", "StdOut", "SubmitLine", "WCKey", "Network", "MailUser",
    };

    private readonly Dictionary<string, string> _values;

    private KeyValueLine(Dictionary<string, string> values, bool ambiguous)
    {
        _values = values;
        IsAmbiguous = ambiguous;
    }

    /// <summary>Whether a known key came twice, so that the values cannot be relied on.</summary>
    internal bool IsAmbiguous { get; }

    /// <summary>All fields.</summary>
    internal IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>A field's value; empty where it is missing or Slurm has nothing there.</summary>
    internal string this[string key] => _values.TryGetValue(key, out string? value) ? SlurmText.OrEmpty(value) : string.Empty;

    /// <summary>Reads a line; never fails: what has no key is part of the value before it.</summary>
    /// <param name="line">The line.</param>
    /// <param name="known">The keys that can end a free text.</param>
    internal static KeyValueLine Read(string line, IReadOnlySet<string> known)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        bool ambiguous = false;
        string? key = null;
        int valueStart = 0;
        int at = 0;
        while (at < line.Length)
        {
            int wordEnd = line.IndexOf(' ', at);
            wordEnd = wordEnd < 0 ? line.Length : wordEnd;
            int equals = line.IndexOf('=', at, wordEnd - at);
            if (equals > at && IsKey(line.AsSpan(at, equals - at)))
            {
                string candidate = line[at..equals];
                bool seen = values.ContainsKey(candidate) || candidate == key;
                ambiguous |= seen && known.Contains(candidate);
                if (!seen && (key is null || !FreeText.Contains(key) || known.Contains(candidate)))
                {
                    Keep(values, key, line, valueStart, at);
                    key = candidate;
                    valueStart = equals + 1;
                }
            }

            at = wordEnd + 1;
        }

        Keep(values, key, line, valueStart, line.Length);
        return new KeyValueLine(values, ambiguous);
    }

    private static void Keep(Dictionary<string, string> values, string? key, string line, int start, int end)
    {
        if (key is not null)
        {
            values[key] = line[start..Math.Max(start, end)].TrimEnd(' ');
        }
    }

    private static bool IsKey(ReadOnlySpan<char> text)
    {
        if (!char.IsAsciiLetter(text[0]))
        {
            return false;
        }

        foreach (char c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '/' or ':' or '.' or '[' or ']'))
            {
                return false;
            }
        }

        return true;
    }
}
