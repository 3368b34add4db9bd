using System;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger.Tests.Support;
using static SlurmBank.Ledger.Tests.Support.TestLedger;

namespace SlurmBank.Ledger.Tests.Operations;

/// <summary>Rows of allocations: shares, what is carried over and corrected, what is spent in advance. A period here is a thousand seconds.</summary>
public sealed class SeriesTests
{
    private const long T = FakeClock.Start;
    private const long Su = ServiceUnits.UnitsPerServiceUnit;

    [Theory]
    [InlineData(1000 * Su, 3, 334 * Su, 333 * Su, 333 * Su)]
    [InlineData(10_000 * Su, 5, 2000 * Su, 2000 * Su, 2000 * Su)]
    [InlineData(2 * Su, 3, Su, Su, 0)]
    [InlineData(1, 3, 1, 0, 0)]
    [InlineData(0, 3, 0, 0, 0)]
    [InlineData(Su + 1, 2, 1_800_001, 1_800_000, 1_800_000)]
    [InlineData(long.MaxValue - 1, 2, long.MaxValue / 2, long.MaxValue / 2, long.MaxValue / 2)]
    public void P10_shares_sum_to_what_is_divided(long amount, int periods, long first, long second, long last)
    {
        var terms = new SeriesTerms(12, new DateOnly(2026, 1, 1), "UTC", Units(amount)) { Periods = periods, IsSplit = true };
        Assert.Equal((first, second, last), (terms.Share(1).Units, terms.Share(2).Units, terms.Share(periods).Units));
        Assert.Equal(amount, Enumerable.Range(1, periods).Sum(n => terms.Share(n).Units));
    }

    [Theory]
    [InlineData("W17", 1000, 300, 1_000_000, 500_000, 1500)]
    [InlineData("W19", 1000, 1200, 1_000_000, 500_000, 1000)]
    [InlineData("W21g", 1000, 0, 1_000_000, 500_000, 1500)]
    [InlineData("half of the rest", 1000, 300, 500_000, null, 1350)]
    [InlineData("down to a unit", 1001, 0, 500_000, null, 1501)]
    [InlineData("nothing", 1000, 0, 0, null, 1000)]
    public void W17_W19_W21g_what_is_unused_is_carried_over_up_to_the_limit(string row, long amount, long used, int factor, int? limit, long next)
    {
        using TestLedger ledger = InMemory();
        Make(ledger, amount, 2, t => t with { CarryOver = factor, CarryOverLimit = limit });
        ledger.Settle(Facts(1, T + 10, T + 20), used);
        ledger.Clock.Seconds = T + 1000;
        Renew(ledger);
        Assert.True(next == ledger.See(v => v.Allocations("a").Last().Granted.Units), row);
        ledger.AssertSound();
    }

    [Fact]
    public void A_late_charge_and_a_refund_correct_what_was_carried_over()
    {
        using TestLedger ledger = InFile();
        Make(ledger, 1000, 3, t => t with { CarryOver = 500_000 });
        ledger.Settle(Facts(1, T + 10, T + 20), 400);
        ledger.Clock.Seconds = T + 1001;
        Assert.Equal((1, 0), (Renew(ledger), Renew(ledger)));
        Assert.Equal((700, 1300), (Granted(ledger, 1), Granted(ledger, 2)));
        ledger.Settle(Facts(2, T + 10, T + 20), 500);
        Assert.Equal((1, 0), (Renew(ledger), Renew(ledger)));
        Assert.Equal((950, 1050, 0), (Granted(ledger, 1), Granted(ledger, 2), ledger.Balance().Overdraft.Units));
        ledger.Do(s => s.Refunds.Refund(new RunKey("lab", 1, T + 10), null, "failed"));
        ledger.Clock.Seconds = T + 2500;
        Assert.Equal(2, Renew(ledger));

        // What was carried over is used first and not carried on: of the second period all of its own is left.
        Assert.Equal((750, 750, 1500), (Granted(ledger, 1), Granted(ledger, 2), Granted(ledger, 3)));
        ledger.Settle(Facts(3, T + 1500, T + 1600), 1200);
        Assert.Equal((1, 750, 1225, 1025), (Renew(ledger), Granted(ledger, 1), Granted(ledger, 2), Granted(ledger, 3)));
        ledger.AssertSound();
    }

    [Fact]
    public void What_was_carried_over_and_spent_before_a_late_charge_is_overdraft()
    {
        using TestLedger ledger = InFile();
        Make(ledger, 1000, 2, t => t with { CarryOver = 1_000_000 });
        ledger.Clock.Seconds = T + 1001;
        Renew(ledger);
        ledger.Settle(Facts(1, T + 1000, T + 1001), 2000);
        Assert.Equal(0, ledger.Balance().Overdraft.Units);
        ledger.Settle(Facts(2, T + 10, T + 20), 300);
        Renew(ledger);
        Assert.Equal((300, -300), (ledger.Balance().Overdraft.Units, ledger.Balance().Spendable.Units));
        ledger.AssertSound();
    }

