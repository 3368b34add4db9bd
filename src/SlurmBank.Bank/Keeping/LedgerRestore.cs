using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>
/// Puts the ledger back to what a backup holds: verified first, the present one kept beside it, replaced in one transaction. What sync
/// charged since is charged again by the next sync; what people did since is listed, and has to be done again.
/// </summary>
internal sealed class LedgerRestore(BankContext context, RestoreCommand command, Action<BankProgress>? progress)
{
    private readonly string source = Path.GetFullPath(command.Path);

    internal RestoreReport Run(CancellationToken cancellation)
    {
        if (!File.Exists(source))
        {
            throw new BackupUnusableException("BackupNotFound", $"There is no backup '{source}'.", "Name the file that Backup-SlurmLedger (slurmbank backup) made.");
        }

        if (source == Path.GetFullPath(context.LedgerPath))
        {
            throw new BackupUnusableException("BackupIsLedger", $"'{source}' is the ledger itself.", "Name a backup of it.");
        }

        using var copy = new WorkingCopy(context.LedgerPath, "restore");
        copy.Fill(source);
        LedgerCheck check = LedgerChecking.Check(context, copy.Path, "Verifying the backup", progress, cancellation);
        if (!check.IsSound)
        {
            throw new BackupUnusableException("BackupUnsound", $"The backup '{source}' contradicts itself: {check.Findings[0].Message}", "Use an older backup; nothing was changed.");
        }

        bool isReadable = TryCompare(check, cancellation, out RestoreReport report);
        if (!report.IsNew || command.IsPlan)
        {
            return report;
        }

        if (!command.Force && (report.LostEntries > 0 || !isReadable))
        {
            throw new RestoreWouldLoseException(context.LedgerPath, source, isReadable ? Count(report.LostEntries) : "contents that cannot be read, and so perhaps entries,");
        }

        cancellation.ThrowIfCancellationRequested();
        return Replace(copy, report, isReadable);
    }

    private RestoreReport Replace(WorkingCopy copy, RestoreReport report, bool isReadable)
    {
        string stamp = context.Clock.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        string? kept = null;
        string head = string.Empty;
        if (!File.Exists(context.LedgerPath))
        {
            context.CreateLedger();
        }
        else if (!isReadable)
        {
            kept = SetAside(stamp);
            context.CreateLedger();
        }
        else if (report.LedgerHeadSeq > 0)
        {
            using (LedgerView view = context.Ledger.Read())
            {
                head = Hex.Of(view.Reader.LastEntry()!.Hash);
            }

            kept = Keep(stamp);
        }

        using (BankLedger other = context.OpenOther(copy.Path))
        using (LedgerSession session = other.Write())
        {
            session.Restored(Path.GetFileName(source), report.LedgerHeadSeq, head, command.Reason);
            session.Commit();
        }

        context.Ledger.ReplaceBy(copy.Path);
        return report with { KeptAs = kept };
    }

    /// <summary>Compares the backup with the ledger; false where the ledger is there and cannot be read.</summary>
    private bool TryCompare(LedgerCheck backup, CancellationToken cancellation, out RestoreReport report)
    {
        report = Report(backup);
        if (!File.Exists(context.LedgerPath))
        {
            return true;
        }

        try
        {
            using LedgerView view = context.Ledger.Read();
            Entry? head = view.Reader.LastEntry();
            bool isSame = backup.HeadSeq == 0 || view.Reader.Entries(new EntryFilter { AfterSeq = backup.HeadSeq - 1, Limit = 1 }).FirstOrDefault() is Entry entry
                && entry.Seq == backup.HeadSeq && Hex.Of(entry.Hash) == backup.Head;
            long seq = head?.Seq ?? 0;
            bool isDamaged = isSame && seq == backup.HeadSeq
                && !LedgerChecking.Check(view, context.LedgerPath, "Verifying the ledger", progress, cancellation).IsSound;
            var reports = new ReportBuilder(context, view.Reader, withBooks: true);
            TransactionReport[] lost = [.. view.Reader.Entries(new EntryFilter { AfterSeq = isSame ? backup.HeadSeq : 0 }).Where(e => IsByPeople(e.Draft.Kind)).Select(reports.Transaction)];
            report = report with
            {
                LedgerHeadSeq = seq,
                IsSameLedger = isSame,
                LostEntries = isSame ? seq - backup.HeadSeq : seq,
                LostMovements = lost,
                IsNew = !isSame || seq != backup.HeadSeq || isDamaged,
                Warnings = isDamaged ? ["The ledger ends as the backup does, but contradicts itself."] : Warnings(lost),
            };
            return true;
        }
        catch (Exception error) when (error is LedgerUnavailableException or LedgerCorruptException)
        {
            report = report with { Warnings = [$"The ledger cannot be read: {error.Message} What the backup does not have cannot be listed."] };
            return false;
        }
    }

    private RestoreReport Report(LedgerCheck backup) => new()
    {
        Path = source,
        Ledger = context.LedgerPath,
        HeadSeq = backup.HeadSeq,
        Head = backup.Head,
        LedgerHeadSeq = 0,
        IsSameLedger = false,
        LostEntries = 0,
        LostMovements = [],
        KeptAs = null,
        IsNew = true,
        IsPlan = command.IsPlan,
        Warnings = [],
    };

    private static List<string> Warnings(IEnumerable<TransactionReport> lost)
    {
        var warnings = new List<string>();
        string[] held = [.. lost.Where(t => t.Kind is "hold" or "release" && t.Account is not null).Select(t => t.Account!).Distinct()];
        if (held.Length > 0)
        {
            warnings.Add($"Holds changed since the backup, for {string.Join(", ", held)}: see to it that Slurm's limits of these accounts are what they were then, before holds are enforced again.");
        }

        return warnings;
    }

    /// <summary>Keeps the ledger as it is: a copy where it can be copied, else the file itself, whose place a new one takes.</summary>
    private string Keep(string stamp)
    {
        string kept = $"{context.LedgerPath}.before-restore-{stamp}";
        try
        {
            context.Ledger.CopyTo(kept);
        }
        catch (LedgerUnavailableException error) when (error.ErrorId is "LedgerDamaged" or "LedgerNotALedger")
        {
            kept = SetAside(stamp);
            context.CreateLedger();
        }

        return kept;
    }

    /// <summary>Moves a ledger that cannot be read, with its log, out of the way.</summary>
    private string SetAside(string stamp)
    {
        string kept = $"{context.LedgerPath}.damaged-{stamp}";
        File.Move(context.LedgerPath, kept);
        foreach (string rest in (string[])["-wal", "-shm"])
        {
            if (File.Exists(context.LedgerPath + rest))
            {
                File.Move(context.LedgerPath + rest, kept + rest);
            }
        }

        return kept;
    }

    private static bool IsByPeople(EntryKind kind) => kind is not (EntryKind.Charge or EntryKind.Adjustment or EntryKind.Redraw or EntryKind.Expiry);

    private static string Count(long entries) => entries == 1 ? "1 entry" : string.Create(CultureInfo.InvariantCulture, $"{entries} entries");
}
