using System;
using System.Globalization;
using SlurmBank.Slurm;

namespace SlurmBank.PowerShell;

/// <summary>A job as sacct shows it, with times in the site's zone.</summary>
public sealed record SlurmJob
{
    /// <summary>The number as people see it: 123, 4_3, 12+0.</summary>
    public required string JobId { get; init; }

    /// <summary>The job's own number.</summary>
    public required long JobIdRaw { get; init; }

    /// <summary>The cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>The user.</summary>
    public required string User { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The partition.</summary>
    public required string Partition { get; init; }

    /// <summary>The QOS.</summary>
    public required string Qos { get; init; }

    /// <summary>The job's name, its user's own text.</summary>
    public required string JobName { get; init; }

    /// <summary>The state, by Slurm's name.</summary>
    public required string State { get; init; }

    /// <summary>When it was submitted, or begun again by a requeue or a resize.</summary>
    public required DateTimeOffset? SubmitTime { get; init; }

    /// <summary>When it started; null where it did not.</summary>
    public required DateTimeOffset? StartTime { get; init; }

    /// <summary>When it ended; null where it did not yet.</summary>
    public required DateTimeOffset? EndTime { get; init; }

    /// <summary>How long it ran, without suspended time, as Slurm counts it.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>How long it was suspended.</summary>
    public required TimeSpan Suspended { get; init; }

    /// <summary>The time limit; null where it is unlimited or the partition's.</summary>
    public required TimeSpan? TimeLimit { get; init; }

    /// <summary>What was given; prints as Slurm's text, indexes by name.</summary>
    public required SlurmTresValue AllocTres { get; init; }

    /// <summary>What was asked for; prints as Slurm's text, indexes by name.</summary>
    public required SlurmTresValue ReqTres { get; init; }

    /// <summary>The number of nodes.</summary>
    public required long? NodeCount { get; init; }

    /// <summary>The nodes, as a host list.</summary>
    public required string NodeList { get; init; }

    /// <summary>Exit status and signal, 1:0.</summary>
    public required string ExitCode { get; init; }

    /// <summary>Why the job waited last.</summary>
    public required string Reason { get; init; }

    /// <summary>The folder it ran in.</summary>
    public required string WorkDirectory { get; init; }

    /// <summary>The user's comment.</summary>
    public required string Comment { get; init; }

    /// <summary>The command by which it was submitted.</summary>
    public required string SubmitLine { get; init; }

    internal static SlurmJob Of(SacctJob job, TimeZoneInfo zone)
    {
        SacctRun run = job.Run;
        return new SlurmJob
        {
            JobId = run.JobId,
            JobIdRaw = run.JobIdRaw,
            Cluster = run.Cluster,
            User = run.User,
            Account = run.Account,
            Partition = run.Partition,
            Qos = run.Qos,
            JobName = job.JobName,
            State = run.State,
            SubmitTime = In(run.Submit, zone),
            StartTime = In(run.Start, zone),
            EndTime = In(run.End, zone),
            Elapsed = TimeSpan.FromSeconds(run.ElapsedSeconds),
            Suspended = TimeSpan.FromSeconds(run.SuspendedSeconds),
            TimeLimit = run.TimeLimitMinutes is long minutes ? TimeSpan.FromMinutes(minutes) : null,
            AllocTres = new SlurmTresValue(run.AllocTres),
            ReqTres = new SlurmTresValue(run.ReqTres),
            NodeCount = run.NodeCount,
            NodeList = job.NodeList,
            ExitCode = run.ExitCode,
            Reason = job.Reason,
            WorkDirectory = job.WorkDirectory,
            Comment = job.Comment,
            SubmitLine = job.SubmitLine,
        };
    }

    /// <summary>A job of the queue. squeue says what was asked for while a job waits, and what was given once it runs.</summary>
    internal static SlurmJob Of(QueuedJobListing listing, string cluster, TimeZoneInfo zone)
    {
        QueuedJob job = listing.Job;
        bool waits = job.State is "PENDING" or "REQUEUED" or "REQUEUE_HOLD" or "SPECIAL_EXIT";
        return new SlurmJob
        {
            JobId = QueueId(job),
            JobIdRaw = job.JobIdRaw,
            Cluster = cluster,
            User = job.User,
            Account = job.Account,
            Partition = job.Partition,
            Qos = job.Qos,
            JobName = job.JobName,
            State = job.State,
            SubmitTime = In(job.Submit, zone),
            StartTime = waits ? null : In(job.Start, zone),
            EndTime = null,
            Elapsed = TimeSpan.FromSeconds(listing.UsedSeconds),
            Suspended = TimeSpan.Zero,
            TimeLimit = job.TimeLimitSeconds is long seconds ? TimeSpan.FromSeconds(seconds) : null,
            AllocTres = new SlurmTresValue(waits ? string.Empty : job.Tres),
            ReqTres = new SlurmTresValue(waits ? job.Tres : string.Empty),
            NodeCount = job.NodeCount,
            NodeList = listing.NodeList,
            ExitCode = string.Empty,
            Reason = job.Reason,
            WorkDirectory = listing.WorkDirectory,
            Comment = listing.Comment,
            SubmitLine = string.Empty,
        };
    }

    private static string QueueId(QueuedJob job) => (job.ArrayJobId, job.HetJobId) switch
    {
        (long array, _) => string.Create(CultureInfo.InvariantCulture, $"{array}_{(IsNumber(job.ArrayTasks) ? job.ArrayTasks : $"[{job.ArrayTasks}]")}"),
        (_, long first and > 0) => string.Create(CultureInfo.InvariantCulture, $"{first}+{job.HetOffset}"),
        _ => job.JobIdRaw.ToString(CultureInfo.InvariantCulture),
    };

    private static bool IsNumber(string text) => text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;

    private static DateTimeOffset? In(DateTimeOffset? instant, TimeZoneInfo zone) => instant is DateTimeOffset time ? TimeZoneInfo.ConvertTime(time, zone) : null;
}
