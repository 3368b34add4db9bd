using System.Collections.Generic;

namespace SlurmBank.Slurm;

/// <summary>A partition, as <c>scontrol show partition</c> prints it.</summary>
public sealed record SlurmPartition
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether jobs that name none come here.</summary>
    public bool IsDefault { get; init; }

    /// <summary>UP, DOWN, DRAIN or INACTIVE.</summary>
    public string State { get; init; } = string.Empty;

    /// <summary>The nodes, as a host list.</summary>
    public string Nodes { get; init; } = string.Empty;

    /// <summary>TRESBillingWeights as written; empty for none (billing is then the number of CPUs).</summary>
    public string BillingWeights { get; init; } = string.Empty;

    /// <summary>The partition's own QOS; empty for none.</summary>
    public string Qos { get; init; } = string.Empty;

    /// <summary>The longest time limit in seconds; null for unlimited.</summary>
    public long? MaxTimeSeconds { get; init; }

    /// <summary>The time limit of a job that names none, in seconds; null for <see cref="MaxTimeSeconds"/>.</summary>
    public long? DefaultTimeSeconds { get; init; }

    /// <summary>The memory a job gets for each CPU if it names none, in MB; null where that is not set.</summary>
    public long? DefMemPerCpu { get; init; }

    /// <summary>The memory a job gets on each node if it names none, in MB; null where that is not set.</summary>
    public long? DefMemPerNode { get; init; }

    /// <summary>The most memory for each CPU, in MB; null where that is not set.</summary>
    public long? MaxMemPerCpu { get; init; }

    /// <summary>The most memory on each node, in MB; null where that is not set.</summary>
    public long? MaxMemPerNode { get; init; }

    /// <summary>OverSubscribe, such as NO, EXCLUSIVE or FORCE:4.</summary>
    public string OverSubscribe { get; init; } = string.Empty;

    /// <summary>The number of CPUs.</summary>
    public long? TotalCpus { get; init; }

    /// <summary>The number of nodes.</summary>
    public long? TotalNodes { get; init; }

    /// <summary>What the partition has altogether, as <c>cpu=128,mem=500G</c>.</summary>
    public string Tres { get; init; } = string.Empty;

    /// <summary>The accounts that may use it; ALL for any.</summary>
    public string AllowAccounts { get; init; } = string.Empty;

    /// <summary>Each field as printed.</summary>
    public required IReadOnlyDictionary<string, string> Fields { get; init; }
}

/// <summary>A node, as <c>scontrol show node</c> prints it.</summary>
public sealed record SlurmNode
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The state with its flags, such as <c>IDLE+DRAIN</c>.</summary>
    public string State { get; init; } = string.Empty;

    /// <summary>All CPUs.</summary>
    public long? Cpus { get; init; }

    /// <summary>The CPUs that jobs can have (without specialised cores); null before Slurm 21.08.</summary>
    public long? CpusForJobs { get; init; }

    /// <summary>The number of sockets.</summary>
    public long? Sockets { get; init; }

    /// <summary>Cores on each socket.</summary>
    public long? CoresPerSocket { get; init; }

    /// <summary>Threads on each core.</summary>
    public long? ThreadsPerCore { get; init; }

    /// <summary>Memory in MB.</summary>
    public long? RealMemory { get; init; }

    /// <summary>Memory kept for the system, in MB; null where none is.</summary>
    public long? MemSpecLimit { get; init; }

    /// <summary>Generic resources, such as <c>gpu:a100:4</c>.</summary>
    public string Gres { get; init; } = string.Empty;

    /// <summary>The partitions it is in, joined by commas.</summary>
    public string Partitions { get; init; } = string.Empty;

    /// <summary>What it has, as <c>cpu=64,mem=250G,billing=126</c>.</summary>
    public string CfgTres { get; init; } = string.Empty;

    /// <summary>What is given to jobs.</summary>
    public string AllocTres { get; init; } = string.Empty;

    /// <summary>Why an administrator took it away; empty where none did.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>Each field as printed.</summary>
    public required IReadOnlyDictionary<string, string> Fields { get; init; }
}

/// <summary>A job as <c>scontrol show job</c> prints it: to look at. Users' own texts stand in it undelimited.</summary>
/// <param name="JobIdRaw">The job's own number.</param>
/// <param name="Fields">Each field as printed.</param>
/// <param name="IsAmbiguous">Whether a text in it imitates a field, so that the fields cannot be relied on.</param>
public sealed record ShownJob(long JobIdRaw, IReadOnlyDictionary<string, string> Fields, bool IsAmbiguous);

/// <summary>What slurmctld has counted for an association.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Account">The account.</param>
/// <param name="User">The user; empty for the account's own association.</param>
/// <param name="Partition">The partition; empty for all.</param>
/// <param name="Id">The association's number.</param>
/// <param name="GrpTresMins">Minutes used, and the limit on them, by TRES.</param>
/// <param name="GrpTresRunMins">Minutes promised to running jobs, and the limit on them, by TRES.</param>
public sealed record AssociationUsage(
    string Cluster, string Account, string User, string Partition, long Id,
    IReadOnlyDictionary<string, LimitUse> GrpTresMins, IReadOnlyDictionary<string, LimitUse> GrpTresRunMins);

/// <summary>A limit and what is used of it.</summary>
/// <param name="Limit">The limit; null for none.</param>
/// <param name="Used">What is used.</param>
public readonly record struct LimitUse(long? Limit, long Used);
