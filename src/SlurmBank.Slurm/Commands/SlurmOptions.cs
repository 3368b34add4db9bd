using System;
using System.Collections.Generic;

namespace SlurmBank.Slurm;

/// <summary>Where Slurm's commands are and how they are run.</summary>
public sealed record SlurmOptions
{
    /// <summary>The folder of the commands; null to look on PATH.</summary>
    public string? BinFolder { get; init; }

    /// <summary>
    /// Words put before each command, such as <c>docker exec slurmctld</c>; empty to run it here. The environment is then
    /// set by <c>env</c> on the far side, since such prefixes do not pass ours on.
    /// </summary>
    public IReadOnlyList<string> Prefix { get; init; } = [];

    /// <summary>The value of SLURM_CONF; null to leave Slurm to find its own.</summary>
    public string? SlurmConf { get; init; }

    /// <summary>How long a short command may take. Slurm itself is silent for 19 s where slurmctld is down, and for ever where munged is stopped.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long sacct, squeue and the large listings may keep us waiting in all; our own work on their rows is not counted.</summary>
    public TimeSpan BulkDeadline { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The most bytes taken from a command whose output is kept in memory.</summary>
    public long OutputCap { get; init; } = 4L * 1024 * 1024;

    /// <summary>The most bytes taken from a command whose output is read row by row.</summary>
    public long BulkOutputCap { get; init; } = 64L * 1024 * 1024 * 1024;

    /// <summary>Further variables for the commands.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
