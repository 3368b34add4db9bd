using System;
using System.Linq;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank.Tests.Notices;

public sealed class NoticeRuleTests
{
    private const long Day = TestBank.Day;

    [Fact]
    public void A_threshold_is_told_once_however_often_one_looks()
    {
        using NoticeScene scene = new NoticeScene().Grant(100).Use(60 * NoticeScene.Hour);
        for (int i = 0; i < 3; i++)
        {
            _ = scene.Bank.Sync();
            _ = scene.Bank.Enforce();
        }

        Assert.Equal("use:50", scene.Told());
        NoticeReport notice = scene.All().Single();
        Assert.Equal(("bio", 60m, 100m, 60m, "pending", 0), (notice.Account, notice.PercentUsed, notice.Granted, notice.Charged, notice.State, notice.Attempts));
        Assert.Equal("bio: 50% of the allocation is used", notice.Subject);
        Assert.Contains("60.00 of 100.00 SU; 40.00 SU are left", notice.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4999, 100, "")]
    [InlineData(5000, 100, "use:50")]
    [InlineData(7499, 100, "use:50")]
    [InlineData(20000, 100, "use:90")]
    public void Exactly_the_threshold_counts_and_of_several_at_once_the_highest(long hundredths, long su, string told)
    {
        using NoticeScene scene = new NoticeScene().Grant(su).Use(hundredths * su * NoticeScene.Hour / 10_000);
        Assert.Equal(told, scene.Told());
        Assert.Equal(told.Length == 0 ? 0 : hundredths >= 9000 ? 3 : 1, scene.All(superseded: true).Count);
    }

    [Fact]
    public void After_a_new_grant_it_is_told_again()
    {
        using NoticeScene scene = new NoticeScene().Grant(100).Use(80 * NoticeScene.Hour).Grant(100);
        _ = scene.Bank.Sync();
        Assert.Equal("use:75", scene.Told());
        _ = scene.Use(60 * NoticeScene.Hour);
        Assert.Equal("use:75 use:50", scene.Told());
        _ = scene.Use(10 * NoticeScene.Hour);
        Assert.Equal("use:75 use:50 use:75", scene.Told());
    }

    /// <summary>Grant and use between two looks: that the percentage was low in between is known from what was granted.</summary>
    [Fact]
    public void A_grant_that_nobody_saw_alone_counts_too()
    {
        using NoticeScene scene = new NoticeScene().Grant(100).Use(60 * NoticeScene.Hour).Grant(100).Use(60 * NoticeScene.Hour);
        Assert.Equal("use:50 use:50", scene.Told());
    }

    [Fact]
    public void A_small_deposit_that_stays_above_the_threshold_tells_nobody_again()
    {
        using NoticeScene scene = new NoticeScene().Grant(100).Use(99 * NoticeScene.Hour);
        _ = scene.Bank.Service.Deposit(new DepositCommand { Account = "bio", Amount = ServiceUnits.Parse("1") });
        _ = scene.Use(1 * NoticeScene.Hour);
        Assert.Equal("use:90", scene.Told());
    }

    [Fact]
    public void A_refund_alone_tells_nobody_twice()
    {
        using NoticeScene scene = new NoticeScene().Grant(100).Use(51 * NoticeScene.Hour);
        _ = scene.Bank.Service.Refund(new RefundCommand { JobIds = ["1"], Amount = ServiceUnits.Parse("10"), Reason = "node failed" });
        _ = scene.Bank.Sync();
        _ = scene.Use(10 * NoticeScene.Hour);
        Assert.Equal("use:50", scene.Told());
    }

    [Fact]
    public void A_period_that_ends_and_the_next_begin_anew()
    {
        long end = TestBank.Open + (100 * Day);
        using NoticeScene scene = new NoticeScene("percents = [50]\ndays = []").Grant(100, end).Use(60 * NoticeScene.Hour);
        scene.Bank.Clock.Seconds = end + 1;
        _ = scene.Bank.Grant("bio", 100 * NoticeScene.Unit, start: end);
        _ = scene.Bank.Sync();
        Assert.Equal("use:50", scene.Told());
        scene.Bank.Slurm.Jobs([Doubles.JobRow.Run(900, end, 60, 3600)]);
        scene.Bank.Clock.Seconds = end + Day;
        _ = scene.Bank.Sync();
        Assert.Equal("use:50 use:50", scene.Told());
    }

