using System.Collections.Generic;

namespace SlurmBank.Engine.Requests;

/// <summary>What a quote needs to know of a partition; plain data, read from <c>scontrol show partition</c>.</summary>
public sealed record PartitionFacts
{
    /// <summary>PartitionName.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>Default=YES.</summary>
    public bool IsDefault { get; init; }

    /// <summary>State: <c>UP</c>, <c>DOWN</c>, <c>DRAIN</c> or <c>INACTIVE</c>.</summary>
    public string State { get; init; } = "UP";

    /// <summary>DefaultTime in seconds; null for NONE.</summary>
    public long? DefaultTimeSeconds { get; init; }

    /// <summary>MaxTime in seconds; null for UNLIMITED.</summary>
    public long? MaximumTimeSeconds { get; init; }

    /// <summary>DefMemPerCPU in MB; null where it is not set.</summary>
    public long? DefaultMemoryPerCpu { get; init; }

    /// <summary>DefMemPerNode in MB; null where it is not set or UNLIMITED.</summary>
    public long? DefaultMemoryPerNode { get; init; }

    /// <summary>MaxMemPerCPU in MB; null where it is not set.</summary>
    public long? MaximumMemoryPerCpu { get; init; }

    /// <summary>MaxMemPerNode in MB; null where it is not set or UNLIMITED.</summary>
    public long? MaximumMemoryPerNode { get; init; }

    /// <summary>MaxCPUsPerNode; null for UNLIMITED.</summary>
    public long? MaximumCpusPerNode { get; init; }

    /// <summary>JobDefaults; empty where it is not set.</summary>
    public string JobDefaults { get; init; } = string.Empty;

    /// <summary>SelectTypeParameters of the partition; empty for NONE.</summary>
    public string SelectTypeParameters { get; init; } = string.Empty;

    /// <summary>OverSubscribe: <c>NO</c>, <c>EXCLUSIVE</c>, <c>YES:4</c>, <c>FORCE:4</c>.</summary>
    public string OverSubscribe { get; init; } = "NO";

    /// <summary>The names of the nodes, expanded, in Slurm's order.</summary>
    public IReadOnlyList<string> NodeNames { get; init; } = [];

    /// <summary>MinNodes.</summary>
    public long MinimumNodes { get; init; }

    /// <summary>MaxNodes; null for UNLIMITED.</summary>
    public long? MaximumNodes { get; init; }

    /// <summary>QoS of the partition; null for N/A.</summary>
    public string? Qos { get; init; }

    /// <summary>TRESBillingWeights as Slurm prints it; empty where there are none.</summary>
    public string TresBillingWeights { get; init; } = string.Empty;

    /// <summary>AllowAccounts; empty for ALL.</summary>
    public IReadOnlyList<string> AllowAccounts { get; init; } = [];

    /// <summary>DenyAccounts.</summary>
    public IReadOnlyList<string> DenyAccounts { get; init; } = [];

    /// <summary>AllowQos; empty for ALL.</summary>
    public IReadOnlyList<string> AllowQos { get; init; } = [];
}
