using System;
using System.Collections.Generic;
using SlurmBank.PowerShell.Internal;
using SlurmBank.Slurm;

namespace SlurmBank.PowerShell;

/// <summary>A partition of Slurm, with what is in use in it.</summary>
public sealed record SlurmPartition
{
    /// <summary>The partition.</summary>
    public required string Partition { get; init; }

    /// <summary>Whether jobs that name none come here.</summary>
    public required bool IsDefault { get; init; }

    /// <summary>Whether users do not see it.</summary>
    public required bool IsHidden { get; init; }

    /// <summary>UP, DOWN, DRAIN or INACTIVE.</summary>
    public required string State { get; init; }

    /// <summary>The nodes, as a host list.</summary>
    public required string Nodes { get; init; }

    /// <summary>The number of nodes.</summary>
    public long? TotalNodes { get; init; }

    /// <summary>Nodes on which no job is; null where sinfo did not say.</summary>
    public long? IdleNodes { get; init; }

    /// <summary>The number of CPUs.</summary>
    public long? TotalCpus { get; init; }

    /// <summary>CPUs that jobs have; null where sinfo did not say.</summary>
    public long? AllocatedCpus { get; init; }

    /// <summary>CPUs that jobs could have; null where sinfo did not say.</summary>
    public long? IdleCpus { get; init; }

    /// <summary>What it has; prints as Slurm's text, indexes by name.</summary>
    public required SlurmTresValue Tres { get; init; }

    /// <summary>TRESBillingWeights as written; empty for none, when billing is the number of CPUs.</summary>
    public required string BillingWeights { get; init; }

    /// <summary>The longest time limit; null for unlimited.</summary>
    public TimeSpan? MaxTime { get; init; }

    /// <summary>The time limit of jobs that name none; null where that is MaxTime.</summary>
    public TimeSpan? DefaultTime { get; init; }

    /// <summary>The most nodes of a job; null for no limit.</summary>
    public long? MaxNodes { get; init; }

    /// <summary>The memory in MiB that a job gets for each CPU if it names none.</summary>
    public long? DefaultMemoryPerCpu { get; init; }

    /// <summary>The memory in MiB that a job gets on each node if it names none.</summary>
    public long? DefaultMemoryPerNode { get; init; }

    /// <summary>The most memory in MiB for each CPU.</summary>
    public long? MaxMemoryPerCpu { get; init; }

    /// <summary>The most memory in MiB on each node.</summary>
    public long? MaxMemoryPerNode { get; init; }

    /// <summary>NO, YES:4, FORCE:4 or EXCLUSIVE.</summary>
    public required string OverSubscribe { get; init; }

    /// <summary>Its own QOS; empty for none.</summary>
    public required string Qos { get; init; }

    /// <summary>Accounts that may use it; empty for all.</summary>
    public required IReadOnlyList<string> AllowAccounts { get; init; }

    /// <summary>Accounts that may not.</summary>
    public required IReadOnlyList<string> DenyAccounts { get; init; }

    /// <summary>QOS that may use it; empty for all.</summary>
    public required IReadOnlyList<string> AllowQos { get; init; }

    /// <summary>The tier in which it is scheduled: a higher one first.</summary>
    public long? PriorityTier { get; init; }

    internal static SlurmPartition Of(Slurm.SlurmPartition partition, PartitionUse? use) => new()
    {
        Partition = partition.Name,
        IsDefault = partition.IsDefault,
        IsHidden = SlurmValues.Field(partition.Fields, "Hidden") == "YES",
        State = partition.State,
        Nodes = partition.Nodes,
        TotalNodes = partition.TotalNodes,
        IdleNodes = use?.IdleNodes,
        TotalCpus = partition.TotalCpus,
        AllocatedCpus = use?.AllocatedCpus,
        IdleCpus = use?.IdleCpus,
        Tres = new SlurmTresValue(partition.Tres),
        BillingWeights = partition.BillingWeights,
        MaxTime = SlurmValues.Seconds(partition.MaxTimeSeconds),
        DefaultTime = SlurmValues.Seconds(partition.DefaultTimeSeconds),
        MaxNodes = SlurmValues.Count(SlurmValues.Field(partition.Fields, "MaxNodes")),
        DefaultMemoryPerCpu = partition.DefMemPerCpu,
        DefaultMemoryPerNode = partition.DefMemPerNode,
        MaxMemoryPerCpu = partition.MaxMemPerCpu,
        MaxMemoryPerNode = partition.MaxMemPerNode,
        OverSubscribe = partition.OverSubscribe,
        Qos = partition.Qos,
        AllowAccounts = SlurmValues.Allowed(partition.AllowAccounts),
        DenyAccounts = SlurmValues.Allowed(SlurmValues.Field(partition.Fields, "DenyAccounts")),
        AllowQos = SlurmValues.Allowed(SlurmValues.Field(partition.Fields, "AllowQos")),
        PriorityTier = SlurmValues.Count(SlurmValues.Field(partition.Fields, "PriorityTier")),
    };
}
