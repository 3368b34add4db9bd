using System;
using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Engine.Requests;

/// <summary>The nodes of a partition that a job could be given, with what a job can have of each.</summary>
internal sealed class NodeChoice
{
    private NodeChoice(IReadOnlyList<NodeFacts> nodes) => Nodes = nodes;

    internal IReadOnlyList<NodeFacts> Nodes { get; }

    internal bool IsKnown => Nodes.Count > 0;

    /// <summary>
    /// Chooses by name, by a constraint that is a single feature, and by what a single node must have. Where nothing is left all nodes of
    /// the partition stay, with a problem: the quote then still says something.
    /// </summary>
    internal static NodeChoice Make(JobShape job)
    {
        HashSet<string> names = new(job.Partition.NodeNames, StringComparer.Ordinal);
        HashSet<string> excluded = new(job.Request.ExcludedNodes ?? [], StringComparer.Ordinal);
        List<NodeFacts> all = [.. job.Cluster.Nodes.Where(node => names.Contains(node.Name))];
        List<NodeFacts> fit = [.. all.Where(node => !excluded.Contains(node.Name) && HasFeature(job, node) && HasRoom(job, node))];
        if (all.Count == 0)
        {
            job.Assumptions.Add("the nodes of the partition are not known: the upper figure is what was asked for");
        }
        else if (fit.Count == 0)
        {
            job.Problems.Add($"no node of partition {job.Partition.Name} has what is asked for on one node");
        }

        foreach (string missing in (job.Request.NodeList ?? []).Where(name => all.Count > 0 && !names.Contains(name)))
        {
            job.Problems.Add($"node {missing} is not in partition {job.Partition.Name}");
        }

        return new(fit.Count == 0 ? all : fit);
    }

    /// <summary>Logical processors of a core that Slurm hands out; 1 where a node counts cores though it has threads.</summary>
    internal static long Threads(NodeFacts node) => Math.Max(1, node.Cpus / Math.Max(1, Cores(node)));

    /// <summary>Logical processors of a node that jobs can have.</summary>
    internal static long Cpus(NodeFacts node) => Math.Max(0, node.EffectiveCpus ?? (node.Cpus - (node.CoreSpecCount * Threads(node))));

    /// <summary>MB of a node that jobs can have.</summary>
    internal static long Memory(NodeFacts node) => Math.Max(0, node.RealMemory - node.MemorySpecLimit);

    /// <summary>Devices of a resource on a node; of any type where none is named.</summary>
    internal static long Devices(NodeFacts node, string name, string? type) => node.Gres
        .Where(gres => string.Equals(gres.Name, name, StringComparison.OrdinalIgnoreCase) && (type is null || string.Equals(gres.Type, type, StringComparison.OrdinalIgnoreCase)))
        .Aggregate(0L, (sum, gres) => Bounded.Add(sum, gres.Count));

    /// <summary>The sum of the largest values, one a node, of so many nodes.</summary>
    internal long Largest(long count, Func<NodeFacts, long> value) => Sum(Nodes.Select(value).OrderDescending(), count);

    /// <summary>The sum of the smallest values, one a node, of so many nodes.</summary>
    internal long Smallest(long count, Func<NodeFacts, long> value) => Sum(Nodes.Select(value).Order(), count);

    private static long Sum(IEnumerable<long> values, long count) =>
        values.Take((int)Math.Min(count, int.MaxValue)).Aggregate(0L, Bounded.Add);

    private static long Cores(NodeFacts node) => Bounded.Multiply(node.Sockets, node.CoresPerSocket);

    private static bool HasFeature(JobShape job, NodeFacts node)
    {
        string? constraint = job.Request.Constraint;
        bool single = constraint is { Length: > 0 } && constraint.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '=');
        return !single || node.Features.Contains(constraint!, StringComparer.Ordinal);
    }

    private static bool HasRoom(JobShape job, NodeFacts node)
    {
        long memory = job.MemoryBasis switch { MemoryBasis.PerNode => job.Memory, MemoryBasis.PerCpu => Bounded.Multiply(job.Memory, job.CpusPerTask ?? 1), _ => 0 };
        return Cpus(node) >= job.CpusPerNode && Memory(node) >= memory
            && job.Gres.All(need => Devices(node, need.Name, need.Type) >= Math.Max(need.PerNode ?? 0, need.Total > 0 ? 1 : 0));
    }
}
