using System;
using System.Linq;

namespace SlurmBank.Engine.Requests;

/// <summary>Memory as slurmctld fills it in and limits it (slurm.md 2.6, step 3: defaults, and <c>_valid_pn_min_mem</c>).</summary>
internal static class MemorySteps
{
    /// <summary>Chooses what memory is counted by, and raises CPUs where a limit per CPU says so.</summary>
    internal static void Apply(JobShape job)
    {
        JobRequest request = job.Request;
        if (request.MemoryPerGpu is MemorySize perGpu)
        {
            (job.MemoryBasis, job.Memory) = (MemoryBasis.PerGpu, perGpu.Megabytes);
        }
        else if (request.MemoryPerNode is MemorySize perNode)
        {
            (job.MemoryBasis, job.Memory) = (perNode.IsWholeNode ? MemoryBasis.WholeNode : MemoryBasis.PerNode, perNode.Megabytes);
            ApplyLimit(job);
        }
        else if (request.MemoryPerCpu is MemorySize perCpu)
        {
            // Slurm takes --mem-per-cpu=0 for --mem=0.
            (job.MemoryBasis, job.Memory) = (perCpu.IsWholeNode ? MemoryBasis.WholeNode : MemoryBasis.PerCpu, perCpu.Megabytes);
            ApplyLimit(job);
        }
        else
        {
            ApplyDefault(job);
        }
    }

    /// <summary>Reads a number out of JobDefaults, the partition's before the cluster's.</summary>
    internal static long? JobDefault(JobShape job, string name)
    {
        foreach (string text in new[] { job.Partition.JobDefaults, job.Cluster.JobDefaults })
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

    private static void ApplyDefault(JobShape job)
    {
        long? perGpu = job.Gres.Any(need => need.Name == "gpu") ? JobDefault(job, "DefMemPerGPU") : null;
        (PartitionFacts partition, ClusterFacts cluster) = (job.Partition, job.Cluster);
        (MemoryBasis basis, long memory, string source) =
            perGpu is not null ? (MemoryBasis.PerGpu, perGpu.Value, "for each GPU, DefMemPerGPU")
            : partition.DefaultMemoryPerCpu is > 0 ? (MemoryBasis.PerCpu, partition.DefaultMemoryPerCpu.Value, "for each CPU, the partition's DefMemPerCPU")
            : partition.DefaultMemoryPerNode is > 0 ? (MemoryBasis.PerNode, partition.DefaultMemoryPerNode.Value, "for each node, the partition's DefMemPerNode")
            : cluster.DefaultMemoryPerCpu is > 0 ? (MemoryBasis.PerCpu, cluster.DefaultMemoryPerCpu.Value, "for each CPU, the cluster's DefMemPerCPU")
            : cluster.DefaultMemoryPerNode is > 0 ? (MemoryBasis.PerNode, cluster.DefaultMemoryPerNode.Value, "for each node, the cluster's DefMemPerNode")
            : (MemoryBasis.WholeNode, 0, string.Empty);
        (job.MemoryBasis, job.Memory) = (basis, memory);
        job.Assumptions.Add(basis == MemoryBasis.WholeNode ? "memory: all that each node has, none was asked for and no default is set" : $"memory: {memory} MB {source}");
    }

    private static void ApplyLimit(JobShape job)
    {
        bool own = job.Partition.MaximumMemoryPerCpu is > 0 || job.Partition.MaximumMemoryPerNode is > 0;
        long? perCpu = own ? job.Partition.MaximumMemoryPerCpu : job.Cluster.MaximumMemoryPerCpu;
        long? perNode = own ? job.Partition.MaximumMemoryPerNode : job.Cluster.MaximumMemoryPerNode;
        long memory = job.MemoryBasis == MemoryBasis.WholeNode ? WholeNode(job) : job.Memory;
        if (perCpu is > 0)
        {
            ApplyLimitPerCpu(job, memory, perCpu.Value);
        }
        else if (perNode is > 0)
        {
            long needed = job.MemoryBasis == MemoryBasis.PerCpu ? Bounded.Multiply(memory, CpusOfANode(job)) : memory;
            if (needed > perNode)
            {
                job.Problems.Add($"{needed} MB are asked for on a node, MaxMemPerNode is {perNode}");
            }
        }
    }

    private static void ApplyLimitPerCpu(JobShape job, long memory, long limit)
    {
        if (job.MemoryBasis == MemoryBasis.PerCpu)
        {
            if (memory > limit)
            {
                long ratio = Bounded.DivideUp(memory, limit);
                job.CpusPerTask = Bounded.Multiply(job.CpusPerTask ?? 1, ratio);
                job.Memory = Bounded.DivideUp(memory, ratio);
                job.MinimumCpus = job.Tasks is > 0 ? Bounded.Multiply(job.Tasks.Value, job.CpusPerTask.Value) : job.MinimumCpus;
                job.CpusPerNode = Math.Max(job.CpusPerNode, job.CpusPerTask.Value);
                job.Assumptions.Add($"CPUs per task: {job.CpusPerTask}, since {memory} MB per CPU are more than MaxMemPerCPU, {limit}");
            }

            return;
        }

        long needed = Bounded.DivideUp(memory, limit);
        if (needed <= job.CpusPerNode)
        {
            return;
        }

        job.CpusPerTaskIsEstimate = true;
        job.CpusPerNode = needed;
        job.MinimumCpus = Math.Max(job.MinimumCpus, needed);
        job.Assumptions.Add($"CPUs of each node: {needed}, since {memory} MB are more than fewer CPUs may have (MaxMemPerCPU is {limit})");
        if (job.TasksPerNode is > 0 and long perNode)
        {
            job.CpusPerTask = Bounded.DivideUp(needed, perNode);
            job.CpusPerNode = Math.Max(Bounded.Multiply(job.CpusPerTask.Value, perNode), needed);
        }
        else if (job.Tasks is > 0)
        {
            job.CpusPerTask = Bounded.DivideUp(Bounded.Multiply(needed, job.Nodes), job.Tasks.Value);
            job.CpusPerNode = Bounded.Multiply(job.CpusPerTask.Value, job.Tasks.Value) / Math.Max(job.Nodes, 1);
            job.MinimumCpus = Math.Max(needed, job.CpusPerNode);
        }
    }

    /// <summary>The memory of the partition's first node, which Slurm takes where all of a node is asked for.</summary>
    internal static long WholeNode(JobShape job)
    {
        string? first = job.Partition.NodeNames.Count > 0 ? job.Partition.NodeNames[0] : null;
        NodeFacts? node = job.Cluster.Nodes.FirstOrDefault(known => known.Name == first);
        return node is null ? 0 : Math.Max(node.RealMemory - node.MemorySpecLimit, 0);
    }

    private static long CpusOfANode(JobShape job)
    {
        long tasks = Math.Max(job.TasksPerNode ?? 1, job.Tasks is > 0 && job.MaximumNodes is > 0 ? Bounded.DivideUp(job.Tasks.Value, job.MaximumNodes.Value) : 1);
        return Math.Max(Bounded.Multiply(tasks, job.CpusPerTask ?? 1), job.CpusPerNode);
    }
}
