using System;

namespace SlurmBank.Engine.Configuration;

/// <summary>Where the ledger lies: section <c>[ledger]</c>.</summary>
public sealed record LedgerSettings
{
    /// <summary>The database of the ledger: an absolute path on a local file system.</summary>
    public string Path { get; init; } = "/var/lib/slurmbank/ledger.db";

    /// <summary>The read-only snapshot that login nodes and the gate read: an absolute path, on a shared file system if need be.</summary>
    public string SnapshotPath { get; init; } = "/var/lib/slurmbank/snapshot.json";

    /// <summary>How long a writer waits for another one before it gives up.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(30);

    internal static SectionSchema Schema { get; } = new("ledger", "Where the ledger lies.",
    [
        new Setting<string>("ledger", "path", Kinds.Path, c => c.Ledger.Path, (c, v) => c with { Ledger = c.Ledger with { Path = v } },
            "The database: a local file, owned by the service user, in a folder it may write."),
        new Setting<string>("ledger", "snapshot", Kinds.Path, c => c.Ledger.SnapshotPath, (c, v) => c with { Ledger = c.Ledger with { SnapshotPath = v } },
            "The read-only snapshot for login nodes and the gate; it may lie on a shared file system."),
        new Setting<TimeSpan>("ledger", "lock_timeout", new DurationKind(TimeSpan.Zero, TimeSpan.FromHours(1)), c => c.Ledger.LockTimeout,
            (c, v) => c with { Ledger = c.Ledger with { LockTimeout = v } }, "How long a writer waits for another one."),
    ]);
}
