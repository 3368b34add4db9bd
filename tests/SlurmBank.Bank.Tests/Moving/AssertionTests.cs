using System;
using System.Linq;
using Microsoft.Data.Sqlite;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank.Tests.Moving;

/// <summary>What was said of balances is held against the ledger for ever after.</summary>
public sealed class AssertionTests
{
    private const long Su = 3_600_000;

    [Fact]
    public void One_that_is_so_is_kept_in_the_chain_and_one_that_is_not_is_refused_with_both_figures()
    {
        using TestBank bank = Granted();
        AssertionReport report = bank.Service.Assert(new AssertCommand { Account = "BIO", Amount = ServiceUnits.FromUnits(100 * Su), Said = "the award letter", Reason = "opening", Reference = "B-1" });
        Assert.Equal(("bio", "balance", "holds", 100 * Su, true), (report.Account, report.Figure, report.State, report.FoundUnits, report.IsNew));
        TransactionReport entry = bank.Service.Transactions(new TransactionQuery { Kinds = ["assertion"] }).Single();
        Assert.Equal((report.Seq, "opening", 0), (entry.Seq, entry.Reason, entry.Postings.Count));
        Assert.False(bank.Service.Assert(new AssertCommand { Account = "bio", Amount = ServiceUnits.FromUnits(100 * Su), Said = "the award letter", Reason = "opening", Reference = "B-1" }).IsNew);
        string before = bank.Head();
        bank.Grant("bio", 5 * Su, reference: "more");
        string head = bank.Head();
        AssertionBrokenException error = Assert.Throws<AssertionBrokenException>(() => bank.Service.Assert(new AssertCommand { Account = "bio", Amount = ServiceUnits.FromUnits(100 * Su) }));
        Assert.Contains("'bio' is said to be 100.00 SU and is 105.00 SU", error.Message, StringComparison.Ordinal);
        Assert.Equal(bank.Service.Transactions(new TransactionQuery { Reference = "more" }).Single().Seq, error.State.FirstSuspect);
        Assert.Equal(head, bank.Head());
        Assert.NotEqual(before, head);
        Assert.Throws<ReferenceConflictException>(() => bank.Service.Assert(new AssertCommand { Account = "bio", Amount = ServiceUnits.FromUnits(105 * Su), Reference = "B-1" }));
        Assert.Throws<AccountNotFoundException>(() => bank.Service.Assert(new AssertCommand { Account = "nobody", Amount = ServiceUnits.Zero }));
        bank.AssertSound();
    }

    [Fact]
    public void It_can_be_said_of_an_entry_or_a_moment_that_is_past()
    {
        using TestBank bank = Granted();
        long first = bank.Service.Transactions(new TransactionQuery { Kinds = ["grant"] }).Single().Seq;
        long then = bank.Clock.Seconds;
        bank.Clock.Seconds += TestBank.Day;
        bank.Grant("bio", 5 * Su, end: bank.Clock.Seconds + 10, reference: "short");
        bank.Service.Assert(new AssertCommand { Account = "bio", Amount = ServiceUnits.FromUnits(100 * Su), Seq = first });
        bank.Service.Assert(new AssertCommand { Account = "bio", Amount = ServiceUnits.FromUnits(100 * Su), Time = TestBank.At(then + 60) });
        bank.Service.Assert(new AssertCommand { Account = "bio", Amount = ServiceUnits.FromUnits(105 * Su) });
        bank.Clock.Seconds += 100;
        bank.Service.Assert(new AssertCommand { Account = "bio", Amount = ServiceUnits.FromUnits(100 * Su) });
        Assert.Throws<EntryNotFoundException>(() => bank.Service.Assert(new AssertCommand { Account = "bio", Amount = ServiceUnits.Zero, Seq = 999 }));
        bank.Sync();
        Assert.All(bank.Service.Assertions([]), a => Assert.Equal("holds", a.State));
        Assert.Equal(4, bank.Service.Assertions(["b*"]).Count);
        bank.AssertSound();
    }

