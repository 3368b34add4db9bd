using System;
using System.Collections.Generic;

namespace SlurmBank.Engine.Configuration;

/// <summary>How Slurm is asked: section <c>[slurm]</c>.</summary>
public sealed record SlurmSettings
{
    /// <summary>The clusters the bank serves, in lower case; empty means the one that <c>scontrol show config</c> names.</summary>
    public IReadOnlyList<string> Clusters { get; init; } = [];

    /// <summary>The folder of Slurm's commands, an absolute path; empty means PATH.</summary>
    public string BinFolder { get; init; } = string.Empty;

    /// <summary>Words put before every command, such as <c>docker exec slurmctld</c>; no shell reads them.</summary>
    public IReadOnlyList<string> CommandPrefix { get; init; } = [];

    /// <summary>How long one command may take before it counts as "did not answer".</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The slurm.conf that commands are told of by SLURM_CONF, an absolute path; empty leaves the environment as it is.</summary>
    public string ConfPath { get; init; } = string.Empty;

    internal static SectionSchema Schema { get; } = new("slurm", "How Slurm is asked.",
    [
        new Setting<IReadOnlyList<string>>("slurm", "clusters", new TextListKind<string>("a list of clusters such as [\"alpha\"]", TextRules.LowerCaseName, v => v),
            c => c.Slurm.Clusters, (c, v) => c with { Slurm = c.Slurm with { Clusters = v } }, "The clusters served; empty asks scontrol."),
        new Setting<string>("slurm", "bin", Kinds.PathOrNone, c => c.Slurm.BinFolder, (c, v) => c with { Slurm = c.Slurm with { BinFolder = v } },
            "The folder of Slurm's commands; empty means PATH."),
        new Setting<IReadOnlyList<string>>("slurm", "command_prefix",
            new TextListKind<string>("a list of words", TextRules.CommandWord, v => v, mayRepeat: true, fix: "Write one word an item, such as [\"docker\", \"exec\", \"slurmctld\"]"),
            c => c.Slurm.CommandPrefix, (c, v) => c with { Slurm = c.Slurm with { CommandPrefix = v } }, "Words before every command; no shell reads them."),
        new Setting<TimeSpan>("slurm", "timeout", new DurationKind(TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            c => c.Slurm.Timeout, (c, v) => c with { Slurm = c.Slurm with { Timeout = v } }, "How long one command may take."),
        new Setting<string>("slurm", "conf", Kinds.PathOrNone, c => c.Slurm.ConfPath, (c, v) => c with { Slurm = c.Slurm with { ConfPath = v } },
            "The slurm.conf to use (SLURM_CONF); empty leaves the environment as it is."),
    ]);
}
