using System;
using System.Collections.Generic;

namespace SlurmBank.Slurm;

/// <summary>A job that waits or runs, as slurmctld knows it. The waiting tasks of an array are one row.</summary>
public sealed record QueuedJob
{
    /// <summary>The job's own number.</summary>
    public required long JobIdRaw { get; init; }

    /// <summary>The array's number; null where the job is no array.</summary>
    public long? ArrayJobId { get; init; }

    /// <summary>The array's tasks in this row, such as <c>3</c> or, waiting, <c>1-9:2%4</c>; empty where the job is no array.</summary>
    public string ArrayTasks { get; init; } = string.Empty;

    /// <summary>The number of the heterogeneous job's first component; null where the job is none.</summary>
    public long? HetJobId { get; init; }

    /// <summary>The component's place, from 0; null where the job is none.</summary>
    public long? HetOffset { get; init; }

    /// <summary>The submission (of a requeued job the requeue), in seconds since 1970 UTC.</summary>
    public required long SubmitSeconds { get; init; }

    /// <summary>When it can first start, in seconds since 1970 UTC; null where that is not known.</summary>
    public long? EligibleSeconds { get; init; }

    /// <summary>The start, in seconds since 1970 UTC; of a waiting job Slurm's estimate; null where there is none.</summary>
    public long? StartSeconds { get; init; }

    /// <summary><see cref="SubmitSeconds"/> as an instant.</summary>
    public DateTimeOffset? Submit => SlurmText.Instant(SubmitSeconds);

    /// <summary><see cref="StartSeconds"/> as an instant.</summary>
    public DateTimeOffset? Start => SlurmText.Instant(StartSeconds);

    /// <summary>The state's name, such as <c>PENDING</c>.</summary>
    public required string State { get; init; }

    /// <summary>Why it waits, such as <c>AssocGrpCPURunMinutesLimit</c>; <c>None</c> where it does not.</summary>
    public required string Reason { get; init; }

    /// <summary>The account, in lower case.</summary>
    public required string Account { get; init; }

    /// <summary>The user's name.</summary>
    public required string User { get; init; }

    /// <summary>The user's number; null where squeue has none.</summary>
    public long? Uid { get; init; }

    /// <summary>The partition; several, joined by commas, where it waits for the first of several.</summary>
    public required string Partition { get; init; }

    /// <summary>The QOS.</summary>
    public required string Qos { get; init; }

    /// <summary>The time limit in seconds; null where it is unlimited, the partition's, or longer than squeue prints (a year).</summary>
    public long? TimeLimitSeconds { get; init; }

    /// <summary>Whether the time limit is unlimited.</summary>
    public bool TimeLimitIsUnlimited { get; init; }

    /// <summary>Whether the time limit is that of the partition (squeue prints <c>NOT_SET</c>).</summary>
    public bool TimeLimitIsPartitions { get; init; }

    /// <summary>The number of nodes, given or asked for.</summary>
    public long? NodeCount { get; init; }

    /// <summary>The number of CPUs, given or asked for.</summary>
    public long? CpuCount { get; init; }

    /// <summary>What was given, or of a waiting job asked for (each task of an array), as <c>cpu=4,mem=8G,node=1,billing=6</c>.</summary>
    public required string Tres { get; init; }

    /// <summary>The administrator's comment.</summary>
    public string AdminComment { get; init; } = string.Empty;

    /// <summary>The job's name, its user's own text: to look at only.</summary>
    public string JobName { get; init; } = string.Empty;
}

/// <summary>Which jobs of the queue to read; empty lists stand for all.</summary>
public sealed record QueueFilter
{
    /// <summary>User names.</summary>
    public IReadOnlyCollection<string> Users { get; init; } = [];

    /// <summary>Accounts.</summary>
    public IReadOnlyCollection<string> Accounts { get; init; } = [];

    /// <summary>Partitions.</summary>
    public IReadOnlyCollection<string> Partitions { get; init; } = [];

    /// <summary>QOS.</summary>
    public IReadOnlyCollection<string> Qos { get; init; } = [];

    /// <summary>States, by Slurm's names; without them squeue gives the jobs that are not over.</summary>
    public IReadOnlyCollection<string> States { get; init; } = [];

    /// <summary>The cluster; null for the one that the commands belong to.</summary>
    public string? Cluster { get; init; }
}
