using System;
using System.Collections.Generic;
using SlurmBank.PowerShell.Internal;
using SlurmBank.Slurm;

namespace SlurmBank.PowerShell;

/// <summary>A QOS of Slurm. A limit that is null, or a TRES that its limits do not have, is none.</summary>
public sealed record SlurmQos
{
    /// <summary>The QOS.</summary>
    public required string Qos { get; init; }

    /// <summary>Its number.</summary>
    public long? Id { get; init; }

    /// <summary>Its priority.</summary>
    public long? Priority { get; init; }

    /// <summary>Flags such as DenyOnLimit.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    /// <summary>What usage is multiplied by.</summary>
    public required double UsageFactor { get; init; }

    /// <summary>The lowest fair-share with which a job may start.</summary>
    public double? UsageThreshold { get; init; }

    /// <summary>How long a job that is pre-empted may go on.</summary>
    public TimeSpan? GraceTime { get; init; }

    /// <summary>The QOS that it may pre-empt.</summary>
    public IReadOnlyList<string> Preempt { get; init; } = [];

    /// <summary>How it pre-empts; <c>cluster</c> for as the cluster does.</summary>
    public string PreemptMode { get; init; } = string.Empty;

    /// <summary>TRES at once, of all its jobs.</summary>
    public required SlurmTresLimit GrpTres { get; init; }

    /// <summary>TRES-minutes in all.</summary>
    public required SlurmTresLimit GrpTresMins { get; init; }

    /// <summary>TRES-minutes promised to running jobs.</summary>
    public required SlurmTresLimit GrpTresRunMins { get; init; }

    /// <summary>Jobs that run.</summary>
    public long? GrpJobs { get; init; }

    /// <summary>Jobs that wait and run.</summary>
    public long? GrpSubmitJobs { get; init; }

    /// <summary>Wall time of all its jobs.</summary>
    public TimeSpan? GrpWall { get; init; }

    /// <summary>TRES of each job.</summary>
    public required SlurmTresLimit MaxTresPerJob { get; init; }

    /// <summary>TRES of each job on each node.</summary>
    public required SlurmTresLimit MaxTresPerNode { get; init; }

    /// <summary>TRES-minutes of each job.</summary>
    public required SlurmTresLimit MaxTresMinsPerJob { get; init; }

    /// <summary>The least TRES of each job.</summary>
    public required SlurmTresLimit MinTresPerJob { get; init; }

    /// <summary>The longest time limit of a job.</summary>
    public TimeSpan? MaxWall { get; init; }

    /// <summary>TRES of each user.</summary>
    public required SlurmTresLimit MaxTresPerUser { get; init; }

    /// <summary>Jobs of each user that run.</summary>
    public long? MaxJobsPerUser { get; init; }

    /// <summary>Jobs of each user that wait and run.</summary>
    public long? MaxSubmitJobsPerUser { get; init; }

    /// <summary>TRES of each account.</summary>
    public required SlurmTresLimit MaxTresPerAccount { get; init; }

    /// <summary>Jobs of each account that run.</summary>
    public long? MaxJobsPerAccount { get; init; }

    /// <summary>Jobs of each account that wait and run.</summary>
    public long? MaxSubmitJobsPerAccount { get; init; }

    internal static SlurmQos Of(QosListing listing)
    {
        Slurm.SlurmQos qos = listing.Qos;
        return new SlurmQos
        {
            Qos = qos.Name,
            Id = qos.Id,
            Priority = qos.Priority,
            Flags = SlurmValues.Words(qos.Flags),
            UsageFactor = (double)qos.UsageFactor,
            UsageThreshold = listing.UsageThreshold,
            GraceTime = SlurmValues.Span(listing.GraceTime),
            Preempt = SlurmValues.Words(listing.Preempt),
            PreemptMode = listing.PreemptMode,
            GrpTres = new SlurmTresLimit(qos.GrpTres),
            GrpTresMins = new SlurmTresLimit(qos.GrpTresMins),
            GrpTresRunMins = new SlurmTresLimit(qos.GrpTresRunMins),
            GrpJobs = qos.GrpJobs,
            GrpSubmitJobs = qos.GrpSubmitJobs,
            GrpWall = SlurmValues.Span(qos.GrpWall),
            MaxTresPerJob = new SlurmTresLimit(qos.MaxTresPerJob),
            MaxTresPerNode = new SlurmTresLimit(listing.MaxTresPerNode),
            MaxTresMinsPerJob = new SlurmTresLimit(qos.MaxTresMinsPerJob),
            MinTresPerJob = new SlurmTresLimit(listing.MinTresPerJob),
            MaxWall = SlurmValues.Span(qos.MaxWall),
            MaxTresPerUser = new SlurmTresLimit(qos.MaxTresPerUser),
            MaxJobsPerUser = qos.MaxJobsPerUser,
            MaxSubmitJobsPerUser = qos.MaxSubmitJobsPerUser,
            MaxTresPerAccount = new SlurmTresLimit(listing.MaxTresPerAccount),
            MaxJobsPerAccount = listing.MaxJobsPerAccount,
            MaxSubmitJobsPerAccount = listing.MaxSubmitJobsPerAccount,
        };
    }
}
