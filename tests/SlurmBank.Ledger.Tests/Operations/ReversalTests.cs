using System;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger.Tests.Support;
using static SlurmBank.Ledger.Tests.Support.TestLedger;

namespace SlurmBank.Ledger.Tests.Operations;

/// <summary>Mistakes are taken back, each once, by entries that point to them; what cannot be says what to do instead.</summary>
public sealed class ReversalTests
{
    private const long T = FakeClock.Start;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_grant_by_mistake_leaves_the_account_as_if_it_had_never_been(bool sqlite)
    {
        using TestLedger ledger = Create(sqlite);
        ledger.Settle(TestLedger.Facts(1, T - 200, T - 150), 70);
        GrantResult grant = ledger.Grant(100, T - 100, reference: "AY");
        Assert.True(ledger.Balance().IsManaged);
        ReversalResult undone = Undo(ledger, grant.Entry.Seq);
        Assert.Equal((EntryKind.Reversal, grant.Entry.Seq), (undone.Entry.Draft.Kind, undone.Entry.Draft.LinkedSeq));
        Assert.False(ledger.Balance().IsManaged);
        Assert.Equal((0, 0), (ledger.Balance().Available.Units, ledger.Balance().Overdraft.Units));
        Assert.True(ledger.See(v => v.Allocations().Single().Allocation.IsReversed));
        Assert.Equal(grant.Allocation, ledger.See(v => v.Reader.FindGranted(grant.Allocation.Id)));
        Assert.Throws<InvalidRequestException>(() => ledger.Do(s => s.Grants.Deposit(grant.Allocation.Id, Units(1), "r")));
        Assert.Throws<InvalidRequestException>(() => ledger.Do(s => s.Allocations.Change(new TermsRequest(grant.Allocation.Id) { Priority = 3 })));
        ledger.Settle(TestLedger.Facts(2, T - 50, T - 40), 7);
        Assert.Equal(-77, ledger.Book(BookKind.Unmanaged));

        // The reference is used up: the same grant again answers with the entry that was reversed.
        Assert.False(ledger.Grant(100, T - 100, reference: "AY").IsNew);
        ledger.AssertSound();
    }

    [Fact]
    public void A_grant_is_reversed_even_after_its_window_where_nothing_was_drawn()
    {
        using TestLedger ledger = InFile();
        long seq = ledger.Grant(100, T - 100, T + 10).Entry.Seq;
        ledger.Clock.Seconds = T + 20;
        ledger.Do(s => s.Grants.ExpireDue());
        Undo(ledger, seq);
        Assert.Equal(0, ledger.Book(BookKind.Expired, 1));
        ledger.AssertSound();
    }

    [Fact]
    public void What_was_spent_cannot_be_taken_back()
    {
        using TestLedger ledger = InFile();
        GrantResult grant = ledger.Grant(100, T - 100);
        ledger.Settle(TestLedger.Facts(1, T - 50, T - 40), 30);
        var error = Assert.Throws<NotReversibleException>(() => Undo(ledger, grant.Entry.Seq));
        Assert.Contains("Remove-SlurmCredit", error.Advice, StringComparison.Ordinal);
        long deposit = ledger.Do(s => s.Grants.Deposit(grant.Allocation.Id, Units(50), "r")).Entry.Seq;
        Assert.Throws<NotReversibleException>(() => Undo(ledger, grant.Entry.Seq));
        ledger.Settle(TestLedger.Facts(2, T - 50, T - 40), 71);
        Assert.Throws<NotReversibleException>(() => Undo(ledger, deposit));
        ledger.Do(s => s.Refunds.Refund(new RunKey("lab", 2, T - 50), Units(1), "r"));
        Undo(ledger, deposit);
        Assert.Equal(0, ledger.Balance().Remaining.Units);
        ledger.AssertSound();
    }

    [Fact]
    public void Deposits_withdrawals_and_transfers_go_back_where_they_came_from()
    {
        using TestLedger ledger = InFile();
        long a = ledger.Grant(100, T - 100).Allocation.Id;
        long b = ledger.Grant(10, T - 100, account: "b").Allocation.Id;
        long deposit = ledger.Do(s => s.Grants.Deposit(a, Units(5), "r")).Entry.Seq;
        long withdrawal = ledger.Do(s => s.Grants.Withdraw(a, Units(20), "r")).Entry.Seq;
        long transfer = ledger.Do(s => s.Transfers.Transfer(a, b, Units(40), "r")).Entry.Seq;
        Assert.Equal((45, 50), (ledger.Balance().Remaining.Units, ledger.Balance("b").Remaining.Units));
        Undo(ledger, withdrawal);
        Assert.Equal(65, ledger.Balance().Remaining.Units);
        Entry back = Undo(ledger, transfer).Entry;
        Assert.Equal((105, 10), (ledger.Balance().Remaining.Units, ledger.Balance("b").Remaining.Units));
        Assert.Equal(2, back.Draft.OtherAccountId);
        Undo(ledger, deposit);
        Assert.Equal((100, 100), (ledger.Balance().Remaining.Units, ledger.Balance().Granted.Units));
        ledger.AssertSound();
    }

    [Fact]
    public void A_withdrawal_taken_back_after_the_window_goes_to_what_expired()
    {
        using TestLedger ledger = InFile();
        long id = ledger.Grant(100, T - 100, T + 10).Allocation.Id;
        long seq = ledger.Do(s => s.Grants.Withdraw(id, Units(30), "r")).Entry.Seq;
        ledger.Clock.Seconds = T + 10;
        ledger.Do(s => s.Grants.ExpireDue());
        Undo(ledger, seq);
        Assert.Equal((0, 100), (ledger.Book(BookKind.Allocation, id), ledger.Book(BookKind.Expired, id)));
        ledger.AssertSound();
    }

