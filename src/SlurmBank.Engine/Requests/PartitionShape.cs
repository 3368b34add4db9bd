using System;
using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Engine.Requests;

/// <summary>Nodes of a partition of which one is as good as another.</summary>
internal sealed class NodeGroup
{
    internal NodeGroup(NodeFacts facts)
    {
        Facts = facts;
        Threads = Math.Max(1, facts.Cpus / Math.Max(1, Bounded.Multiply(facts.Sockets, facts.CoresPerSocket)));
        Cpus = Math.Max(0, facts.EffectiveCpus ?? (facts.Cpus - (facts.CoreSpecCount * Threads)));
        Memory = Math.Max(0, facts.RealMemory - facts.MemorySpecLimit);
    }

    /// <summary>One of them.</summary>
    internal NodeFacts Facts { get; }

    /// <summary>How many there are.</summary>
    internal int Count { get; set; }

    /// <summary>Logical processors of a core that Slurm hands out; 1 where a node counts cores though it has threads.</summary>
    internal long Threads { get; }

    /// <summary>Logical processors of a node that jobs can have.</summary>
    internal long Cpus { get; }

    /// <summary>MB of a node that jobs can have.</summary>
    internal long Memory { get; }

    /// <summary>Devices of a resource on a node; of any type where none is named.</summary>
    internal long Devices(ReadOnlySpan<char> name, ReadOnlySpan<char> type)
    {
        long sum = 0;
        IReadOnlyList<GresFacts> gres = Facts.Gres;
        for (int i = 0; i < gres.Count; i++)
        {
            bool same = name.Equals(gres[i].Name, StringComparison.OrdinalIgnoreCase) && (type.IsEmpty || type.Equals(gres[i].Type, StringComparison.OrdinalIgnoreCase));
            sum = same ? Bounded.Add(sum, gres[i].Count) : sum;
        }

        return sum;
    }

    /// <summary>True where a job cannot tell the nodes apart.</summary>
    internal bool IsLike(NodeGroup other) =>
        Threads == other.Threads && Cpus == other.Cpus && Memory == other.Memory && Facts.CoresPerSocket == other.Facts.CoresPerSocket
        && Facts.Gres.SequenceEqual(other.Facts.Gres) && Facts.Features.SequenceEqual(other.Facts.Features, StringComparer.Ordinal);
}

/// <summary>A partition made ready for requests: its nodes in groups, the texts of its settings read. Does not change.</summary>
internal sealed class PartitionShape
{
    private readonly List<NodeGroup> groups = [];
    private readonly List<(string Name, int Group)> nodes = [];

    internal PartitionShape(ClusterFacts cluster, PartitionFacts facts)
    {
        (Cluster, Facts) = (cluster, facts);
        Names.AddRange(facts.NodeNames);
        foreach (NodeFacts node in cluster.Nodes)
        {
            if (Names.Contains(node.Name))
            {
                nodes.Add((node.Name, GroupOf(node)));
            }
        }

        // Looked up once, so that nobody changes it who only reads.
        Names.Contains(string.Empty);
        string? first = facts.NodeNames.Count > 0 ? facts.NodeNames[0] : null;
        WholeNodeMemory = cluster.Nodes.FirstOrDefault(node => node.Name == first) is NodeFacts one ? Math.Max(one.RealMemory - one.MemorySpecLimit, 0) : 0;
        DefaultCpusPerGpu = JobDefault("DefCpuPerGPU");
        DefaultMemoryPerGpu = JobDefault("DefMemPerGPU");
    }

    internal ClusterFacts Cluster { get; }

    internal PartitionFacts Facts { get; }

    internal IReadOnlyList<NodeGroup> Groups => groups;

    /// <summary>The known nodes, each with its group.</summary>
    internal IReadOnlyList<(string Name, int Group)> Nodes => nodes;

    /// <summary>All names of nodes, the unknown ones too.</summary>
    internal HostNames Names { get; } = new();

    /// <summary>The memory of the partition's first node, which Slurm takes where all of a node is asked for.</summary>
    internal long WholeNodeMemory { get; }

    /// <summary>JobDefaults DefCpuPerGPU, the partition's before the cluster's.</summary>
    internal long? DefaultCpusPerGpu { get; }

    /// <summary>JobDefaults DefMemPerGPU, the partition's before the cluster's.</summary>
    internal long? DefaultMemoryPerGpu { get; }

    private int GroupOf(NodeFacts node)
    {
        NodeGroup made = new(node);
        int index = groups.FindIndex(known => known.IsLike(made));
        if (index < 0)
        {
            index = groups.Count;
            groups.Add(made);
        }

        groups[index].Count++;
        return index;
    }

    private long? JobDefault(string name)
    {
        foreach (string text in new[] { Facts.JobDefaults, Cluster.JobDefaults })
        {
            foreach (string part in text.Split(','))
            {
                int at = name.Length + 1;
                if (GrammarText.HasWord(part, 0, name + "=") && GrammarText.TryReadNumber(part, ref at, Bounded.Largest, out long value, out _) && at == part.Length)
                {
                    return value;
                }
            }
        }

        return null;
    }
}
