using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Data.Sqlite;
using SlurmBank.Ledger.Sqlite;
using SlurmBank.Ledger.Tests.Support;

namespace SlurmBank.Ledger.Tests.Files;

/// <summary>
/// Ledgers of each version so far, with tables that the migrations up to that version made themselves and everything in them that the version could hold: brought up when they
/// are opened, with the same head, the same balances and the same liens.
/// </summary>
public sealed class EachVersionTests : IDisposable
{
    private const long T = FakeClock.Start;
    private readonly TemporaryFolder folder = new();

    public static TheoryData<int> Versions => [.. Enumerable.Range(1, LedgerSchema.Version)];

    private string Place => folder.File("older.db");

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_ledger_of_a_version_is_brought_up_with_all_that_it_held(int version)
    {
        using TestLedger written = TestLedger.InFile();
        Fill(written, version);
        (string Head, string Figures) before = State(written.Bank);
        Older(written.File, version);
        Assert.Equal((long)version, Number("PRAGMA user_version"));
        for (int round = 0; round < 2; round++)
        {
            using var ledger = new BankLedger(SqliteLedgerStore.Open(Place), TestLedger.Who, new FakeClock(T + 200));
            Assert.Equal(before, State(ledger));
        }

        Assert.Equal((long)LedgerSchema.Version, Number("PRAGMA user_version"));
        Assert.Equal(1, Number("SELECT count(*) FROM sqlite_master WHERE name = 'posting_book'"));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void And_goes_on_as_if_it_had_always_been_one_of_this_version(int version)
    {
        using TestLedger written = TestLedger.InFile();
        Fill(written, version);
        Older(written.File, version);
        using var ledger = new BankLedger(SqliteLedgerStore.Open(Place), TestLedger.Who, new FakeClock(T + 600));
        using (LedgerSession session = ledger.Write())
        {
            session.Refunds.Refund(TestLedger.Facts(3, T + 10, T + 20).Key, TestLedger.Units(1), "late", "LATE");
            session.Accounts.DrawOn("below", "b", T, "now");
            Assert.Equal("high", session.Liens.Observe(TestLedger.Job(9, 5) with { Qos = "high" })!.Qos);
            session.Commit();
        }

        using LedgerView view = ledger.Read();
        Assert.Equal(["high"], view.Reader.Liens().Select(l => l.Qos));
        Assert.True(LedgerVerifier.Verify(view.Reader).IsSound);
    }

    /// <summary>The last posting of a book before an entry is found by the index, whatever else the table holds.</summary>
    [Fact]
    public void A_balance_of_long_ago_is_one_look()
    {
        using TestLedger written = TestLedger.InFile();
        using SqliteConnection connection = RawFile.Open(written.File);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + SqliteLedgerReader.LastPosting.Replace("?1", "1", StringComparison.Ordinal).Replace("?2", "2", StringComparison.Ordinal);
        using SqliteDataReader reader = command.ExecuteReader();
        var steps = new List<string>();
        while (reader.Read())
        {
            steps.Add(reader.GetString(3));
        }

        Assert.Equal("SEARCH posting USING INDEX posting_book (book_id=? AND seq<?)", Assert.Single(steps));
    }

    public void Dispose() => folder.Dispose();

    /// <summary>Everything that a version knew, each in its way.</summary>
    private static void Fill(TestLedger ledger, int version)
    {
        ledger.Grant(1000, T, T + 100, reference: "G");
        ledger.Grant(50, T, account: "b");
        ledger.Settle(TestLedger.Facts(1, T, T + 10), 300);
        ledger.Settle(TestLedger.Facts(2, T, T + 10), 900);
        ledger.Settle(TestLedger.Facts(3, T + 10, T + 20, "b"), 20);
        ledger.Do(s => s.Liens.Observe(TestLedger.Job(9, 7)));
        ledger.Do(s => s.Accounts.Open("below"));
        ledger.Clock.Seconds = T + 200;
        ledger.Do(s => s.Grants.ExpireDue());
        if (version >= 2)
        {
            ledger.Do(s => s.Refunds.Refund(TestLedger.Facts(1, T, T + 10).Key, TestLedger.Units(30), "node failed", "R"));
            ledger.Do(s => s.Allocations.Change(new TermsRequest(1) { End = T + 1000 }));
            ledger.Do(s => s.Transfers.Transfer(2, 1, TestLedger.Units(5), "moved", "T"));
        }

        if (version >= 3)
        {
            ledger.Do(s => s.Series.AddPeriod(s.Series.Make(new SeriesRequest("c", new SeriesTerms(1, new DateOnly(2026, 1, 1), "UTC", TestLedger.Units(40)) { Periods = 2, CarryOver = 500_000 }) { Reference = "S" }).Series, 1, T, T + 300));
        }

        if (version >= 4)
        {
            ledger.Do(s => s.Accounts.DrawOn("below", "c", T, "a child"));
            ledger.Do(s => s.Accounts.LimitUser("c", "ann", "SU", TestLedger.Units(9), "a limit"));
            ledger.Settle(TestLedger.Facts(4, T + 10, T + 20, "below"), 3);
        }
    }

    private static (string Head, string Figures) State(BankLedger ledger)
    {
        using LedgerView view = ledger.Read();
        VerificationReport report = LedgerVerifier.Verify(view.Reader);
        Assert.True(report.IsSound, string.Join(Environment.NewLine, report.Findings));
        IEnumerable<string> figures = view.Balances().Select(b => $"{b.Account.Name} {b.Remaining.Units} {b.Overdraft.Units} {b.TotalCharged.Units} {b.Pending.Running.Units} {b.Tree.Parent?.Name}")
            .Concat(view.Allocations().Select(a => $"{a.Allocation} {a.Granted.Units} {a.Remaining.Units} {a.Expired.Units}"))
            .Concat(view.Reader.Liens().Select(l => $"{l.Key} {l.Remaining.Units} '{l.Qos}'"))
            .Concat(view.UserFigures().Select(f => $"{f.Limit} {f.Charged.Units}"));
        return (Convert.ToHexStringLower(report.Head), string.Join(Environment.NewLine, figures));
    }

    /// <summary>Makes the tables of a version and copies every row into them, as far as the version had columns for it.</summary>
    private void Older(string newest, int version)
    {
        RawFile.Execute(newest, "PRAGMA wal_checkpoint(TRUNCATE)");
        using (var session = new SqliteSession(Place, SqliteOpenMode.ReadWriteCreate))
        {
            session.Execute("PRAGMA journal_mode = WAL");
            session.Execute("BEGIN IMMEDIATE");
            LedgerSchema.Make(session, version);
            session.Execute("COMMIT");
        }

        using SqliteConnection connection = RawFile.Open(Place);
        Execute(connection, $"ATTACH '{newest}' AS newest");
        Execute(connection, "PRAGMA foreign_keys = OFF");

        // Rows come in as they are, not as they were written one by one.
        List<string> triggers = Names(connection, "SELECT sql FROM main.sqlite_master WHERE type = 'trigger'");
        foreach (string trigger in Names(connection, "SELECT name FROM main.sqlite_master WHERE type = 'trigger'"))
        {
            Execute(connection, $"DROP TRIGGER main.{trigger}");
        }

        foreach (string table in Names(connection, "SELECT name FROM main.sqlite_master WHERE type = 'table' ORDER BY rowid"))
        {
            string columns = string.Join(", ", Names(connection, $"SELECT name FROM pragma_table_info('{table}')").Select(c => $"\"{c}\""));
            Execute(connection, $"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM newest.{table}");
        }

        triggers.ForEach(sql => Execute(connection, sql));
    }

    private long Number(string sql)
    {
        using SqliteConnection connection = RawFile.Open(Place);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private static List<string> Names(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        _ = command.ExecuteNonQuery();
    }
}
