using System.Collections.Generic;

namespace SlurmBank.Engine.Requests;

/// <summary>What a quote needs to know of a cluster; plain data, read from <c>scontrol show config</c> or from the published snapshot.</summary>
public sealed record ClusterFacts
{
    /// <summary>ClusterName.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>SLURM_VERSION, such as <c>22.05.8</c>; empty where it is not known.</summary>
    public string SlurmVersion { get; init; } = string.Empty;

    /// <summary>SelectType, such as <c>select/cons_tres</c>.</summary>
    public string SelectType { get; init; } = "select/cons_tres";

    /// <summary>SelectTypeParameters, such as <c>CR_CORE_MEMORY</c>, several separated by commas.</summary>
    public string SelectTypeParameters { get; init; } = "CR_CORE_MEMORY";

    /// <summary>DefMemPerCPU in MB; null where it is not set.</summary>
    public long? DefaultMemoryPerCpu { get; init; }

    /// <summary>DefMemPerNode in MB; null where it is not set or UNLIMITED.</summary>
    public long? DefaultMemoryPerNode { get; init; }

    /// <summary>MaxMemPerCPU in MB; null where it is not set.</summary>
    public long? MaximumMemoryPerCpu { get; init; }

    /// <summary>MaxMemPerNode in MB; null where it is not set or UNLIMITED.</summary>
    public long? MaximumMemoryPerNode { get; init; }

    /// <summary>JobDefaults, such as <c>DefCpuPerGPU=8,DefMemPerGPU=16384</c>; empty where it is not set.</summary>
    public string JobDefaults { get; init; } = string.Empty;

    /// <summary>PriorityFlags, such as <c>MAX_TRES</c>.</summary>
    public string PriorityFlags { get; init; } = string.Empty;

    /// <summary>AccountingStorageTRES: which resources are counted. Empty where it is not known: then every resource is taken to be.</summary>
    public IReadOnlyList<string> AccountingStorageTres { get; init; } = [];

    /// <summary>EnforcePartLimits: <c>NO</c>, <c>ANY</c> or <c>ALL</c>.</summary>
    public string EnforcePartitionLimits { get; init; } = "NO";

    /// <summary>JobRequeue.</summary>
    public bool JobRequeue { get; init; } = true;

    /// <summary>MaxArraySize; null where it is not known. The largest task number is one less.</summary>
    public long? MaximumArraySize { get; init; }

    /// <summary>The partitions, in Slurm's order.</summary>
    public IReadOnlyList<PartitionFacts> Partitions { get; init; } = [];

    /// <summary>The nodes, in Slurm's order.</summary>
    public IReadOnlyList<NodeFacts> Nodes { get; init; } = [];
}
