using System;
using System.Collections.Generic;
using System.Collections.Immutable;

namespace SlurmBank.Engine.Configuration;

/// <summary>What the gate does with a job that its account cannot pay.</summary>
public enum GatePolicy
{
    /// <summary>It counts and logs.</summary>
    Observe,

    /// <summary>It lets the job through and tells the user.</summary>
    Warn,

    /// <summary>It refuses the job.</summary>
    Enforce,
}

/// <summary>What the gate does where the snapshot is missing, unreadable or too old.</summary>
public enum MissingSnapshotPolicy
{
    /// <summary>It lets jobs through.</summary>
    Allow,

    /// <summary>It refuses jobs.</summary>
    Refuse,
}

/// <summary>When funds are set aside for a job.</summary>
public enum LienMoment
{
    /// <summary>When it is submitted: waiting jobs count.</summary>
    Submit,

    /// <summary>When it starts: waiting jobs do not count.</summary>
    Start,
}

/// <summary>What one partition or account has of its own; what is null stays as it is.</summary>
/// <param name="Policy">What is done with a job that cannot be paid.</param>
/// <param name="MissingSnapshot">What is done without a usable snapshot.</param>
/// <param name="Lien">When funds are set aside.</param>
public sealed record GateOverride(GatePolicy? Policy = null, MissingSnapshotPolicy? MissingSnapshot = null, LienMoment? Lien = null);

/// <summary>The rule of the gate for one job.</summary>
/// <param name="Policy">What is done with a job that cannot be paid.</param>
/// <param name="MissingSnapshot">What is done without a usable snapshot.</param>
/// <param name="Lien">When funds are set aside.</param>
public readonly record struct GateRule(GatePolicy Policy, MissingSnapshotPolicy MissingSnapshot, LienMoment Lien)
{
    /// <summary>The stricter of each of the three: for a job that names several partitions.</summary>
    public GateRule Stricter(GateRule other) => new(
        Policy > other.Policy ? Policy : other.Policy,
        MissingSnapshot > other.MissingSnapshot ? MissingSnapshot : other.MissingSnapshot,
        Lien < other.Lien ? Lien : other.Lien);
}

/// <summary>What the submit plugin does: section <c>[gate]</c>. Without the plugin it has no effect.</summary>
public sealed record GateSettings
{
    /// <summary>What is done with a job that cannot be paid.</summary>
    public GatePolicy Policy { get; init; }

    /// <summary>What is done without a usable snapshot.</summary>
    public MissingSnapshotPolicy MissingSnapshot { get; init; }

