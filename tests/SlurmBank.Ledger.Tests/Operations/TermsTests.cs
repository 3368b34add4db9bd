using System;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger.Tests.Support;
using static SlurmBank.Ledger.Tests.Support.TestLedger;

namespace SlurmBank.Ledger.Tests.Operations;

/// <summary>Terms of allocations are changed by entries; draws move to where they belong, and what was printed stays.</summary>
public sealed class TermsTests
{
    private const long T = FakeClock.Start;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_earlier_end_leaves_later_work_uncovered_and_a_later_one_covers_it_again(bool sqlite)
    {
        using TestLedger ledger = Create(sqlite);
        long id = ledger.Grant(100, T - 100, T + 100).Allocation.Id;
        ledger.Settle(TestLedger.Facts(1, T - 50, T - 40), 10);
        ledger.Settle(TestLedger.Facts(2, T - 20, T - 10), 20);
        Statement printed = ledger.See(v => v.Statement("a", "SU", long.MinValue, T * 1_000_000 + 1000));
        ledger.Clock.Seconds = T + 1;
        TermsResult closed = Change(ledger, id, end: T - 30);
        Assert.Equal((true, T - 30), (closed.IsNew, closed.Allocation.End));
        Assert.Equal((0, 90, 20), (ledger.Book(BookKind.Allocation, id), ledger.Book(BookKind.Expired, id), ledger.Balance().Overdraft.Units));
        Assert.Equal(-20, ledger.Balance().Spendable.Units);
        TermsResult open = Change(ledger, id, end: Allocation.Forever);
        Assert.Equal(90, open.Entry!.Postings[1].Amount);
        Assert.Equal((70, 0, 0), (ledger.Book(BookKind.Allocation, id), ledger.Book(BookKind.Expired, id), ledger.Balance().Overdraft.Units));
        Statement again = ledger.See(v => v.Statement("a", "SU", long.MinValue, T * 1_000_000 + 1000));
        Assert.Equal((printed.Closing, printed.HeadSeq, printed.Lines.Count), (again.Closing, again.HeadSeq, again.Lines.Count));
        Assert.Equal(T + 100, ledger.See(v => v.Reader.FindGranted(id)!.End));
        ledger.AssertSound();
    }

    [Fact]
    public void Priority_and_scope_move_the_draws()
    {
        using TestLedger ledger = InFile();
        long first = ledger.Grant(100, T - 100, T + 50).Allocation.Id;
        long second = ledger.Grant(100, T - 100, T + 90).Allocation.Id;
        ledger.Settle(TestLedger.Facts(1, T - 50, T - 40), 30);
        Assert.Equal([70, 100], Left(ledger));
        Change(ledger, first, priority: 100);
        Assert.Equal([100, 70], Left(ledger));
        Change(ledger, second, scope: new AllocationScope([], ["gpu"], [], []));
        Assert.Equal([70, 100], Left(ledger));
        Change(ledger, second, scope: AllocationScope.Everything);
        Change(ledger, first, end: T + 5);
        Assert.Equal([100, 70], Left(ledger));
        ledger.AssertSound();
    }

    [Fact]
    public void The_same_terms_again_change_nothing_and_a_reference_names_what_differs()
    {
        using TestLedger ledger = InFile();
        long id = ledger.Grant(100, T - 100, T + 100).Allocation.Id;
        Assert.Equal((false, null), (Change(ledger, id, end: T + 100).IsNew, Change(ledger, id, end: T + 100).Entry));
        Assert.True(Change(ledger, id, end: T + 200, reference: "C-1").IsNew);
        Change(ledger, id, priority: 5, reference: "C-2");

        // Something else has changed since; what was asked under the reference has not.
        Assert.False(Change(ledger, id, end: T + 200, reference: "C-1").IsNew);
        Assert.Equal("end", Assert.Throws<ReferenceConflictException>(() => Change(ledger, id, end: T + 201, reference: "C-1")).Field);
        Assert.Equal(3, ledger.Verify().Entries);
        ledger.AssertSound();
    }

    [Fact]
    public void What_makes_no_sense_is_refused_and_leaves_nothing()
    {
        using TestLedger ledger = InFile();
        long id = ledger.Grant(100, T - 100, T + 100).Allocation.Id;
        Assert.Throws<InvalidRequestException>(() => Change(ledger, id, end: T - 100));
        Assert.Throws<InvalidRequestException>(() => Change(ledger, id, priority: Allocation.WriteOffPriority));
        Assert.Throws<InvalidRequestException>(() => Change(ledger, id, scope: new AllocationScope([], ["a,b"], [], [])));
        Assert.Throws<AllocationNotFoundException>(() => Change(ledger, 9, priority: 1));
        Assert.Throws<InvalidRequestException>(() => ledger.Grant(1, T, priority: Allocation.WriteOffPriority));
        Assert.Equal(1, ledger.Verify().Entries);
    }

