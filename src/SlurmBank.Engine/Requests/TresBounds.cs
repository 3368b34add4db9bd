using System;
using System.Collections.Generic;

namespace SlurmBank.Engine.Requests;

/// <summary>
/// Puts the three vectors of a component in a partition together: asked for, given at least, given at most. Used again for the next one.
/// </summary>
internal sealed class TresBounds
{
    private JobShape job = new();
    private NodeChoice choice = new();
    private SelectRules rules;
    private CpuBounds cpus;

    internal TresCounts Requested { get; } = new();

    internal TresCounts Lower { get; } = new();

    internal TresCounts Upper { get; } = new();

    internal void Make(JobShape shape, NodeChoice nodes)
    {
        (job, choice) = (shape, nodes);
        rules = new SelectRules(job);
        cpus = new CpuBounds(job, choice, rules);
        MakeRequested(Requested);
        MakeAllocated(Lower, cpus.Lower, cpus.LowerNodes, lower: true);
        MakeAllocated(Upper, cpus.Upper, cpus.UpperNodes, lower: false);
        // A request that no node can serve asks for more than there is; its bounds are still in order.
        Upper.RaiseTo(Lower);
    }

    private void MakeRequested(TresCounts counts)
    {
        counts.Clear();
        (counts.Cpus, counts.Nodes) = (job.MinimumCpus, job.Nodes);
        counts.Memory = job.MemoryBasis switch
        {
            MemoryBasis.PerGpu => Bounded.Multiply(job.Memory, job.GpuTotal),
            MemoryBasis.PerCpu => Bounded.Multiply(job.Memory, job.MinimumCpus),
            MemoryBasis.PerNode => Bounded.Multiply(job.Memory, job.Nodes),
            _ => Bounded.Multiply(job.Shape.WholeNodeMemory, job.Nodes),
        };
        foreach (ref readonly GresNeed need in job.Gres.Items)
        {
            AddGres(counts, need, need.Total);
        }

        AddLicenses(counts, lower: false);
    }

    private void MakeAllocated(TresCounts counts, long cpuCount, long nodes, bool lower)
    {
        counts.Clear();
        (counts.Cpus, counts.Nodes) = (cpuCount, nodes);
        bool whole = (rules.Unit == AllocationUnit.Node || (!lower && rules.MayBeWholeNodes)) && choice.IsKnown;
        if (whole)
        {
            AddWholeNodes(counts, nodes, lower);
        }

        foreach (ref readonly GresNeed need in job.Gres.Items)
        {
            if (!whole)
            {
                long count = Count(need, nodes);
                AddGres(counts, need, count);
                AddPossibleTypes(counts, need, count, nodes, lower);
            }
        }

        counts.Memory = Memory(counts, nodes, lower);
        AddLicenses(counts, lower);
    }

    private long Count(in GresNeed need, long nodes) => need.PerJob ?? GresSteps.Count(job, need, nodes);

    private void AddWholeNodes(TresCounts counts, long nodes, bool lower)
    {
        for (DeviceNames names = new(choice, default); names.Next();)
        {
            ReadOnlyMemory<char> name = names.Current.Name.AsMemory();
            Add(counts, name, default, SumDevices(nodes, lower, name, default));
            for (DeviceNames types = new(choice, name); types.Next();)
            {
                ReadOnlyMemory<char> type = types.Current.Type.AsMemory();
                Add(counts, name, type, SumDevices(nodes, lower, name, type));
            }
        }
    }

    /// <summary>A request that names no type is given devices of some type; which is certain only where there is one type.</summary>
    private void AddPossibleTypes(TresCounts counts, in GresNeed need, long count, long nodes, bool lower)
    {
        if (!need.Type.IsEmpty)
        {
            return;
        }

        bool certain = HasOneType(need.Name);
        for (DeviceNames types = new(choice, need.Name); types.Next();)
        {
            ReadOnlyMemory<char> type = types.Current.Type.AsMemory();
            if (certain || !lower)
            {
                Add(counts, need.Name, type, certain ? count : Math.Min(count, SumDevices(nodes, lower: false, need.Name, type)));
            }
        }
    }

    private bool HasOneType(ReadOnlyMemory<char> name)
    {
        DeviceNames types = new(choice, name);
        if (!types.Next())
        {
            return false;
        }

        ReadOnlySpan<char> type = types.Current.Type;
        for (int i = 0; i < choice.Groups.Count; i++)
        {
            NodeGroup node = choice.Groups[i];
            if (choice.CountOf(i) > 0 && node.Devices(name.Span, type) != node.Devices(name.Span, default))
            {
                return false;
            }
        }

        return !types.Next();
    }

    private long Memory(TresCounts counts, long nodes, bool lower)
    {
        if (!rules.MemoryCounts)
        {
            return 0;
        }

        long gpus = 0;
        foreach (ref readonly GresNeed need in job.Gres.Items)
        {
            gpus = need.IsGpu ? Bounded.Add(gpus, Count(need, nodes)) : gpus;
        }

        return job.MemoryBasis switch
        {
            MemoryBasis.PerCpu => Bounded.Multiply(job.Memory, lower ? cpus.LowerForMemory : cpus.UpperForMemory),
            MemoryBasis.PerNode => Bounded.Multiply(job.Memory, nodes),
            MemoryBasis.PerGpu => Bounded.Multiply(job.Memory, lower ? gpus : Math.Max(gpus, counts.CountOf("gres/gpu"))),
            _ when choice.IsKnown => choice.Sum(nodes, lower, 0, static (_, node) => node.Memory),
            _ => Bounded.Multiply(job.Shape.WholeNodeMemory, nodes),
        };
    }

    private void AddLicenses(TresCounts counts, bool lower)
    {
        if (lower && job.Request.LicensesAreAlternatives)
        {
            return;
        }

        IReadOnlyList<string> tracked = job.Cluster.AccountingStorageTres;
        foreach ((bool perTask, GresItem item) in job.Request.Licenses)
        {
            counts.Add(tracked, "license/", item.Name.Span, default, perTask ? Bounded.Multiply(item.Count, job.Tasks ?? 1) : item.Count);
        }
    }

    private void AddGres(TresCounts counts, in GresNeed need, long count)
    {
        Add(counts, need.Name, default, count);
        if (!need.Type.IsEmpty)
        {
            Add(counts, need.Name, need.Type, count);
        }
    }

    private void Add(TresCounts counts, ReadOnlyMemory<char> name, ReadOnlyMemory<char> type, long count) =>
        counts.Add(job.Cluster.AccountingStorageTres, "gres/", name.Span, type.Span, count);

    private long SumDevices(long nodes, bool lower, ReadOnlyMemory<char> name, ReadOnlyMemory<char> type) =>
        choice.Sum(nodes, lower, (name, type), static (device, node) => node.Devices(device.name.Span, device.type.Span));
}
