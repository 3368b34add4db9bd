using System;
using System.Collections.Generic;

namespace SlurmBank.Engine;

/// <summary>A fixed table from names to values that is asked with a span, so that pricing need not make a string. Names are few.</summary>
internal sealed class NameTable<T>
{
    private readonly StringComparison comparison;
    private readonly (string Name, T Value)[] entries;
    private readonly int[] heads;
    private readonly int[] next;

    internal NameTable(IReadOnlyCollection<KeyValuePair<string, T>> values, StringComparison comparison)
    {
        this.comparison = comparison;
        entries = new (string, T)[values.Count];
        next = new int[values.Count];
        int size = 1;
        while (size < values.Count * 2)
        {
            size *= 2;
        }

        heads = new int[size];
        Array.Fill(heads, -1);
        int index = 0;
        foreach ((string name, T value) in values)
        {
            entries[index] = (name, value);
            int bucket = Bucket(name);
            next[index] = heads[bucket];
            heads[bucket] = index++;
        }
    }

    internal int Count => entries.Length;

    internal bool TryGet(ReadOnlySpan<char> name, out T? value)
    {
        if (entries.Length > 0)
        {
            for (int index = heads[Bucket(name)]; index >= 0; index = next[index])
            {
                ref readonly (string Name, T Value) entry = ref entries[index];
                if (name.SequenceEqual(entry.Name) || (name.Length == entry.Name.Length && name.Equals(entry.Name, comparison)))
                {
                    value = entry.Value;
                    return true;
                }
            }
        }

        value = default;
        return false;
    }

    // Length, first, middle and last letter tell a site's names apart well enough; | 0x20 makes the case of ASCII letters equal.
    private int Bucket(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty)
        {
            return 0;
        }

        int hash = name.Length + ((name[0] | 0x20) * 31) + ((name[^1] | 0x20) * 961) + ((name[name.Length / 2] | 0x20) * 29791);
        return (hash ^ (hash >> 7)) & (heads.Length - 1);
    }
}
