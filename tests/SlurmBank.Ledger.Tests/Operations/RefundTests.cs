using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger.Tests.Support;
using static SlurmBank.Ledger.Tests.Support.TestLedger;

namespace SlurmBank.Ledger.Tests.Operations;

/// <summary>What runs cost is given back: never more than was charged, to where it was drawn from, whatever Slurm says later.</summary>
public sealed class RefundTests
{
    private const long T = FakeClock.Start;

    [Theory]
    [InlineData(false, 100L, 0, 100)]
    [InlineData(true, 100L, 0, 100)]
    [InlineData(true, null, 0, 100)]
    [InlineData(true, 30L, 70, 30)]
    [InlineData(true, 1L, 99, 1)]
    public void A_run_is_refunded_in_whole_or_part(bool sqlite, long? asked, long costs, long back)
    {
        using TestLedger ledger = Create(sqlite);
        ledger.Grant(500, T - 100);
        ledger.Settle(TestLedger.Facts(1, T - 50, T - 40), 100);
        RefundResult result = Refund(ledger, 1, asked, "INC-17");
        Assert.Equal((back, true), (result.Amount.Units, result.IsNew));
        Assert.Equal((costs, 400 + back), (ledger.Balance().TotalCharged.Units, ledger.Balance().Remaining.Units));
        Entry entry = ledger.See(v => v.Reader.FindEntry(result.Entry.Seq)!);
        Assert.Equal((EntryKind.Refund, T - 50, 2L, "INC-17"), (entry.Draft.Kind, entry.Draft.Effective, entry.Draft.LinkedSeq, entry.Draft.Reference));
        Assert.Equal(result.Entry.Seq, ledger.Verify().HeadSeq);
        ledger.AssertSound();
    }

    [Theory]
    [InlineData(101)]
    [InlineData(long.MaxValue - 1)]
    public void L17_never_more_than_was_charged(long asked)
    {
        using TestLedger ledger = InFile();
        ledger.Settle(TestLedger.Facts(1, T - 50, T - 40), 100);
        var error = Assert.Throws<RefundExceedsChargeException>(() => Refund(ledger, 1, asked));
        Assert.Equal((100, asked), (error.Run.Net.Units, error.Asked!.Value.Units));
        Refund(ledger, 1, 60);
        Assert.Throws<RefundExceedsChargeException>(() => Refund(ledger, 1, 41));
        Refund(ledger, 1, 40);
        Assert.Throws<RefundExceedsChargeException>(() => Refund(ledger, 1, 1));
        Assert.Throws<RefundExceedsChargeException>(() => Refund(ledger, 1, null));
        Assert.Equal(0, ledger.Balance().TotalCharged.Units);
        ledger.AssertSound();
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(-1L)]
    [InlineData(long.MaxValue)]
    public void What_makes_no_sense_is_refused(long asked)
    {
        using TestLedger ledger = InMemory();
        ledger.Settle(TestLedger.Facts(1, T - 50, T - 40), 100);
        Assert.Throws<InvalidRequestException>(() => Refund(ledger, 1, asked));
        Assert.Throws<InvalidRequestException>(() => Refund(ledger, 2, 1));
        ledger.Settle(TestLedger.Facts(3, T - 50, T - 40), 0);
        Assert.Throws<RefundExceedsChargeException>(() => Refund(ledger, 3, null));
        Assert.Equal(100, ledger.Balance().TotalCharged.Units);
    }

    [Fact]
    public void The_overdraft_gets_its_part_back_first_then_what_was_drawn_last()
    {
        using TestLedger ledger = InFile();
        long first = ledger.Grant(100, T - 100, T + 100).Allocation.Id;
        long second = ledger.Grant(100, T - 100, T + 200).Allocation.Id;
        ledger.Settle(TestLedger.Facts(1, T - 50, T - 40), 250);
        Assert.Equal((0, 0, 50), Figures(ledger, first, second));
        Refund(ledger, 1, 30);
        Assert.Equal((0, 0, 20), Figures(ledger, first, second));
        Refund(ledger, 1, 70);
        Assert.Equal((0, 50, 0), Figures(ledger, first, second));
        Refund(ledger, 1, null);
        Assert.Equal((100, 100, 0), Figures(ledger, first, second));
        ledger.AssertSound();
    }

    [Fact]
    public void An_allocation_whose_window_has_ended_gets_it_into_its_expired_rest()
    {
        using TestLedger ledger = InFile();
        long id = ledger.Grant(100, T - 100, T + 10).Allocation.Id;
        ledger.Settle(TestLedger.Facts(1, T - 50, T - 40), 60);
        ledger.Clock.Seconds = T + 10;
        ledger.Do(s => s.Grants.ExpireDue());
        Refund(ledger, 1, 25);
        Assert.Equal((0, 65), (ledger.Book(BookKind.Allocation, id), ledger.Book(BookKind.Expired, id)));
        Assert.Equal(0, ledger.Balance().Spendable.Units);
        ledger.AssertSound();
    }

    [Fact]
    public void A_run_over_a_boundary_gives_back_to_both_windows_by_its_time_in_each()
    {
        using TestLedger ledger = InFile();
        long before = ledger.Grant(100, T - 100, T).Allocation.Id;
        long after = ledger.Grant(100, T, T + 100).Allocation.Id;
        ledger.Settle(TestLedger.Facts(1, T - 30, T + 10), 40);
        Refund(ledger, 1, 20);
        Assert.Equal((85, 95), (Left(ledger, before), Left(ledger, after)));
        ledger.AssertSound();
    }

