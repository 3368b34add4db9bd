using System;
using System.Collections.Generic;
using System.Globalization;

namespace SlurmBank.Engine.Requests;

/// <summary>Counts of trackable resources in the making: as <see cref="TresRequest"/>, and used again without costing memory.</summary>
internal sealed class TresCounts
{
    private char[] names = new char[256];
    private (int Start, int Length, long Count)[] items = new (int, int, long)[8];
    private char[] text = new char[256];
    private int used;

    internal long Cpus { get; set; }

    /// <summary>MB.</summary>
    internal long Memory { get; set; }

    internal long Nodes { get; set; }

    /// <summary>How many other resources there are.</summary>
    internal int Count { get; private set; }

    /// <summary>The name of another resource; they are in the order of their names.</summary>
    internal ReadOnlySpan<char> NameOf(int index) => names.AsSpan(items[index].Start, items[index].Length);

    internal long CountOf(int index) => items[index].Count;

    internal long CountOf(ReadOnlySpan<char> name)
    {
        int at = Find(name);
        return at >= 0 ? items[at].Count : 0;
    }

    internal void Clear() => (Cpus, Memory, Nodes, Count, used) = (0, 0, 0, 0, 0);

    /// <summary>Adds to the count of a resource that the cluster counts: all, where it is not known which.</summary>
    internal void Add(IReadOnlyList<string> tracked, ReadOnlySpan<char> kind, ReadOnlySpan<char> name, ReadOnlySpan<char> type, long count)
    {
        ReadOnlySpan<char> whole = Compose(kind, name, type);
        if (!IsTracked(tracked, whole))
        {
            return;
        }

        int at = Find(whole);
        if (at >= 0)
        {
            items[at].Count = Bounded.Add(items[at].Count, count);
            return;
        }

        Insert(~at, whole.Length, count);
    }

    /// <summary>Raises each count to that of another vector.</summary>
    internal void RaiseTo(TresCounts other)
    {
        (Cpus, Memory, Nodes) = (Math.Max(Cpus, other.Cpus), Math.Max(Memory, other.Memory), Math.Max(Nodes, other.Nodes));
        for (int i = 0; i < other.Count; i++)
        {
            int at = Find(other.NameOf(i));
            if (at >= 0)
            {
                items[at].Count = Math.Max(items[at].Count, other.CountOf(i));
            }
            else
            {
                Insert(~at, Compose(default, other.NameOf(i), default).Length, other.CountOf(i));
            }
        }
    }

    /// <summary>The text of <see cref="TresRequest.ToString"/>; valid until the next call.</summary>
    internal ReadOnlySpan<char> Write()
    {
        int at = 0;
        Write(ref at, "cpu", Cpus, string.Empty);
        Write(ref at, "mem", Memory, "M");
        Write(ref at, "node", Nodes, string.Empty);
        for (int i = 0; i < Count; i++)
        {
            Write(ref at, NameOf(i), items[i].Count, string.Empty);
        }

        return text.AsSpan(0, at);
    }

    internal TresRequest ToRequest()
    {
        List<KeyValuePair<string, long>> counts = [new("cpu", Cpus), new("mem", Memory), new("node", Nodes)];
        for (int i = 0; i < Count; i++)
        {
            counts.Add(new(NameOf(i).ToString(), items[i].Count));
        }

        return new(counts);
    }

    private static bool IsTracked(IReadOnlyList<string> tracked, ReadOnlySpan<char> name)
    {
        for (int i = 0; i < tracked.Count; i++)
        {
            if (name.Equals(tracked[i], StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return tracked.Count == 0;
    }

    /// <summary>Puts a name together behind those that are there; it stays only if it is inserted.</summary>
    private ReadOnlySpan<char> Compose(ReadOnlySpan<char> kind, ReadOnlySpan<char> name, ReadOnlySpan<char> type)
    {
        int length = kind.Length + name.Length + (type.IsEmpty ? 0 : type.Length + 1);
        while (names.Length - used < length)
        {
            Array.Resize(ref names, names.Length * 2);
        }

        Span<char> whole = names.AsSpan(used, length);
        kind.CopyTo(whole);
        name.CopyTo(whole[kind.Length..]);
        if (!type.IsEmpty)
        {
            whole[kind.Length + name.Length] = ':';
            type.CopyTo(whole[(kind.Length + name.Length + 1)..]);
        }

        return whole;
    }

    /// <summary>Where a name is, or the complement of where it belongs.</summary>
    private int Find(ReadOnlySpan<char> name)
    {
        for (int i = 0; i < Count; i++)
        {
            int order = NameOf(i).SequenceCompareTo(name);
            if (order >= 0)
            {
                return order == 0 ? i : ~i;
            }
        }

        return ~Count;
    }

    private void Insert(int at, int length, long count)
    {
        if (Count == items.Length)
        {
            Array.Resize(ref items, Count * 2);
        }

        Array.Copy(items, at, items, at + 1, Count - at);
        items[at] = (used, length, count);
        (used, Count) = (used + length, Count + 1);
    }

    private void Write(ref int at, ReadOnlySpan<char> name, long count, string unit)
    {
        if (count == 0)
        {
            return;
        }

        // A count has 18 digits at most: Bounded.
        while (text.Length - at < name.Length + 24)
        {
            Array.Resize(ref text, text.Length * 2);
        }

        Span<char> rest = text.AsSpan(at);
        rest.TryWrite(CultureInfo.InvariantCulture, $"{(at == 0 ? string.Empty : ",")}{name}={count}{unit}", out int written);
        at += written;
    }
}
