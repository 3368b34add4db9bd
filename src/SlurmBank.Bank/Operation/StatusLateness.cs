using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SlurmBank.Engine.Configuration;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Finds what is late or failing. A ledger's age counts from its first entry, so a new one is not late at once.</summary>
internal sealed class StatusLateness
{
    private const long Day = 86400;
    private const long SettledLate = 2 * Day;
    private const int ManyFailures = 3;
    private readonly BankContext context;
    private readonly ILedgerReader reader;
    private readonly long now;
    private readonly List<BankFinding> findings;
    private readonly StatusSettings settings;

    internal StatusLateness(BankContext context, LedgerView view, List<BankFinding> findings)
    {
        this.context = context;
        reader = view.Reader;
        now = view.NowSeconds;
        this.findings = findings;
        settings = context.Configuration.Status;
    }

    internal void Look(IReadOnlyList<string> clusters, IReadOnlyDictionary<string, WorkRecord> work, DateTimeOffset? snapshot)
    {
        foreach (string cluster in clusters)
        {
            Cluster(cluster);
        }

        Snapshot(snapshot, clusters);
        Work(WorkRecord.Backup, work, settings.BackupLate, "BackupLate", "No backup was made", "Backup-SlurmLedger, or [serve] backup in the configuration; [status] backup_late says when it is late.");
        Work(WorkRecord.Verify, work, settings.VerifyLate, "VerificationLate", "The ledger was not verified", "Test-SlurmLedger, or [serve] verify in the configuration.");
        foreach ((string name, WorkRecord record) in work)
        {
            Failing(name, record);
        }

        Serving(work[WorkRecord.Serve]);
    }

    private void Cluster(string cluster)
    {
        if (reader.Watermark(cluster, UsageSync.RunsMark) is not long mark)
        {
            Warn("NeverSynced", $"Usage of cluster '{cluster}' was never synced.", cluster, "Sync-SlurmUsage, or 'slurmbank sync' from a timer.");
            return;
        }

        if (now - mark > SettledLate)
        {
            Warn("SettlementLate", $"Usage of cluster '{cluster}' is settled up to {context.Instant(mark):u} only.", cluster, "See whether slurmctld's queue for slurmdbd empties (sdiag).");
        }

        long age = now - (reader.Watermark(cluster, UsageSync.LastSyncMark) ?? mark);
        long late = (long)settings.SyncLate.TotalSeconds;
        if (age > late)
        {
            string text = $"The last sync of cluster '{cluster}' ended {Span(age)} ago.";
            Add(age > late + Day ? FindingSeverity.Error : FindingSeverity.Warning, "SyncLate", text, cluster, "See whether the service or the timer runs: systemctl status slurmbank; docs/runbook.md.");
        }
    }

    private void Snapshot(DateTimeOffset? snapshot, IReadOnlyList<string> clusters)
    {
        if (snapshot is null)
        {
            if (clusters.Any(c => reader.Watermark(c, UsageSync.RunsMark) is not null))
            {
                Warn("SnapshotMissing", "There is no snapshot that can be read: login nodes and the gate have no figures.", context.SnapshotPath, "Sync-SlurmUsage publishes it; see whether its folder may be written.");
            }

            return;
        }

        long age = now - snapshot.Value.ToUnixTimeSeconds();
        long gate = (long)context.Configuration.Gate.MaxSnapshotAge.TotalSeconds;
        if (age > gate && File.Exists(Path.Combine(context.Configuration.Gate.JournalPath, "gate.journal")))
        {
            Add(FindingSeverity.Error, "SnapshotTooOldForGate", $"The snapshot is {Span(age)} old; the gate takes none older than {Span(gate)} and decides as [gate] missing_snapshot says.", context.SnapshotPath, "Sync-SlurmUsage publishes it.");
        }
        else if (age > settings.SyncLate.TotalSeconds)
        {
            Warn("SnapshotLate", $"The snapshot was published {Span(age)} ago.", context.SnapshotPath, "Sync-SlurmUsage publishes it; see whether its folder may be written.");
        }
    }

    private void Work(string name, IReadOnlyDictionary<string, WorkRecord> work, TimeSpan late, string code, string what, string fix)
    {
        if (late == TimeSpan.Zero)
        {
            return;
        }

        long? last = work[name].Succeeded;
        long began = last ?? (reader.FindEntry(1)?.Recorded / 1_000_000) ?? now;
        if (now - began > late.TotalSeconds)
        {
            Warn(code, last is null ? $"{what} since the ledger was made, {Span(now - began)} ago." : $"{what} for {Span(now - began)}.", context.LedgerPath, fix);
        }
    }

    private void Failing(string name, WorkRecord record)
    {
        if (record.Failures > 0)
        {
            bool isBad = record.Failures >= ManyFailures || record.ErrorId == "Unsound";
            string text = $"'{name}' failed {(record.Failures == 1 ? "once" : $"{record.Failures} times in a row")}, last at {context.Instant(record.Failed ?? now):u}: {record.Error}";
            Add(isBad ? FindingSeverity.Error : FindingSeverity.Warning, "WorkFailing", text, name, "The error says what to do; docs/runbook.md has the steps.");
        }
    }

    private void Serving(WorkRecord serve)
    {
        long late = (long)(context.Configuration.Serve.Interval * 3).TotalSeconds + 1800;
        if (serve.Succeeded is long beat && now - beat > late)
        {
            Warn("ServiceSilent", $"The service gave its last sign {Span(now - beat)} ago, and was not stopped on purpose.", "slurmbank serve", "systemctl status slurmbank; journalctl -u slurmbank.");
        }
    }

    private static string Span(long seconds) => seconds switch
    {
        < 120 => $"{seconds} s",
        < 7200 => $"{seconds / 60} min",
        < 2 * Day => $"{seconds / 3600} h",
        _ => $"{seconds / Day} days",
    };

    private void Warn(string code, string text, string place, string fix) => Add(FindingSeverity.Warning, code, text, place, fix);

    private void Add(FindingSeverity severity, string code, string text, string place, string fix) => findings.Add(new BankFinding(severity, code, text, place, fix));
}
