using System;
using System.Globalization;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger.Tests.Support;
using static SlurmBank.Ledger.Tests.Support.TestLedger;

namespace SlurmBank.Ledger.Tests.Operations;

/// <summary>Ends of numbers, odd names, odd times.</summary>
public sealed class ExtremeTests
{
    private const long T = FakeClock.Start;

    [Fact]
    public void Charges_that_do_not_fit_are_refused_and_the_others_of_the_write_are_kept()
    {
        using TestLedger ledger = InFile();
        ledger.Settle(TestLedger.Facts(1, T, T + 10), long.MaxValue - 5);
        ledger.Do(s =>
        {
            s.Runs.Settle(Priced(TestLedger.Facts(2, T, T + 10), 3), null);
            var error = Assert.Throws<AmountOverflowException>(() => s.Runs.Settle(Priced(TestLedger.Facts(3, T, T + 10), 3), null));
            Assert.Equal("a", error.Account);
            Assert.Contains("lab/3@", error.What, StringComparison.Ordinal);
            Assert.Throws<AmountOverflowException>(() => s.Runs.Settle(Priced(TestLedger.Facts(1, T, T + 10, tres: "cpu=2"), long.MaxValue), s.Runs.Find(TestLedger.Facts(1, T, 0).Key)));
            s.Runs.Settle(Priced(TestLedger.Facts(4, T, T + 10), 2), null);
        });
        Assert.Equal(long.MaxValue, ledger.Balance().TotalCharged.Units);
        Assert.Equal(3, ledger.See(v => v.Reader.Runs(1, "SU", 0).Count()));
        ledger.AssertSound();

        // The same account in another place in time and with a grant: every derived figure still fits.
        ledger.Grant(long.MaxValue - 1, 0);
        Assert.Equal((0, 1), (ledger.Balance().Remaining.Units, ledger.Balance().Overdraft.Units));
        ledger.AssertSound();
    }

    [Fact]
    public void A_refused_adjustment_changes_nothing_and_a_smaller_one_fits()
    {
        using TestLedger ledger = InMemory();
        ledger.Settle(TestLedger.Facts(1, T, T + 10), long.MaxValue - 5);
        ledger.Settle(TestLedger.Facts(1, T, T + 10, tres: "cpu=2"), long.MaxValue - 1);
        ledger.Settle(TestLedger.Facts(1, T, T + 10, tres: "cpu=3"), 1);
        Assert.Equal(1, ledger.Balance().TotalCharged.Units);
        ledger.AssertSound();
    }

    [Fact]
    public void Grants_that_do_not_fit_together_are_refused()
    {
        using TestLedger ledger = InFile();
        long id = ledger.Grant(long.MaxValue - 10, 0).Allocation.Id;
        Assert.Throws<AmountOverflowException>(() => ledger.Grant(10, 0));
        Assert.Throws<AmountOverflowException>(() => ledger.Do(s => s.Grants.Deposit(id, Units(10), "r")));
        ledger.Grant(9, 0);
        ledger.Do(s => s.Accounts.Decide("a", new AccountSettings(ServiceUnits.Unlimited), "r"));
        Assert.Equal("unlimited", ledger.Balance().Available.ToString());
        ledger.Do(s => s.Liens.Observe(Job(1, long.MaxValue)));
        Assert.Equal(long.MaxValue - 1, ledger.Balance().Available.Units);
        ledger.AssertSound();
    }

    [Fact]
    public void Windows_at_the_ends_of_time()
    {
        using TestLedger ledger = InFile();
        ledger.Grant(100, long.MinValue, Allocation.Forever);
        ledger.Grant(100, long.MinValue + 1, long.MaxValue - 1);
        ledger.Settle(TestLedger.Facts(1, 0, T), 150);
        ledger.Settle(TestLedger.Facts(2, -5, T + 10, submit: long.MaxValue), 7);
        Assert.Equal(43, ledger.Balance().Spendable.Units);
        ledger.AssertSound();
    }

    [Theory]
    [InlineData("a'; drop table account--")]
    [InlineData("\"quoted\" `and` [so] on")]
    [InlineData("größe-日本語-🐬")]
    [InlineData("with\nline\tends\r")]
    [InlineData("nul\0inside")]
    [InlineData("%s %n {0} $(rm) ?1")]
    [InlineData(" ")]
    public void Any_name_and_any_reason_is_only_a_text(string text)
    {
        using TestLedger ledger = InFile();
        string reason = text + string.Concat(Enumerable.Repeat(text, 200_000 / text.Length));
        ledger.Do(s => s.Grants.Grant(new GrantRequest(text, Units(100), 0, Allocation.Forever) { Reason = reason, Reference = text, Kind = text, Currency = text, Scope = new AllocationScope([text], [], [], []) }));
        ledger.Settle(TestLedger.Facts(1, T, T + 1, account: text, partition: text, user: text, jobId: text, tres: text, cluster: text), 5);
        ledger.Do(s => s.Accounts.Decide(text, AccountSettings.Default with { HoldMechanism = text }, reason));
        ledger.Do(s => s.Runs.Park(new RunKey(text, 1, 1), text, text, reason, text, 0));
        ledger.See(view =>
        {
            Assert.Equal(text.ToLowerInvariant(), Assert.Single(view.Reader.Accounts()).Name);
            Assert.Equal(reason, view.Reader.FindEntry(1)!.Draft.Reason);
            Assert.Equal(text, view.Reader.FindRun(new RunKey(text, 1, T))!.Facts.User);
            Assert.Equal(text, view.Reader.FindAllocation(1)!.Scope.Clusters[0]);
            Assert.Equal(reason, view.Reader.FindParked(new RunKey(text, 1, 1))!.Reason);
            return 0;
        });
        Assert.False(ledger.Do(s => s.Grants.Grant(new GrantRequest(text, Units(100), 0, Allocation.Forever) { Reference = text, Kind = text, Currency = text, Scope = new AllocationScope([text], [], [], []) })).IsNew);
        ledger.AssertSound();
    }

