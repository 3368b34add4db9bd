using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Engine.Requests;

/// <summary>How the memory of a job is counted.</summary>
internal enum MemoryBasis
{
    /// <summary>So many MB for each CPU that is given.</summary>
    PerCpu,

    /// <summary>So many MB for each node.</summary>
    PerNode,

    /// <summary>So many MB for each GPU.</summary>
    PerGpu,

    /// <summary>All that each node has.</summary>
    WholeNode,
}

/// <summary>A generic resource as the request counts it; null where it does not count it so.</summary>
internal sealed class GresNeed(string name, string? type)
{
    internal string Name { get; } = name;

    internal string? Type { get; } = type;

    internal long? PerJob { get; set; }

    internal long? PerNode { get; set; }

    internal long? PerSocket { get; set; }

    internal long? PerTask { get; set; }

    /// <summary>The count that Slurm puts into ReqTRES.</summary>
    internal long Total { get; set; }
}

/// <summary>
/// A job while Slurm's steps complete it for one partition. The names are those of <c>job_desc_msg_t</c>, spelt out; null is NO_VAL.
/// </summary>
internal sealed class JobShape(JobRequest request, ClusterFacts cluster, PartitionFacts partition)
{
    internal JobRequest Request { get; } = request;

    internal ClusterFacts Cluster { get; } = cluster;

    internal PartitionFacts Partition { get; } = partition;

    internal List<string> Assumptions { get; } = [];

    internal List<string> Problems { get; } = [];

    internal long? Tasks { get; set; }

    internal long? CpusPerTask { get; set; } = request.CpusPerTask;

    /// <summary>True where releases differ in how far a limit on memory raises the CPUs of a task; the least then does not count on it.</summary>
    internal bool CpusPerTaskIsEstimate { get; set; }

    internal long? TasksPerNode { get; set; } = request.TasksPerNode;

    internal long? MinimumNodes { get; set; }

    internal long? MaximumNodes { get; set; }

    /// <summary>CPUs of the whole job, as ReqTRES has them.</summary>
    internal long MinimumCpus { get; set; }

    /// <summary>CPUs that each node must give.</summary>
    internal long CpusPerNode { get; set; } = request.MinimumCpusPerNode ?? 1;

    internal MemoryBasis MemoryBasis { get; set; }

    internal long Memory { get; set; }

    internal List<GresNeed> Gres { get; } = [];

    /// <summary>Threads of a core that the job uses; null for all.</summary>
    internal long? ThreadsPerCore { get; set; } = request.ThreadsPerCore;

    internal long? CoresPerSocket { get; set; } = request.CoresPerSocket;

    internal long Nodes => MinimumNodes ?? 1;

    internal long GpuTotal => Gres.Where(need => need.Name == "gpu").Aggregate(0L, (sum, need) => Bounded.Add(sum, need.Total));
}
