using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Threading;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Makes a backup while the bank is in use: a copy of one moment, verified entry by entry before it gets its name.</summary>
internal static class LedgerBackup
{
    internal static BackupReport Run(BankContext context, BackupCommand command, Action<BankProgress>? progress, CancellationToken cancellation)
    {
        DateTimeOffset now = context.Clock.GetUtcNow();
        if (command.IsPlan)
        {
            using LedgerView view = context.Ledger.Read();
            Entry? head = view.Reader.LastEntry();
            return Report(context, Target(command.Path, now, head?.Seq ?? 0), now, head?.Seq ?? 0, Hex.Of(head?.Hash ?? EntryHash.Origin), [], isPlan: true);
        }

        using var copy = new WorkingCopy(context.LedgerPath, "backup");
        context.Ledger.CopyTo(copy.Path);
        LedgerCheck check = LedgerChecking.Check(context, copy.Path, "Verifying the backup", progress, cancellation);
        string target = Target(command.Path, now, check.HeadSeq);
        long size;
        try
        {
            size = copy.MoveTo(target, cancellation);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BackupUnusableException("BackupNotWritten", $"The backup '{target}' cannot be written: {error.Message}", "Choose a folder that exists, has room and may be written.");
        }

        return Report(context, target, now, check.HeadSeq, check.Head, check.Findings, isPlan: false) with { Size = size, IsSound = check.IsSound };
    }

    /// <summary>The file: the one named, or in a folder one that is named by time and newest entry.</summary>
    private static string Target(string path, DateTimeOffset now, long head)
    {
        string full = Path.GetFullPath(path);
        string target = Directory.Exists(full)
            ? Path.Combine(full, string.Create(CultureInfo.InvariantCulture, $"slurmbank-{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{head}.db"))
            : full;
        return File.Exists(target)
            ? throw new BackupUnusableException("BackupExists", $"There is a file '{target}' already.", "Name a folder, and each backup gets a name of its own; or name another file.")
            : target;
    }

    private static BackupReport Report(BankContext context, string path, DateTimeOffset now, long seq, string head, IReadOnlyList<BankFinding> findings, bool isPlan) => new()
    {
        Path = path,
        Ledger = context.LedgerPath,
        Time = TimeZoneInfo.ConvertTime(now, context.Zone),
        HeadSeq = seq,
        Head = head,
        Size = 0,
        IsSound = false,
        Findings = findings,
        IsPlan = isPlan,
    };
}
