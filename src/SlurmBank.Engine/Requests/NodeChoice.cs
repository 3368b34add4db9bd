using System;
using System.Collections.Generic;

namespace SlurmBank.Engine.Requests;

/// <summary>The nodes of a partition that a job could be given, with what a job can have of each. It is used again for the next request.</summary>
internal sealed class NodeChoice
{
    private PartitionShape? shape;
    private int[] counts = [];
    private long[] values = [];
    private long[] weights = [];

    internal IReadOnlyList<NodeGroup> Groups => shape!.Groups;

    /// <summary>How many nodes there are to choose from.</summary>
    internal int Count { get; private set; }

    internal bool IsKnown => Count > 0;

    /// <summary>How many nodes of a group there are to choose from.</summary>
    internal int CountOf(int group) => counts[group];

    /// <summary>
    /// Chooses by name, by a constraint that is a single feature, and by what a single node must have. Where nothing is left all nodes of
    /// the partition stay, with a problem: the quote then still says something.
    /// </summary>
    internal void Make(JobShape job)
    {
        shape = job.Shape;
        if (counts.Length < Groups.Count)
        {
            (counts, values, weights) = (new int[Groups.Count], new long[Groups.Count], new long[Groups.Count]);
        }

        Take(job);
        int fit = Count;
        if (shape.Nodes.Count == 0)
        {
            job.Assume(Assumed.Geometry, "the nodes of the partition are not known: the upper figure is what was asked for");
        }
        else if (fit == 0)
        {
            job.Refuse(Obstacles.Size, $"no node of partition {job.Partition.Name} has what is asked for on one node");
            TakeAll();
        }

        for (int i = 0; i < job.Request.NodeList.Count && shape.Nodes.Count > 0; i++)
        {
            ReadOnlySpan<char> name = job.Request.NodeList[i];
            if (!shape.Names.Contains(name))
            {
                job.Refuse(Obstacles.Size, $"node {name} is not in partition {job.Partition.Name}");
            }
        }
    }

    /// <summary>The largest value that a node has; nodes must be known.</summary>
    internal long Max<TState>(TState state, Func<TState, NodeGroup, long> value)
    {
        long result = long.MinValue;
        for (int i = 0; i < Groups.Count; i++)
        {
            result = counts[i] > 0 ? Math.Max(result, value(state, Groups[i])) : result;
        }

        return result;
    }

    /// <summary>The smallest value that a node has; nodes must be known.</summary>
    internal long Min<TState>(TState state, Func<TState, NodeGroup, long> value)
    {
        long result = long.MaxValue;
        for (int i = 0; i < Groups.Count; i++)
        {
            result = counts[i] > 0 ? Math.Min(result, value(state, Groups[i])) : result;
        }

        return result;
    }

    /// <summary>The sum of the largest values, one a node, of so many nodes; or of the smallest.</summary>
    internal long Sum<TState>(long nodes, bool smallest, TState state, Func<TState, NodeGroup, long> value)
    {
        int used = 0;
        for (int i = 0; i < Groups.Count; i++)
        {
            if (counts[i] > 0)
            {
                (values[used], weights[used]) = (value(state, Groups[i]), counts[i]);
                used++;
            }
        }

        Span<long> sorted = values.AsSpan(0, used);
        sorted.Sort(weights.AsSpan(0, used));
        long sum = 0;
        for (int i = 0; i < used && nodes > 0; i++)
        {
            int at = smallest ? i : used - 1 - i;
            long taken = Math.Min(nodes, weights[at]);
            sum = Bounded.Add(sum, Bounded.Multiply(values[at], taken));
            nodes -= taken;
        }

        return sum;
    }

    private static bool HasFeature(JobShape job, NodeGroup node)
    {
        ReadOnlySpan<char> constraint = job.Request.Constraint.Span;
        bool single = !constraint.IsEmpty;
        foreach (char c in constraint)
        {
            single = single && (char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '=');
        }

        if (!single)
        {
            return true;
        }

        IReadOnlyList<string> features = node.Facts.Features;
        for (int i = 0; i < features.Count; i++)
        {
            if (constraint.SequenceEqual(features[i]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasRoom(JobShape job, NodeGroup node)
    {
        long memory = job.MemoryBasis switch { MemoryBasis.PerNode => job.Memory, MemoryBasis.PerCpu => Bounded.Multiply(job.Memory, job.CpusPerTask ?? 1), _ => 0 };
        if (node.Cpus < job.CpusPerNode || node.Memory < memory)
        {
            return false;
        }

        foreach (ref readonly GresNeed need in job.Gres.Items)
        {
            if (node.Devices(need.Name.Span, need.Type.Span) < Math.Max(need.PerNode ?? 0, need.Total > 0 ? 1 : 0))
            {
                return false;
            }
        }

        return true;
    }

    private void Take(JobShape job)
    {
        TakeAll();
        HostNames excluded = job.Request.ExcludedNodes;
        for (int i = 0; i < shape!.Nodes.Count && excluded.Count > 0; i++)
        {
            (string name, int group) = shape.Nodes[i];
            counts[group] -= excluded.Contains(name) ? 1 : 0;
        }

        Count = 0;
        for (int i = 0; i < Groups.Count; i++)
        {
            counts[i] = HasFeature(job, Groups[i]) && HasRoom(job, Groups[i]) ? counts[i] : 0;
            Count += counts[i];
        }
    }

    private void TakeAll()
    {
        Count = shape!.Nodes.Count;
        for (int i = 0; i < Groups.Count; i++)
        {
            counts[i] = Groups[i].Count;
        }
    }
}
