using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>
/// Makes a ledger of a JSON dump: filled beside the ledger's place, compared with what the dump says of itself, verified entry by entry, and
/// only then put in its place. Whenever the process is ended, the ledger is what it was or all of the dump.
/// </summary>
internal sealed class DumpImport(BankContext context, ImportCommand command, string path, Action<BankProgress>? progress)
{
    private const string Yes = "true";
    private readonly Dictionary<string, string?> facts = [];
    private string digest = string.Empty;
    private (long Seq, string Hash) head = (-1, string.Empty);
    private Dictionary<string, long>? said;
    private DumpRowReader? rows;

    internal ImportReport Run(CancellationToken cancellation)
    {
        RemoveAbandoned();
        using var copy = new WorkingCopy(context.LedgerPath, "import");
        using var tokens = new JsonTokens(Open(path), path);
        tokens.Expect(JsonTokenType.StartObject, "the beginning of a dump ({)");
        Fill(tokens, copy.Path, cancellation);
        LedgerCheck check = LedgerChecking.Check(context, copy.Path, "Verifying what was read", progress, cancellation);
        if (!check.IsSound || check.HeadSeq != head.Seq || check.Head != head.Hash)
        {
            throw JsonTokens.Damaged(path, check.IsSound ? "its entries end otherwise than it says" : $"it contradicts itself: {check.Findings[0].Message}");
        }

        ImportReport report = Report(copy.Path);
        bool isSame = Compare(report, out bool exists);
        if (isSame || command.IsPlan)
        {
            return report with { IsNew = !isSame };
        }

        cancellation.ThrowIfCancellationRequested();
        if (exists)
        {
            context.Ledger.ReplaceBy(copy.Path, cancellation);
        }
        else
        {
            _ = copy.MoveTo(Path.GetFullPath(context.LedgerPath), cancellation);
        }

        return report;
    }