    [Fact]
    public void Names_differ_by_more_than_case_and_a_closed_name_keeps_its_number()
    {
        using TestLedger ledger = InMemory();
        Assert.Equal([1, 1, 2], ledger.Do(s => new[] { s.Accounts.Open("Physics").Id, s.Accounts.Open("physics").Id, s.Accounts.Open("physics2").Id }));
        Assert.Throws<AccountNotFoundException>(() => ledger.Balance("chemistry"));
    }

    [Fact]
    public void A_clock_stepped_back_orders_entries_all_the_same_and_ends_no_window()
    {
        using TestLedger ledger = InFile();
        ledger.Grant(100, T - 10, T + 1000);
        ledger.Clock.Seconds = T + 500_000_000;
        ledger.Settle(TestLedger.Facts(1, T, T + 10), 1);
        ledger.Clock.Seconds = T + 20;
        ledger.Settle(TestLedger.Facts(2, T, T + 10), 2);
        Assert.Equal(0, ledger.Do(s => s.Grants.ExpireDue()));
        Assert.Equal(97, ledger.Balance().Spendable.Units);
        long[] recorded = ledger.See(v => v.Reader.Entries(new EntryFilter()).Select(e => e.Recorded).ToArray());
        Assert.Equal(recorded.Order().Distinct(), recorded);
        ledger.AssertSound();
    }

    [Theory]
    [InlineData("2028-02-29T00:00:00Z", "2028-03-01T00:00:00Z", 86_400)]
    [InlineData("2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00", 82_800)]
    [InlineData("2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00", 90_000)]
    [InlineData("2016-12-31T23:59:59Z", "2017-01-01T00:00:00Z", 1)]
    public void Days_are_as_long_as_they_are(string from, string to, long seconds)
    {
        long start = DateTimeOffset.Parse(from, CultureInfo.InvariantCulture).ToUnixTimeSeconds();
        long end = DateTimeOffset.Parse(to, CultureInfo.InvariantCulture).ToUnixTimeSeconds();
        using TestLedger ledger = InMemory();
        ledger.Grant(10 * seconds, start, end);
        ledger.Settle(TestLedger.Facts(1, start - 100, end + 100), seconds + 200);
        Assert.Equal(seconds, end - start);
        Assert.Equal(9 * seconds, ledger.See(v => v.Allocations().Single().Remaining.Units));
        ledger.AssertSound();
    }

    [Fact]
    public void A_parked_run_is_kept_until_it_is_settled_even_where_it_was_settled_before()
    {
        using TestLedger ledger = InFile();
        RunFacts run = TestLedger.Facts(1, T, T + 10);
        Assert.True(ledger.Do(s => s.Runs.Park(run.Key, "a", "C", "r", "f", T)));
        Assert.False(ledger.Do(s => s.Runs.Park(run.Key, "a", "C", "r", "f", T)));
        Assert.Equal(2, ledger.See(v => v.Reader.ParkedRuns().Single().Tries));
        ledger.Settle(run, 5);
        Assert.Empty(ledger.See(v => v.Reader.ParkedRuns().ToList()));
        ledger.Do(s => s.Runs.Park(run.Key, "a", "C", "other facts cannot be priced", "f", T));
        Assert.Equal(SettleOutcome.Unchanged, ledger.Settle(run, 5));
        Assert.Empty(ledger.See(v => v.Reader.ParkedRuns().ToList()));
    }

    [Fact]
    public void A_write_is_committed_once()
    {
        using TestLedger ledger = InMemory();
        using LedgerSession session = ledger.Bank.Write();
        session.SetProperty("x", "y");
        session.Commit();
        Assert.True(session.IsCommitted);
        Assert.Throws<InvalidRequestException>(session.Commit);
    }

    [Fact]
    public void Ten_thousand_allocations_expire_in_one_write_and_are_not_looked_at_again()
    {
        using TestLedger ledger = InFile();
        ledger.Do(s =>
        {
            for (int i = 0; i < 10_000; i++)
            {
                s.Grants.Grant(new GrantRequest(string.Create(CultureInfo.InvariantCulture, $"p{i}"), Units(i), T - 10, T + 10));
            }
        });
        ledger.Clock.Seconds = T + 10;
        Assert.Equal(9_999, ledger.Do(s => s.Grants.ExpireDue()));
        Assert.Equal(0, ledger.Do(s => s.Grants.ExpireDue()));
        Assert.Empty(ledger.See(v => v.Reader.AllocationsDue(long.MaxValue - 1).ToList()));
        Assert.Equal(10_000, ledger.See(v => v.Balances().Count(b => b.IsSpent)));
    }
}