    [Fact]
    public void An_account_whose_allocation_ended_is_not_unmanaged()
    {
        using TestLedger ledger = InMemory();
        long id = ledger.Grant(100, T - 100).Allocation.Id;
        Change(ledger, id, end: T);
        Assert.Equal((true, true, 0), (ledger.Balance().IsManaged, ledger.Balance().IsSpent, ledger.Balance().Spendable.Units));
        Assert.Equal(0, ledger.Do(s => s.Grants.ExpireDue()));
        ledger.AssertSound();
    }

    [Theory]
    [InlineData(null, 0, 40)]
    [InlineData(25L, 15, 25)]
    public void An_overdraft_is_written_off_whole_or_in_part_and_can_come_back(long? part, long overdraft, long forgiven)
    {
        using TestLedger ledger = InFile();
        ledger.Settle(TestLedger.Facts(9, T - 200, T - 150), 5);
        ledger.Grant(100, T - 100, T + 100, scope: new AllocationScope([], ["p"], [], []));
        ledger.Settle(TestLedger.Facts(1, T - 50, T), 110);
        ledger.Settle(TestLedger.Facts(2, T - 50, T, partition: "other"), 30);
        Assert.Equal((40, -40), (ledger.Balance().Overdraft.Units, ledger.Balance().Spendable.Units));
        GrantResult result = WriteOff(ledger, part, "W-1");
        Assert.Equal((EntryKind.WriteOff, forgiven), (result.Entry.Draft.Kind, ledger.See(v => v.Allocations().Last().Drawn.Units)));
        Assert.Equal((overdraft, -overdraft, -5), (ledger.Balance().Overdraft.Units, ledger.Balance().Spendable.Units, ledger.Book(BookKind.Unmanaged)));
        Assert.False(WriteOff(ledger, part, "W-1").IsNew);
        Assert.Equal("amount", Assert.Throws<ReferenceConflictException>(() => WriteOff(ledger, 3, "W-1")).Field);
        ledger.AssertSound();
        Assert.Throws<InvalidRequestException>(() => Change(ledger, result.Allocation.Id, priority: 1));
        ledger.Do(s => s.Reversals.Undo(result.Entry.Seq, "a mistake"));
        Assert.Equal((40, -5), (ledger.Balance().Overdraft.Units, ledger.Book(BookKind.Unmanaged)));
        ledger.AssertSound();
    }

    [Fact]
    public void What_was_written_off_does_not_pay_for_later_work()
    {
        using TestLedger ledger = InFile();
        ledger.Grant(10, T - 100, T + 1000);
        ledger.Settle(TestLedger.Facts(1, T - 50, T - 10), 30);
        WriteOff(ledger, null);
        ledger.Clock.Seconds = T + 100;
        ledger.Settle(TestLedger.Facts(2, T + 10, T + 20), 7);
        Assert.Equal(7, ledger.Balance().Overdraft.Units);
        WriteOff(ledger, null);
        Assert.Equal((0, 0), (ledger.Balance().Overdraft.Units, ledger.Balance().Spendable.Units));
        Assert.Throws<InvalidRequestException>(() => WriteOff(ledger, null));
        Assert.Throws<InvalidRequestException>(() => WriteOff(ledger, 1));
        Assert.Throws<AccountNotFoundException>(() => ledger.Do(s => s.Grants.WriteOff("nobody", "SU", null, "r")));
        ledger.AssertSound();
    }

    private static TermsResult Change(TestLedger ledger, long id, long? end = null, int? priority = null, AllocationScope? scope = null, string? reference = null) =>
        ledger.Do(s => s.Allocations.Change(new TermsRequest(id) { End = end, Priority = priority, Scope = scope, Reference = reference, Reason = "why" }));

    private static GrantResult WriteOff(TestLedger ledger, long? units, string? reference = null) =>
        ledger.Do(s => s.Grants.WriteOff("a", "SU", units is long some ? Units(some) : null, "forgiven", reference));

    private static long[] Left(TestLedger ledger) => ledger.See(v => v.Allocations().Select(a => a.Remaining.Units).ToArray());
}
