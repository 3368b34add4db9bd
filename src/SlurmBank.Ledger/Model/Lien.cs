using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>How a lien came about.</summary>
public enum LienKind
{
    /// <summary>The job is in Slurm already; the lien is recorded even beyond the funds.</summary>
    Observed = 0,

    /// <summary>Asked before acceptance: never takes Available below zero.</summary>
    Gated = 1,

    /// <summary>Gated, and not yet seen on a job.</summary>
    Tentative = 2,
}

/// <summary>Whether the job that a lien is for runs or waits.</summary>
public enum LienPhase
{
    /// <summary>The job waits.</summary>
    Queued = 0,

    /// <summary>The job runs.</summary>
    Running = 1,
}

/// <summary>How a lien ended, once.</summary>
public enum LienState
{
    /// <summary>It has not ended.</summary>
    Open = 0,

    /// <summary>Its run was charged.</summary>
    Posted = 1,

    /// <summary>Slurm knows no such job any more, and said so.</summary>
    Voided = 2,

    /// <summary>It was tentative and never seen on a job.</summary>
    Expired = 3,
}

/// <summary>An amount set aside for a job that has not finished. Liens can be rebuilt from Slurm; they are not hash-chained.</summary>
/// <param name="Id">The lien's number.</param>
/// <param name="Key">The run it is for; for a waiting array its own record, tasks together.</param>
/// <param name="AccountId">The account.</param>
/// <param name="Currency">The currency.</param>
/// <param name="JobId">The job's number as people see it.</param>
/// <param name="User">The user.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Kind">How it came about.</param>
/// <param name="Phase">Whether the job runs or waits.</param>
/// <param name="Amount">What was set aside at first.</param>
/// <param name="Remaining">What is set aside now; an array's tasks draw it down.</param>
/// <param name="Tasks">How many tasks the remaining amount is for; 1 where it is not an array.</param>
/// <param name="State">Whether and how it ended.</param>
/// <param name="Opened">When it was opened, in microseconds since 1970 UTC.</param>
/// <param name="LastSeen">When Slurm last showed its job, in microseconds since 1970 UTC.</param>
/// <param name="Ended">When it ended, in microseconds since 1970 UTC; null while open.</param>
/// <param name="RunId">The run whose charge ended it.</param>
/// <param name="Note">How the amount came about, or why it ended.</param>
public sealed record Lien(
    long Id,
    RunKey Key,
    long AccountId,
    string Currency,
    string JobId,
    string User,
    string Partition,
    LienKind Kind,
    LienPhase Phase,
    ServiceUnits Amount,
    ServiceUnits Remaining,
    int Tasks,
    LienState State,
    long Opened,
    long LastSeen,
    long? Ended,
    long? RunId,
    string Note)
{
    /// <summary>The QOS of the job; empty where it is not known: liens of ledgers before version 6 that no sync has seen since.</summary>
    public string Qos { get; init; } = string.Empty;
}

/// <summary>A job that has not finished, as Slurm shows it, with what it may still cost.</summary>
/// <param name="Key">The run it will be.</param>
/// <param name="JobId">The job's number as people see it.</param>
/// <param name="Account">The account's name.</param>
/// <param name="User">The user.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Phase">Whether it runs or waits.</param>
/// <param name="Amount">What it may cost at most, all tasks together.</param>
/// <param name="Tasks">How many tasks of an array wait in this record; 1 for everything else.</param>
/// <param name="Currency">The currency of the amount.</param>
/// <param name="Note">How the amount came about.</param>
public sealed record ObservedJob(RunKey Key, string JobId, string Account, string User, string Partition, LienPhase Phase, ServiceUnits Amount, int Tasks, string Currency, string Note)
{
    /// <summary>The QOS; empty where it is not known.</summary>
    public string Qos { get; init; } = string.Empty;
}

/// <summary>The sums of an account's open liens in one currency.</summary>
/// <param name="Running">Of running jobs.</param>
/// <param name="Queued">Of waiting jobs, observed: shown as demand, not subtracted.</param>
/// <param name="Gated">Of waiting jobs that were gated: subtracted from Available.</param>
public readonly record struct PendingSums(ServiceUnits Running, ServiceUnits Queued, ServiceUnits Gated);
