using System;

namespace SlurmBank.Engine.Configuration;

/// <summary>From when on the status calls something late or scarce: section <c>[status]</c>.</summary>
public sealed record StatusSettings
{
    /// <summary>The age of the last sync from which it is late; a day later it is an error.</summary>
    public TimeSpan SyncLate { get; init; } = TimeSpan.FromHours(2);

    /// <summary>The age of the last backup from which it is late; zero asks for none.</summary>
    public TimeSpan BackupLate { get; init; } = TimeSpan.FromDays(2);

    /// <summary>The age of the last verification from which it is late; zero asks for none.</summary>
    public TimeSpan VerifyLate { get; init; } = TimeSpan.FromDays(8);

    /// <summary>The room on the ledger's disk, in MiB, below which it is scarce; below a tenth of it is an error.</summary>
    public int DiskFree { get; init; } = 1024;

    internal static SectionSchema Schema { get; } = new("status", "From when on the status calls something late or scarce.",
    [
        new Setting<TimeSpan>("status", "sync_late", new DurationKind(TimeSpan.FromMinutes(1), TimeSpan.FromDays(31)), c => c.Status.SyncLate,
            (c, v) => c with { Status = c.Status with { SyncLate = v } }, "The age of the last sync from which it is late."),
        new Setting<TimeSpan>("status", "backup_late", new DurationKind(TimeSpan.Zero, TimeSpan.FromDays(366)), c => c.Status.BackupLate,
            (c, v) => c with { Status = c.Status with { BackupLate = v } }, "The age of the last backup from which it is late; \"0s\" asks for none."),
        new Setting<TimeSpan>("status", "verify_late", new DurationKind(TimeSpan.Zero, TimeSpan.FromDays(366)), c => c.Status.VerifyLate,
            (c, v) => c with { Status = c.Status with { VerifyLate = v } }, "The age of the last verification from which it is late; \"0s\" asks for none."),
        new Setting<int>("status", "disk_free", new IntegerKind(0, 1_000_000_000), c => c.Status.DiskFree, (c, v) => c with { Status = c.Status with { DiskFree = v } },
            "The room on the ledger's disk, in MiB, below which it is scarce."),
    ]);
}
