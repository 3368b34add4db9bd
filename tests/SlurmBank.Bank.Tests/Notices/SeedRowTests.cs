using System;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Holds;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Engine;
using SlurmBank.Ledger;
using SlurmBank.Ledger.Sqlite;

namespace SlurmBank.Bank.Tests.Notices;

/// <summary>
/// The single-limit bank's rows: a limit in hours, usage in CPU-seconds, thresholds 60 and 90. Where it cut hours and compared with "greater", here figures are exact, a threshold
/// counts from the moment it is reached, and an account with exactly nothing left is held: nothing more can be paid.
/// </summary>
public sealed class SeedRowTests
{
    private const string SeedThresholds = "percents = [60, 90]\ndays = []";

    [Theory]
    [InlineData("B1", 21_564_000, "", false)]
    [InlineData("B3", 32_400_000, "use:90", false)]
    [InlineData("B4", 36_000_000, "use:90", true)]
    [InlineData("B5", 36_003_599, "use:90", true)]
    [InlineData("B20", 2_686_197, "", false)]
    public void B1_B3_B4_B5_B20_flags_and_holds_of_a_limit_of_ten_thousand_hours(string row, long seconds, string told, bool held)
    {
        using NoticeScene scene = new NoticeScene(SeedThresholds).Grant(10_000).Use(seconds);
        _ = scene.Bank.Enforce();
        Assert.Equal((row, told, held ? "held" : "open"), (row, scene.Told(), scene.Bank.Balance().Status));
        Assert.Equal((36_000_000 - seconds) * 1000, scene.Bank.Balance().SpendableUnits);
    }

    /// <summary>
    /// What theirs says at the edge, beside ours. Theirs cuts to whole hours and holds only above the limit, so at exactly the limit, and for nearly an hour beyond it, jobs start that nobody can
    /// pay for. Ours holds when nothing spendable is left (design: hold if and only if spendable is zero or less): exactly zero is held, to the unit.
    /// </summary>
    [Theory]
    [InlineData("B4", 10_000, 35_999_999, false, false)]
    [InlineData("B4", 10_000, 36_000_000, false, true)]
    [InlineData("B5", 10_000, 36_003_599, false, true)]
    [InlineData("B5", 10_000, 36_003_600, true, true)]
    public void B4_B5_at_the_limit_theirs_goes_on_and_ours_is_held(string row, long limit, long seconds, bool theirs, bool ours)
    {
        using NoticeScene scene = new NoticeScene(SeedThresholds).Grant(limit).Use(seconds);
        _ = scene.Bank.Enforce();
        Assert.Equal((row, theirs, ours), (row, seconds / 3600 > limit, scene.Bank.Balance().Status == "held"));
        Assert.Equal(ours, scene.Bank.Balance().SpendableUnits <= 0);
    }

    /// <summary>The same of a limit of zero: theirs lets nearly an hour pass, ours nothing.</summary>
    [Theory]
    [InlineData(0, false)]
    [InlineData(3599, false)]
    [InlineData(3600, true)]
    public void B8_at_a_limit_of_zero_theirs_lets_an_hour_pass_and_ours_nothing(long seconds, bool theirs)
    {
        using NoticeScene scene = new NoticeScene(SeedThresholds).Grant(1);
        _ = scene.Bank.Service.Withdraw(new WithdrawCommand { Account = "bio", Amount = ServiceUnits.Parse("1"), Reason = "limit 0" });
        _ = scene.Use(seconds);
        _ = scene.Bank.Enforce();
        Assert.Equal((theirs, "held"), (seconds / 3600 > 0, scene.Bank.Balance().Status));
    }

    [Fact]
    public void B7_an_unlimited_account_is_told_nothing_and_never_held()
    {
        using NoticeScene scene = new NoticeScene(SeedThresholds).Grant(1);
        _ = scene.Bank.Service.SetAccount(new AccountChange { Account = "bio", Kind = AccountKind.Unlimited });
        _ = scene.Use(36_000_000);
        Assert.DoesNotContain(scene.Bank.Enforce().Actions, a => a.Account == "bio");
        Assert.Equal((string.Empty, "unlimited"), (scene.Told(), scene.Bank.Balance().Status));
    }

