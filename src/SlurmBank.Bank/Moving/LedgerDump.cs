using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Threading;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Writes the ledger out while it is in use: one moment of it, all of it or one account's part.</summary>
internal static class LedgerDump
{
    internal static ExportReport Run(BankContext context, ExportCommand command, Action<BankProgress>? progress, CancellationToken cancellation)
    {
        DateTimeOffset now = context.Clock.GetUtcNow();
        TableFilter? filter = Filter(context, command);
        string target = Target(command, now);
        RefuseLedger(context, target);
        DumpFile.RefuseTaken(target, command.Force);
        var report = new ExportReport
        {
            Path = target,
            Format = command.Format == DumpFormat.Json ? "json" : "csv",
            Ledger = context.LedgerPath,
            Time = TimeZoneInfo.ConvertTime(now, context.Zone),
            IsWhole = filter is null,
            HeadSeq = 0,
            Head = Hex.Of(EntryHash.Origin),
            Tables = [],
            Size = 0,
            IsPlan = command.IsPlan,
        };
        using ITableReader reader = context.Ledger.ReadTables();
        if (command.IsPlan)
        {
            return report;
        }

        var rows = new DumpRows(reader, filter, progress, cancellation);
        long size = command.Format == DumpFormat.Json
            ? DumpFile.Write(target, command.Force, stream => new DumpJsonWriter(stream, rows).Write(Facts(context, command, filter, now)))
            : DumpFile.WriteFolder(target, command.Force, folder => DumpCsvWriter.Write(folder, rows));
        return report with { HeadSeq = rows.HeadSeq, Head = rows.Head, Tables = rows.Counts, Size = size };
    }

    /// <summary>By its name, because to open and close the ledger's file would drop the locks that SQLite holds on it in this process.</summary>
    private static void RefuseLedger(BankContext context, string target)
    {
        string real = (File.Exists(target) ? new FileInfo(target).ResolveLinkTarget(returnFinalTarget: true)?.FullName : null) ?? target;
        if (real == Path.GetFullPath(context.LedgerPath))
        {
            throw new DumpUnusableException("DumpExists", $"'{target}' is the ledger itself: it is not written over.", "Name another file, or a folder, and each dump gets a name of its own.");
        }
    }

    private static TableFilter? Filter(BankContext context, ExportCommand command)
    {
        if (command.Account is null && command.StartTime is null && command.EndTime is null)
        {
            return null;
        }

        long? account = null;
        if (command.Account is string name)
        {
            using LedgerView view = context.Ledger.Read();
            account = (view.Reader.FindAccount(name.ToLowerInvariant()) ?? throw new AccountNotFoundException(name)).Id;
        }

        return new TableFilter
        {
            AccountId = account,
            RecordedFrom = checked(command.StartTime?.ToStart(context.Zone) * 1_000_000),
            RecordedBefore = checked(command.EndTime?.ToEnd(context.Zone) * 1_000_000),
        };
    }

    private static string Target(ExportCommand command, DateTimeOffset now)
    {
        string full = Path.GetFullPath(command.Path);
        if (!Directory.Exists(full) || (command.Format == DumpFormat.Csv && DumpFile.IsCsvDump(full)))
        {
            return full;
        }

        string name = string.Create(CultureInfo.InvariantCulture, $"slurmbank-{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}");
        return Path.Combine(full, command.Format == DumpFormat.Json ? name + ".json" : name);
    }

    private static List<(string Name, object? Value)> Facts(BankContext context, ExportCommand command, TableFilter? filter, DateTimeOffset now) =>
    [
        ("program", EngineVersion.Current),
        ("made", now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
        ("units_per_su", ServiceUnits.UnitsPerServiceUnit),
        ("whole", filter is null),
        ("account", command.Account?.ToLowerInvariant()),
        ("recorded_from", filter?.RecordedFrom),
        ("recorded_before", filter?.RecordedBefore),
    ];
}
