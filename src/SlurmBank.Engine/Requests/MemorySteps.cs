using System;

namespace SlurmBank.Engine.Requests;

/// <summary>Memory as slurmctld fills it in and limits it (slurm.md 2.6, step 3: defaults, and <c>_valid_pn_min_mem</c>).</summary>
internal static class MemorySteps
{
    /// <summary>Chooses what memory is counted by, and raises CPUs where a limit per CPU says so.</summary>
    internal static void Apply(JobShape job)
    {
        JobAsk request = job.Request;
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

    private static void ApplyDefault(JobShape job)
    {
        (PartitionFacts partition, ClusterFacts cluster) = (job.Partition, job.Cluster);
        (MemoryBasis basis, long memory, string source) =
            job.Gres.HasGpu && job.Shape.DefaultMemoryPerGpu is long perGpu ? (MemoryBasis.PerGpu, perGpu, "for each GPU, DefMemPerGPU")
            : partition.DefaultMemoryPerCpu is > 0 ? (MemoryBasis.PerCpu, partition.DefaultMemoryPerCpu.Value, "for each CPU, the partition's DefMemPerCPU")
            : partition.DefaultMemoryPerNode is > 0 ? (MemoryBasis.PerNode, partition.DefaultMemoryPerNode.Value, "for each node, the partition's DefMemPerNode")
            : cluster.DefaultMemoryPerCpu is > 0 ? (MemoryBasis.PerCpu, cluster.DefaultMemoryPerCpu.Value, "for each CPU, the cluster's DefMemPerCPU")
            : cluster.DefaultMemoryPerNode is > 0 ? (MemoryBasis.PerNode, cluster.DefaultMemoryPerNode.Value, "for each node, the cluster's DefMemPerNode")
            : (MemoryBasis.WholeNode, 0, string.Empty);
        (job.MemoryBasis, job.Memory) = (basis, memory);
        if (basis == MemoryBasis.WholeNode)
        {
            job.Assume(Assumed.Memory, "memory: all that each node has, none was asked for and no default is set");
        }
        else
        {
            job.Assume(Assumed.Memory, $"memory: {memory} MB {source}");
        }
    }

    private static void ApplyLimit(JobShape job)
    {
        bool own = job.Partition.MaximumMemoryPerCpu is > 0 || job.Partition.MaximumMemoryPerNode is > 0;
        long? perCpu = own ? job.Partition.MaximumMemoryPerCpu : job.Cluster.MaximumMemoryPerCpu;
        long? perNode = own ? job.Partition.MaximumMemoryPerNode : job.Cluster.MaximumMemoryPerNode;
        long memory = job.MemoryBasis == MemoryBasis.WholeNode ? job.Shape.WholeNodeMemory : job.Memory;
        if (perCpu is > 0)
        {
            ApplyLimitPerCpu(job, memory, perCpu.Value);
        }
        else if (perNode is > 0)
        {
            long needed = job.MemoryBasis == MemoryBasis.PerCpu ? Bounded.Multiply(memory, CpusOfANode(job)) : memory;
            if (needed > perNode)
            {
                job.Refuse(Obstacles.Size, $"{needed} MB are asked for on a node, MaxMemPerNode is {perNode}");
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
                job.Assume(Assumed.Cpus, $"CPUs per task: {job.CpusPerTask}, since {memory} MB per CPU are more than MaxMemPerCPU, {limit}");
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
        job.Assume(Assumed.Cpus, $"CPUs of each node: {needed}, since {memory} MB are more than fewer CPUs may have (MaxMemPerCPU is {limit})");
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

    private static long CpusOfANode(JobShape job)
    {
        long tasks = Math.Max(job.TasksPerNode ?? 1, job.Tasks is > 0 && job.MaximumNodes is > 0 ? Bounded.DivideUp(job.Tasks.Value, job.MaximumNodes.Value) : 1);
        return Math.Max(Bounded.Multiply(tasks, job.CpusPerTask ?? 1), job.CpusPerNode);
    }
}