    [Fact]
    public void A_late_row_breaks_what_was_said_to_be_charged_and_verification_names_it()
    {
        using TestBank bank = Granted();
        bank.Slurm.Jobs([JobRow.Run(1, TestBank.Open + 10, 3600)]);
        bank.Clock.Seconds += TestBank.Day;
        bank.Sync();
        SiteMoment night = TestBank.At(TestBank.Open + TestBank.Day);
        bank.Service.Assert(new AssertCommand { Account = "bio", Figure = AssertedFigure.Charged, Amount = ServiceUnits.FromUnits(Su), Time = night, Reason = "day closed" });
        bank.AssertSound();
        bank.Slurm.Jobs([JobRow.Run(1, TestBank.Open + 10, 3600), JobRow.Run(2, TestBank.Open + 20, 1800)]);
        bank.Clock.Seconds += TestBank.Day;
        bank.Sync(TestBank.Open, bank.Clock.Seconds);
        AssertionReport broken = bank.Service.Assertions([]).Single();
        long late = bank.Service.Transactions(new TransactionQuery { Kinds = ["charge"], JobId = "2" }).Single().Seq;
        Assert.Equal(("broken", Su, Su + (Su / 2), late), (broken.State, broken.ExpectedUnits, broken.FoundUnits, broken.FirstSuspect));
        LedgerCheck check = bank.Service.Verify();
        Assert.False(check.IsSound);
        BankFinding finding = Assert.Single(check.Findings);
        Assert.Equal("assertion", finding.Code);
        Assert.Contains("'bio' is said to be 1.00 SU and is 1.50 SU", finding.Message, StringComparison.Ordinal);
        Assert.Contains($"is {late}.", finding.Message, StringComparison.Ordinal);
    }

    /// <summary>Somebody who may write the file can make its chain fit again; what was said before does not fit then.</summary>
    [Fact]
    public void A_posting_that_was_changed_breaks_what_was_said_after_it()
    {
        using TestBank bank = Granted();
        bank.Service.Assert(new AssertCommand { Account = "bio", Amount = ServiceUnits.FromUnits(100 * Su) });
        bank.Close();
        using (var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = bank.LedgerPath, Pooling = false }.ToString()))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "DROP TRIGGER posting_no_update; UPDATE posting SET amount = amount * 2, balance_after = balance_after * 2; UPDATE book SET balance = balance * 2;";
            command.ExecuteNonQuery();
        }

        Assert.Contains(bank.Service.Verify().Findings, f => f.Code == "assertion" && f.Message.Contains("is 200.00 SU", StringComparison.Ordinal));
    }

    /// <summary>At any moment the balance that people are shown, but for credit and jobs, can be asserted, and stays so.</summary>
    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    public void In_a_random_ledger_the_balance_that_is_shown_can_always_be_asserted(int seed) => Soak.WithSeed(seed, random =>
    {
        using TestBank bank = RandomLedger.Make(random, 40);
        int said = 0;
        foreach (Balance balance in bank.Service.Balances([]).ToList())
        {
            long left = balance.SpendableUnits - balance.CreditLimitUnits + balance.RunningUnits;
            bank.Service.Assert(new AssertCommand { Account = balance.Account, Currency = balance.Currency, Amount = ServiceUnits.FromUnits(left) });
            bank.Service.Assert(new AssertCommand { Account = balance.Account, Currency = balance.Currency, Figure = AssertedFigure.Charged, Amount = ServiceUnits.FromUnits(balance.TotalChargedUnits) });
            said += 2;
        }

        bank.Grant("bio", 1234);
        bank.AssertSound();
        Assert.Equal(said, bank.Service.Assertions([]).Count(a => a.State == "holds"));
    });

    private static TestBank Granted()
    {
        TestBank bank = TestBank.Opened();
        bank.Grant("bio", 100 * Su);
        return bank;
    }
}
