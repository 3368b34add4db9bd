using System;

namespace SlurmBank.Engine.Requests;

/// <summary>The smallest thing that the scheduler gives away.</summary>
internal enum AllocationUnit
{
    /// <summary>A logical processor (CR_CPU).</summary>
    Cpu,

    /// <summary>A core with all its threads (CR_Core).</summary>
    Core,

    /// <summary>A socket with all its cores (CR_Socket).</summary>
    Socket,

    /// <summary>A node (select/linear, exclusive jobs and partitions).</summary>
    Node,
}

/// <summary>How the cluster gives resources to a job: from SelectType, SelectTypeParameters, the partition and the job's own wish (slurm.md 2.6).</summary>
internal readonly struct SelectRules
{
    internal SelectRules(JobShape job)
    {
        bool linear = job.Cluster.SelectType.EndsWith("/linear", StringComparison.OrdinalIgnoreCase);
        string parameters = job.Cluster.SelectTypeParameters;
        // A partition may say Core or Socket for itself, and whether memory counts with it.
        string unit = job.Partition.SelectTypeParameters.StartsWith("CR_", StringComparison.OrdinalIgnoreCase) ? job.Partition.SelectTypeParameters : parameters;
        MemoryCounts = Has(unit, "MEMORY");
        OneTaskPerCore = Has(parameters, "CR_ONE_TASK_PER_CORE") && job.Request.TasksPerCore is null;
        bool partition = job.Partition.OverSubscribe.StartsWith("EXCLUSIVE", StringComparison.OrdinalIgnoreCase);
        NodeSharing? sharing = job.Request.Sharing;
        bool reserved = job.Request.CoreSpecification is > 0 || job.Request.ThreadSpecification is > 0;
        MayBeWholeNodes = reserved || sharing == NodeSharing.Topology;
        Unit = linear || partition || sharing == NodeSharing.Exclusive ? AllocationUnit.Node
            : Has(unit, "CR_SOCKET") ? AllocationUnit.Socket
            : Has(unit, "CR_CORE") ? AllocationUnit.Core
            : AllocationUnit.Cpu;
        if (partition)
        {
            job.Assume(Assumed.WholeNodes, "whole nodes: the partition has OverSubscribe=EXCLUSIVE");
        }
        else if (linear)
        {
            job.Assume(Assumed.WholeNodes, "whole nodes: the cluster has select/linear");
        }
        else if (reserved)
        {
            job.Assume(Assumed.WholeNodes, "whole nodes at most: reserved cores or threads imply them where the cluster allows them");
        }
        else if (MayBeWholeNodes)
        {
            job.Assume(Assumed.WholeNodes, "whole nodes at most: --exclusive=topo");
        }
    }

    internal AllocationUnit Unit { get; }

    /// <summary>True where memory is given away, and so counted in AllocTRES.</summary>
    internal bool MemoryCounts { get; }

    internal bool OneTaskPerCore { get; }

    /// <summary>True where the job may be given whole nodes though that is not certain.</summary>
    internal bool MayBeWholeNodes { get; }

    private static bool Has(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
}
