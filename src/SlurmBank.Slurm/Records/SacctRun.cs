using System;
using System.Globalization;

namespace SlurmBank.Slurm;

/// <summary>
/// One row of slurmdbd's job table, as sacct tells it: a run of a job. A requeue or a resize makes another row with the same
/// <see cref="JobIdRaw"/> and a later <see cref="SubmitSeconds"/>; a resized row keeps the old start.
/// </summary>
public sealed record SacctRun
{
    /// <summary>The cluster's name; empty where this sacct has no such column.</summary>
    public required string Cluster { get; init; }

    /// <summary>The job's own number; each task of an array and each component of a heterogeneous job has one.</summary>
    public required long JobIdRaw { get; init; }

    /// <summary>The number as people see it: <c>123</c>, <c>4_3</c>, <c>4_[1-9%2]</c>, <c>12+0</c>.</summary>
    public string JobId => JobIdText ?? JobIdRaw.ToString(CultureInfo.InvariantCulture);

    /// <summary><see cref="JobId"/> where it is not <see cref="JobIdRaw"/>; null where it is, which saves a string for most runs.</summary>
    public string? JobIdText { get; init; }

    /// <summary>When the row was begun, in seconds since 1970 UTC: the submission, a requeue or a resize.</summary>
    public required long SubmitSeconds { get; init; }

    /// <summary>When the job could first have started, in seconds since 1970 UTC; null where it could not yet.</summary>
    public long? EligibleSeconds { get; init; }

    /// <summary>When the job started, in seconds since 1970 UTC; null where it did not.</summary>
    public long? StartSeconds { get; init; }

    /// <summary>When the run ended, in seconds since 1970 UTC; null where it did not yet.</summary>
    public long? EndSeconds { get; init; }

    /// <summary><see cref="SubmitSeconds"/> as an instant.</summary>
    public DateTimeOffset? Submit => SlurmText.Instant(SubmitSeconds);

    /// <summary><see cref="EligibleSeconds"/> as an instant.</summary>
    public DateTimeOffset? Eligible => SlurmText.Instant(EligibleSeconds);

    /// <summary><see cref="StartSeconds"/> as an instant.</summary>
    public DateTimeOffset? Start => SlurmText.Instant(StartSeconds);

    /// <summary><see cref="EndSeconds"/> as an instant.</summary>
    public DateTimeOffset? End => SlurmText.Instant(EndSeconds);

    /// <summary>Seconds from start to end (or to now) without <see cref="SuspendedSeconds"/>, as Slurm counts them; of a resized row from the old start.</summary>
    public required long ElapsedSeconds { get; init; }

    /// <summary>Seconds during which the job was suspended.</summary>
    public required long SuspendedSeconds { get; init; }

    /// <summary>The state's name alone: <c>COMPLETED</c>, <c>CANCELLED</c>.</summary>
    public required string State { get; init; }

    /// <summary>What follows the state's name, such as <c>by 1000</c>; empty where nothing does.</summary>
    public string StateDetail { get; init; } = string.Empty;

    /// <summary>The account, in lower case as slurmdbd keeps it.</summary>
    public required string Account { get; init; }

    /// <summary>The user's name; may be empty where the user is gone.</summary>
    public required string User { get; init; }

    /// <summary>The user's number; null where sacct has none.</summary>
    public long? Uid { get; init; }

    /// <summary>The partition; several, joined by commas, where the job has not started and asked for several.</summary>
    public required string Partition { get; init; }

    /// <summary>The QOS.</summary>
    public required string Qos { get; init; }

    /// <summary>The time limit in minutes; null where it is unlimited, the partition's, or not known.</summary>
    public long? TimeLimitMinutes { get; init; }

    /// <summary>Whether the time limit is unlimited.</summary>
    public bool TimeLimitIsUnlimited { get; init; }

    /// <summary>Whether the time limit is that of the partition (sacct prints <c>Partition_Limit</c>).</summary>
    public bool TimeLimitIsPartitions { get; init; }

    /// <summary>What was asked for, as <c>billing=6,cpu=4,mem=8192M,node=1</c>; memory in its own unit, not converted.</summary>
    public required string ReqTres { get; init; }

    /// <summary>What was given, in the same form; empty where the job did not start.</summary>
    public required string AllocTres { get; init; }

    /// <summary>The number of nodes, given or asked for; null where sacct has none.</summary>
    public long? NodeCount { get; init; }

    /// <summary>Flags such as <c>SchedMain,StartRecieved</c> (spelt so by Slurm).</summary>
    public string Flags { get; init; } = string.Empty;

    /// <summary>The row's number in slurmdbd; null where this sacct has no such column.</summary>
    public long? DbIndex { get; init; }

    /// <summary>Slurm's globally unique id of the run, from 24.11 on; empty before.</summary>
    public string Sluid { get; init; } = string.Empty;

    /// <summary>Exit status and signal, <c>1:0</c>.</summary>
    public string ExitCode { get; init; } = string.Empty;

    /// <summary>The administrator's comment; null where it was not asked for.</summary>
    public string? AdminComment { get; init; }
}

/// <summary>A run with the texts about it that its user could set: to look at, never to move money by.</summary>
/// <param name="Run">The run.</param>
/// <param name="JobName">The job's name; may contain anything, newlines too.</param>
/// <param name="NodeList">The nodes, as a host list.</param>
/// <param name="Reason">Why the job waited last.</param>
/// <param name="WorkDirectory">The folder it ran in.</param>
/// <param name="Comment">The user's comment.</param>
/// <param name="SubmitLine">The command by which it was submitted; empty before Slurm 21.08.</param>
public sealed record SacctJob(
    SacctRun Run, string JobName, string NodeList, string Reason, string WorkDirectory, string Comment, string SubmitLine);
