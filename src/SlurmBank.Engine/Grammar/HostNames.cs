using System;
using System.Collections.Generic;

namespace SlurmBank.Engine;

/// <summary>
/// Names of hosts in one room of characters, which is used again: a list of usual length costs no memory once the room is there. It can be
/// asked for a name, by a span.
/// </summary>
internal sealed class HostNames
{
    // What a single long list needed is not kept for ever.
    private const int MostKeptCharacters = 1 << 16;
    private const int MostKeptNames = 1 << 13;

    private char[] characters = [];
    private (int Start, int Length)[] places = [];
    private int used;
    private int[] slots = [];
    private bool isIndexed;
    private int distinct;

    /// <summary>How many names there are, each as often as it was added.</summary>
    internal int Count { get; private set; }

    /// <summary>How many different names there are.</summary>
    internal int Distinct
    {
        get
        {
            Index();
            return distinct;
        }
    }

    /// <summary>A name, in the order in which they were added; valid until the next change.</summary>
    internal ReadOnlySpan<char> this[int index] => characters.AsSpan(places[index].Start, places[index].Length);

    internal void Clear()
    {
        if (characters.Length > MostKeptCharacters || places.Length > MostKeptNames)
        {
            (characters, places, slots) = ([], [], []);
        }

        (Count, used, isIndexed) = (0, 0, false);
    }

    /// <summary>Adds a name made of two parts.</summary>
    internal void Add(ReadOnlySpan<char> head, ReadOnlySpan<char> tail = default)
    {
        int length = head.Length + tail.Length;
        if (characters.Length - used < length)
        {
            Array.Resize(ref characters, Math.Max(checked((used + length) * 2), 256));
        }

        if (places.Length == Count)
        {
            Array.Resize(ref places, Math.Max(Count * 2, 16));
        }

        head.CopyTo(characters.AsSpan(used));
        tail.CopyTo(characters.AsSpan(used + head.Length));
        places[Count++] = (used, length);
        used += length;
        isIndexed = false;
    }

    internal void AddRange(HostNames names)
    {
        for (int i = 0; i < names.Count; i++)
        {
            Add(names[i]);
        }
    }

    internal void AddRange(IReadOnlyList<string> names)
    {
        for (int i = 0; i < names.Count; i++)
        {
            Add(names[i]);
        }
    }

    /// <summary>True where the name is one of these, letter by letter.</summary>
    internal bool Contains(ReadOnlySpan<char> name)
    {
        Index();
        return Count > 0 && slots[Find(name)] != 0;
    }

    private void Index()
    {
        if (isIndexed)
        {
            return;
        }

        int size = 16;
        while (size < Count * 2)
        {
            size *= 2;
        }

        if (slots.Length < size)
        {
            slots = new int[size];
        }

        Array.Clear(slots);
        (isIndexed, distinct) = (true, 0);
        for (int i = 0; i < Count; i++)
        {
            int slot = Find(this[i]);
            distinct += slots[slot] == 0 ? 1 : 0;
            slots[slot] = slots[slot] == 0 ? i + 1 : slots[slot];
        }
    }

    /// <summary>The slot of a name, or the free one where it would be. Slots are a power of two, and never full.</summary>
    private int Find(ReadOnlySpan<char> name)
    {
        int slot = string.GetHashCode(name) & (slots.Length - 1);
        while (slots[slot] != 0 && !this[slots[slot] - 1].SequenceEqual(name))
        {
            slot = (slot + 1) & (slots.Length - 1);
        }

        return slot;
    }
}
