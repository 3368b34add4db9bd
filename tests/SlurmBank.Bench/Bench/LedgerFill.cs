using System;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bench;

/// <summary>Fills ledgers with accounts, grants, runs and rows of history.</summary>
internal static class LedgerFill
{
    internal static readonly long Start = DateTimeOffset.UtcNow.AddDays(-300).ToUnixTimeSeconds();

    internal static string Name(int account) => string.Create(CultureInfo.InvariantCulture, $"b{account:00000}");

    /// <summary>Opens accounts and gives each of them a grant; the amount may depend on the account.</summary>
    internal static void Grant(BankLedger ledger, int accounts, Func<int, ServiceUnits> amount)
    {
        for (int at = 0; at < accounts;)
        {
            using LedgerSession session = ledger.Write();
            for (int n = 0; n < 1000 && at < accounts; n++, at++)
            {
                _ = session.Grants.Grant(new GrantRequest(Name(at), amount(at), Start, Allocation.Forever) { Reason = "bench" });
            }

            session.Commit();
        }
    }

    /// <summary>A finished run with its price.</summary>
    internal static PricedRun Run(long number, int accounts)
    {
        long start = Start + (number * 7 % 20_000_000);
        var facts = new RunFacts(
            new RunKey("lab", number, start), number.ToString(CultureInfo.InvariantCulture), Name((int)(number % accounts)), "alice", "cpu", "normal", "COMPLETED", start, start + 3600, 0, "billing=6,cpu=4,mem=8192M,node=1");
        return new PricedRun(facts, "SU", 1, ServiceUnits.FromUnits(21_600_000), start);
    }

    /// <summary>Settles runs in commits of so many.</summary>
    internal static void Settle(BankLedger ledger, long first, long count, int batch, int accounts)
    {
        for (long at = first; at < first + count;)
        {
            using LedgerSession session = ledger.Write();
            for (int n = 0; n < batch && at < first + count; n++, at++)
            {
                PricedRun run = Run(at, accounts);
                _ = session.Runs.Settle(run, session.Runs.Find(run.Facts.Key));
            }

            session.Commit();
        }
    }

    /// <summary>
    /// Appends copies of entries by SQL until there are so many: rows as the ledger writes them, in all its indexes, but no chain. It is for
    /// measuring reads of a long history, which would take long to settle.
    /// </summary>
    internal static void Lengthen(string path, long entries, int accounts)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA synchronous = OFF; PRAGMA cache_size = -200000");
        long there = (long)Scalar(connection, "SELECT max(seq) FROM entry")!;
        const long Step = 200_000;
        for (long at = there + 1; at <= entries; at += Step)
        {
            long to = Math.Min(at + Step - 1, entries);
            string numbers = string.Create(CultureInfo.InvariantCulture, $"WITH RECURSIVE n(i) AS (SELECT {at} UNION ALL SELECT i + 1 FROM n WHERE i < {to})");
            Execute(connection, "BEGIN");
            Execute(connection, string.Create(CultureInfo.InvariantCulture, $"""
                CREATE TEMP TABLE IF NOT EXISTS one AS SELECT * FROM entry WHERE seq = {there};
                CREATE TEMP TABLE IF NOT EXISTS own AS SELECT a.account_id AS account, a.id AS paid, c.id AS charged FROM book AS a JOIN book AS c ON c.account_id = a.account_id AND c.kind = 3 WHERE a.kind = 1;
                DROP TRIGGER posting_in_order;
                {numbers} INSERT INTO entry SELECT i, recorded, effective, kind, actor, source, engine, 1 + i % {accounts}, allocation_id, NULL, segment, revision, NULL, tariff, reason, NULL, body, hash, NULL FROM n, one;
                {numbers} INSERT INTO posting SELECT i, 0, own.charged, 1, 1 FROM n JOIN own ON own.account = 1 + i % {accounts};
                {numbers} INSERT INTO posting SELECT i, 1, own.paid, -1, 0 FROM n JOIN own ON own.account = 1 + i % {accounts};
                CREATE TRIGGER posting_in_order BEFORE INSERT ON posting BEGIN SELECT 1; END;
                """));
            Execute(connection, "COMMIT");
        }

        Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        _ = command.ExecuteNonQuery();
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