    /// <summary>The file; the exceptions say what is wrong with it.</summary>
    internal static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DumpUnusableException("DumpNotFound", $"There is no file '{path}'.", "Check the path.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DumpUnusableException("DumpNotReadable", $"'{path}' cannot be read: {error.Message}", "Run as a user who may read it.");
        }
    }

    private void Fill(JsonTokens tokens, string target, CancellationToken cancellation)
    {
        ITableWriter? writer = null;
        try
        {
            while (tokens.Read() && tokens.Type == JsonTokenType.PropertyName)
            {
                string name = tokens.Text!;
                switch (name)
                {
                    case "tables":
                        tokens.Expect(JsonTokenType.StartObject, "an object with the tables");
                        writer = writer is null ? Begin(target) : throw JsonTokens.Damaged(tokens.Place, "the tables come a second time");
                        rows = new DumpRowReader(tokens, writer);
                        rows.Read(seq => Tell(seq, cancellation));
                        break;
                    case "rows":
                        said = Numbers(tokens);
                        break;
                    case "head":
                        head = Head(tokens);
                        break;
                    case "digest":
                        digest = tokens.DigestBefore;
                        tokens.Expect(JsonTokenType.String, "the digest");
                        digest = tokens.Text == "sha256:" + digest ? digest : throw JsonTokens.Damaged(tokens.Place, "the file is not what was written: its digest is another one");
                        break;
                    default:
                        _ = tokens.Read();
                        facts[name] = tokens.Type is JsonTokenType.True or JsonTokenType.False ? (tokens.Type == JsonTokenType.True ? Yes : "false") : tokens.Text;
                        tokens.Skip();
                        break;
                }
            }

            Check(tokens);
            writer!.Add("property", ["name", "value"], [ILedgerFile.IncarnationProperty, Guid.NewGuid().ToString("N")]);
            Commit(writer);
        }
        finally
        {
            writer?.Dispose();
        }
    }

    private ITableWriter Begin(string target)
    {
        if (!long.TryParse(facts.GetValueOrDefault(DumpJsonWriter.Mark), NumberStyles.None, CultureInfo.InvariantCulture, out long format))
        {
            throw JsonTokens.Damaged(path, "this is no dump of SlurmBank");
        }

        _ = int.TryParse(facts.GetValueOrDefault("schema"), NumberStyles.None, CultureInfo.InvariantCulture, out int schema);
        if (format > DumpJsonWriter.Format || schema < 1)
        {
            throw new DumpUnusableException("DumpTooNew", $"'{path}' is a dump of form {format} and schema {schema}; this SlurmBank reads forms up to {DumpJsonWriter.Format}.", "Use the newer SlurmBank that wrote it.");
        }

        if (facts.GetValueOrDefault("whole") != Yes)
        {
            throw new DumpUnusableException("DumpNotWhole", $"'{path}' holds a part of a ledger only, of one account or period; no ledger can be made of it.", "Dump the whole ledger.");
        }

        try
        {
            return context.FillOther(target, schema);
        }
        catch (LedgerUnavailableException error) when (error.ErrorId == "LedgerTooNew")
        {
            throw new DumpUnusableException("DumpTooNew", $"'{path}': {error.Message}", error.Advice);
        }
    }

    /// <summary>Holds what was read against what the dump says of itself.</summary>
    private void Check(JsonTokens tokens)
    {
        if (rows is null || digest.Length == 0 || said is null)
        {
            throw JsonTokens.Damaged(tokens.Place, "the dump ends too early");
        }

        foreach (TableCount count in rows.Counts)
        {
            if (said.GetValueOrDefault(count.Table) != count.Rows)
            {
                throw JsonTokens.Damaged(path, $"table '{count.Table}' has {count.Rows} rows, and {said.GetValueOrDefault(count.Table)} by its own count");
            }
        }
    }

    private void Commit(ITableWriter writer)
    {
        try
        {
            writer.Commit();
        }
        catch (LedgerUnavailableException error) when (error.ErrorId == "LedgerRefused")
        {
            throw JsonTokens.Damaged(path, $"rows of it refer to others that are not there: {error.InnerException?.Message ?? error.Message}");
        }
    }

    /// <summary>Whether the ledger is what was read already.</summary>
    /// <exception cref="ImportRefusedException">It holds something else.</exception>
    private bool Compare(ImportReport report, out bool exists)
    {
        exists = File.Exists(context.LedgerPath);
        if (!exists)
        {
            return false;
        }

        using LedgerView view = context.Ledger.Read();
        Entry? last = view.Reader.LastEntry();
        if (last is null)
        {
            return report.HeadSeq == 0;
        }

        return (last.Seq, Hex.Of(last.Hash)) == (report.HeadSeq, report.Head)
            ? true
            : throw new ImportRefusedException("LedgerNotEmpty", $"The ledger '{context.LedgerPath}' ends with entry {last.Seq}; a dump is imported only where there is no entry yet.", "Name a ledger that does not exist (-LedgerPath, --ledger); to go back to a copy of this one use Restore-SlurmLedger (slurmbank restore).");
    }

    private ImportReport Report(string copy)
    {
        using BankLedger ledger = context.OpenOther(copy);
        using LedgerView view = ledger.Read();
        return new ImportReport
        {
            Path = path,
            Source = ImportWords.Of(ImportSource.SlurmBank),
            Ledger = context.LedgerPath,
            IsNew = true,
            IsPlan = command.IsPlan,
            HeadSeq = head.Seq,
            Head = head.Hash,
            Items = [],
            Tables = rows!.Counts,
            Balances = [.. view.Balances(context.Currency).Select(b => ImportBalances.Of(b, null))],
            Warnings = [],
        };
    }

    private void Tell(long seq, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (seq % 10_000 == 0)
        {
            progress?.Invoke(new BankProgress("Reading the dump", string.Create(CultureInfo.InvariantCulture, $"entry {seq}"), -1));
        }
    }

    private static Dictionary<string, long> Numbers(JsonTokens tokens)
    {
        var numbers = new Dictionary<string, long>();
        tokens.Expect(JsonTokenType.StartObject, "an object with counts");
        while (tokens.Read() && tokens.Type == JsonTokenType.PropertyName)
        {
            string name = tokens.Text!;
            tokens.Expect(JsonTokenType.Number, "a count");
            numbers[name] = tokens.Number ?? throw JsonTokens.Damaged(tokens.Place, "a count is a whole number");
        }

        return numbers;
    }

    private static (long Seq, string Hash) Head(JsonTokens tokens)
    {
        (long seq, string hash) = (-1, string.Empty);
        tokens.Expect(JsonTokenType.StartObject, "the newest entry's number and hash");
        while (tokens.Read() && tokens.Type == JsonTokenType.PropertyName)
        {
            string name = tokens.Text!;
            _ = tokens.Read();
            (seq, hash) = name switch
            {
                "seq" => (tokens.Number ?? -1, hash),
                "hash" => (seq, tokens.Text ?? string.Empty),
                _ => (seq, hash),
            };
        }

        return (seq, hash);
    }

    /// <summary>Removes what imports left that were killed more than an hour ago.</summary>
    private void RemoveAbandoned()
    {
        string full = Path.GetFullPath(context.LedgerPath);
        string folder = Path.GetDirectoryName(full)!;
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (string left in Directory.EnumerateFiles(folder, Path.GetFileName(full) + ".import-*"))
        {
            if (DateTime.UtcNow - File.GetLastWriteTimeUtc(left) > TimeSpan.FromHours(1))
            {
                File.Delete(left);
            }
        }
    }
}
