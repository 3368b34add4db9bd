using System;

namespace SlurmBank.Engine.Configuration;

/// <summary>How usage comes from sacct into the ledger: section <c>[sync]</c>.</summary>
public sealed record SyncSettings
{
    /// <summary>How far before the watermark each sync starts reading again, for rows that came late.</summary>
    public TimeSpan Overlap { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How much time one sacct query covers: a day to a week, because sacct holds its answer in memory.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Most sacct queries at once while a longer time is read; each keeps one thread of slurmdbd and of its database busy.</summary>
    public int Queries { get; init; } = 2;

    /// <summary>How long Slurm must not know a job before its lien is voided.</summary>
    public TimeSpan VoidGrace { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How far back the nightly re-read goes; zero leaves it out.</summary>
    public TimeSpan NightlyReread { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Most rows settled in one commit.</summary>
    public int BatchRows { get; init; } = 1_000;

    /// <summary>Longest time one commit keeps other writers out.</summary>
    public TimeSpan BatchTime { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The time a job without any time limit is taken to run, for its lien and its quote.</summary>
    public TimeSpan UnlimitedHorizon { get; init; } = TimeSpan.FromDays(30);

    internal static SectionSchema Schema { get; } = new("sync", "How usage comes from sacct into the ledger.",
    [
        new Setting<TimeSpan>("sync", "overlap", new DurationKind(TimeSpan.Zero, TimeSpan.FromDays(31)), c => c.Sync.Overlap,
            (c, v) => c with { Sync = c.Sync with { Overlap = v } }, "How far before the last read each sync starts again."),
        new Setting<TimeSpan>("sync", "window", new DurationKind(TimeSpan.FromDays(1), TimeSpan.FromDays(7)), c => c.Sync.Window,
            (c, v) => c with { Sync = c.Sync with { Window = v } }, "How much time one sacct query covers."),
        new Setting<int>("sync", "queries", new IntegerKind(1, 8), c => c.Sync.Queries,
            (c, v) => c with { Sync = c.Sync with { Queries = v } }, "Most sacct queries at once while a longer time is read."),
        new Setting<TimeSpan>("sync", "void_grace", new DurationKind(TimeSpan.FromMinutes(1), TimeSpan.FromDays(31)), c => c.Sync.VoidGrace,
            (c, v) => c with { Sync = c.Sync with { VoidGrace = v } }, "How long Slurm must not know a job before its lien is voided."),
        new Setting<TimeSpan>("sync", "nightly_reread", new DurationKind(TimeSpan.Zero, TimeSpan.FromDays(366)), c => c.Sync.NightlyReread,
            (c, v) => c with { Sync = c.Sync with { NightlyReread = v } }, "How far back the nightly re-read goes; \"0s\" leaves it out."),
        new Setting<int>("sync", "batch_rows", new IntegerKind(1, 100_000), c => c.Sync.BatchRows,
            (c, v) => c with { Sync = c.Sync with { BatchRows = v } }, "Most rows settled in one commit."),
        new Setting<TimeSpan>("sync", "batch_time", new DurationKind(TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1)), c => c.Sync.BatchTime,
            (c, v) => c with { Sync = c.Sync with { BatchTime = v } }, "Longest time one commit keeps other writers out."),
        new Setting<TimeSpan>("sync", "unlimited_horizon", new DurationKind(TimeSpan.FromHours(1), TimeSpan.FromDays(366)), c => c.Sync.UnlimitedHorizon,
            (c, v) => c with { Sync = c.Sync with { UnlimitedHorizon = v } }, "The time a job without any time limit is taken to run, for its lien and its quote."),
    ]);
}