    /// <summary>A replay changes nothing; a correction changes the price, and the refund with it, but never beyond it.</summary>
    [Theory]
    [InlineData(null, new long[] { 120 }, 0)]
    [InlineData(null, new long[] { 0, 50 }, 0)]
    [InlineData(30L, new long[] { 120 }, 90)]
    [InlineData(30L, new long[] { 20 }, 0)]
    [InlineData(30L, new long[] { 20, 100 }, 70)]
    [InlineData(100L, new long[] { 150 }, 50)]
    public void After_a_correction_by_Slurm_a_whole_refund_stays_whole_and_a_part_its_amount(long? asked, long[] prices, long costs)
    {
        using TestLedger ledger = InFile();
        ledger.Grant(50, T - 100);
        ledger.Settle(TestLedger.Facts(1, T - 50, T - 40), 100);
        Refund(ledger, 1, asked);
        long head = ledger.Verify().HeadSeq;
        Assert.Equal(SettleOutcome.Unchanged, ledger.Settle(TestLedger.Facts(1, T - 50, T - 40), 100));
        Assert.Equal(head, ledger.Verify().HeadSeq);
        int cpus = 2;
        foreach (long price in prices)
        {
            Assert.Equal(SettleOutcome.Adjusted, ledger.Settle(TestLedger.Facts(1, T - 50, T - 40, tres: $"cpu={cpus++}"), price));
            ledger.AssertSound();
        }

        Assert.Equal(costs, ledger.Balance().TotalCharged.Units);
        Assert.Equal(System.Math.Max(0, costs - 50), ledger.Balance().Overdraft.Units);
    }

    [Fact]
    public void A_refunded_run_that_passes_to_another_account_takes_its_refund_along()
    {
        using TestLedger ledger = InFile();
        ledger.Settle(TestLedger.Facts(1, T - 50, T - 40), 100);
        Refund(ledger, 1, 40, "R");
        ledger.Settle(TestLedger.Facts(1, T - 50, T - 40, account: "b", tres: "cpu=2"), 100);
        Assert.Equal((0, 60), (ledger.Balance().TotalCharged.Units, ledger.Balance("b").TotalCharged.Units));
        Assert.False(Refund(ledger, 1, 40, "R").IsNew);
        Assert.Equal(40, Refund(ledger, 1, 40, "R").Amount.Units);
        ledger.AssertSound();
    }

    [Fact]
    public void A_reference_is_for_each_run_of_an_outage_and_names_what_differs()
    {
        using TestLedger ledger = InFile();
        for (int job = 1; job <= 3; job++)
        {
            ledger.Settle(TestLedger.Facts(job, T - 50, T - 40), 100);
        }

        Assert.Equal([true, true, true], Enumerable.Range(1, 3).Select(job => Refund(ledger, job, null, "INC-17").IsNew));
        Assert.Equal([100, 100, 100], Enumerable.Range(1, 3).Select(job => Refund(ledger, job, null, "INC-17").Amount.Units));
        Assert.Equal([false, false, false], Enumerable.Range(1, 3).Select(job => Refund(ledger, job, null, "INC-17").IsNew));
        Assert.Equal("amount", Assert.Throws<ReferenceConflictException>(() => Refund(ledger, 1, 50, "INC-17")).Field);
        Assert.Equal(6, ledger.Verify().HeadSeq - ledger.See(v => v.Reader.Entries(new EntryFilter { Kind = EntryKind.Redraw }).Count()));
        ledger.AssertSound();
    }

    [Fact]
    public void Entries_of_a_run_are_found_with_its_refunds()
    {
        using TestLedger ledger = InFile();
        ledger.Settle(TestLedger.Facts(1, T - 50, T - 40), 100);
        ledger.Settle(TestLedger.Facts(2, T - 50, T - 40), 100);
        long seq = Refund(ledger, 1, 40).Entry.Seq;
        ledger.Do(s => s.Reversals.Undo(seq, "a mistake"));
        Assert.Equal(
            [EntryKind.Charge, EntryKind.Refund, EntryKind.Reversal],
            ledger.See(v => v.Reader.Entries(new EntryFilter { RunId = 1, AccountId = 1 }).Select(e => e.Draft.Kind).ToList()));
        Assert.Equal(EntryKind.Reversal, ledger.See(v => v.Reader.Entries(new EntryFilter { RunId = 1, Descending = true, Limit = 1 }).Single().Draft.Kind));
        ledger.AssertSound();
    }

    internal static RefundResult Refund(TestLedger ledger, long job, long? units, string? reference = null) =>
        ledger.Do(s => s.Refunds.Refund(new RunKey("lab", job, Submit(ledger, job)), units is long some ? Units(some) : null, "why", reference));

    private static long Submit(TestLedger ledger, long job) => ledger.See(v => v.Reader.RunsOfJob(job, null).FirstOrDefault()?.Facts.Key.Submit ?? T);

    private static long Left(TestLedger ledger, long allocation) => ledger.Book(BookKind.Allocation, allocation) + ledger.Book(BookKind.Expired, allocation);

    private static (long, long, long) Figures(TestLedger ledger, long first, long second) => (Left(ledger, first), Left(ledger, second), ledger.Balance().Overdraft.Units);
}
