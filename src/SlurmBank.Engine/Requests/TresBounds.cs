using System;
using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Engine.Requests;

/// <summary>Puts the three vectors of a component in a partition together: asked for, given at least, given at most.</summary>
internal sealed class TresBounds
{
    private readonly JobShape job;
    private readonly NodeChoice choice;
    private readonly SelectRules rules;
    private readonly CpuBounds cpus;

    internal TresBounds(JobShape job, NodeChoice choice)
    {
        (this.job, this.choice) = (job, choice);
        rules = new SelectRules(job);
        cpus = new CpuBounds(job, choice, rules);
        Requested = new(Requests());
        Dictionary<string, long> least = Allocated(cpus.Lower, cpus.LowerNodes, lower: true);
        Dictionary<string, long> most = Allocated(cpus.Upper, cpus.UpperNodes, lower: false);
        foreach ((string name, long count) in least)
        {
            // A request that no node can serve asks for more than there is; its bounds are still in order.
            most[name] = Math.Max(most.GetValueOrDefault(name), count);
        }

        Lower = new(least);
        Upper = new(most);
    }

    internal TresRequest Requested { get; }

    internal TresRequest Lower { get; }

    internal TresRequest Upper { get; }

    private Dictionary<string, long> Requests()
    {
        Dictionary<string, long> counts = new(StringComparer.Ordinal)
        {
            ["cpu"] = job.MinimumCpus,
            ["node"] = job.Nodes,
            ["mem"] = job.MemoryBasis switch
            {
                MemoryBasis.PerGpu => Bounded.Multiply(job.Memory, job.GpuTotal),
                MemoryBasis.PerCpu => Bounded.Multiply(job.Memory, job.MinimumCpus),
                MemoryBasis.PerNode => Bounded.Multiply(job.Memory, job.Nodes),
                _ => Bounded.Multiply(MemorySteps.WholeNode(job), job.Nodes),
            },
        };
        foreach (GresNeed need in job.Gres)
        {
            AddGres(counts, need.Name, need.Type, need.Total);
        }

        AddLicenses(counts, lower: false);
        return counts;
    }

    private Dictionary<string, long> Allocated(long cpuCount, long nodes, bool lower)
    {
        Dictionary<string, long> counts = new(StringComparer.Ordinal) { ["cpu"] = cpuCount, ["node"] = nodes };
        bool whole = rules.Unit == AllocationUnit.Node || (!lower && rules.MayBeWholeNodes);
        if (whole && choice.IsKnown)
        {
            AddWholeNodes(counts, nodes, lower);
        }

        foreach (GresNeed need in job.Gres)
        {
            long count = Count(need, nodes);
            if (!whole || !choice.IsKnown)
            {
                AddGres(counts, need.Name, need.Type, count);
                AddPossibleTypes(counts, need, count, nodes, lower);
            }
        }

        counts["mem"] = Memory(counts, nodes, lower);
        AddLicenses(counts, lower);
        return counts;
    }

    private long Count(GresNeed need, long nodes)
    {
        long sockets = Bounded.Multiply(need.PerSocket ?? 0, Bounded.Multiply(nodes, job.Request.SocketsPerNode ?? 1));
        return need.PerJob ?? new[] { Bounded.Multiply(need.PerNode ?? 0, nodes), sockets, Bounded.Multiply(need.PerTask ?? 0, job.Tasks ?? 1) }.Max();
    }

    private void AddWholeNodes(Dictionary<string, long> counts, long nodes, bool lower)
    {
        foreach (string name in choice.Nodes.SelectMany(node => node.Gres).Select(gres => gres.Name).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            Add(counts, "gres/" + name, Sum(nodes, lower, node => NodeChoice.Devices(node, name, null)));
            foreach (string type in Types(name))
            {
                Add(counts, $"gres/{name}:{type}", Sum(nodes, lower, node => NodeChoice.Devices(node, name, type)));
            }
        }
    }

    /// <summary>A request that names no type is given devices of some type; which is certain only where there is one type.</summary>
    private void AddPossibleTypes(Dictionary<string, long> counts, GresNeed need, long count, long nodes, bool lower)
    {
        string[] types = need.Type is null ? Types(need.Name) : [];
        bool certain = types.Length == 1 && choice.Nodes.All(node => NodeChoice.Devices(node, need.Name, types[0]) == NodeChoice.Devices(node, need.Name, null));
        foreach (string type in types.Where(_ => certain || !lower))
        {
            Add(counts, $"gres/{need.Name}:{type}", certain ? count : Math.Min(count, choice.Largest(nodes, node => NodeChoice.Devices(node, need.Name, type))));
        }
    }

    private string[] Types(string name) =>
        [.. choice.Nodes.SelectMany(node => node.Gres).Where(gres => string.Equals(gres.Name, name, StringComparison.OrdinalIgnoreCase) && gres.Type is not null).Select(gres => gres.Type!).Distinct(StringComparer.OrdinalIgnoreCase)];

    private long Memory(Dictionary<string, long> counts, long nodes, bool lower)
    {
        if (!rules.MemoryCounts)
        {
            return 0;
        }

        long gpus = job.Gres.Where(need => need.Name == "gpu").Aggregate(0L, (sum, need) => Bounded.Add(sum, Count(need, nodes)));
        return job.MemoryBasis switch
        {
            MemoryBasis.PerCpu => Bounded.Multiply(job.Memory, lower ? cpus.LowerForMemory : cpus.UpperForMemory),
            MemoryBasis.PerNode => Bounded.Multiply(job.Memory, nodes),
            MemoryBasis.PerGpu => Bounded.Multiply(job.Memory, lower ? gpus : Math.Max(gpus, counts.GetValueOrDefault("gres/gpu"))),
            _ when choice.IsKnown => Sum(nodes, lower, NodeChoice.Memory),
            _ => Bounded.Multiply(MemorySteps.WholeNode(job), nodes),
        };
    }

    private void AddLicenses(Dictionary<string, long> counts, bool lower)
    {
        if (lower && job.Request.LicensesAreAlternatives)
        {
            return;
        }

        foreach (LicenseRequest license in job.Request.Licenses ?? [])
        {
            Add(counts, "license/" + license.Name, license.Count);
        }

        foreach (LicenseRequest license in job.Request.LicensesPerTask ?? [])
        {
            Add(counts, "license/" + license.Name, Bounded.Multiply(license.Count, job.Tasks ?? 1));
        }
    }

    private void AddGres(Dictionary<string, long> counts, string name, string? type, long count)
    {
        Add(counts, "gres/" + name, count);
        if (type is not null)
        {
            Add(counts, $"gres/{name}:{type}", count);
        }
    }

    /// <summary>Adds a resource that the cluster counts.</summary>
    private void Add(Dictionary<string, long> counts, string name, long count)
    {
        IReadOnlyList<string> tracked = job.Cluster.AccountingStorageTres;
        if (tracked.Count == 0 || tracked.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            counts[name] = Bounded.Add(counts.GetValueOrDefault(name), count);
        }
    }

    private long Sum(long nodes, bool lower, Func<NodeFacts, long> value) => lower ? choice.Smallest(nodes, value) : choice.Largest(nodes, value);
}