    [Fact]
    public void The_days_of_grace_let_the_rest_be_used_first_and_what_remains_is_carried_over_after_them()
    {
        using TestLedger ledger = InFile();
        Make(ledger, 1000, 2, t => t with { CarryOver = 1_000_000 }, grace: 100);
        ledger.Clock.Seconds = T + 1050;
        ledger.Settle(Facts(1, T + 1010, T + 1020), 600);
        Assert.Equal((0, 1400), (Renew(ledger), ledger.Balance().Spendable.Units));
        ledger.Clock.Seconds = T + 1100;
        Assert.Equal((1, 1400), (Renew(ledger), ledger.Balance().Spendable.Units));
        ledger.AssertSound();
    }

    [Fact]
    public void An_advance_takes_from_the_nearest_later_periods_and_never_more_than_there_is()
    {
        using TestLedger ledger = InFile();
        Make(ledger, 1000, 4, t => t with { IsSplit = true, Advance = 1_000_000 });
        GrantResult made = ledger.Do(s => s.Advances.Advance(1, Units(300), "now", "A"));
        Assert.Equal((550, 0, 200, 250), (Granted(ledger, 1), Granted(ledger, 2), Granted(ledger, 3), Granted(ledger, 4)));
        Assert.False(ledger.Do(s => s.Advances.Advance(1, Units(300), "now", "A")).IsNew);
        Assert.Throws<ReferenceConflictException>(() => ledger.Do(s => s.Advances.Advance(1, Units(301), "now", "A")));
        var more = Assert.Throws<AdvanceExceededException>(() => ledger.Do(s => s.Advances.Advance(1, Units(451), "now")));
        Assert.Equal(450, more.Available.Units);
        ledger.Do(s => s.Reversals.Undo(made.Entry.Seq, "a mistake"));
        Assert.Equal([250L, 250, 250, 250], ledger.See(v => v.Allocations("a").Select(a => a.Granted.Units).ToList()));
        ledger.Do(s => s.Advances.Advance(1, Units(750), "now"));
        ledger.Settle(Facts(1, T, T + 1), 900);
        Assert.Throws<NotReversibleException>(() => ledger.Do(s => s.Reversals.Undo(s.Transaction.LastEntry()!.Seq - 1, "too late")));
        Assert.Equal([1000L, 0, 0, 0], ledger.See(v => v.Allocations("a").Select(a => a.Granted.Units).ToList()));
        ledger.AssertSound();
    }

    [Fact]
    public void Borrowing_is_bounded_to_a_part_of_the_next_period_and_paid_back_by_it()
    {
        using TestLedger ledger = InFile();
        Make(ledger, 1000, null, t => t with { Advance = 250_000 }, make: 3);
        Assert.Throws<AdvanceExceededException>(() => ledger.Do(s => s.Advances.Advance(1, Units(251), "now")));
        ledger.Do(s => s.Advances.Advance(1, Units(150), "now"));
        ledger.Do(s => s.Advances.Advance(1, Units(100), "now"));
        Assert.Throws<AdvanceExceededException>(() => ledger.Do(s => s.Advances.Advance(1, Units(1), "now")));
        Assert.Equal((1250, 750, 1000), (Granted(ledger, 1), Granted(ledger, 2), Granted(ledger, 3)));
        Assert.Throws<InvalidRequestException>(() => ledger.Do(s => s.Advances.Advance(2, Units(1), "not open")));
        ledger.Grant(5, T, account: "b");
        Assert.Throws<InvalidRequestException>(() => ledger.Do(s => s.Advances.Advance(4, Units(1), "a single one")));
        ledger.AssertSound();
    }

    [Fact]
    public void A_reference_is_for_one_grant_or_for_one_row()
    {
        using TestLedger ledger = InMemory();
        ledger.Grant(5, T, reference: "once");
        Assert.Equal("every", Assert.Throws<ReferenceConflictException>(() => Make(ledger, 10, 2, t => t, reference: "once")).Field);
        Make(ledger, 10, 2, t => t, reference: "R");
        Assert.Equal("every", Assert.Throws<ReferenceConflictException>(() => ledger.Grant(10, T, reference: "R")).Field);
        Assert.Equal("carry_over", Assert.Throws<ReferenceConflictException>(() => ledger.Do(s => s.Series.Make(Request(10, 2, t => t with { CarryOver = 1 }, "R")))).Field);
        Assert.False(ledger.Do(s => s.Series.Make(Request(10, 2, t => t with { Zone = "Europe/Paris" }, "R"))).IsNew);
    }

