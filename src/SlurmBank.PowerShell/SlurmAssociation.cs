using System;
using System.Collections.Generic;
using SlurmBank.PowerShell.Internal;

namespace SlurmBank.PowerShell;

/// <summary>
/// An association of Slurm: an account on a cluster, or a user in such an account, with its limits. Group limits are the association's
/// own; limits of each job are shown with what they inherit. A limit that is null, or a TRES that its limits do not have, is none.
/// </summary>
public sealed record SlurmAssociation
{
    /// <summary>The cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The user; empty for the account itself.</summary>
    public required string User { get; init; }

    /// <summary>The partition; empty for all.</summary>
    public required string Partition { get; init; }

    /// <summary>The parent account; empty for root and for users.</summary>
    public required string ParentAccount { get; init; }

    /// <summary>Its number in slurmdbd.</summary>
    public required long Id { get; init; }

    /// <summary>Shares; null where the parent's count.</summary>
    public required long? Shares { get; init; }

    /// <summary>Jobs that run, with all below.</summary>
    public required long? GrpJobs { get; init; }

    /// <summary>Jobs that wait and run, with all below.</summary>
    public required long? GrpSubmitJobs { get; init; }

    /// <summary>Wall time of all jobs together.</summary>
    public required TimeSpan? GrpWall { get; init; }

    /// <summary>TRES at once.</summary>
    public required SlurmTresLimit GrpTres { get; init; }

    /// <summary>TRES-minutes in all.</summary>
    public required SlurmTresLimit GrpTresMins { get; init; }

    /// <summary>TRES-minutes promised to running jobs.</summary>
    public required SlurmTresLimit GrpTresRunMins { get; init; }

    /// <summary>Jobs of each user that run.</summary>
    public required long? MaxJobs { get; init; }

    /// <summary>Jobs of each user that wait and run.</summary>
    public required long? MaxSubmitJobs { get; init; }

    /// <summary>TRES of each job.</summary>
    public required SlurmTresLimit MaxTresPerJob { get; init; }

    /// <summary>The longest time limit of a job.</summary>
    public required TimeSpan? MaxWall { get; init; }

    /// <summary>The QOS of jobs that name none; empty for none.</summary>
    public required string DefaultQos { get; init; }

    /// <summary>The QOS that may be used.</summary>
    public required IReadOnlyList<string> Qos { get; init; }

    /// <summary>Whether it is an account's own association, not a user's.</summary>
    public bool IsAccount => User.Length == 0;

    internal static SlurmAssociation Of(Slurm.SlurmAssociation row) => new()
    {
        Cluster = row.Cluster,
        Account = row.Account,
        User = row.User,
        Partition = row.Partition,
        ParentAccount = row.ParentAccount,
        Id = row.Id,
        Shares = row.Shares,
        GrpJobs = row.GrpJobs,
        GrpSubmitJobs = row.GrpSubmitJobs,
        GrpWall = SlurmValues.Span(row.GrpWall),
        GrpTres = new SlurmTresLimit(row.GrpTres),
        GrpTresMins = new SlurmTresLimit(row.GrpTresMins),
        GrpTresRunMins = new SlurmTresLimit(row.GrpTresRunMins),
        MaxJobs = row.MaxJobs,
        MaxSubmitJobs = row.MaxSubmitJobs,
        MaxTresPerJob = new SlurmTresLimit(row.MaxTresPerJob),
        MaxWall = SlurmValues.Span(row.MaxWall),
        DefaultQos = row.DefaultQos,
        Qos = SlurmValues.Words(row.Qos),
    };
}
