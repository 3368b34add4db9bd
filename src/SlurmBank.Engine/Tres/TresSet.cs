using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Linq;

namespace SlurmBank.Engine;

/// <summary>
/// A set of trackable resources (TRES) with their counts, such as what a job was given. It cannot be changed, prints as the text it was
/// read from, and is asked by name without regard to case: <c>set["gres/gpu"]</c>. See <see cref="TresReader"/> for the forms and units.
/// </summary>
public sealed class TresSet : IReadOnlyDictionary<string, long>
{
    private readonly string text;
    private readonly string[] names;
    private readonly ulong[] counts;

    private TresSet(string text, string[] names, ulong[] counts)
    {
        this.text = text;
        this.names = names;
        this.counts = counts;
    }

    /// <summary>No resources at all; it prints as the empty text.</summary>
    public static TresSet Empty { get; } = new(string.Empty, [], []);

    /// <summary>How many resources the set names.</summary>
    public int Count => names.Length;

    /// <summary>The names, in the order and the spelling of the text.</summary>
    public IEnumerable<string> Keys => names;

    /// <summary>The counts, in the order of the text.</summary>
    public IEnumerable<long> Values => counts.Select(Saturate);

    /// <summary>
    /// The count of a resource; 0 for one that the set does not name (<see cref="TryGetValue"/> tells them apart). Memory is in MB.
    /// A count above the largest <see cref="long"/>, such as Slurm's markers for "unknown" and "infinite", reads as the largest.
    /// </summary>
    public long this[string name] => TryGetCount(name, out ulong count) ? Saturate(count) : 0;

    /// <summary>Makes a set from names and counts; it prints as Slurm does with <c>--noconvert</c> (<c>mem=8192M</c>).</summary>
    /// <exception cref="ArgumentException">A name or a count could not stand in a TRES text, or a name comes twice.</exception>
    public static TresSet From(IEnumerable<KeyValuePair<string, long>> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        string text = string.Join(',', counts.Select(Print));
        return TryParse(text, out TresSet? set, out TextError error) ? set : throw new ArgumentException($"'{text}' is not a TRES text: {error}", nameof(counts));
    }

    /// <summary>Reads a text: see <see cref="TryParse"/>.</summary>
    /// <exception cref="TextFormatException">The text is not a TRES text.</exception>
    public static TresSet Parse(string? text) =>
        TryParse(text, out TresSet? set, out TextError error) ? set : throw new TextFormatException("TRES text", text, error);

    /// <summary>Reads a text in any form that Slurm prints; null and empty give the empty set. Never throws.</summary>
    /// <param name="text">The text, such as sacct's AllocTRES.</param>
    /// <param name="set">The set read; null where the answer is false.</param>
    /// <param name="error">What is wrong, where the answer is false; a name that comes twice is wrong too.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out TresSet? set, out TextError error)
    {
        error = default;
        set = Empty;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        List<string> names = [];
        List<ulong> counts = [];
        HashSet<string> known = new(StringComparer.OrdinalIgnoreCase);
        TresReader reader = new(text);
        while (reader.Read())
        {
            string name = reader.Name.ToString();
            if (!known.Add(name))
            {
                text.AsSpan().Overlaps(reader.Name, out int position);
                return Fail(new TextError($"'{name}' is given twice", position), out set, out error);
            }

            names.Add(name);
            counts.Add(reader.Count);
        }

        if (reader.Error is TextError wrong)
        {
            return Fail(wrong, out set, out error);
        }

        set = new TresSet(text, [.. names], [.. counts]);
        return true;
    }

    /// <inheritdoc/>
    public bool ContainsKey(string key) => IndexOf(key) >= 0;

    /// <inheritdoc/>
    public bool TryGetValue(string key, out long value)
    {
        bool found = TryGetCount(key, out ulong count);
        value = Saturate(count);
        return found;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, long>> GetEnumerator()
    {
        for (int index = 0; index < names.Length; index++)
        {
            yield return new KeyValuePair<string, long>(names[index], Saturate(counts[index]));
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Slurm's own text, as it was read.</summary>
    public override string ToString() => text;

    /// <summary>The exact count, beyond what a <see cref="long"/> holds.</summary>
    internal bool TryGetCount(string name, out ulong count)
    {
        int index = IndexOf(name);
        count = index < 0 ? 0 : counts[index];
        return index >= 0;
    }

    private static long Saturate(ulong count) => count > long.MaxValue ? long.MaxValue : (long)count;

    private static string Print(KeyValuePair<string, long> pair) =>
        string.Create(CultureInfo.InvariantCulture, $"{pair.Key}={pair.Value}{(pair.Value != 0 && TresNames.IsPrintedInMegabytes(pair.Key) ? "M" : string.Empty)}");

    private static bool Fail(TextError wrong, out TresSet? set, out TextError error)
    {
        set = null;
        error = wrong;
        return false;
    }

    private int IndexOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        for (int index = 0; index < names.Length; index++)
        {
            if (TresNames.Same(name, names[index]))
            {
                return index;
            }
        }

        return -1;
    }
}
