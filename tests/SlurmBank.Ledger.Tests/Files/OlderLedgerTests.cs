using System;
using System.IO;
using System.Linq;
using Microsoft.Data.Sqlite;
using SlurmBank.Ledger.Sqlite;
using SlurmBank.Ledger.Tests.Support;

namespace SlurmBank.Ledger.Tests.Files;

/// <summary>A ledger that an earlier version wrote opens, with every entry as it was, and takes the movements of this one.</summary>
public sealed class OlderLedgerTests : IDisposable
{
    private const string Head = "c5ea1a7f448e829cd4201e091a4a171fe7dd0b17d250479c93a8983831445031";
    private readonly TemporaryFolder folder = new();

    private string Place => folder.File("ledger.db");

    [Fact]
    public void Version_1_is_brought_up_once_and_keeps_its_head()
    {
        Load();
        for (int round = 0; round < 2; round++)
        {
            using BankLedger ledger = Open();
            using LedgerView view = ledger.Read();
            VerificationReport report = LedgerVerifier.Verify(view.Reader);
            Assert.True(report.IsSound, string.Join(Environment.NewLine, report.Findings));
            Assert.Equal((8L, Head), (report.Entries, Convert.ToHexStringLower(report.Head)));
            Assert.Equal([266_400_000, 0], view.Allocations().Select(a => a.Remaining.Units));
            Assert.Equal(25_200_000, view.Balance("chem").Overdraft.Units);
        }

        Assert.Equal(LedgerSchema.Version, Number("PRAGMA user_version"));
    }

    [Fact]
    public void Its_runs_are_refunded_and_its_grants_changed_moved_and_reversed()
    {
        Load();
        using BankLedger ledger = Open();
        using (LedgerSession session = ledger.Write())
        {
            Run run = session.Reader.RunsOfJob(12, null).Single();
            session.Refunds.Refund(run.Facts.Key, null, "node failed", "INC-1");
            session.Allocations.Change(new TermsRequest(2) { End = session.NowSeconds + 1000 });
            session.Transfers.Transfer(1, 2, TestLedger.Units(1000), "r", "T-1");
            session.Reversals.Undo(5, "a mistake");
            session.Commit();
        }

        using LedgerView view = ledger.Read();
        VerificationReport report = LedgerVerifier.Verify(view.Reader);
        Assert.True(report.IsSound, string.Join(Environment.NewLine, report.Findings));
        Assert.Equal((0, 0), (view.Balance("chem").Overdraft.Units, view.Balance("chem").TotalCharged.Units));
        using LedgerSession again = ledger.Write();
        Assert.False(again.Grants.Deposit(1, TestLedger.Units(36_000_000), "r", "D1").IsNew);
    }

    [Fact]
    public void Two_that_open_it_at_once_bring_it_up_once()
    {
        Load();
        BankLedger[] ledgers = [.. Enumerable.Range(0, 4).AsParallel().WithDegreeOfParallelism(4).Select(_ => Open())];
        foreach (BankLedger ledger in ledgers)
        {
            using LedgerView view = ledger.Read();
            Assert.Equal(8, view.Reader.LastEntry()!.Seq);
            ledger.Dispose();
        }
    }

    [Fact]
    public void One_that_may_not_be_written_says_who_can()
    {
        Load();
        if (Environment.IsPrivilegedProcess)
        {
            // Root may write anything; the advice is what a plain user reads.
            Assert.Equal(1L, Number("PRAGMA user_version"));
            return;
        }

        File.SetAttributes(Place, FileAttributes.ReadOnly);
        Assert.Equal("LedgerTooOld", Assert.Throws<LedgerUnavailableException>(Open).ErrorId);
    }

    public void Dispose() => folder.Dispose();

    private BankLedger Open() => new(SqliteLedgerStore.Open(Place), TestLedger.Who, new FakeClock(1_795_290_000));

    private void Load()
    {
        // The library of the ledger, before the raw connection would choose another one.
        SqliteLibrary.Choose();
        RawFile.Execute(Place, "PRAGMA journal_mode = WAL", "PRAGMA foreign_keys = OFF", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Files", "ledger-version-1.sql")), "PRAGMA application_id = 1397506635; PRAGMA user_version = 1");
    }

    private long Number(string sql)
    {
        using SqliteConnection connection = RawFile.Open(Place);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
