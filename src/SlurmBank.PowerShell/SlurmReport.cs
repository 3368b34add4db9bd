using System;

namespace SlurmBank.PowerShell;

/// <summary>What an account or a user used of a TRES, by Slurm's own sums of whole hours. It is no amount of money.</summary>
public sealed record SlurmUsageReport
{
    /// <summary>The cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The user; empty where the row is the account's, with all below it.</summary>
    public required string User { get; init; }

    /// <summary>The TRES, such as <c>cpu</c> or <c>gres/gpu</c>.</summary>
    public required string Tres { get; init; }

    /// <summary>What was used, in TRES-seconds; of memory in MiB-seconds.</summary>
    public required long UsedSeconds { get; init; }

    /// <summary>The same in TRES-hours.</summary>
    public double UsedHours => UsedSeconds / 3600d;

    /// <summary>The beginning of what was asked for.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>The end of what was asked for.</summary>
    public required DateTimeOffset EndTime { get; init; }
}

/// <summary>What became of a cluster's TRES, by Slurm's own sums of whole hours, in TRES-seconds; of memory in MiB-seconds.</summary>
public sealed record SlurmClusterReport
{
    /// <summary>The cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>The TRES.</summary>
    public required string Tres { get; init; }

    /// <summary>How many of it there are.</summary>
    public required long Count { get; init; }

    /// <summary>Given to jobs.</summary>
    public required long AllocatedSeconds { get; init; }

    /// <summary>Idle.</summary>
    public required long IdleSeconds { get; init; }

    /// <summary>Kept free for waiting jobs and reservations.</summary>
    public required long PlannedSeconds { get; init; }

    /// <summary>Down without a plan.</summary>
    public required long DownSeconds { get; init; }

    /// <summary>Down by plan.</summary>
    public required long PlannedDownSeconds { get; init; }

    /// <summary>Asked for beyond what there was.</summary>
    public required long OvercommittedSeconds { get; init; }

    /// <summary>All of it.</summary>
    public required long ReportedSeconds { get; init; }

    /// <summary>What part of all was given to jobs, in percent.</summary>
    public double PercentAllocated => ReportedSeconds == 0 ? 0 : 100d * AllocatedSeconds / ReportedSeconds;

    /// <summary>The beginning of what was asked for.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>The end of what was asked for.</summary>
    public required DateTimeOffset EndTime { get; init; }
}
