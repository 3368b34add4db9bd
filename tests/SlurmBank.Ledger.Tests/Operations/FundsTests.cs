using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger.Tests.Support;
using static SlurmBank.Ledger.Tests.Support.TestLedger;

namespace SlurmBank.Ledger.Tests.Operations;

/// <summary>Windows, draws, overdraft and expiry, one case each; random ones are in Model.</summary>
public sealed class FundsTests
{
    private const long T = FakeClock.Start;

    [Fact]
    public void Specific_before_floating_earliest_end_most_specific_lowest_number()
    {
        using TestLedger ledger = InMemory();
        ledger.Grant(10, T - 100, T + 900, priority: 100);
        ledger.Grant(10, T - 100, T + 500);
        ledger.Grant(10, T - 100, T + 400);
        ledger.Grant(10, T - 100, T + 400, scope: new AllocationScope([], ["p"], [], []));
        ledger.Grant(10, T - 100, T + 400);
        Assert.Equal([10, 10, 10, 10, 10], Left(ledger));
        foreach (var (step, expected) in new long[][] { [10, 10, 10, 5, 10], [10, 10, 5, 0, 10], [10, 10, 0, 0, 5], [10, 5, 0, 0, 0], [5, 0, 0, 0, 0], [0, 0, 0, 0, 0] }.Select((e, i) => (i, e)))
        {
            ledger.Settle(TestLedger.Facts(step + 1, T - 50, T - 40), step == 0 ? 5 : step == 5 ? 5 : 10);
            Assert.Equal(expected, Left(ledger));
        }

        ledger.Settle(TestLedger.Facts(99, T - 50, T - 40), 7);
        Assert.Equal((7, -7), (ledger.Balance().Overdraft.Units, ledger.Balance().Spendable.Units));
        ledger.AssertSound();
    }

    [Fact]
    public void Work_of_others_does_not_draw_from_what_is_not_for_it()
    {
        using TestLedger ledger = InMemory();
        ledger.Grant(10, T - 100, T + 500, scope: new AllocationScope([], ["gpu"], [], []));
        ledger.Settle(TestLedger.Facts(1, T - 50, T - 40, partition: "cpu"), 4);
        Assert.Equal([10], Left(ledger));
        Assert.Equal(4, ledger.Balance().Overdraft.Units);
    }

    [Fact]
    public void A_run_over_many_boundaries_is_split_by_seconds()
    {
        using TestLedger ledger = InFile();
        for (int i = 0; i < 10; i++)
        {
            ledger.Grant(1000, T + (i * 10), T + (i * 10) + 5);
        }

        ledger.Settle(TestLedger.Facts(1, T - 10, T + 100), 1100);
        Assert.Equal(Enumerable.Repeat(950L, 10), Left(ledger));
        Assert.Equal(-100, ledger.Book(BookKind.Unmanaged));
        Assert.Equal(500, ledger.Balance().Overdraft.Units);
        Assert.Equal(21, ledger.See(v => v.Reader.Entries(new EntryFilter { Kind = EntryKind.Charge }).Count()));
        Assert.Equal(Enumerable.Range(1, 21), ledger.See(v => v.Reader.Entries(new EntryFilter { RunId = 1 }).Select(e => e.Draft.Segment).ToList()));
        ledger.AssertSound();
    }

    [Theory]
    [InlineData(-1, 0, 5)]
    [InlineData(0, 5, 0)]
    [InlineData(9, 5, 0)]
    [InlineData(10, 0, 5)]
    public void A_run_of_no_time_counts_where_it_stands(int at, long drawn, long uncovered)
    {
        using TestLedger before = InMemory();
        before.Grant(100, T, T + 10);
        before.Settle(TestLedger.Facts(1, T + at, T + at), 5);
        using TestLedger after = InMemory();
        after.Settle(TestLedger.Facts(1, T + at, T + at), 5);
        after.Grant(100, T, T + 10);
        foreach (TestLedger ledger in new[] { before, after })
        {
            Assert.Equal((100 - drawn, uncovered), (Left(ledger)[0], ledger.Balance().Overdraft.Units - ledger.Book(BookKind.Unmanaged)));
            ledger.AssertSound();
        }
    }

    [Theory]
    [InlineData(-50, 0)]
    [InlineData(3, 3)]
    [InlineData(50, 10)]
    public void What_is_charged_from_lies_inside_the_run(int from, int expected)
    {
        using TestLedger ledger = InMemory();
        ledger.Settle(TestLedger.Facts(1, T, T + 10), 8, chargedFrom: T + from);
        Assert.Equal(T + expected, ledger.See(v => v.Reader.FindRun(1)!.ChargedFrom));
        ledger.Grant(100, T + 10, T + 20);
        Assert.Equal(expected == 10 ? 92 : 100, Left(ledger)[0]);
        ledger.AssertSound();
    }

    [Fact]
    public void A_run_that_ends_before_it_starts_breaks_nothing()
    {
        using TestLedger ledger = InMemory();
        ledger.Settle(TestLedger.Facts(1, T + 10, T, submit: 1), 8);
        ledger.Grant(100, T, T + 5);
        Assert.Equal(92, Left(ledger)[0]);
        ledger.AssertSound();
    }

