using System;

namespace SlurmBank.Engine.Requests;

/// <summary>A generic resource as the request counts it; null where it does not count it so.</summary>
internal struct GresNeed
{
    internal ReadOnlyMemory<char> Name { get; init; }

    /// <summary>Empty where any type will do.</summary>
    internal ReadOnlyMemory<char> Type { get; init; }

    internal bool IsGpu { get; init; }

    internal long? PerJob { get; set; }

    internal long? PerNode { get; set; }

    internal long? PerSocket { get; set; }

    internal long? PerTask { get; set; }

    /// <summary>The count that Slurm puts into ReqTRES.</summary>
    internal long Total { get; set; }
}

/// <summary>The generic resources of a job; a list that gives references and keeps its room.</summary>
internal sealed class GresNeeds
{
    private GresNeed[] items = new GresNeed[8];
    private int count;

    internal Span<GresNeed> Items => items.AsSpan(0, count);

    internal bool HasGpu
    {
        get
        {
            foreach (ref readonly GresNeed need in Items)
            {
                if (need.IsGpu)
                {
                    return true;
                }
            }

            return false;
        }
    }

    internal void Clear() => count = 0;

    /// <summary>The resource of a name and type, which is added where it is not there yet.</summary>
    internal ref GresNeed Of(ReadOnlyMemory<char> name, ReadOnlyMemory<char> type)
    {
        for (int i = 0; i < count; i++)
        {
            if (items[i].Name.Span.SequenceEqual(name.Span) && items[i].Type.Span.SequenceEqual(type.Span))
            {
                return ref items[i];
            }
        }

        return ref Add(name, type);
    }

    internal ref GresNeed Add(ReadOnlyMemory<char> name, ReadOnlyMemory<char> type)
    {
        if (count == items.Length)
        {
            Array.Resize(ref items, count * 2);
        }

        items[count] = new() { Name = name, Type = type, IsGpu = name.Span is "gpu" };
        return ref items[count++];
    }
}
