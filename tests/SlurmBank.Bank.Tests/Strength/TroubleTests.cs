using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Bank.Tests.Sync;
using SlurmBank.Ledger;
using SlurmBank.Ledger.Sqlite;

namespace SlurmBank.Bank.Tests.Strength;

/// <summary>The verbs while the ledger's disk is full, its folder read-only or the ledger locked. The mounts are in a namespace of their own.</summary>
public sealed class TroubleTests
{
    private static readonly string Now = History.End.ToString(CultureInfo.InvariantCulture);

    [PrivateMountFact]
    public void A_sync_on_a_full_disk_keeps_whole_batches_and_goes_on_once_there_is_room()
    {
        using TestBank bank = Prepared(out string expected);
        using var kept = new TemporaryFolder();
        string folder = bank.Folder.Path;

        // The ledger moves to a small disk; a sync fills it; what is committed then is kept aside; the disk grows; a sync ends.
        string script = $"""
            mkdir {kept.Path}/before && cp {folder}/* {kept.Path}/before/
            mount -t tmpfs -o size=1000k none {folder} && cp {kept.Path}/before/* {folder}/
            dotnet {typeof(TroubleTests).Assembly.Location} sync {bank.Configuration} {Now} > {kept.Path}/said || true
            mkdir {kept.Path}/full && cp {folder}/* {kept.Path}/full/
            mount -o remount,size=64000k {folder}
            dotnet {typeof(TroubleTests).Assembly.Location} sync {bank.Configuration} {Now} > {kept.Path}/then
            mkdir {kept.Path}/after && cp {folder}/* {kept.Path}/after/
            """;
        string charged = Run("balance", bank, script, "bio")[0];
        string[] said = File.ReadAllLines(kept.File("said"));
        Assert.Contains("LedgerDiskFull", said);
        Assert.Equal("done", File.ReadAllLines(kept.File("then"))[^1]);
        Restore(bank, kept.File("full"));
        bank.AssertSound();
        Assert.NotEqual(0, bank.See(v => v.Reader.Runs(v.Account("bio").Id, "SU", 0).Count()));
        Assert.NotEqual(expected, Money(bank));
        Restore(bank, kept.File("after"));
        bank.AssertSound();
        Assert.Equal(bank.Balance().TotalChargedUnits.ToString(CultureInfo.InvariantCulture), charged);
        Assert.Equal(expected, Money(bank));
    }

    [PrivateMountFact]
    public void A_full_disk_under_the_snapshot_keeps_the_older_one_and_stops_no_sync()
    {
        using TestBank bank = Prepared(out string expected);
        Directory.CreateDirectory(bank.Folder.File("public"));
        string configuration = File.ReadAllText(bank.Configuration).Replace(bank.Snapshot, bank.Folder.File("public/snapshot.json"), StringComparison.Ordinal);
        File.WriteAllText(bank.Configuration, configuration);
        string script = $"""
            mount -t tmpfs -o size=4k none {bank.Folder.Path}/public
            echo older > {bank.Folder.Path}/public/snapshot.json
            dotnet {typeof(TroubleTests).Assembly.Location} sync {bank.Configuration} {Now}
            cat {bank.Folder.Path}/public/snapshot.json
            ls -A {bank.Folder.Path}/public
            """;
        string[] said = Run("balance", bank, script, "bio");
        Assert.Contains(said, s => s.StartsWith("warning: The snapshot was not published", StringComparison.Ordinal));
        Assert.Equal(["done", "older", "snapshot.json"], said.SkipWhile(s => s != "done").Take(3));
        Assert.Equal(expected, Money(bank));
    }