    /// <summary>The age from which a snapshot counts as missing.</summary>
    public TimeSpan MaxSnapshotAge { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>When funds are set aside.</summary>
    public LienMoment Lien { get; init; }

    /// <summary>Where the gate's snapshot lies, an absolute path; empty for <c>gate.snapshot</c> beside <c>ledger.snapshot</c>.</summary>
    public string SnapshotPath { get; init; } = string.Empty;

    /// <summary>The folder of the gate's journal of liens, an absolute path: slurmctld's user writes it, the bank reads it.</summary>
    public string JournalPath { get; init; } = "/var/spool/slurmbank/gate";

    /// <summary>
    /// Whether lien key and amount are written into a job's <c>admin_comment</c>, so that liens can be rebuilt from Slurm alone. What a site has
    /// there itself stays.
    /// </summary>
    public bool AdminComment { get; init; } = true;

    /// <summary>Partitions with a rule of their own.</summary>
    public IReadOnlyDictionary<string, GateOverride> Partitions { get; init; } = ImmutableSortedDictionary<string, GateOverride>.Empty;

    /// <summary>Accounts with a rule of their own, in lower case.</summary>
    public IReadOnlyDictionary<string, GateOverride> Accounts { get; init; } = ImmutableSortedDictionary<string, GateOverride>.Empty;

    internal static ChoiceKind<GatePolicy> PolicyKind { get; } = new(("observe", GatePolicy.Observe), ("warn", GatePolicy.Warn), ("enforce", GatePolicy.Enforce));

    internal static ChoiceKind<MissingSnapshotPolicy> MissingSnapshotKind { get; } = new(("allow", MissingSnapshotPolicy.Allow), ("refuse", MissingSnapshotPolicy.Refuse));

    internal static ChoiceKind<LienMoment> LienKind { get; } = new(("submit", LienMoment.Submit), ("start", LienMoment.Start));

    internal static SectionSchema Schema { get; } = new("gate", "What the submit plugin does; without the plugin it has no effect.",
    [
        new Setting<GatePolicy>("gate", "policy", PolicyKind, c => c.Gate.Policy, (c, v) => c with { Gate = c.Gate with { Policy = v } },
            "A job that cannot be paid is logged, let through with a warning, or refused."),
        new Setting<MissingSnapshotPolicy>("gate", "missing_snapshot", MissingSnapshotKind, c => c.Gate.MissingSnapshot,
            (c, v) => c with { Gate = c.Gate with { MissingSnapshot = v } }, "What happens to jobs where the snapshot is missing or too old."),
        new Setting<TimeSpan>("gate", "max_snapshot_age", new DurationKind(TimeSpan.FromMinutes(1), TimeSpan.FromDays(31)), c => c.Gate.MaxSnapshotAge,
            (c, v) => c with { Gate = c.Gate with { MaxSnapshotAge = v } }, "The age from which a snapshot counts as missing."),
        new Setting<LienMoment>("gate", "lien", LienKind, c => c.Gate.Lien, (c, v) => c with { Gate = c.Gate with { Lien = v } },
            "Whether funds are set aside when a job is submitted or when it starts."),
        new Setting<string>("gate", "snapshot", Kinds.PathOrNone, c => c.Gate.SnapshotPath, (c, v) => c with { Gate = c.Gate with { SnapshotPath = v } },
            "The snapshot that slurmctld maps; \"\" is gate.snapshot beside ledger.snapshot."),
        new Setting<string>("gate", "journal", Kinds.Path, c => c.Gate.JournalPath, (c, v) => c with { Gate = c.Gate with { JournalPath = v } },
            "The folder of the gate's liens: slurmctld's user writes it, the bank reads it."),
        new Setting<bool>("gate", "admin_comment", new FlagKind(), c => c.Gate.AdminComment, (c, v) => c with { Gate = c.Gate with { AdminComment = v } },
            "Whether a job carries its lien's key and amount in admin_comment."),
        new Setting<IReadOnlyDictionary<string, GateOverride>>("gate", "partition", new GateOverridesKind(TextRules.SlurmName), c => c.Gate.Partitions,
            (c, v) => c with { Gate = c.Gate with { Partitions = v } }, "Partitions with a rule of their own."),
        new Setting<IReadOnlyDictionary<string, GateOverride>>("gate", "account", new GateOverridesKind(TextRules.LowerCaseName), c => c.Gate.Accounts,
            (c, v) => c with { Gate = c.Gate with { Accounts = v } }, "Accounts with a rule of their own; it goes before the partition's."),
    ]);

    /// <summary>The rule for a job: the account's own, else the partition's own, else the general one, each of the three by itself.</summary>
    /// <param name="account">The account, in any case.</param>
    /// <param name="partition">The partition.</param>
    public GateRule RuleFor(string account, string partition)
    {
        GateOverride? ofAccount = Accounts.GetValueOrDefault(account.ToLowerInvariant());
        GateOverride? ofPartition = Partitions.GetValueOrDefault(partition);
        return new GateRule(
            ofAccount?.Policy ?? ofPartition?.Policy ?? Policy,
            ofAccount?.MissingSnapshot ?? ofPartition?.MissingSnapshot ?? MissingSnapshot,
            ofAccount?.Lien ?? ofPartition?.Lien ?? Lien);
    }
}
