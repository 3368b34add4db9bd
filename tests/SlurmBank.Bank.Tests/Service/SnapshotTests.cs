using System;
using System.IO;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank.Tests.Service;

public sealed class SnapshotTests
{
    /// <summary>Every figure of every account, as the ledger has it, whatever the account's state.</summary>
    [Fact]
    public void It_says_of_each_account_what_the_ledger_says()
    {
        using TestBank bank = Full();
        bank.Service.PublishSnapshot();
        Balance[] live = [.. bank.Service.Balances([])];
        Balance[] published = [.. Read(bank).Balances([])];
        Assert.True(live.Length >= 5);
        Assert.Equal(["held", "open", "spent", "unlimited", "unmanaged"], live.Select(b => b.Status).Distinct().Order());
        Assert.Equal(live, published);
    }

    [Fact]
    public void Names_match_as_in_the_ledger_and_a_wrong_one_is_an_error()
    {
        using TestBank bank = Full();
        bank.Service.PublishSnapshot();
        SnapshotService snapshot = Read(bank);
        Assert.Equal(["poor", "pooh"], snapshot.Balances(["POO*"]).Select(b => b.Account).OrderDescending());
        Assert.Equal("rich", snapshot.Balances(["Rich"]).Single().Account);
        Assert.Throws<AccountNotFoundException>(() => snapshot.Balances(["nosuch"]));
        Assert.Equal(["poor", "rich"], snapshot.AccountsOf("ann"));
        Assert.Empty(snapshot.AccountsOf("nobody"));
        Assert.True(snapshot.AccountsOf(null).Count >= 5);
    }

    /// <summary>Every verb that moves a figure publishes it when the bank is closed, once for all it did; a plan and a look do not.</summary>
    [Fact]
    public void What_changes_figures_is_published_at_the_end()
    {
        using TestBank bank = Full();
        bank.Service.PublishSnapshot();
        bank.Close();
        string before = File.ReadAllText(bank.Snapshot);
        bank.Clock.Seconds += 10;
        Assert.NotEmpty(bank.Service.Balances([]));
        bank.Service.Grant(new GrantCommand { Account = "poor", Amount = ServiceUnits.FromUnits(1), IsPlan = true });
        bank.Service.SetAccount(new AccountChange { Account = "poor", CreditLimit = ServiceUnits.FromUnits(9), IsPlan = true });
        bank.Close();
        Assert.Equal(before, File.ReadAllText(bank.Snapshot));
        bank.Grant("poor", 77_000);
        Assert.Equal(before, File.ReadAllText(bank.Snapshot));
        bank.Close();
        Assert.Equal(bank.Balance("poor").SpendableUnits, Read(bank).Balances(["poor"]).Single().SpendableUnits);
        bank.Service.SetAccount(new AccountChange { Account = "poor", CreditLimit = ServiceUnits.FromUnits(9) });
        bank.Close();
        Assert.Equal(9, Read(bank).Balances(["poor"]).Single().CreditLimitUnits);
        Assert.Equal(TimeSpan.Zero, Read(bank).Age);
        Assert.Equal(["gate.snapshot", "snapshot.json"], Directory.GetFiles(bank.Folder.Path).Select(Path.GetFileName).Where(f => f!.Contains("snapshot", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    /// <summary>Everybody may read it, only its owner may write it.</summary>
    [Fact]
    public void Its_file_is_readable_for_all()
    {
        using TestBank bank = Full();
        bank.Service.PublishSnapshot();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead, File.GetUnixFileMode(bank.Snapshot));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"version\":99}")]
    [InlineData("{\"version\":1,\"accounts\":7}")]
    [InlineData("{\"version\":1,\"published\":\"x\"}")]
    public void A_damaged_one_is_an_error_of_its_own(string? text)
    {
        using var folder = new TemporaryFolder();
        if (text is not null)
        {
            File.WriteAllText(folder.File("snapshot.json"), text);
        }

        Assert.Equal("SnapshotUnavailable", Assert.Throws<LedgerUnavailableException>(() => SnapshotService.Read(folder.File("snapshot.json"), TimeProvider.System)).ErrorId);
    }

    /// <summary>Wherever it is cut off, it is refused or whole; never half a snapshot.</summary>
    [Fact]
    public void One_that_is_cut_off_is_never_taken_for_whole()
    {
        using TestBank bank = Full();
        bank.Service.PublishSnapshot();
        byte[] whole = File.ReadAllBytes(bank.Snapshot);
        for (int length = 0; length < whole.Length; length += Math.Max(whole.Length / 200, 1))
        {
            File.WriteAllBytes(bank.Snapshot, whole[..length]);
            Assert.Throws<LedgerUnavailableException>(() => Read(bank));
        }
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_a_warning_and_stops_no_sync()
    {
        using TestBank bank = Full();
        File.Delete(bank.Snapshot);
        Directory.CreateDirectory(bank.Snapshot);
        bank.Clock.Seconds += 60;
        bank.Sync();
        Assert.Contains(bank.Warnings, w => w.Contains("snapshot was not published", StringComparison.Ordinal));
    }

    private static SnapshotService Read(TestBank bank) => SnapshotService.Read(bank.Snapshot, bank.Clock);

    /// <summary>One account of each status.</summary>
    internal static TestBank Full()
    {
        TestBank bank = TestBank.Opened(more: "[enforce]\nmode = \"enforce\"\nbrake = 1\nexempt = [\"poor\"]\n");
        string[] accounts = ["rich", "poor", "pooh", "free", "new"];
        bank.Slurm.Associations([new AssociationRow("root"), .. accounts.Select(a => new AssociationRow(a)), new AssociationRow("rich", "ann"), new AssociationRow("poor", "ann")]);
        bank.Service.Initialize(new InitializeCommand());
        bank.Clock.Seconds += TestBank.Day;
        bank.Grant("rich", 500_000_000, TestBank.Open, TestBank.Open + (3 * TestBank.Day));
        bank.Grant("poor", 60_000);
        bank.Grant("pooh", 60_000);
        bank.Grant("free", 1);
        bank.Service.SetAccount(new AccountChange { Account = "free", Kind = AccountKind.Unlimited });
        bank.Slurm.Jobs([JobRow.Run(1, TestBank.Open, 60, 2, "poor"), JobRow.Run(2, TestBank.Open, 60, 1, "pooh"), JobRow.Run(3, TestBank.Open, 7, 1, "new"), JobRow.Run(4, TestBank.Open, 7, 1, "rich")]);
        bank.Slurm.Queue([QueueRow.Running(5, bank.Clock.Seconds, "rich"), new QueueRow(6, bank.Clock.Seconds) { Account = "rich" }]);
        bank.Sync();
        bank.Enforce();
        return bank;
    }
}