    [Theory]
    [InlineData(69, "")]
    [InlineData(70, "end:30")]
    [InlineData(93, "end:7")]
    [InlineData(101, "end:7")]
    public void Days_before_an_end_are_caught_up_whenever_one_looks(int day, string told)
    {
        using NoticeScene scene = new NoticeScene().Grant(100, TestBank.Open + (100 * Day));
        _ = scene.Bank.Sync();
        scene.Bank.Clock.Seconds = TestBank.Open + (day * Day);
        _ = scene.Bank.Sync();
        _ = scene.Bank.Sync();
        Assert.Equal(told, scene.Told());
    }

    [Fact]
    public void Each_day_is_told_in_its_turn_and_again_for_another_end()
    {
        using NoticeScene scene = new NoticeScene().Grant(100, TestBank.Open + (100 * Day));
        foreach (int day in new[] { 10, 71, 72, 94, 95 })
        {
            scene.Bank.Clock.Seconds = TestBank.Open + (day * Day);
            _ = scene.Bank.Sync();
        }

        Assert.Equal("end:30 end:7", scene.Told());
        _ = scene.Bank.Service.SetAllocation(new TermsCommand { Account = "bio", AllocationId = 1, EndDate = TestBank.At(TestBank.Open + (200 * Day)) });
        scene.Bank.Clock.Seconds = TestBank.Open + (175 * Day);
        _ = scene.Bank.Sync();
        Assert.Equal("end:30 end:7 end:30", scene.Told());
    }

    [Fact]
    public void Of_what_had_ended_before_anybody_looked_and_of_short_windows_nothing_is_told()
    {
        using NoticeScene scene = new NoticeScene().Grant(100, TestBank.Open + (2 * Day));
        scene.Bank.Clock.Seconds = TestBank.Open + (3 * Day);
        _ = scene.Bank.Sync();
        _ = scene.Grant(100, TestBank.Open + (9 * Day));
        _ = scene.Bank.Sync();
        Assert.Equal("end:7", scene.Told());
    }

    [Fact]
    public void An_account_may_have_its_own_thresholds_or_none()
    {
        using NoticeScene scene = new NoticeScene().Grant(100);
        AccountReport own = scene.Bank.Service.SetAccount(new AccountChange { Account = "bio", Thresholds = "12.5, 99.99", NoticeDays = "none" });
        Assert.Equal([12.5m, 99.99m], own.Thresholds);
        Assert.Empty(own.NoticeDays);
        _ = scene.Use(13 * NoticeScene.Hour);
        Assert.Equal("use:12.5", scene.Told());
        AccountReport none = scene.Bank.Service.SetAccount(new AccountChange { Account = "bio", Thresholds = "none" });
        Assert.Empty(none.Thresholds);
        _ = scene.Use(90 * NoticeScene.Hour);
        Assert.Equal("use:12.5", scene.Told());
        Assert.Equal([50m, 75m, 90m], scene.Bank.Service.SetAccount(new AccountChange { Account = "bio", Thresholds = "default" }).Thresholds);
        _ = scene.Bank.Sync();
        Assert.Equal("use:12.5 use:90", scene.Told());
        _ = Assert.Throws<TextFormatException>(() => scene.Bank.Service.SetAccount(new AccountChange { Account = "bio", Thresholds = "0" }));
        _ = Assert.Throws<TextFormatException>(() => scene.Bank.Service.SetAccount(new AccountChange { Account = "bio", NoticeDays = "-1" }));
    }

    [Fact]
    public void An_account_that_is_only_recorded_is_told_nothing_until_that_changes()
    {
        using NoticeScene scene = new NoticeScene().Grant(100);
        _ = scene.Bank.Service.SetAccount(new AccountChange { Account = "bio", Mode = AccountMode.Track });
        _ = scene.Use(95 * NoticeScene.Hour);
        Assert.Empty(scene.All());
        _ = scene.Bank.Service.SetAccount(new AccountChange { Account = "bio", UseDefaultMode = true });
        _ = scene.Bank.Sync();
        Assert.Equal("use:90", scene.Told());
    }

    [Fact]
    public void A_plan_records_nothing()
    {
        using NoticeScene scene = new NoticeScene().Grant(100);
        scene.Bank.Slurm.Jobs([Doubles.JobRow.Run(1, TestBank.Open, 95, 3600)]);
        _ = scene.Bank.Sync(new SyncCommand { IsPlan = true });
        _ = scene.Bank.Enforce(new EnforceCommand { IsPlan = true });
        Assert.Empty(scene.All());
        _ = scene.Bank.Sync();
        Assert.Equal("use:90", scene.Told());
    }
}
