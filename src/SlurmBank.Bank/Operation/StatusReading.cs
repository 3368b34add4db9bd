using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Says how the bank is doing: from the ledger, the files beside it, and the limits that Slurm shows.</summary>
internal sealed class StatusReading
{
    private readonly BankContext context;
    private readonly LedgerView view;
    private readonly ILedgerReader reader;
    private readonly bool skipSlurm;
    private readonly List<BankFinding> findings;

    internal StatusReading(BankContext context, LedgerView view, IReadOnlyList<BankFinding> configuration, bool skipSlurm)
    {
        this.context = context;
        this.view = view;
        this.skipSlurm = skipSlurm;
        reader = view.Reader;
        findings = [.. configuration.Where(f => f.Severity != FindingSeverity.Information)];
    }

    internal BankStatus Read(CancellationToken cancellation)
    {
        List<TariffVersion> tariffs = [.. reader.Tariffs()];
        string[] clusters = [.. tariffs.Select(t => t.Cluster).Distinct().Order(StringComparer.Ordinal)];
        List<Balance> balances = [.. BalanceReading.Read(context, view, [])];
        int parked = reader.ParkedRuns().Count();
        int spent = Unheld(balances, clusters);
        Entry? head = reader.LastEntry();
        Dictionary<string, WorkRecord> work = WorkRecord.Names.ToDictionary(name => name, name => WorkRecord.Read(reader, name));
        DateTimeOffset? snapshot = SnapshotTime();

        var lateness = new StatusLateness(context, view, findings);
        lateness.Look(clusters, work, snapshot);
        Counted(parked, spent);
        Notices(NoticeReading.Summary(context, reader));
        BacklogStatus backlog = new StatusPlaces(context, findings).Backlog();
        DiskStatus? disk = new StatusPlaces(context, findings).Disk();
        int? drifting = skipSlurm ? null : new StatusDrift(context, reader, findings).Count(clusters, cancellation);
        return new BankStatus
        {
            Ledger = context.LedgerPath,
            BooksOpen = Books.TryOpenedAt(reader) is long opened ? context.Instant(opened) : null,
            Watermarks = clusters.ToDictionary(c => c, c => Moment(reader.Watermark(c, UsageSync.RunsMark))),
            LastSync = Moment(clusters.Max(c => reader.Watermark(c, UsageSync.LastSyncMark))),
            LastEnforcement = Moment(clusters.Max(c => reader.Watermark(c, HoldEnforcer.LastEnforcementMark))),
            Accounts = reader.Accounts().Count(),
            Held = balances.Where(b => b.Status == "held").Select(b => b.Account).Distinct().Count(),
            SpentNotHeld = spent,
            Liens = reader.Liens().Count(),
            Parked = parked,
            Entries = head?.Seq ?? 0,
            Head = Hex.Of(head?.Hash ?? EntryHash.Origin),
            Tariffs = clusters.ToDictionary(c => c, c => tariffs.Where(t => t.Cluster == c).Max(t => t.Version)),
            Snapshot = snapshot,
            LastBackup = Moment(work[WorkRecord.Backup].Succeeded),
            LastVerification = Moment(work[WorkRecord.Verify].Succeeded),
            Drifting = drifting,
            Work = [.. work.Where(w => w.Value.Succeeded is not null || w.Value.Failed is not null).Select(w => Status(w.Key, w.Value))],
            Backlog = backlog,
            Disk = disk,
            Findings = findings,
            Health = Findings.Health(findings),
        };
    }

    /// <summary>
    /// Accounts that the next enforcement would hold: with nothing left in any currency that work is charged in, or in one that a limit of its own holds. Where Slurm has no
    /// way to hold the work of one currency alone, enforcement says so.
    /// </summary>
    private int Unheld(List<Balance> balances, string[] clusters)
    {
        HashSet<string> charged = [.. clusters.Select(c => TariffBook.Read(reader, c).At(view.NowSeconds)).OfType<Engine.Tariff>().SelectMany(t => t.Currencies)];
        return balances.Where(b => b.Mode == "enforce").GroupBy(b => b.Account).Count(account =>
        {
            Balance[] some = [.. account.Where(b => charged.Contains(b.Currency))];
            IEnumerable<Balance> all = some.Length > 0 ? some : account;
            return all.All(b => b.Status == "spent") || all.Any(b => b.Status == "spent" && context.Configuration.Enforce.CurrencyHolds.ContainsKey(b.Currency));
        });
    }

    private void Counted(int parked, int spent)
    {
        if (parked > 0)
        {
            findings.Add(new BankFinding(FindingSeverity.Warning, "ParkedRuns", $"{parked} runs cannot be priced and are not charged.", context.LedgerPath, "Get-SlurmParkedRun says why."));
        }

        if (spent > 0)
        {
            findings.Add(new BankFinding(FindingSeverity.Warning, "SpentNotHeld", $"{spent} enforced accounts have nothing spendable and are not held.", context.LedgerPath, "Sync-SlurmHold holds them."));
        }
    }

    /// <summary>A notice that failed is tried again by itself; that one waits a day although mail can be sent says that nothing sends.</summary>
    private void Notices(NoticeSummary summary)
    {
        if (summary.Failed > 0)
        {
            findings.Add(new BankFinding(FindingSeverity.Warning, "NoticesFailed", $"{summary.Failed} notices could not be sent: {summary.LastError}", context.LedgerPath, "See [notice] in the configuration; Send-SlurmNotice -Force tries again."));
        }
        else if (summary.CanSend && summary.Oldest is DateTimeOffset oldest && context.Instant(view.NowSeconds) - oldest >= TimeSpan.FromDays(1))
        {
            findings.Add(new BankFinding(FindingSeverity.Warning, "NoticesLate", $"{summary.Pending} notices wait to be sent, the oldest since {oldest:u}.", context.LedgerPath, "Send-SlurmNotice, or 'slurmbank notices send' from a timer; slurmbank serve sends by itself."));
        }
    }

    private DateTimeOffset? SnapshotTime()
    {
        try
        {
            return context.Instant(SnapshotFile.Read(context.SnapshotPath).Published);
        }
        catch (LedgerUnavailableException)
        {
            return null;
        }
    }

    private WorkStatus Status(string name, WorkRecord record) => new()
    {
        Name = name,
        Succeeded = Moment(record.Succeeded),
        Failed = Moment(record.Failed),
        Failures = record.Failures,
        ErrorId = record.ErrorId,
        Error = record.Error,
    };

    private DateTimeOffset? Moment(long? seconds) => seconds is long value ? context.Instant(value) : null;
}
