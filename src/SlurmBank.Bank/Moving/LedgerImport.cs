using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Knows what is to be imported and gives it to who can read it.</summary>
internal sealed class LedgerImport(BankContext context, ImportCommand command, Action<BankProgress>? progress)
{
    private const string Sqlite = "SQLite format 3\0";
    private readonly string[] files = Files(command.Paths);
    private OldUsage? usage;

    internal ImportReport Run(CancellationToken cancellation)
    {
        if (command.Rate <= 0)
        {
            throw new InvalidRequestException($"A rate of {command.Rate} SU for one of their units cannot be: it is more than zero.");
        }

        if (files.Length == 0)
        {
            return command.Source == ImportSource.Sbank
                ? Write(ImportSource.Sbank, "sacctmgr", batch => new SbankSource(context, command, Usage(cancellation)).Read(new SbankSource(context, command, Usage(cancellation)).Live(cancellation), batch), cancellation)
                : throw (command.Paths.Count > 0
                    ? new InvalidRequestException($"There is nothing in '{command.Paths[0]}' that could be imported.", "Of folders, crc-bank's JSON files are read. A dump as CSV is for other programs; a dump as JSON can be imported.")
                    : new InvalidRequestException("Nothing was named that could be imported.", "Name a file; only sbank's limits can be read from Slurm itself (-From Sbank, --from sbank)."));
        }

        ImportSource source = command.Source == ImportSource.Auto ? Recognize(files[0]) : command.Source;
        if (files.Length > 1 && source != ImportSource.CrcBank)
        {
            throw new InvalidRequestException($"{files.Length} files were named; only crc-bank's dump has more than one.", "Import one after the other.");
        }

        return source switch
        {
            ImportSource.SlurmBank => new DumpImport(context, command, files[0], progress).Run(cancellation),
            ImportSource.SlurmSuBank => Write(source, files[0], batch => new SlurmSuBankSource(context, command, Usage(cancellation)).Read(SuBankRows(files[0], batch), batch), cancellation),
            ImportSource.PittBank => Write(source, files[0], batch => Pitt(files[0], batch), cancellation),
            ImportSource.CrcBank => Write(source, string.Join(", ", files), batch => Crc(batch, cancellation), cancellation),
            ImportSource.Sbank => Write(source, files[0], batch => new SbankSource(context, command, Usage(cancellation)).Read(TextTableReader.Records(ForeignFile.Text(files[0]), files[0], batch), batch), cancellation),
            _ => Write(ImportSource.Csv, files[0], batch => new CsvSource(context, command).Read(files[0], batch), cancellation),
        };
    }

    private ImportReport Write(ImportSource source, string path, Action<IncomingBatch> read, CancellationToken cancellation)
    {
        // The ledger first: that it is missing is the first thing to be said, before Slurm is asked.
        using (context.Ledger.Read())
        {
        }

        var batch = new IncomingBatch { Source = source };
        read(batch);
        if (usage?.Warning is string warning)
        {
            batch.Warnings.Add(warning);
        }

        return new IncomingWriter(context, command, batch, path).Run(cancellation);
    }

    private OldUsage Usage(CancellationToken cancellation) => usage ??= OldUsage.Read(context, command, cancellation);

    private void Pitt(string path, IncomingBatch batch)
    {
        using ITableReader database = Open(path, ["account", "proposal", "allocation", "investment"]);
        new PittBankSource(context, command).Read(database, Path.GetFileName(path), batch);
    }

    private void Crc(IncomingBatch batch, CancellationToken cancellation)
    {
        var tables = new Dictionary<string, List<ForeignRow>> { ["proposal"] = [], ["investor"] = [], ["proposal_archive"] = [], ["investor_archive"] = [] };
        if (IsSqlite(files[0]))
        {
            using ITableReader database = Open(files[0], ["proposal"]);
            foreach (string table in tables.Keys.Where(t => database.Tables.Any(d => d.Name == t)))
            {
                tables[table].AddRange(ForeignRow.Of(database, table, Path.GetFileName(files[0])));
            }
        }
        else
        {
            foreach (ForeignRow row in files.SelectMany(ForeignFile.Json))
            {
                tables[TableOf(row)].Add(row);
            }
        }

        new CrcBankSource(context, command, Usage(cancellation)).Read(tables["proposal"], tables["investor"], tables["proposal_archive"], tables["investor_archive"], batch);
    }

    /// <summary>crc-bank's dump has a file a table and no table's name in it: the records say what they are.</summary>
    private static string TableOf(ForeignRow row) =>
        row.Has("exhaustion_date") ? "investor_archive"
        : row.Has("service_units") ? "investor"
        : row.Values.Keys.Any(k => k.EndsWith("_usage", StringComparison.OrdinalIgnoreCase)) ? "proposal_archive"
        : row.Has("proposal_type") ? "proposal"
        : throw ImportRefusedException.Of(row.Place, [$"{row.Place}: the record is of none of crc-bank's tables"]);

