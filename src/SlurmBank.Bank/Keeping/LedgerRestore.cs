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
    private const int MostNamed = 20;
    private readonly string source = Path.GetFullPath(command.Path);

    /// <summary>The holds of the ledger as it is; null where it cannot be read.</summary>
    private HoldsInForce? holds;
    private bool isSetAside;

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
        LedgerCheck check = Check(copy, cancellation);
        if (!check.IsSound)
        {
            throw new BackupUnusableException("BackupUnsound", $"The backup '{source}' contradicts itself: {check.Findings[0].Message}", "Use an older backup; nothing was changed.");
        }

        bool isReadable = TryCompare(check, cancellation, out RestoreReport report);
        report = WithHolds(copy, report, isReadable);
        if (!report.IsNew || command.IsPlan)
        {
            return report;
        }

        if (!command.Force && (report.LostEntries > 0 || !isReadable))
        {
            throw new RestoreWouldLoseException(context.LedgerPath, source, isReadable ? Count(report.LostEntries) : "contents that cannot be read, and so perhaps entries,");
        }

        cancellation.ThrowIfCancellationRequested();
        return Replace(copy, report, isReadable, cancellation);
    }

    private LedgerCheck Check(WorkingCopy copy, CancellationToken cancellation)
    {
        try
        {
            return LedgerChecking.Check(context, copy.Path, "Verifying the backup", progress, cancellation);
        }
        catch (LedgerUnavailableException error) when (error.ErrorId is "LedgerNotALedger" or "LedgerDamaged")
        {
            // The copy's own name would tell nobody anything.
            throw new BackupUnusableException("BackupUnsound", $"'{source}' cannot be read as a ledger: it is no backup, or a damaged one.", "Name a file that Backup-SlurmLedger (slurmbank backup) made; nothing was changed.");
        }
    }

    private RestoreReport Replace(WorkingCopy copy, RestoreReport report, bool isReadable, CancellationToken cancellation)
    {
        string stamp = context.Clock.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        string? kept = null;
        string head = string.Empty;
        bool wasThere = File.Exists(context.LedgerPath);
        if (!wasThere)
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
            if (report.IsAdopted)
            {
                holds!.PutInto(session);
            }

            session.Commit();
        }

        try
        {
            // A ledger that was just made in the place of none, or of one that was set aside, has to get its content.
            context.Ledger.ReplaceBy(copy.Path, wasThere && !isSetAside ? cancellation : default);
        }
        catch (OperationCanceledException) when (kept is not null)
        {
            File.Delete(kept);
            throw;
        }

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
                Warnings = isDamaged ? ["The ledger ends as the backup does, but contradicts itself."] : [],
            };
            holds = HoldsInForce.Read(view.Reader);
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
        HeldSince = [],
        IsAdopted = false,
        KeptAs = null,
        IsNew = true,
        IsPlan = command.IsPlan,
        Warnings = [],
    };

    /// <summary>Says of whom holds are others than in the backup, and what is to be done about it.</summary>
    private RestoreReport WithHolds(WorkingCopy copy, RestoreReport report, bool isReadable)
    {
        if (holds is null)
        {
            return isReadable || !command.Adopt ? report
                : report with { Warnings = [.. report.Warnings, "Holds cannot be brought over from a ledger that cannot be read: sync, then see what 'Sync-SlurmHold -Adopt -WhatIf' ('slurmbank enforce --adopt --plan') finds in Slurm."] };
        }

        IReadOnlyList<string> since;
        using (BankLedger other = context.OpenOther(copy.Path))
        using (LedgerView view = other.Read())
        {
            since = holds.OtherIn(HoldsInForce.Read(view.Reader));
        }

        if (since.Count == 0 || !report.IsNew)
        {
            return report;
        }

        string names = string.Join(", ", since.Take(MostNamed)) + (since.Count > MostNamed ? string.Create(CultureInfo.InvariantCulture, $" and {since.Count - MostNamed} more") : string.Empty);
        string warning = command.Adopt
            ? $"Holds and limits in Slurm of {names} are brought over from the ledger as it was. Sync before holds are enforced again, so that they follow the charges."
            : $"Holds changed since the backup, for {names}: Slurm has limits for them that the backup does not know, or has no longer those that it knows. -Adopt (--adopt) brings them over in the same step; afterwards Sync-SlurmHold -Adopt (enforce --adopt) goes by what it finds in Slurm.";
        return report with { HeldSince = since, IsAdopted = command.Adopt, Warnings = [.. report.Warnings, warning] };
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
        isSetAside = true;
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
