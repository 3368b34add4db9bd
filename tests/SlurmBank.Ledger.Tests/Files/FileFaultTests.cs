using System;
using System.IO;
using System.Linq;
using Microsoft.Data.Sqlite;
using SlurmBank.Ledger.Sqlite;
using SlurmBank.Ledger.Tests.Support;
using static SlurmBank.Ledger.Tests.Support.TestLedger;

namespace SlurmBank.Ledger.Tests.Files;

/// <summary>What can be wrong with the file, its folder, its disk and those who share it: a typed error each time, and nothing half written.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class FileFaultTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Path => folder.File("ledger.db");

    [Fact]
    public void A_missing_ledger() => AssertOpen("LedgerNotFound");

    [Fact]
    public void A_missing_folder() => Assert.Equal("LedgerNotFound", Refused(() => SqliteLedgerStore.Open(folder.File("no/ledger.db"))));

    [Fact]
    public void A_folder_in_its_place()
    {
        Directory.CreateDirectory(Path);
        AssertOpen("LedgerCannotOpen");
    }

    [Theory]
    [InlineData("this is a text that is long enough to be looked at as the header of a database, and is none of it at all, is it?")]
    [InlineData("SQLite format 3\0 and then nothing that fits, for many bytes, for many bytes, for many bytes, for many bytes, many")]
    public void A_file_that_is_not_of_SQLite(string content)
    {
        File.WriteAllText(Path, content);
        AssertOpen("LedgerNotALedger");
    }

    [Theory]
    [InlineData("")]
    [InlineData("CREATE TABLE entry (seq INTEGER)")]
    [InlineData("CREATE TABLE entry (seq INTEGER); PRAGMA application_id = 7; PRAGMA user_version = 1")]
    public void A_database_that_is_not_ours(string sql)
    {
        RawFile.Execute(Path, sql.Length == 0 ? "PRAGMA user_version" : sql);
        AssertOpen("LedgerNotALedger");
    }

    [Fact]
    public void A_ledger_of_a_newer_version()
    {
        Make();
        RawFile.Execute(Path, "PRAGMA user_version = 99");
        AssertOpen("LedgerTooNew");
    }

    [Fact]
    public void A_ledger_that_was_cut_off()
    {
        Make();
        RawFile.Execute(Path, "PRAGMA wal_checkpoint(TRUNCATE)");
        using (FileStream file = File.OpenWrite(Path))
        {
            file.SetLength(8192);
        }

        string said = Refused(() =>
        {
            using ILedgerStore store = SqliteLedgerStore.Open(Path);
            using ILedgerReader reader = store.Read();
            LedgerVerifier.Verify(reader);
        });
        Assert.Equal("LedgerDamaged", said);
    }

    [Fact]
    public void A_second_ledger_in_the_same_place()
    {
        Make();
        Assert.Equal("LedgerExists", Refused(() => SqliteLedgerStore.Create(Path)));
        File.Delete(Path);
        File.WriteAllText(Path + "-wal", "the log of the ledger that was there");
        Assert.Equal("LedgerExists", Refused(() => SqliteLedgerStore.Create(Path)));
    }

    [Fact]
    public void Another_program_that_keeps_it_locked()
    {
        Make();
        using ILedgerStore store = SqliteLedgerStore.Open(Path, TimeSpan.FromMilliseconds(100));
        using (SqliteConnection other = RawFile.Open(Path))
        {
            using SqliteCommand command = other.CreateCommand();
            command.CommandText = "BEGIN EXCLUSIVE";
            command.ExecuteNonQuery();
            Assert.Equal("LedgerBusy", Refused(() => store.Write()));
            using ILedgerReader reader = store.Read();
            Assert.NotNull(reader.LastEntry());
        }

        store.Write().Dispose();
    }

    [MountFact]
    public void A_full_disk_keeps_what_was_committed_and_nothing_else()
    {
        using Mount mount = Mount.Small(folder.Path, 1500);
        using var bank = new BankLedger(SqliteLedgerStore.Create(Path), Who, new FakeClock());
        int committed = 0;
        string? error = null;
        while (error is null)
        {
            using LedgerSession session = bank.Write();
            try
            {
                Batch(session, committed);
                session.Commit();
                committed++;
            }
            catch (LedgerUnavailableException full)
            {
                error = full.ErrorId;

                // Whoever does not see the first error must not write on, row by row, without the rest.
                Assert.Throws<LedgerUnavailableException>(() => Batch(session, 1_000_000));
                Assert.Throws<LedgerUnavailableException>(session.Commit);
            }
        }

        Assert.Equal("LedgerDiskFull", error);
        Assert.True(committed > 0);
        AssertBatches(bank, committed);
        mount.Grow(16_000);
        using (LedgerSession session = bank.Write())
        {
            Batch(session, committed);
            session.Commit();
        }

        AssertBatches(bank, committed + 1);
    }

    [MountFact]
    public void A_read_only_file_system()
    {
        Make();
        using Mount mount = Mount.ReadOnly(folder.Path);
        Assert.Contains(Child.Say(["write", Path]), new[] { "LedgerReadOnly", "LedgerCannotOpen", "LedgerUnavailable" });
        Assert.Contains(Child.Say(["read", Path]), new[] { "LedgerReadOnly", "LedgerCannotOpen", "nothing" });
        Assert.Equal("LedgerUnavailable", Refused(() => SqliteLedgerStore.Create(folder.File("new.db"))).Replace("LedgerCannotOpen", "LedgerUnavailable", StringComparison.Ordinal));
    }

    [OtherUserFact]
    public void Somebody_elses_ledger()
    {
        Make();
        string[] nobody = ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
        Assert.Equal("LedgerAccessDenied", Child.Say(["read", Path], nobody));
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(Path, (UnixFileMode)0b110_100_000);
        Assert.Equal("LedgerAccessDenied", Child.Say(["write", Path], nobody));
        Assert.Equal("LedgerAccessDenied", Child.Say(["read", Path], nobody));
        File.SetUnixFileMode(Path, (UnixFileMode)0b110_100_100);
        Assert.Contains(Child.Say(["write", Path], nobody), new[] { "LedgerCannotOpen", "LedgerAccessDenied", "LedgerReadOnly" });
        Assert.Contains(Child.Say(["read", Path], nobody), new[] { "LedgerCannotOpen", "LedgerAccessDenied", "LedgerReadOnly", "nothing" });
    }

    [OtherUserFact]
    public void Lock_files_that_root_made_do_not_shut_the_owner_out()
    {
        Make();
        string[] owner = ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
        using (var give = System.Diagnostics.Process.Start("chown", ["65534:65534", folder.Path, Path]))
        {
            give.WaitForExit();
        }

        Assert.Equal("done", Child.Say(["write", Path]));
        Assert.True(File.Exists(Path + ".lock"));
        Assert.Equal("done", Child.Say(["write", Path], owner));
        Assert.Equal("yes", Child.Say(["read", Path], owner));
    }

    public void Dispose() => folder.Dispose();

    private static string Refused(Action action) => Assert.Throws<LedgerUnavailableException>(action).ErrorId;

    private static void Batch(LedgerSession session, int number)
    {
        for (int i = 0; i < 10; i++)
        {
            PricedRun run = Priced(TestLedger.Facts((number * 10) + i + 1, 100, 200), 3);
            session.Runs.Settle(run, session.Runs.Find(run.Facts.Key));
        }
    }

    private static void AssertBatches(BankLedger bank, int committed)
    {
        using LedgerView view = bank.Read();
        Assert.Empty(LedgerVerifier.Verify(view.Reader).Findings);
        Assert.Equal(30 * committed, view.Balance("a").TotalCharged.Units);
        Assert.Equal(10 * committed, view.Reader.Runs(view.Account("a").Id, "SU", 0).Count());
    }

    private void Make()
    {
        using var bank = new BankLedger(SqliteLedgerStore.Create(Path), Who, new FakeClock());
        using LedgerSession session = bank.Write();
        for (int i = 0; i < 20; i++)
        {
            Batch(session, i);
        }

        session.Commit();
    }

    private void AssertOpen(string errorId) => Assert.Equal(errorId, Refused(() => SqliteLedgerStore.Open(Path)));
}
