using System;
using System.Collections.Generic;

namespace SlurmBank.Slurm;

/// <summary>Which runs to read: those of a window, or those of some jobs.</summary>
public sealed record SacctRunQuery
{
    /// <summary>Runs that overlap the time from here on, in any state; null together with <see cref="To"/> where <see cref="JobIds"/> are given.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The end of the window, itself not in it; null for now.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The numbers of jobs (raw ones, or an array's or heterogeneous job's own, which stands for all its parts); empty for all jobs of the window.</summary>
    public IReadOnlyCollection<long> JobIds { get; init; } = [];

    /// <summary>The cluster; null for the one that the commands belong to. One that does not exist gives no rows and no error.</summary>
    public string? Cluster { get; init; }

    /// <summary>Accounts; empty for all. One that does not exist gives no rows and no error.</summary>
    public IReadOnlyCollection<string> Accounts { get; init; } = [];

    /// <summary>Names of nodes; only runs that had one of them. Empty for all.</summary>
    public IReadOnlyCollection<string> Nodes { get; init; } = [];

    /// <summary>Whether to read AdminComment too, by which the submit plugin leaves its lien.</summary>
    public bool WithAdminComment { get; init; }
}

/// <summary>Which jobs to show. Within a property any value fits; the properties together narrow the answer.</summary>
public sealed record SacctJobFilter
{
    /// <summary>Jobs that overlap the time from here on; null for sacct's own default, today from midnight (UTC), or any time where <see cref="JobIds"/> are given.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The end of the window; null for now.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Job numbers: <c>123</c>, <c>4_3</c>, <c>12+0</c>.</summary>
    public IReadOnlyCollection<string> JobIds { get; init; } = [];

    /// <summary>User names; empty for all that may be seen.</summary>
    public IReadOnlyCollection<string> Users { get; init; } = [];

    /// <summary>Accounts. One that does not exist gives no rows and no error.</summary>
    public IReadOnlyCollection<string> Accounts { get; init; } = [];

    /// <summary>Partitions.</summary>
    public IReadOnlyCollection<string> Partitions { get; init; } = [];

    /// <summary>QOS.</summary>
    public IReadOnlyCollection<string> Qos { get; init; } = [];

    /// <summary>States, by Slurm's names or short forms.</summary>
    public IReadOnlyCollection<string> States { get; init; } = [];

    /// <summary>Job names, exactly; without comma or newline.</summary>
    public IReadOnlyCollection<string> JobNames { get; init; } = [];

    /// <summary>Clusters; empty for the one that the commands belong to.</summary>
    public IReadOnlyCollection<string> Clusters { get; init; } = [];

    /// <summary>Whether to show each run of a requeued or resized job, not its last one only.</summary>
    public bool EachRun { get; init; }
}
