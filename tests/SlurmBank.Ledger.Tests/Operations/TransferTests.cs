using System;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger.Tests.Support;
using static SlurmBank.Ledger.Tests.Support.TestLedger;

namespace SlurmBank.Ledger.Tests.Operations;

/// <summary>Credit goes from one allocation to another in one entry, never more than is left and available.</summary>
public sealed class TransferTests
{
    private const long T = FakeClock.Start;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void One_entry_whose_postings_sum_to_zero_and_which_both_accounts_find(bool sqlite)
    {
        using TestLedger ledger = Create(sqlite);
        long from = ledger.Grant(100, T - 100).Allocation.Id;
        long to = ledger.Grant(10, T - 100, account: "b").Allocation.Id;
        Entry entry = Move(ledger, from, to, 40).Entry;
        Assert.Equal((60, 50), (ledger.Balance().Remaining.Units, ledger.Balance("b").Remaining.Units));
        Assert.Equal((60, 50), (ledger.Balance().Granted.Units, ledger.Balance("b").Granted.Units));
        Assert.Equal(0, entry.Postings.Sum(p => p.Amount));
        Assert.Equal([1, 3], Seqs(ledger, "a"));
        Assert.Equal([2, 3], Seqs(ledger, "b"));
        Assert.Equal([3, 2], ledger.See(v => v.Reader.Entries(new EntryFilter { AccountId = v.Account("b").Id, Descending = true }).Select(e => e.Seq).ToList()));
        Statement ofB = ledger.See(v => v.Statement("b", "SU", long.MinValue, long.MaxValue));
        Assert.Equal([(10, 10), (40, 50)], ofB.Lines.Select(l => (l.Amount.Units, l.Balance.Units)));
        Assert.Equal(60, ledger.See(v => v.Statement("a", "SU", long.MinValue, long.MaxValue)).Closing.Units);
        Assert.Equal(3, ledger.Verify().Entries);
        ledger.AssertSound();
    }

    [Fact]
    public void Never_more_than_is_left_and_what_is_set_aside_for_jobs_stays()
    {
        using TestLedger ledger = InFile();
        long from = ledger.Grant(100, T - 100).Allocation.Id;
        long to = ledger.Grant(10, T - 100, account: "b").Allocation.Id;
        ledger.Settle(TestLedger.Facts(1, T - 50, T - 40), 30);
        ledger.Do(s => s.Liens.Observe(Job(9, 20)));
        Assert.Equal(50, Assert.Throws<InsufficientFundsException>(() => Move(ledger, from, to, 51)).Available.Units);
        Assert.Equal(50, Assert.Throws<InsufficientFundsException>(() => ledger.Do(s => s.Grants.Withdraw(from, Units(51), "r"))).Available.Units);
        Move(ledger, from, to, 50);
        Assert.Equal((0, 60), (ledger.Balance().Available.Units, ledger.Balance("b").Available.Units));
        ledger.AssertSound();
    }

    [Fact]
    public void A_credit_limit_is_no_credit_to_give_away()
    {
        using TestLedger ledger = InMemory();
        long from = ledger.Grant(100, T - 100).Allocation.Id;
        long to = ledger.Grant(10, T - 100, account: "b").Allocation.Id;
        ledger.Do(s => s.Accounts.Decide("a", new AccountSettings(Units(1000)), "r"));
        Assert.Equal(100, Assert.Throws<InsufficientFundsException>(() => Move(ledger, from, to, 101)).Available.Units);
        Assert.Equal(100, Assert.Throws<InsufficientFundsException>(() => ledger.Do(s => s.Grants.Withdraw(from, Units(101), "r"))).Available.Units);
    }

    [Fact]
    public void What_comes_covers_the_overdraft()
    {
        using TestLedger ledger = InFile();
        long from = ledger.Grant(100, T - 100).Allocation.Id;
        long to = ledger.Grant(10, T - 100, account: "b").Allocation.Id;
        ledger.Settle(TestLedger.Facts(1, T - 50, T - 40, account: "b"), 25);
        Assert.Equal(15, ledger.Balance("b").Overdraft.Units);
        Move(ledger, from, to, 40);
        Assert.Equal((0, 25), (ledger.Balance("b").Overdraft.Units, ledger.Balance("b").Remaining.Units));
        ledger.AssertSound();
    }

