using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;

namespace SlurmBank.Bank.Tests.Keeping;

/// <summary>The ledger is put back, and nothing of what it was is lost by that.</summary>
public sealed class RestoreTests
{
    [Fact]
    public void What_would_be_lost_is_listed_refused_and_with_force_kept_beside()
    {
        using TestBank bank = BackupTests.Spent();
        string backup = Backup(bank);
        string before = bank.Head();
        bank.Grant("bio", 7, reference: "AY27");
        bank.Slurm.Jobs([JobRow.Run(1, TestBank.Open + 10, 3600), JobRow.Run(2, TestBank.Open + 20, 60, 4, "chem"), JobRow.Run(3, TestBank.Open + TestBank.Day, 100)]);
        bank.Clock.Seconds += TestBank.Day;
        bank.Sync();
        string all = bank.Everything();
        string totals = bank.See(LedgerDigest.Runs);

        RestoreReport plan = bank.Service.Restore(new RestoreCommand { Path = backup, IsPlan = true });
        Assert.Equal((true, true, true), (plan.IsSameLedger, plan.IsNew, plan.IsPlan));
        Assert.Equal(["grant"], plan.LostMovements.Select(t => t.Kind));
        Assert.Equal("AY27", plan.LostMovements[0].Reference);
        Assert.True(plan.LostEntries > 1, $"{plan.LostEntries}");
        var error = Assert.Throws<RestoreWouldLoseException>(() => bank.Service.Restore(new RestoreCommand { Path = backup }));
        Assert.Contains($"{plan.LostEntries} entries", error.Message, StringComparison.Ordinal);
        Assert.Equal(all, bank.Everything());

        RestoreReport report = bank.Service.Restore(new RestoreCommand { Path = backup, Force = true, Reason = "wrong import" });
        Assert.Equal(before, bank.See(v => Convert.ToHexString(v.Reader.Entries(new Ledger.EntryFilter { AfterSeq = plan.HeadSeq - 1, Limit = 1 }).Single().Hash)));
        TransactionReport said = bank.Service.Transactions(new TransactionQuery { Kinds = ["restored"] }).Single();
        Assert.Equal((plan.HeadSeq + 1, "wrong import"), (said.Seq, said.Reason));
        Assert.Equal(50_000_000, bank.Balance().GrantedUnits);
        bank.AssertSound();

        // What sync had charged it charges again; the grant is a person's to repeat.
        bank.Sync();
        Assert.Equal(totals, bank.See(LedgerDigest.Runs));
        bank.AssertSound();
        using TestBank kept = new(bank.Slurm);
        File.Copy(report.KeptAs!, kept.LedgerPath);
        Assert.Equal(all, kept.Everything());
        Assert.DoesNotContain(Directory.GetFileSystemEntries(bank.Folder.Path), f => f.Contains(".restore-", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_nothing_was_done_since_there_is_nothing_to_restore()
    {
        using TestBank bank = BackupTests.Spent();
        string backup = Backup(bank);
        string all = bank.Everything();
        RestoreReport report = bank.Service.Restore(new RestoreCommand { Path = backup });
        Assert.Equal((false, 0L, null), (report.IsNew, report.LostEntries, report.KeptAs));
        Assert.Equal(all, bank.Everything());
    }

    [Fact]
    public void A_ledger_that_is_gone_comes_back_without_force()
    {
        using TestBank bank = BackupTests.Spent();
        string backup = Backup(bank);
        string totals = bank.See(LedgerDigest.Totals);
        bank.Close();
        Array.ForEach(Directory.GetFiles(bank.Folder.Path, "ledger.db*"), File.Delete);
        RestoreReport report = bank.Service.Restore(new RestoreCommand { Path = backup });
        Assert.Equal((true, null), (report.IsNew, report.KeptAs));
        Assert.Equal(totals, bank.See(LedgerDigest.Totals));
        bank.AssertSound();
        bank.Sync();
    }

    /// <summary>Same entries, other figures: the backup's are right.</summary>
    /// <summary>On another machine not even the ledger's folder is there. A plan leaves nothing behind.</summary>
    [Fact]
    public void On_a_new_machine_the_ledgers_folder_is_made_and_a_plan_leaves_none()
    {
        using TestBank bank = BackupTests.Spent();
        string backup = Backup(bank);
        string all = bank.Everything();
        string folder = bank.Folder.File("bank2");
        string ledger = Path.Combine(folder, "var", "ledger.db");
        BankOptions there = TestBank.Options(bank.Configuration, bank.Clock) with { LedgerPath = ledger };
        using (BankService service = BankService.Open(there))
        {
            Assert.True(service.Restore(new RestoreCommand { Path = backup, IsPlan = true }).IsPlan);
            Assert.False(Directory.Exists(folder));
            _ = Assert.Throws<BackupUnusableException>(() => service.Restore(new RestoreCommand { Path = bank.Folder.File("none.db") }));
            Assert.False(Directory.Exists(folder));
            _ = service.Restore(new RestoreCommand { Path = backup });
            Assert.True(service.Verify().IsSound);
        }

        Assert.Equal(all, bank.Everything());
        Assert.True(File.Exists(ledger));
    }

    [Fact]
    public void A_ledger_that_contradicts_itself_is_replaced_though_it_ends_as_the_backup_does()
    {
        using TestBank bank = BackupTests.Spent();
        string backup = Backup(bank);
        bank.Close();
        Damage.ABalance(bank.LedgerPath);
        RestoreReport report = bank.Service.Restore(new RestoreCommand { Path = backup });
        Assert.True(report.IsNew);
        Assert.Contains("contradicts itself", report.Warnings.Single(), StringComparison.Ordinal);
        bank.AssertSound();
    }

    [Theory]
    [InlineData("rubbish at the beginning")]
    [InlineData("rubbish in the middle")]
    [InlineData("cut short")]
    [InlineData("empty")]
    public void A_ledger_that_cannot_be_read_wants_force_and_is_moved_aside(string harm)
    {
        using TestBank bank = BackupTests.Spent();
        string backup = Backup(bank);
        string totals = bank.See(LedgerDigest.Totals);
        bank.Close();
        Harm(bank.LedgerPath, harm);
        Assert.Throws<RestoreWouldLoseException>(() => bank.Service.Restore(new RestoreCommand { Path = backup }));
        bank.Close();
        RestoreReport report = bank.Service.Restore(new RestoreCommand { Path = backup, Force = true });
        Assert.True(File.Exists(report.KeptAs), report.KeptAs);
        Assert.Equal(totals, bank.See(LedgerDigest.Totals));
        bank.AssertSound();
    }

    [Fact]
    public void A_backup_that_is_missing_unsound_in_use_or_the_ledger_itself_is_refused_and_nothing_changed()
    {
        using TestBank bank = BackupTests.Spent();
        string backup = Backup(bank), all = bank.Everything();
        Assert.Equal("BackupNotFound", Refusal(bank, bank.Folder.File("absent.db")));
        Assert.Equal("BackupIsLedger", Refusal(bank, bank.LedgerPath));
        File.WriteAllText(bank.Folder.File("text.db"), "this is no database, whatever its name says");
        Assert.Equal("BackupUnsound", Assert.Throws<BackupUnusableException>(() => bank.Service.Restore(new RestoreCommand { Path = bank.Folder.File("text.db"), Force = true })).ErrorId);
        Damage.ABalance(backup);
        Assert.Equal("BackupUnsound", Refusal(bank, backup));
        File.WriteAllText(backup + "-wal", "x");
        Assert.Equal("BackupInUse", Refusal(bank, backup));
        Assert.Equal(all, bank.Everything());
    }

    [Fact]
    public void The_backup_of_another_ledger_wants_force()
    {
        using TestBank bank = BackupTests.Spent();
        using TestBank other = TestBank.Opened();
        other.Grant("elsewhere", 5);
        string backup = Backup(other);
        RestoreReport plan = bank.Service.Restore(new RestoreCommand { Path = backup, IsPlan = true });
        Assert.Equal((false, plan.LedgerHeadSeq), (plan.IsSameLedger, plan.LostEntries));
        Assert.Throws<RestoreWouldLoseException>(() => bank.Service.Restore(new RestoreCommand { Path = backup }));
        bank.Service.Restore(new RestoreCommand { Path = backup, Force = true });
        Assert.Equal(5, bank.Balance("elsewhere").GrantedUnits);
        bank.AssertSound();
    }

    /// <summary>The numbers of names in the backup are other names' by then: a bank that is open all the while must not mix them up.</summary>
    [Fact]
    public void Who_has_the_ledger_open_sees_what_was_restored()
    {
        using TestBank bank = TestBank.Opened();
        string backup = Backup(bank);
        bank.Clock.Seconds += TestBank.Day;
        bank.Slurm.Jobs([JobRow.Run(1, TestBank.Open + 10, 60) with { User = "before", Partition = "cpu" }]);
        bank.Sync();
        Assert.Equal("before", bank.Service.Costs(["1"]).Single().User);

        using (BankService other = BankService.Open(TestBank.Options(bank.Configuration, bank.Clock)))
        {
            other.Restore(new RestoreCommand { Path = backup, Force = true });
            bank.Slurm.Jobs([JobRow.Run(2, TestBank.Open + 10, 60) with { User = "after", Partition = "cpu" }]);
            other.Sync(new SyncCommand());
        }

        Assert.Equal("after", bank.Service.Costs(["2"]).Single().User);
        bank.Slurm.Jobs([JobRow.Run(2, TestBank.Open + 10, 60) with { User = "after", Partition = "cpu" }, JobRow.Run(3, TestBank.Open + 20, 60) with { User = "before", Partition = "cpu" }]);
        bank.Sync(TestBank.Open, bank.Clock.Seconds);
        Assert.Equal(["after", "before"], bank.Service.Costs(["2", "3"]).Select(c => c.User));
        bank.AssertSound();
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_restore_that_is_killed_at_any_moment_leaves_all_of_one_or_all_of_the_other(int seed) => Soak.WithSeed(seed, random =>
    {
        using TestBank bank = BackupTests.Spent();
        string backup = Backup(bank), old = bank.See(LedgerDigest.Totals);
        bank.Grant("bio", 7);
        string present = bank.See(LedgerDigest.Totals), later = Backup(bank);
        bank.Close();
        for (int kill = 0; kill < 6 * Soak.Scale; kill++)
        {
            using (Process process = Child.Start(["restore", bank.Configuration, bank.Clock.Seconds.ToString(CultureInfo.InvariantCulture), kill % 2 == 0 ? backup : later]))
            {
                Assert.Equal("restoring", process.StandardOutput.ReadLine());
                Thread.Sleep(random.Next(120));
                process.Kill();
                process.WaitForExit();
            }

            string now = bank.See(LedgerDigest.Totals);
            Assert.Contains(now, (string[])[old, present]);
            bank.AssertSound();
            bank.Close();
        }

        bank.Service.Restore(new RestoreCommand { Path = backup, Force = true });
        Assert.Equal(old, bank.See(LedgerDigest.Totals));
        bank.AssertSound();
    });

    public static System.Collections.Generic.IEnumerable<object[]> Seeds => Soak.FixedSeeds(1);

    private static string Backup(TestBank bank) => bank.Service.Backup(new BackupCommand { Path = bank.Folder.File($"{Guid.NewGuid():N}.db") }).Path;

    private static string Refusal(TestBank bank, string path) => Assert.Throws<BackupUnusableException>(() => bank.Service.Restore(new RestoreCommand { Path = path, Force = true })).ErrorId;

    private static void Harm(string path, string harm)
    {
        switch (harm)
        {
            case "rubbish at the beginning":
                Damage.Bytes(path, 0, 200);
                break;
            case "rubbish in the middle":
                Damage.Bytes(path, 4096, (int)new FileInfo(path).Length - 4096);
                break;
            case "cut short":
                using (FileStream file = File.OpenWrite(path))
                {
                    file.SetLength(5000);
                }

                break;
            default:
                File.WriteAllText(path, string.Empty);
                break;
        }
    }
}
