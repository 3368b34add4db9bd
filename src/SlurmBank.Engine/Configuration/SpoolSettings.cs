using System;

namespace SlurmBank.Engine.Configuration;

/// <summary>The records of slurmctld's completion plugin: section <c>[spool]</c>. Settlement needs none of it.</summary>
public sealed record SpoolSettings
{
    /// <summary>The folder that jobcomp/slurmbank writes to (JobCompLoc), an absolute path; empty means that there is no such plugin.</summary>
    public string Directory { get; init; } = string.Empty;

    /// <summary>How long drained segments are kept for <c>sacct -c</c>; zero removes them at once.</summary>
    public TimeSpan Keep { get; init; } = TimeSpan.FromDays(31);

    internal static SectionSchema Schema { get; } = new("spool", "The records of slurmctld's completion plugin; settlement needs none of it.",
    [
        new Setting<string>("spool", "directory", Kinds.PathOrNone, c => c.Spool.Directory, (c, v) => c with { Spool = c.Spool with { Directory = v } },
            "The folder that jobcomp/slurmbank writes to (JobCompLoc); empty means that there is no such plugin."),
        new Setting<TimeSpan>("spool", "keep", new DurationKind(TimeSpan.Zero, TimeSpan.FromDays(3660)), c => c.Spool.Keep,
            (c, v) => c with { Spool = c.Spool with { Keep = v } }, "How long drained segments are kept for sacct -c; \"0s\" removes them at once."),
    ]);
}