    [Theory]
    [InlineData(null, null, 100, 60)]
    [InlineData(40L, null, 60, 100)]
    [InlineData(40L, 20L, 60, 80)]
    public void A_refund_taken_back_is_charged_again(long? first, long? second, long afterFirst, long afterSecond)
    {
        using TestLedger ledger = InFile();
        ledger.Grant(500, T - 100);
        ledger.Settle(TestLedger.Facts(1, T - 50, T - 40), 100);
        if (first is null)
        {
            // A part, then the rest: whichever is taken back, the other one stays.
            long part = RefundTests.Refund(ledger, 1, 40).Entry.Seq;
            long whole = RefundTests.Refund(ledger, 1, null).Entry.Seq;
            Undo(ledger, part);
            Assert.Equal(0, ledger.Balance().TotalCharged.Units);
            Undo(ledger, whole);
            Assert.Equal(afterFirst, ledger.Balance().TotalCharged.Units);
            RefundTests.Refund(ledger, 1, 40);
            Assert.Equal(afterSecond, ledger.Balance().TotalCharged.Units);
        }
        else
        {
            long seq = RefundTests.Refund(ledger, 1, first).Entry.Seq;
            Assert.Equal(afterFirst, ledger.Balance().TotalCharged.Units);
            _ = second is long more ? RefundTests.Refund(ledger, 1, more) : null;
            Undo(ledger, seq);
            Assert.Equal(afterSecond, ledger.Balance().TotalCharged.Units);
        }

        ledger.AssertSound();
    }

    [Fact]
    public void Once_and_the_same_reference_answers_the_same()
    {
        using TestLedger ledger = InFile();
        long id = ledger.Grant(100, T - 100).Allocation.Id;
        long seq = ledger.Do(s => s.Grants.Deposit(id, Units(5), "r")).Entry.Seq;
        long more = ledger.Do(s => s.Grants.Deposit(id, Units(6), "r")).Entry.Seq;
        ReversalResult first = Undo(ledger, seq, "U-1");
        Assert.True(first.IsNew);
        Assert.False(Undo(ledger, seq, "U-1").IsNew);
        Assert.Equal(first.Entry.Seq, Undo(ledger, seq, "U-1").Entry.Seq);
        Assert.Equal("entry", Assert.Throws<ReferenceConflictException>(() => Undo(ledger, more, "U-1")).Field);
        Assert.Contains($"{first.Entry.Seq}", Assert.Throws<NotReversibleException>(() => Undo(ledger, seq)).Message, StringComparison.Ordinal);
        Assert.Throws<NotReversibleException>(() => Undo(ledger, first.Entry.Seq));
        Assert.Throws<EntryNotFoundException>(() => Undo(ledger, 999));
        ledger.AssertSound();
    }

    [Theory]
    [InlineData(EntryKind.Charge, "New-SlurmRefund")]
    [InlineData(EntryKind.Adjustment, "New-SlurmRefund")]
    [InlineData(EntryKind.Redraw, "Set-SlurmAllocation")]
    [InlineData(EntryKind.Expiry, "Set-SlurmAllocation -EndDate")]
    [InlineData(EntryKind.Change, "Set-SlurmAllocation")]
    [InlineData(EntryKind.Settings, "Set-SlurmBankAccount")]
    [InlineData(EntryKind.Hold, "Unlock-SlurmAccount")]
    [InlineData(EntryKind.Release, "Lock-SlurmAccount")]
    [InlineData(EntryKind.Tariff, "nothing")]
    [InlineData(EntryKind.Opened, "nothing")]
    [InlineData(EntryKind.Reversal, "anew")]
    public void What_cannot_be_reversed_says_what_to_do_instead(EntryKind kind, string advice)
    {
        using TestLedger ledger = InFile();
        ledger.Do(s => s.OpenBooks(0, "r"));
        ledger.Do(s => s.AddTariff(1, 0, "lab", "t", "r"));
        ledger.Settle(TestLedger.Facts(1, T - 50, T - 40), 30);
        GrantResult grant = ledger.Grant(100, T - 100, T + 10);
        ledger.Settle(TestLedger.Facts(1, T - 50, T - 40, tres: "cpu=2"), 40);
        ledger.Do(s => s.Allocations.Change(new TermsRequest(grant.Allocation.Id) { Priority = 3 }));
        ledger.Do(s => s.Accounts.Decide("a", new AccountSettings(Units(1)), "r"));
        Hold hold = ledger.Do(s => s.Holds.Place(s.Accounts.Open("a"), "lab", HoldOwner.Person, "r", "m", null)).Hold;
        ledger.Do(s => s.Holds.Lift(hold, "r"));
        Undo(ledger, ledger.Do(s => s.Grants.Deposit(grant.Allocation.Id, Units(5), "r")).Entry.Seq);
        ledger.Clock.Seconds = T + 10;
        ledger.Do(s => s.Grants.ExpireDue());
        long seq = ledger.See(v => v.Reader.Entries(new EntryFilter { Kind = kind }).First().Seq);
        var error = Assert.Throws<NotReversibleException>(() => Undo(ledger, seq));
        Assert.Equal(seq, error.Seq);
        Assert.Contains(advice, error.Advice, StringComparison.Ordinal);
        ledger.AssertSound();
    }

    private static ReversalResult Undo(TestLedger ledger, long seq, string? reference = null) => ledger.Do(s => s.Reversals.Undo(seq, "a mistake", reference));
}
