using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Says how the bank is doing, from the ledger alone.</summary>
internal static class StatusReading
{
    private const long LateSeconds = 2 * 86400;

    internal static BankStatus Read(BankContext context, LedgerView view, IReadOnlyList<BankFinding> configuration)
    {
        ILedgerReader reader = view.Reader;
        List<TariffVersion> tariffs = [.. reader.Tariffs()];
        string[] clusters = [.. tariffs.Select(t => t.Cluster).Distinct().Order(StringComparer.Ordinal)];
        List<Balance> balances = [.. BalanceReading.Read(context, view, [])];
        var findings = new List<BankFinding>(configuration.Where(f => f.Severity != FindingSeverity.Information));
        int parked = reader.ParkedRuns().Count();
        Entry? head = reader.LastEntry();
        foreach (string cluster in clusters)
        {
            Late(context, reader, cluster, view.NowSeconds, findings);
        }

        if (parked > 0)
        {
            findings.Add(new BankFinding(FindingSeverity.Warning, "ParkedRuns", $"{parked} runs cannot be priced and are not charged.", context.LedgerPath, "Get-SlurmParkedRun says why."));
        }

        int spent = balances.Count(b => b.Status == "spent" && b.Mode == "enforce");
        if (spent > 0)
        {
            findings.Add(new BankFinding(FindingSeverity.Warning, "SpentNotHeld", $"{spent} enforced accounts have nothing spendable and are not held.", context.LedgerPath, "Sync-SlurmHold holds them."));
        }

        return new BankStatus
        {
            Ledger = context.LedgerPath,
            BooksOpen = Books.TryOpenedAt(reader) is long opened ? context.Instant(opened) : null,
            Watermarks = clusters.ToDictionary(c => c, c => Moment(context, reader.Watermark(c, UsageSync.RunsMark))),
            LastSync = Moment(context, clusters.Max(c => reader.Watermark(c, UsageSync.LastSyncMark))),
            LastEnforcement = Moment(context, clusters.Max(c => reader.Watermark(c, HoldEnforcer.LastEnforcementMark))),
            Accounts = reader.Accounts().Count(),
            Held = balances.Count(b => b.Status == "held"),
            SpentNotHeld = spent,
            Liens = reader.Liens().Count(),
            Parked = parked,
            Entries = head?.Seq ?? 0,
            Head = Hex.Of(head?.Hash ?? EntryHash.Origin),
            Tariffs = clusters.ToDictionary(c => c, c => tariffs.Where(t => t.Cluster == c).Max(t => t.Version)),
            Findings = findings,
            Health = Findings.Health(findings),
        };
    }

    private static void Late(BankContext context, ILedgerReader reader, string cluster, long now, List<BankFinding> findings)
    {
        if (reader.Watermark(cluster, UsageSync.RunsMark) is not long mark)
        {
            findings.Add(new BankFinding(FindingSeverity.Warning, "NeverSynced", $"Usage of cluster '{cluster}' was never synced.", cluster, "Sync-SlurmUsage, or 'slurmbank sync' from a timer."));
        }
        else if (now - mark > LateSeconds)
        {
            findings.Add(new BankFinding(FindingSeverity.Warning, "SyncLate", $"Usage of cluster '{cluster}' is settled up to {context.Instant(mark):u} only.", cluster, "See whether the timer runs, and whether slurmctld's queue for slurmdbd empties (sdiag)."));
        }
    }

    private static DateTimeOffset? Moment(BankContext context, long? seconds) => seconds is long value ? context.Instant(value) : null;
}