    /// <summary>A limit of zero is a grant that was withdrawn. It is held, since nothing is spendable, and nothing is told: there is no percentage of nothing.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(3599)]
    [InlineData(3600)]
    public void B8_a_limit_of_zero_is_held_and_not_told(long seconds)
    {
        using NoticeScene scene = new NoticeScene(SeedThresholds).Grant(1);
        _ = scene.Bank.Service.Withdraw(new WithdrawCommand { Account = "bio", Amount = ServiceUnits.Parse("1"), Reason = "limit 0" });
        _ = scene.Use(seconds);
        HoldAction hold = scene.Bank.Enforce().Actions.Single(a => a.Account == "bio");
        Assert.Equal(("hold", -seconds * 1000, string.Empty), (hold.Action, hold.SpendableUnits, scene.Told()));
    }

    [Fact]
    public void B9_below_the_limit_a_hold_is_released()
    {
        using var scene = HoldScene.Plain("bio", more: HoldScene.Enforced + "hold = \"grp-submit-jobs\"\n");
        Assert.Equal(("hold", "0"), (scene.Only().Action, scene.Limit("bio", column: 8)));
        _ = scene.Bank.Grant("bio", NoticeScene.Unit);
        Assert.Equal(("release", string.Empty), (scene.Only().Action, scene.Limit("bio", column: 8)));
    }

    [Fact]
    public void B19_use_on_two_clusters_is_one_sum()
    {
        using NoticeScene scene = new NoticeScene(SeedThresholds).Grant(2000);
        scene.Bank.Close();
        using (var ledger = new BankLedger(SqliteLedgerStore.Open(scene.Bank.LedgerPath), new LedgerIdentity("tester", "test", "0"), scene.Bank.Clock))
        using (LedgerSession session = ledger.Write())
        {
            foreach (string cluster in new[] { "lab", "other" })
            {
                var facts = new RunFacts(new RunKey(cluster, 1, TestBank.Open), "1", "bio", "u", "cpu", "normal", "COMPLETED", TestBank.Open, TestBank.Open + 3600, 0, "billing=1000");
                _ = session.Runs.Settle(new PricedRun(facts, "SU", 1, ServiceUnits.FromUnits(3_600_000_000), TestBank.Open), null);
            }

            session.Commit();
        }

        _ = scene.Bank.Sync();
        Assert.Equal((2000m, "use:90"), (scene.Bank.Balance().Charged, scene.Told()));
    }

    /// <summary>
    /// Theirs compares with "greater": at 25.0 % nothing, at 25.1 % 25, at 100 % still 90, and only above it 100 and a lock. Ours compares with "or equal": each threshold is told where it is
    /// reached (it is what was asked to be told of), and at 100 % nothing is left, so it is held.
    /// </summary>
    [Theory]
    [InlineData(2499, 0, "", false)]
    [InlineData(2500, 0, "use:25", false)]
    [InlineData(2510, 25, "use:25", false)]
    [InlineData(9010, 90, "use:90", false)]
    [InlineData(10_000, 90, "use:100", true)]
    [InlineData(10_001, 100, "use:100", true)]
    public void I12_thresholds_of_a_proposal(long hundredths, int theirs, string told, bool held)
    {
        Assert.Equal(theirs, new[] { 25, 50, 75, 90, 100 }.Where(t => hundredths > t * 100).DefaultIfEmpty(0).Max());
        using NoticeScene scene = new NoticeScene("percents = [25, 50, 75, 90, 100]\ndays = []").Grant(10_000).Use(hundredths * 3600);
        _ = scene.Bank.Enforce();
        Assert.Equal((told, held ? "held" : "open"), (scene.Told(), scene.Bank.Balance().Status));
    }

    /// <summary>Thresholds of 1000 with a grace of a half as a credit limit: told at 800 and 1000, held at 1500.</summary>
    [Theory]
    [InlineData(799, "", false)]
    [InlineData(800, "use:80", false)]
    [InlineData(1000, "use:100", false)]
    [InlineData(1499, "use:100", false)]
    [InlineData(1500, "use:150", true)]
    public void W21a_thresholds_with_grace(long hours, string told, bool held)
    {
        using NoticeScene scene = new NoticeScene("percents = [80, 100, 150]\ndays = []").Grant(1000);
        _ = scene.Bank.Service.SetAccount(new AccountChange { Account = "bio", CreditLimit = ServiceUnits.Parse("500") });
        _ = scene.Use(hours * NoticeScene.Hour);
        _ = scene.Bank.Enforce();
        Assert.Equal((told, held ? "held" : "open"), (scene.Told(), scene.Bank.Balance().Status));
    }
}