    [PrivateMountFact]
    public void A_read_only_folder_is_told_and_nothing_is_changed()
    {
        using TestBank bank = Prepared(out string expected);
        string before = bank.Everything();
        string script = $"mount --bind {bank.Folder.Path} {bank.Folder.Path}\nmount -o remount,ro,bind {bank.Folder.Path}";
        foreach (string verb in (string[])["sync", "enforce", "grants"])
        {
            string[] said = Run(verb, bank, script, "1", "1");
            Assert.Contains(said, s => s is "LedgerReadOnly" or "LedgerCannotOpen");
        }

        Assert.Equal(before, bank.Everything());
        bank.Sync();
        Assert.Equal(expected, Money(bank));
    }

    /// <summary>Somebody keeps the writers' lock for longer than the bank is patient.</summary>
    [Fact]
    public void A_locked_ledger_is_told_can_be_read_and_is_not_changed()
    {
        using TestBank bank = Prepared(out string expected);
        string before = bank.Everything();
        BankOptions impatient = TestBank.Options(bank.Configuration, bank.Clock) with { OpenStore = path => SqliteLedgerStore.Open(path, TimeSpan.FromMilliseconds(50)) };
        using BankService service = BankService.Open(impatient);
        using (var other = new BankLedger(SqliteLedgerStore.Open(bank.LedgerPath), new LedgerIdentity("other", "test", "0"), bank.Clock))
        using (LedgerSession session = other.Write())
        {
            session.SetProperty("never", "committed");
            Action[] verbs =
            [
                () => service.Sync(new SyncCommand()),
                () => service.SyncHolds(new EnforceCommand()),
                () => service.Lock(new HoldCommand { Account = "bio", Reason = "r" }),
                () => service.Grant(new GrantCommand { Account = "bio", Amount = Engine.ServiceUnits.FromUnits(1) }),
                () => service.SetAccount(new AccountChange { Account = "bio", Mode = AccountMode.Track }),
                () => service.Initialize(new InitializeCommand()),
            ];
            Assert.All(verbs, verb => Assert.Equal("LedgerBusy", Assert.ThrowsAny<LedgerUnavailableException>(verb).ErrorId));
            Assert.Equal(0, service.Balances(["bio"]).Single().TotalChargedUnits);
            Assert.True(service.Verify().IsSound);
        }

        Assert.Equal(before, bank.Everything());
        Assert.True(service.Sync(new SyncCommand()).Single().Charged > 0);
        Assert.Equal(expected, Money(bank));
    }

    /// <summary>A bank whose first sync is still to come, and what it will have made of its ledger.</summary>
    private static TestBank Prepared(out string expected)
    {
        var history = new History(new Random(17), 600);
        var slurm = new FakeSlurm();
        slurm.Jobs(history.At(History.Stages - 1));
        slurm.Associations([new AssociationRow("root"), new AssociationRow("bio"), new AssociationRow("chem")]);
        using (TestBank undisturbed = Opened(slurm))
        {
            undisturbed.Sync();
            expected = Money(undisturbed);
        }

        return Opened(slurm, owned: true);
    }

    private static TestBank Opened(FakeSlurm slurm, bool owned = false)
    {
        TestBank bank = TestBank.Opened(slurm, "[sync]\nbatch_rows = 10\n", ownsSlurm: owned);
        bank.Grant("bio", 900_000_000_000, TestBank.Open, TestBank.Open + (20 * TestBank.Day));
        bank.Clock.Seconds = History.End;
        bank.Close();
        return bank;
    }

    private static string[] Run(string verb, TestBank bank, string script, params string[] more)
    {
        bank.Close();
        using Process process = Child.Start([verb, bank.Configuration, Now, .. more], PrivateMountFactAttribute.Inside(script));
        string said = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        return said.Split('\n');
    }

    private static void Restore(TestBank bank, string from)
    {
        bank.Close();
        Array.ForEach(Directory.GetFiles(bank.Folder.Path, "ledger.db*"), File.Delete);
        Array.ForEach(Directory.GetFiles(from, "ledger.db*"), f => File.Copy(f, bank.Folder.File(Path.GetFileName(f))));
    }

    private static string Money(TestBank bank) => bank.See(LedgerDigest.Totals) + bank.See(LedgerDigest.Charges) + bank.Mark();
}
