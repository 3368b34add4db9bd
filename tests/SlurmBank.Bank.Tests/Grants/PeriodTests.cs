using System;
using System.Linq;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank.Tests.Grants;

/// <summary>Monthly, quarterly and yearly grants: their windows, renewal however late, carry-over, grace, borrowing.</summary>
public sealed class PeriodTests
{
    private const long T = GrantScene.T;
    private const long Day = GrantScene.Day;

    [Theory]
    [InlineData("2026-01-31", "month", 4, "2026-01-31 2026-02-28 2026-03-31 2026-04-30", "2026-05-31")]
    [InlineData("2024-02-29", "year", 5, "2024-02-29 2025-02-28 2026-02-28 2027-02-28 2028-02-29", "2029-02-28")]
    [InlineData("2024-01-01", "quarter", 2, "2024-01-01 2024-04-01", "2024-07-01")]
    public void W21f_periods_begin_at_midnight_of_the_sites_zone(string first, string every, int count, string starts, string end)
    {
        using var scene = new GrantScene(zone: "Europe/Berlin");
        GrantReport row = scene.Grant(10, more: c => c with { StartDate = SiteMoment.Parse(first), Every = every, Count = count });
        Assert.Equal(starts, string.Join(' ', row.Allocations.Select(a => $"{a.StartDate:yyyy-MM-dd}")));
        Assert.All(row.Allocations, a => Assert.Equal(TimeSpan.Zero, a.StartDate.TimeOfDay));
        Assert.Equal(end, $"{row.Allocations[^1].EndDate:yyyy-MM-dd}");
        Assert.All(row.Allocations.Zip(row.Allocations.Skip(1)), pair => Assert.Equal(pair.First.EndDate, pair.Second.StartDate));
    }

