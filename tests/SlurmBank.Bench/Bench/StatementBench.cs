using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Microsoft.Data.Sqlite;
using SlurmBank.Bank;
using SlurmBank.Bench.Lab;
using SlurmBank.Engine;
using SlurmBank.Ledger;
using SlurmBank.Ledger.Sqlite;

namespace SlurmBank.Bench;

/// <summary>
/// The statement of one account and month out of a year's history, against a plain SELECT of the same entries with their postings: in the middle
/// of the year, where most of the history lies on both sides of it, and at its end.
/// </summary>
internal static class StatementBench
{
    private const int Accounts = 100;
    private const int Months = 12;
    private const int Rounds = 7;
    private const long Month = 30L * 86_400;

    internal static void Run(Figures figures, string folder, bool full)
    {
        long many = full ? 10_000_000 : 1_000_000;
        figures.Section($"Statement of one account-month out of {many} entries of {Accounts} accounts in {Months} months");
        string place = Path.Combine(folder, "statements");
        long began = Make(place, many);
        using BankService bank = BenchBank.Open(place, "/nonexistent");
        foreach ((string what, int month) in ((string, int)[])[("in the middle", Months / 2), ("at the end", Months - 1)])
        {
            (long from, long to) = (began + (month * Month), began + ((month + 1) * Month));
            long lines = 0;
            int round = 0;
            (double ours, double peer) = Measure.Alternate(
                Rounds,
                () => Measure.Time(() => lines = Statement(bank, LedgerFill.Name(round++ % Accounts), from, to)).TotalSeconds,
                () => Measure.Time(() => Select(bank.LedgerPath, round % Accounts, from, to)).TotalSeconds);
            figures.Row($"a month {what}, {lines} lines / SELECT", Figures.Seconds(ours), $"SELECT {Figures.Seconds(peer)}", ours / peer);
            figures.Bound($"statement of a month {what} out of {many} entries", ours < 0.1, Figures.Seconds(ours), "under 0.1 s");
        }
    }

    private static long Statement(BankService bank, string account, long from, long to) => bank.Statements(new StatementQuery
    {
        Accounts = [account],
        StartTime = SiteMoment.FromInstant(DateTimeOffset.FromUnixTimeSeconds(from)),
        EndTime = SiteMoment.FromInstant(DateTimeOffset.FromUnixTimeSeconds(to)),
    }).Single().Lines.Count;

    /// <summary>A ledger whose entries were recorded evenly over a year; answers when that began.</summary>
    private static long Make(string place, long entries)
    {
        Directory.CreateDirectory(place);
        string path = Path.Combine(place, "ledger.db");
        using (var ledger = new BankLedger(SqliteLedgerStore.Create(path), new LedgerIdentity("bench", "bench", "0"), TimeProvider.System))
        {
            LedgerFill.Grant(ledger, Accounts, _ => ServiceUnits.Parse("1M"));
            LedgerFill.Settle(ledger, 1, 10_000 - Accounts, 1000, Accounts);
        }

        LedgerFill.Lengthen(path, entries, Accounts);
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText = "SELECT max(recorded) / 1000000 FROM entry";
        long began = (long)command.ExecuteScalar()! - (Months * Month);
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"""
            DROP TRIGGER entry_no_update;
            UPDATE entry SET recorded = {began} * 1000000 + seq * ({Months * Month} * 1000000 / {entries});
            CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT raise(ABORT, 'posted entries are never changed'); END;
            """);
        _ = command.ExecuteNonQuery();
        return began;
    }

    /// <summary>The same entries and postings, by the same index: the seqs at the ends are given to it.</summary>
    private static void Select(string path, int account, long from, long to)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"""
            SELECT e.seq, e.recorded, e.kind, e.reason, e.body, p.book_id, p.amount, p.balance_after FROM entry AS e JOIN posting AS p ON p.seq = e.seq
            WHERE e.account_id = {account + 1} AND e.seq BETWEEN {Seq(connection, from)} AND {Seq(connection, to)} ORDER BY e.seq, p.n
            """);
        using SqliteDataReader reader = command.ExecuteReader();
        long sum = 0;
        while (reader.Read())
        {
            sum += reader.GetInt64(6);
        }

        if (sum != 0)
        {
            throw new InvalidOperationException("the postings do not sum to zero");
        }
    }

    /// <summary>Entries lie evenly in time, so the seq at a moment is known.</summary>
    private static long Seq(SqliteConnection connection, long moment)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"SELECT CAST(({moment} * 1000000 - min(recorded)) * 1.0 * max(seq) / (max(recorded) - min(recorded)) AS INTEGER) FROM (SELECT recorded, seq FROM entry WHERE seq IN (1, (SELECT max(seq) FROM entry)))");
        return (long)command.ExecuteScalar()!;
    }
}