    [Fact]
    public void Between_the_allocations_of_one_account_the_funds_stay()
    {
        using TestLedger ledger = InFile();
        long from = ledger.Grant(100, T - 100, T + 100).Allocation.Id;
        long to = ledger.Grant(10, T + 100, T + 200).Allocation.Id;
        Assert.Null(Move(ledger, from, to, 40).Entry.Draft.OtherAccountId);
        Assert.Equal((60, 50), (ledger.Book(BookKind.Allocation, from), ledger.Book(BookKind.Allocation, to)));
        ledger.AssertSound();
    }

    [Fact]
    public void The_same_reference_moves_nothing_twice_and_another_body_names_the_field()
    {
        using TestLedger ledger = InFile();
        long from = ledger.Grant(100, T - 100).Allocation.Id;
        long to = ledger.Grant(10, T - 100, account: "b").Allocation.Id;
        long other = ledger.Grant(10, T - 100, account: "c").Allocation.Id;
        Assert.True(Move(ledger, from, to, 40, "T-1").IsNew);
        Assert.False(Move(ledger, from, to, 40, "T-1").IsNew);
        Assert.Equal("amount", Assert.Throws<ReferenceConflictException>(() => Move(ledger, from, to, 41, "T-1")).Field);
        Assert.Equal("to", Assert.Throws<ReferenceConflictException>(() => Move(ledger, from, other, 40, "T-1")).Field);
        Assert.True(Move(ledger, to, from, 40, "T-1").IsNew);
        Assert.Equal(100, ledger.Balance().Remaining.Units);
        ledger.AssertSound();
    }

    [Fact]
    public void What_makes_no_sense_is_refused_and_leaves_nothing()
    {
        using TestLedger ledger = InFile();
        long from = ledger.Grant(100, T - 100).Allocation.Id;
        long ended = ledger.Grant(100, T - 100, T - 50, account: "b").Allocation.Id;
        long euros = ledger.Do(s => s.Grants.Grant(new GrantRequest("b", Units(5), T - 100, Allocation.Forever) { Currency = "EUR" })).Allocation.Id;
        long entries = ledger.Verify().Entries;
        Assert.Throws<InvalidRequestException>(() => Move(ledger, from, from, 1));
        Assert.Throws<InvalidRequestException>(() => Move(ledger, from, ended, 1));
        Assert.Throws<InvalidRequestException>(() => Move(ledger, ended, from, 1));
        Assert.Contains("EUR", Assert.Throws<InvalidRequestException>(() => Move(ledger, from, euros, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidRequestException>(() => Move(ledger, from, ended, 0));
        Assert.Throws<InvalidRequestException>(() => Move(ledger, from, ended, -1));
        Assert.Throws<AllocationNotFoundException>(() => Move(ledger, from, 99, 1));
        Assert.Throws<AllocationNotFoundException>(() => Move(ledger, 99, from, 1));
        Assert.Equal(entries, ledger.Verify().Entries);
    }

    [Fact]
    public void What_would_not_fit_is_refused()
    {
        using TestLedger ledger = InMemory();
        long from = ledger.Grant(100, T - 100).Allocation.Id;
        long to = ledger.Grant(long.MaxValue - 50, T - 100, account: "b").Allocation.Id;
        Assert.Throws<AmountOverflowException>(() => Move(ledger, from, to, 50));
        Move(ledger, from, to, 49);
        ledger.AssertSound();
    }

    private static TransferResult Move(TestLedger ledger, long from, long to, long units, string? reference = null) =>
        ledger.Do(s => s.Transfers.Transfer(from, to, Units(units), "why", reference));

    private static long[] Seqs(TestLedger ledger, string account) => ledger.See(v => v.Reader.Entries(new EntryFilter { AccountId = v.Account(account).Id }).Select(e => e.Seq).ToArray());
}