    private IEnumerable<ForeignRow> SuBankRows(string path, IncomingBatch batch)
    {
        if (!IsSqlite(path))
        {
            return First(path).TrimStart().StartsWith('{') ? ForeignFile.Json(path) : TextTableReader.Records(ForeignFile.Text(path), path, batch);
        }

        using ITableReader database = context.OpenDatabase(path);
        string[] tables = [.. database.Tables.Where(t => t.Columns.Any(c => c.Name == "su_limit_hrs")).Select(t => t.Name)];
        return tables.Length == 1
            ? [.. ForeignRow.Of(database, tables[0], Path.GetFileName(path))]
            : throw new DumpUnusableException("DumpUnknown", $"'{path}' has {tables.Length} tables with su_limit_hrs; slurm_su_bank's has one.", "Dump the right one with 'slurm_bank.py dump_json' and import that.");
    }

    private ITableReader Open(string path, string[] needed)
    {
        if (!IsSqlite(path))
        {
            throw new DumpUnusableException("DumpUnknown", $"'{path}' is no SQLite database, as that bank has one.", "Say which bank it is of with -From (--from).");
        }

        ITableReader database = context.OpenDatabase(path);
        if (needed.FirstOrDefault(n => database.Tables.All(t => t.Name != n)) is not string missing)
        {
            return database;
        }

        database.Dispose();
        throw new DumpUnusableException("DumpUnknown", $"'{path}' has no table '{missing}'.", "Say which bank it is of with -From (--from).");
    }

    /// <summary>What a file is, by what is in it.</summary>
    private ImportSource Recognize(string path)
    {
        if (IsSqlite(path))
        {
            using ITableReader database = context.OpenDatabase(path);
            bool Has(string table, string column) => database.Tables.Any(t => t.Name == table && t.Columns.Any(c => c.Name == column));
            return Has("entry", "hash") ? throw new DumpUnusableException("DumpIsLedger", $"'{path}' is a ledger of SlurmBank, or a backup of one.", "Restore-SlurmLedger (slurmbank restore) takes it.")
                : Has("allocation", "service_units_total") ? ImportSource.PittBank
                : Has("proposal", "proposal_type") ? ImportSource.CrcBank
                : database.Tables.Any(t => t.Columns.Any(c => c.Name == "su_limit_hrs")) ? ImportSource.SlurmSuBank
                : throw Unknown(path);
        }

        string first = First(path);
        if (first.TrimStart().StartsWith('{'))
        {
            return first.Contains($"\"{DumpJsonWriter.Mark}\"", StringComparison.Ordinal) ? ImportSource.SlurmBank
                : first.Contains("\"su_limit_hrs\"", StringComparison.Ordinal) ? ImportSource.SlurmSuBank
                : first.Contains("\"proposal_type\"", StringComparison.Ordinal) || first.Contains("\"exhaustion_date\"", StringComparison.Ordinal) || first.TrimEnd() == "{}" ? ImportSource.CrcBank
                : throw Unknown(path);
        }

        string heading = first.Split('\n')[0];
        return heading.Contains("su_limit_hrs", StringComparison.OrdinalIgnoreCase) ? ImportSource.SlurmSuBank
            : heading.Contains("GrpCPUMins", StringComparison.OrdinalIgnoreCase) || heading.Contains("GrpTRESMins", StringComparison.OrdinalIgnoreCase) ? ImportSource.Sbank
            : CsvSource.IsHeading(heading.TrimStart('\uFEFF').TrimEnd()) ? ImportSource.Csv
            : throw Unknown(path);
    }

    private static DumpUnusableException Unknown(string path) =>
        new("DumpUnknown", $"'{path}' is nothing that is known by what is in it.", "Say what it is with -From (--from): SlurmBank, SlurmSuBank, PittBank, CrcBank, Sbank or Csv.");

    private static bool IsSqlite(string path) => First(path).StartsWith(Sqlite, StringComparison.Ordinal);

    private static string First(string path)
    {
        using FileStream stream = DumpImport.Open(path);
        byte[] bytes = new byte[4096];
        return Encoding.UTF8.GetString(bytes, 0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
    }

    /// <summary>The files; of a folder those that end in .json.</summary>
    private static string[] Files(IReadOnlyList<string> paths) =>
    [
        .. paths.Select(Path.GetFullPath).SelectMany(p => Directory.Exists(p) ? Directory.GetFiles(p, "*.json").Order(StringComparer.Ordinal) : Enumerable.Repeat(p, 1)),
    ];
}