    [Fact]
    public void A_free_run_is_an_entry_of_nothing()
    {
        using TestLedger ledger = InMemory();
        Assert.Equal(SettleOutcome.Charged, ledger.Settle(TestLedger.Facts(1, T, T + 10), 0));
        Entry entry = Assert.Single(ledger.See(v => v.Reader.Entries(new EntryFilter()).ToList()));
        Assert.Equal((EntryKind.Charge, 0), (entry.Draft.Kind, entry.Postings.Count));
        Assert.Equal(SettleOutcome.Adjusted, ledger.Settle(TestLedger.Facts(1, T, T + 10, tres: "cpu=2"), 6));
        Assert.Equal(6, ledger.Balance().TotalCharged.Units);
        ledger.AssertSound();
    }

    [Fact]
    public void Expiry_sets_aside_and_late_work_of_the_window_draws_from_it()
    {
        using TestLedger ledger = InFile();
        ledger.Grant(100, T - 100, T + 10);
        ledger.Settle(TestLedger.Facts(1, T - 20, T - 10), 30);
        Assert.Equal(0, ledger.Do(s => s.Grants.ExpireDue()));
        ledger.Clock.Seconds = T + 9;
        Assert.Equal((0, 70), (ledger.Do(s => s.Grants.ExpireDue()), (int)ledger.Balance().Spendable.Units));
        ledger.Clock.Seconds = T + 10;
        Assert.Equal(0, ledger.Balance().Spendable.Units);
        Assert.Equal(1, ledger.Do(s => s.Grants.ExpireDue()));
        Assert.Equal(0, ledger.Do(s => s.Grants.ExpireDue()));
        Assert.Equal((0, 70), (ledger.Book(BookKind.Allocation, 1), ledger.Book(BookKind.Expired, 1)));
        ledger.Settle(TestLedger.Facts(2, T - 20, T + 10), 60);
        Assert.Equal((10, 0), ((int)ledger.Book(BookKind.Expired, 1), (int)ledger.Balance().Overdraft.Units));
        ledger.Settle(TestLedger.Facts(2, T - 20, T + 10, tres: "cpu=2"), 15);
        Assert.Equal(55, ledger.Book(BookKind.Expired, 1));
        ledger.Settle(TestLedger.Facts(3, T + 10, T + 20), 1);
        Assert.Equal((55, 1), ((int)ledger.Book(BookKind.Expired, 1), (int)ledger.Balance().Overdraft.Units));
        ledger.AssertSound();
    }

    [Fact]
    public void A_grant_of_the_past_pays_what_was_uncovered_and_expires_in_the_same_write()
    {
        using TestLedger ledger = InFile();
        ledger.Grant(1, T - 1000, T - 900);
        ledger.Settle(TestLedger.Facts(1, T - 100, T - 50), 30);
        Assert.Equal(30, ledger.Balance().Overdraft.Units);
        ledger.Do(s =>
        {
            s.Grants.Grant(new GrantRequest("a", Units(100), T - 200, T - 10));
            Assert.Equal(2, s.Grants.ExpireDue());
        });
        Assert.Equal((0, 70, 0), ((int)ledger.Balance().Overdraft.Units, (int)ledger.Book(BookKind.Expired, 2), (int)ledger.Book(BookKind.Allocation, 2)));
        ledger.AssertSound();
    }

    [Fact]
    public void A_withdrawal_takes_only_what_the_canonical_draws_leave()
    {
        using TestLedger ledger = InMemory();
        ledger.Grant(10, T - 1000, T - 500);
        ledger.Settle(TestLedger.Facts(1, T - 100, T - 50), 60);
        ledger.Do(s =>
        {
            long id = s.Grants.Grant(new GrantRequest("a", Units(100), T - 200, T + 200)).Allocation.Id;
            Assert.Equal(40, Assert.Throws<InsufficientFundsException>(() => s.Grants.Withdraw(id, Units(41), "r")).Available.Units);
            s.Grants.Withdraw(id, Units(40), "r");
        });
        Assert.Equal((0, 0), ((int)ledger.Balance().Spendable.Units, (int)ledger.Balance().Overdraft.Units));
        ledger.AssertSound();
    }

    [Fact]
    public void A_run_that_moves_to_another_account_leaves_the_first_as_if_it_had_never_been_there()
    {
        using TestLedger ledger = InFile();
        ledger.Grant(100, T - 100, T + 100, account: "a");
        ledger.Grant(50, T - 100, T + 100, account: "b");
        ledger.Settle(TestLedger.Facts(1, T - 50, T - 40), 70);
        ledger.Settle(TestLedger.Facts(1, T - 50, T - 40, account: "b"), 60);
        Assert.Equal((100, 0, 0), Figures(ledger.Balance("a")));
        Assert.Equal((0, 10, 60), Figures(ledger.Balance("b")));
        Assert.Equal(2, ledger.See(v => v.Reader.FindRun(1)!.Revision));
        ledger.AssertSound();

        static (long, long, long) Figures(AccountBalance b) => (b.Remaining.Units, b.Overdraft.Units, b.TotalCharged.Units);
    }

    [Fact]
    public void Currencies_do_not_mix()
    {
        using TestLedger ledger = InFile();
        ledger.Do(s => s.Grants.Grant(new GrantRequest("a", Units(100), 0, Allocation.Forever) { Currency = "EUR" }));
        ledger.Settle(TestLedger.Facts(1, T - 50, T - 40), 70);
        Assert.Equal((0, 70), (ledger.Balance().Remaining.Units, ledger.Balance().TotalCharged.Units));
        Assert.Equal(["EUR:100", "SU:0"], ledger.See(v => v.Balances().Select(b => $"{b.Currency}:{b.Spendable.Units}").ToList()));
        ledger.AssertSound();
    }

    private static long[] Left(TestLedger ledger) => ledger.See(v => v.Allocations().Select(a => a.Remaining.Units + a.Expired.Units).ToArray());
}
