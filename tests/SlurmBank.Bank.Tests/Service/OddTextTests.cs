using System;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Bank.Tests.Sync;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank.Tests.Service;

/// <summary>Texts that somebody else chose: they are data, whatever they look like.</summary>
public sealed class OddTextTests
{
    public static TheoryData<string> Odd() => [History.OddAccount, "a\"; delete from entry; --", "$(touch /tmp/x)", "x y", "ä", "a%", "--account", "../../etc", new string('n', 300)];

    /// <summary>Slurm may have such an account; its runs are charged to it, and it is shown like any other.</summary>
    [Theory]
    [MemberData(nameof(Odd))]
    public void An_account_of_any_name_is_charged_and_shown(string name)
    {
        using TestBank bank = TestBank.Opened();
        bank.Clock.Seconds += TestBank.Day;
        bank.Slurm.Jobs([JobRow.Run(1, TestBank.Open, 60, account: name), JobRow.Run(2, TestBank.Open, 60)]);
        bank.Slurm.Queue([QueueRow.Running(3, bank.Clock.Seconds, name)]);
        Assert.Equal(2, bank.Sync().Charged);
        Balance balance = bank.Service.Balances([]).Single(b => b.Account == name);
        Assert.Equal((60_000, 3_600_000, "unmanaged"), (balance.TotalChargedUnits, balance.RunningUnits, balance.Status));
        Assert.Equal(60_000, bank.Balance().TotalChargedUnits);
        Assert.Contains(SnapshotService.Read(bank.Snapshot, bank.Clock).Balances([]), b => b.Account == name);
        Assert.Contains(bank.Service.Transactions(new TransactionQuery { JobId = "1" }), t => t.Account == name && t.ChargedUnits == 60_000);
        bank.AssertSound();
    }

    /// <summary>Nobody gets money or a hold under a name that Slurm's commands could misread.</summary>
    [Theory]
    [MemberData(nameof(Odd))]
    public void Grants_settings_and_holds_are_refused_for_it(string name)
    {
        using TestBank bank = TestBank.Opened();
        bank.Clock.Seconds += TestBank.Day;
        bank.Slurm.Jobs([JobRow.Run(1, TestBank.Open, 60, account: name)]);
        bank.Sync();
        string before = bank.Everything();
        bank.Slurm.TakeCommands();
        Assert.ThrowsAny<SlurmBankException>(() => bank.Grant(name, 5));
        Assert.ThrowsAny<SlurmBankException>(() => bank.Service.SetAccount(new AccountChange { Account = name, Mode = AccountMode.Track }));
        Assert.ThrowsAny<SlurmBankException>(() => bank.Service.Lock(new HoldCommand { Account = name, Reason = "r" }));
        Assert.Equal(before, bank.Everything());
        Assert.Empty(bank.Slurm.TakeCommands());
    }

    public static TheoryData<string> Forgeries() =>
    [
        "x\u001e" + JobRow.Run(2, TestBank.Open, 50_000, 60).Line().TrimEnd('\n').Replace('\t', '|'),
        "x\u001e" + JobRow.Run(2, TestBank.Open, 50_000, 60).Line().TrimEnd('\n').Replace('\t', '\u001f'),
        "x|2|2|100|200|300\u001e2|2|",
        "\u001e\u001e\u001e",
        "x\u001esacct: error: slurmdbd: Connection refused",
    ];

    /// <summary>A job name with newlines and delimiters in it forges neither a charge nor a lien, nor does it hide one: neither query asks for it.</summary>
    [Theory]
    [MemberData(nameof(Forgeries))]
    public void A_job_name_that_forges_a_row_changes_nothing(string name)
    {
        using TestBank plain = TestBank.Opened();
        using TestBank forged = TestBank.Opened();
        foreach ((TestBank bank, string jobName) in new[] { (plain, "job"), (forged, name) })
        {
            bank.Clock.Seconds += TestBank.Day;
            bank.Slurm.Jobs([JobRow.Run(1, TestBank.Open, 60) with { JobName = jobName }, JobRow.Run(3, TestBank.Open, 70)]);
            bank.Slurm.Queue([QueueRow.Running(4, TestBank.Open) with { JobName = jobName }, QueueRow.Running(5, TestBank.Open)]);
            SyncReport report = bank.Sync();
            Assert.Equal((2L, 2L, 2), (report.Rows, report.Charged, report.Liens));
            Assert.Empty(report.Problems);
        }

        Assert.Equal(plain.See(LedgerDigest.Totals), forged.See(LedgerDigest.Totals));
        Assert.Equal(130_000, forged.Balance().TotalChargedUnits);
    }

    /// <summary>What people write into reasons and references comes back as it was.</summary>
    [Theory]
    [InlineData("line\nline\ttab")]
    [InlineData("'; drop table entry; --")]
    [InlineData("\"quoted\" \\ back \\n")]
    [InlineData("\u202e right to left, \U0001F4B0, é")]
    [InlineData("a=b\nmode=track")]
    public void Reasons_and_references_come_back_as_they_were(string text)
    {
        using TestBank bank = TestBank.Opened();
        MovementReport grant = bank.Service.Grant(new GrantCommand { Account = "bio", Amount = ServiceUnits.FromUnits(7), Reason = text, Reference = text });
        Assert.True(grant.IsNew);
        Assert.False(bank.Service.Grant(new GrantCommand { Account = "bio", Amount = ServiceUnits.FromUnits(7), Reason = text, Reference = text }).IsNew);
        TransactionReport entry = bank.Service.Transactions(new TransactionQuery { Reference = text }).Single();
        Assert.Equal((text, text), (entry.Reason, entry.Reference));
        Assert.ThrowsAny<SlurmBankException>(() => bank.Service.Grant(new GrantCommand { Account = "bio", Amount = ServiceUnits.FromUnits(8), Reason = text, Reference = text }));
        bank.AssertSound();
    }
}