    [Fact]
    public void A_stopped_row_keeps_what_has_begun()
    {
        using TestLedger ledger = InFile();
        Make(ledger, 1000, null, t => t, make: 3);
        ledger.Clock.Seconds = T + 1500;
        Assert.NotNull(ledger.Do(s => s.Series.Stop(1, "left", "X")).Entry);
        Assert.Null(ledger.Do(s => s.Series.Stop(1, "left", "X")).Entry);
        Assert.Equal((1000, 1000, 0), (Granted(ledger, 1), Granted(ledger, 2), Granted(ledger, 3)));
        Assert.Throws<InvalidRequestException>(() => ledger.Do(s => s.Series.AddPeriod(s.Transaction.FindSeries(1)!, 4, T + 3000, T + 4000)));
        ledger.AssertSound();
    }

    [Fact]
    public void Periods_that_gave_or_received_are_not_taken_out_of_their_row()
    {
        using TestLedger ledger = InFile();
        Make(ledger, 1000, 3, t => t with { IsSplit = true, Advance = 1_000_000 });
        ledger.Do(s => s.Advances.Advance(1, Units(1), "now"));
        long[] grants = ledger.See(v => v.Reader.Entries(new EntryFilter { Kind = EntryKind.Grant }).Select(e => e.Seq).ToArray());
        Assert.Throws<NotReversibleException>(() => ledger.Do(s => s.Reversals.Undo(grants[0], "r")));
        Assert.Throws<NotReversibleException>(() => ledger.Do(s => s.Reversals.Undo(grants[1], "r")));
        ledger.Do(s => s.Reversals.Undo(grants[2], "r"));
        Assert.Throws<NotReversibleException>(() => ledger.Do(s => s.Reversals.Undo(grants[0] - 1, "r")));
        ledger.AssertSound();
    }

    [Theory]
    [InlineData("UPDATE allocation_period SET carried = carried + 1 WHERE number = 1")]
    [InlineData("UPDATE allocation_period SET advanced = advanced - 1 WHERE number = 2")]
    [InlineData("DROP TRIGGER allocation_series_keeps_terms; UPDATE allocation_series SET carry_over = 999999")]
    [InlineData("UPDATE allocation_series SET stopped = 2")]
    [InlineData("DROP TRIGGER allocation_period_keeps_place; UPDATE allocation_period SET share = share + 1 WHERE number = 1")]
    public void Verification_finds_what_does_not_follow_from_the_entries(string sql)
    {
        using TestLedger ledger = InFile();
        Make(ledger, 1000, 3, t => t with { CarryOver = 1_000_000, Advance = 1_000_000 });
        ledger.Do(s => s.Advances.Advance(1, Units(10), "now"));
        ledger.Clock.Seconds = T + 1500;
        Renew(ledger);
        ledger.AssertSound();
        RawFile.Execute(ledger.File, sql);
        Assert.Contains(ledger.Verify().Findings, f => f.Invariant == "series");
    }

    [Fact]
    public void Terms_that_contradict_each_other_are_refused()
    {
        using TestLedger ledger = InMemory();
        foreach (Func<SeriesTerms, SeriesTerms> wrong in new Func<SeriesTerms, SeriesTerms>[]
        {
            t => t with { Months = 2 }, t => t with { Periods = 0 }, t => t with { Periods = 1201 }, t => t with { Periods = null, IsSplit = true }, t => t with { CarryOver = 1_000_001 },
            t => t with { CarryOverLimit = -1 }, t => t with { Advance = -1 }, t => t with { GraceDays = 367 }, t => t with { Amount = Units(-1) }, t => t with { Amount = ServiceUnits.Unlimited },
        })
        {
            Assert.Throws<InvalidRequestException>(() => ledger.Do(s => s.Series.Make(Request(5, 3, wrong, null))));
        }

        Assert.Null(ledger.See(v => v.Reader.LastEntry()));
    }

    private static SeriesRequest Request(long amount, int? periods, Func<SeriesTerms, SeriesTerms> terms, string? reference) =>
        new("a", terms(new SeriesTerms(1, new DateOnly(2026, 1, 1), "UTC", Units(amount)) { Periods = periods })) { Reference = reference };

    private static void Make(TestLedger ledger, long amount, int? periods, Func<SeriesTerms, SeriesTerms> terms, long grace = 0, int? make = null, string? reference = null) => ledger.Do(s =>
    {
        AllocationSeries series = s.Series.Make(Request(amount, periods, terms, reference)).Series;
        for (int n = 1; n <= (make ?? periods); n++)
        {
            s.Series.AddPeriod(series, n, T + ((n - 1) * 1000), T + (n * 1000) + grace);
        }
    });

    private static int Renew(TestLedger ledger) => ledger.Do(s => s.CarryOvers.Run().Count);

    private static long Granted(TestLedger ledger, long allocation) => ledger.See(v => v.Allocations("a").Single(a => a.Allocation.Id == allocation).Granted.Units);
}
