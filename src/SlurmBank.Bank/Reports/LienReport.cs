using System;

namespace SlurmBank.Bank;

/// <summary>An amount set aside for a job that has not finished.</summary>
public sealed record LienReport
{
    /// <summary>The job as people see it.</summary>
    public required string JobId { get; init; }

    /// <summary>The cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The user.</summary>
    public required string User { get; init; }

    /// <summary>The partition.</summary>
    public required string Partition { get; init; }

    /// <summary>The QOS; empty where it is not known.</summary>
    public string Qos { get; init; } = string.Empty;

    /// <summary><c>queued</c> or <c>running</c>.</summary>
    public required string Phase { get; init; }

    /// <summary><c>observed</c>, <c>gated</c> or <c>tentative</c>.</summary>
    public required string Kind { get; init; }

    /// <summary><c>open</c>, <c>posted</c>, <c>voided</c> or <c>expired</c>.</summary>
    public required string State { get; init; }

    /// <summary>What was set aside at first, in SU.</summary>
    public required decimal Amount { get; init; }

    /// <summary>What was set aside at first, in units.</summary>
    public required long AmountUnits { get; init; }

    /// <summary>What is set aside now, in SU.</summary>
    public required decimal Remaining { get; init; }

    /// <summary>What is set aside now, in units.</summary>
    public required long RemainingUnits { get; init; }

    /// <summary>How many tasks of an array it is for.</summary>
    public required int Tasks { get; init; }

    /// <summary>What the amounts are counted in.</summary>
    public required string Currency { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset Opened { get; init; }

    /// <summary>When Slurm last showed its job.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>When it ended; null while open.</summary>
    public required DateTimeOffset? Ended { get; init; }

    /// <summary>How the amount came about, or why it ended.</summary>
    public required string Note { get; init; }
}

/// <summary>A run that no tariff version can price: kept, shown, tried again.</summary>
public sealed record ParkedRunReport
{
    /// <summary>Slurm's JobIDRaw.</summary>
    public required long JobIdRaw { get; init; }

    /// <summary>The cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>The account named in the row.</summary>
    public required string Account { get; init; }

    /// <summary>When the run was submitted.</summary>
    public required DateTimeOffset Submit { get; init; }

    /// <summary>A stable code of the reason.</summary>
    public required string Code { get; init; }

    /// <summary>The reason, with what to do.</summary>
    public required string Reason { get; init; }

    /// <summary>What is known of the run.</summary>
    public required string Facts { get; init; }

    /// <summary>When it was parked.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>When it was last tried.</summary>
    public required DateTimeOffset LastTried { get; init; }

    /// <summary>How often it was tried.</summary>
    public required int Tries { get; init; }
}