    [Fact]
    public void An_end_date_gives_the_number_of_periods_or_an_error_that_says_where_one_ends()
    {
        using var scene = new GrantScene();
        Assert.Equal(12, scene.Grant(10, more: c => c with { Every = "month", EndDate = SiteMoment.Parse("2026-12-31") }).Allocations.Count);
        InvalidRequestException error = Assert.Throws<InvalidRequestException>(() => scene.Grant(10, more: c => c with { Every = "month", EndDate = SiteMoment.Parse("2026-12-30") }));
        Assert.Contains("2026-12-31", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidRequestException>(() => scene.Grant(10, more: c => c with { Every = "month", EndDate = SiteMoment.Parse("2026-12-31"), Count = 3 }));
        Assert.Throws<InvalidRequestException>(() => scene.Grant(10, more: c => c with { Every = "week" }));
        Assert.Throws<InvalidRequestException>(() => scene.Grant(10, more: c => c with { Count = 3 }));
        Assert.Throws<InvalidRequestException>(() => scene.Grant(10, more: c => c with { Every = "month", StartDate = TestBank.At(T + 60) }));
        Assert.Throws<InvalidRequestException>(() => scene.Grant(10, more: c => c with { Every = "month", CarryOver = 0.1234567m }));
        Assert.Throws<InvalidRequestException>(() => scene.Grant(10, more: c => c with { Every = "year", StartDate = SiteMoment.Parse("8500-01-01"), Count = 1000 }));
    }

    [Fact]
    public void A_row_without_end_is_renewed_one_ahead_and_catches_up_with_years()
    {
        using var scene = new GrantScene();
        GrantReport row = scene.Grant(100, more: c => c with { Every = "month", Reference = "AY" });
        Assert.Equal(["active", "future"], row.Allocations.Select(a => a.Status));
        Assert.Empty(scene.Due());
        scene.Use(70, T + (40 * Day));
        Assert.Equal(3, scene.Service.Allocations(["bio"]).Count());
        scene.Bank.Clock.Seconds = T + (1200 * Day);
        Assert.Equal(38, scene.Due(plan: true).Count);
        Assert.Equal(3, scene.Service.Allocations(["bio"]).Count());
        Assert.Equal(38, scene.Due().Count);
        Assert.Empty(scene.Due());
        scene.Use(150, T + (600 * Day));
        Assert.Equal((50m, 100m), (scene.Bank.Balance().Charged, scene.Bank.Balance().Granted));
        Assert.False(scene.Grant(100, more: c => c with { Every = "month", Reference = "AY", StartDate = null }).IsNew);
        Assert.Equal(1, scene.Service.Allocations(["bio"]).Count(a => a.Status == "future"));
    }

    [Theory]
    [InlineData(300, 1500)]
    [InlineData(1200, 1000)]
    [InlineData(0, 1500)]
    public void W17_W19_W21g_unused_money_goes_to_the_next_period_up_to_half_of_the_amount(long used, long next)
    {
        using var scene = new GrantScene();
        scene.Grant(1000, more: c => c with { Every = "month", Count = 3, CarryOver = 1, CarryOverLimit = 0.5m });
        if (used > 0)
        {
            scene.Use(used, T + Day);
        }

        scene.Bank.Clock.Seconds = T + (31 * Day);
        scene.Sync();
        Assert.Equal(next, scene.Service.Allocations(["bio"]).Single(a => a.Status == "active").Granted);
        Assert.Equal(Math.Max(0, next - 1000), scene.Series().CarriedIn);
        Assert.Equal(Math.Max(0, 200 - (1200 - used)), scene.Bank.Balance().Charged);
    }

    /// <summary>Theirs lets use fade (W20 of comparisons): 2000 of 1000 used would leave 968.75 to carry over. Here what was used was used: nothing is left, and nothing is carried.</summary>
    [Fact]
    public void W20_use_does_not_fade_into_money()
    {
        using var scene = new GrantScene();
        scene.Grant(1000, more: c => c with { Every = "quarter", Count = 2, CarryOver = 1 });
        scene.Use(2000, T + Day);
        scene.Bank.Clock.Seconds = T + (91 * Day);
        scene.Sync();
        Assert.Equal((0m, 1000m), (scene.Series().CarriedIn, scene.Service.Allocations(["bio"]).Single(a => a.Status == "active").Granted));
    }

    [Fact]
    public void W21_a_part_over_the_amount_is_a_credit_limit()
    {
        using var scene = new GrantScene();
        scene.Grant(1000, more: c => c with { Every = "month" });
        scene.Service.SetAccount(new AccountChange { Account = "bio", CreditLimit = ServiceUnits.FromWhole(200) });
        Assert.Equal((60_000m, 72_000m), (scene.Bank.Balance().Granted * 60, scene.Bank.Balance().Available * 60));
        scene.Use(1199, T + Day);
        Assert.Equal("open", scene.Bank.Balance().Status);
        scene.Use(1, T + (2 * Day));
        Assert.Equal("spent", scene.Bank.Balance().Status);
    }

    [Fact]
    public void In_the_days_of_grace_the_old_rest_is_used_first()
    {
        using var scene = new GrantScene();
        scene.Grant(100, more: c => c with { Every = "month", Count = 2, GraceDays = 10, CarryOver = 1 });
        scene.Use(60, T + (35 * Day));
        Assert.Equal((140m, 40m), (scene.Bank.Balance().Available, scene.Service.Allocations(["bio"]).First().Remaining));
        scene.Bank.Clock.Seconds = T + (41 * Day);
        scene.Sync();
        Assert.Equal((140m, 40m), (scene.Bank.Balance().Available, scene.Series().CarriedIn));
    }

    [Fact]
    public void Borrowing_is_shown_bounded_and_paid_back_by_the_next_period()
    {
        using var scene = new GrantScene();
        scene.Grant(100, more: c => c with { Every = "month", Borrow = 0.25m });
        Assert.Equal(25m, scene.Series().Advance);
        var borrow = new AdvanceCommand { Account = "bio", Amount = ServiceUnits.FromWhole(25), Reference = "B" };
        Assert.Throws<AdvanceExceededException>(() => scene.Service.Advance(borrow with { Amount = ServiceUnits.FromWhole(26) }));
        scene.Service.Advance(borrow);
        Assert.Equal((125m, 0m, 75m), (scene.Bank.Balance().Available, scene.Series().Advance, scene.Series().Later));
        scene.Bank.Clock.Seconds = T + (31 * Day);
        scene.Due();
        Assert.False(scene.Service.Advance(borrow).IsNew);
        Assert.Equal((75m, -25m), (scene.Bank.Balance().Available, scene.Service.AllocationHistory(["bio"]).Single(p => p.Status == "active").Advanced));
    }

    [Fact]
    public void A_late_run_takes_back_what_was_carried_over_too_much()
    {
        using var scene = new GrantScene();
        scene.Grant(100, more: c => c with { Every = "month", Count = 3, CarryOver = 0.5m });
        scene.Bank.Clock.Seconds = T + (32 * Day);
        Assert.Equal(["carry-over"], scene.Due().Select(a => a.Action));
        scene.Use(80, T + (30 * Day));
        Assert.Equal((10m, 110m), (scene.Series().CarriedIn, scene.Bank.Balance().Available));
        Assert.Equal(["carryover", "carryover"], scene.Service.Transactions(new TransactionQuery { Kinds = ["carryover"] }).Select(t => t.Kind));
        Assert.Empty(scene.Due());
    }

    [Fact]
    public void A_row_is_stopped_after_the_period_that_is_open()
    {
        using var scene = new GrantScene();
        long id = scene.Grant(100, more: c => c with { Every = "month" }).Allocations[0].AllocationId;
        Assert.Equal(0, scene.Service.StopSeries(new StopCommand { AllocationId = id, IsPlan = true }).Seq);
        GrantReport stopped = scene.Service.StopSeries(new StopCommand { AllocationId = id, Reason = "left" });
        Assert.Equal((true, 1, 0m), (stopped.IsNew, stopped.Series!.Periods, stopped.Series.Later));
        scene.Bank.Clock.Seconds = T + (100 * Day);
        Assert.Empty(scene.Due());
        Assert.Equal((0m, "ended"), (scene.Bank.Balance().Granted, scene.Series(ended: true).Status));
        Assert.Throws<InvalidRequestException>(() => scene.Service.StopSeries(new StopCommand { AllocationId = scene.Grant(1).Allocations[0].AllocationId }));
    }

    [Fact]
    public void A_dump_and_a_backup_keep_rows_as_they_stand()
    {
        using var scene = new GrantScene();
        scene.Grant(100, more: c => c with { Every = "month", Borrow = 0.5m, CarryOver = 0.5m, Reference = "R" });
        scene.Service.Advance(new AdvanceCommand { Account = "bio", Amount = ServiceUnits.FromWhole(10) });
        scene.Bank.Clock.Seconds = T + (40 * Day);
        scene.Due();
        ExportReport dump = scene.Service.Export(new ExportCommand { Path = scene.Bank.Folder.File("dump.json") });
        using var other = new TestBank(scene.Bank.Slurm);
        other.Clock.Seconds = scene.Bank.Clock.Seconds;
        other.Service.Import(new ImportCommand { Paths = [dump.Path], Source = ImportSource.SlurmBank });
        Assert.Equal(scene.Series(), other.Service.Series(["bio"]).Single());
        Assert.Equal(scene.Service.AllocationHistory([]), other.Service.AllocationHistory([]));
        other.Clock.Seconds += 40 * Day;
        Assert.Equal(["grant", "carry-over"], other.Service.RunDue(new DueCommand()).Select(a => a.Action).Distinct());
        other.AssertSound();
    }

    [Fact]
    public void What_fails_for_one_account_does_not_stop_the_others()
    {
        using var scene = new GrantScene();
        scene.Grant(100, more: c => c with { Every = "month", Reference = "R" });
        scene.Service.GrantAll(GrantScene.Command(100, account: "chem") with { Every = "month" });
        scene.Grant(7, more: c => c with { Reference = "R#3" });
        scene.Bank.Clock.Seconds = T + (32 * Day);
        Assert.Equal(["failed", "grant"], scene.Due().Select(a => a.Action));
        scene.Sync();
        Assert.Contains(scene.Bank.Warnings, w => w.Contains("R#3", StringComparison.Ordinal));
    }
}
