using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Grants;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank.Tests.Trees;

/// <summary>What a child draws on its parent is seen wherever the parent's money is looked at: forecasts, interim charges, carry-over.</summary>
public sealed class TreeMoneyTests
{
    private const long T = TestBank.Open;
    private const long Day = TestBank.Day;
    private const long Su = ServiceUnits.UnitsPerServiceUnit;

    /// <summary>Two brothers use 20 and 30 SU a day of their parent's 1000; after ten days 500 are left, for ten more.</summary>
    [Fact]
    public void A_childs_forecast_counts_on_the_parents_grant_and_on_what_its_brothers_take()
    {
        using TestBank bank = Tree();
        bank.Grant("top", 1000 * Su);
        Used(bank, 10, ("left", 20), ("right", 30));
        ForecastReport[] all = Forecasts(bank);
        Assert.All(all, f => Assert.Equal(("runs-out", TimeSpan.FromDays(10)), (f.Outlook, f.TimeLeft!.Value)));
        Assert.Equal([20 * Su, 30 * Su, 0], all.Select(f => f.BurnRateUnits));
        Assert.Equal(["top", "top", "top"], all.Select(f => Assert.Single(f.Allocations).Account));

        // The parent does no work itself; its grant is used all the same.
        Assert.Equal(TimeSpan.FromDays(10), all[2].TimeToThreshold);
        Assert.Null(all[0].TimeToThreshold);
    }

    /// <summary>A child's own grant lasts for a while, then it turns to the parent's, and the parent's ends sooner for it.</summary>
    [Fact]
    public void A_childs_own_grant_is_used_first()
    {
        using TestBank bank = Tree();
        bank.Grant("top", 1000 * Su);
        bank.Grant("left", 300 * Su);
        Used(bank, 10, ("left", 20), ("right", 30));

        // 100 of its own for 5 days; the parent's 700 less 150 by then, and 550 at 50 a day for 11 days.
        ForecastReport[] all = Forecasts(bank);
        Assert.Equal([16, 16, 16], all.Select(f => (int)f.TimeLeft!.Value.TotalDays));
        Assert.Equal([5, 16], all[0].Allocations.OrderBy(a => a.Account, StringComparer.Ordinal).Select(a => (a.RunsOut!.Value - all[0].Time).TotalDays));
        Assert.Equal(TimeSpan.FromDays(5), all[0].TimeToThreshold);
    }

    /// <summary>A burn-down shows what the forecast counts on: a child's has the parent's grant in it, and a parent's what its children take; both end where the balances stand.</summary>
    [Fact]
    public void A_burn_down_chart_shows_what_can_be_drawn_on_and_what_all_took_of_it()
    {
        using TestBank bank = Tree();
        bank.Grant("top", 1000 * Su, end: T + (60 * Day));
        bank.Grant("left", 300 * Su, end: T + (60 * Day));
        Used(bank, 10, ("left", 20), ("right", 30));
        string Of(string account) => bank.Service.Chart(new ChartQuery { Account = account }).Description;
        Assert.Contains("Granted 1300.00 SU, charged 200.00 SU for its own work, left 800.00 SU after the work of all who draw on them", Of("left"), StringComparison.Ordinal);
        Assert.Contains("Granted 1000.00 SU, charged 300.00 SU for its own work, left 700.00 SU", Of("right"), StringComparison.Ordinal);
        Assert.Contains("Granted 1000.00 SU, charged 0.00 SU for its own work, left 700.00 SU", Of("top"), StringComparison.Ordinal);
        Assert.All(new[] { "left", "right", "top" }, a => Assert.Equal(Forecasts(bank).Single(f => f.Account == a).SpendableUnits, bank.Service.Balances([a]).Single().SpendableUnits));
        Assert.Equal("left: what is left of the grants, with those of top, in SU", bank.Service.Chart(new ChartQuery { Account = "left" }).Title);
        Assert.Equal("top: what is left of the grants, in SU", bank.Service.Chart(new ChartQuery { Account = "top" }).Title);

        // Five days in, right had taken 150 of the parent's, and left nothing yet.
        Assert.Contains("left 850.00 SU", bank.Service.Chart(new ChartQuery { Account = "top", EndTime = TestBank.At(T + (5 * Day)) }).Description, StringComparison.Ordinal);
    }

    [Fact]
    public void An_account_without_a_grant_in_its_tree_has_nothing_to_burn_down()
    {
        using TestBank bank = Tree();
        Used(bank, 1, ("left", 20));
        Assert.Contains("nor has an account that it draws on", Assert.Throws<InvalidRequestException>(() => bank.Service.Chart(new ChartQuery { Account = "left" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_parents_window_that_ends_is_the_end_for_its_children()
    {
        using TestBank bank = Tree();
        bank.Grant("top", 1000 * Su, end: T + (14 * Day));
        Used(bank, 10, ("left", 20));
        ForecastReport child = Forecasts(bank)[0];
        Assert.Equal(("lasts", 720m), (child.Outlook, Assert.Single(child.Allocations).Unused));
    }

    /// <summary>A run goes on past the end of the parent's window, the only one that pays for it: the part up to the end is charged to that window.</summary>
    [Fact]
    public void A_run_is_charged_up_to_the_end_of_a_parents_window()
    {
        using TestBank bank = Tree();
        const long End = T + 10_000;
        bank.Grant("top", 20_000_000, end: End);
        bank.Grant("top", 20_000_000, End, End + 50_000);
        bank.Clock.Seconds = End + 500;
        bank.Slurm.Jobs([JobRow.Run(1, End - 4_000, 0, account: "left") with { End = null, State = "RUNNING" }]);
        bank.Slurm.Queue([QueueRow.Running(1, End - 4_000, "left") with { TimeLimit = "5:00:00" }]);
        _ = bank.Sync();
        Assert.Equal([4_000_000, 0], bank.Service.Allocations(["top"]).Select(a => a.DrawnUnits));
        Assert.Equal(4_000_000, bank.Balance("left").TotalChargedUnits);
        bank.Clock.Seconds = End + 5_000;
        bank.Slurm.Jobs([JobRow.Run(1, End - 4_000, 7_000, account: "left")]);
        bank.Slurm.Queue([]);
        _ = bank.Sync();
        Assert.Equal([4_000_000, 3_000_000], bank.Service.Allocations(["top"]).Select(a => a.DrawnUnits));
        bank.AssertSound();
    }

    /// <summary>The ends of a parent's windows are nothing to a child that did not draw on it then.</summary>
    [Fact]
    public void Ends_before_a_child_drew_on_its_parent_make_no_interim_charge()
    {
        using TestBank bank = Tree(since: T + 20_000);
        bank.Grant("left", 90_000_000);
        bank.Grant("top", 20_000_000, end: T + 10_000);
        bank.Clock.Seconds = T + 12_000;
        bank.Slurm.Jobs([JobRow.Run(1, T + 5_000, 0, account: "left") with { End = null, State = "RUNNING" }]);
        bank.Slurm.Queue([QueueRow.Running(1, T + 5_000, "left") with { TimeLimit = "5:00:00" }]);
        _ = bank.Sync();
        Assert.Equal(0, bank.Balance("left").TotalChargedUnits);
    }

    /// <summary>The parent carried half of what was unused over; then a child's late run shows that less was.</summary>
    [Fact]
    public void A_late_run_of_a_child_takes_back_what_its_parent_carried_over_too_much()
    {
        using TestBank bank = Tree();
        bank.Service.GrantAll(GrantScene.Command(100, account: "top") with { Every = "month", Count = 3, CarryOver = 0.5m });
        bank.Clock.Seconds = T + (32 * Day);
        Assert.Equal(["top carry-over 50"], Due(bank));
        bank.Slurm.Jobs([JobRow.Run(1, T + (30 * Day), 3600, 80, "left")]);
        _ = bank.Sync(T, bank.Clock.Seconds);
        Assert.Equal((10m, 110m), (bank.Service.Series(["top"]).Single().CarriedIn, bank.Balance("top").Available));
        Assert.Empty(Due(bank));
        bank.AssertSound();
    }

    /// <summary>Child and parent both carry over: what the child got it does not draw from above, whichever of them was granted first.</summary>
    [Theory]
    [InlineData("left", "top")]
    [InlineData("top", "left")]
    public void Carry_over_of_child_and_parent_is_one_reckoning(string first, string second)
    {
        using TestBank bank = Tree();
        foreach (string account in new[] { first, second })
        {
            bank.Service.GrantAll(GrantScene.Command(100, account: account) with { Every = "month", Count = 3, CarryOver = 0.5m });
        }

        bank.Slurm.Jobs([JobRow.Run(1, T + Day, 3600, 40, "left"), JobRow.Run(2, T + (33 * Day), 3600, 150, "left")]);
        bank.Clock.Seconds = T + (65 * Day);
        _ = bank.Sync(T, bank.Clock.Seconds);

        // January: the child leaves 60 and carries 30, the parent 50. In February the child has 130 and draws 20 of the parent's 150: it carries nothing, and the parent,
        // whose 50 carried in are used first, half of its own 100.
        var received = bank.Service.AllocationHistory([]).Where(p => p.CarriedIn > 0).Select(p => $"{p.Account} {p.StartDate:MM} {p.CarriedIn:0.##}").Order(StringComparer.Ordinal);
        Assert.Equal(["left 02 30", "top 02 50", "top 03 50"], received);
        Assert.Empty(Due(bank));
        bank.AssertSound();
    }

    private static string[] Due(TestBank bank) => [.. bank.Service.RunDue(new DueCommand()).Select(a => FormattableString.Invariant($"{a.Account} {a.Action} {a.Amount:0.##}"))];

    private static ForecastReport[] Forecasts(TestBank bank) => [.. bank.Service.Forecasts(new ForecastQuery { Accounts = ["left", "right", "top"], Days = 10 })];

    private static TestBank Tree(long since = T)
    {
        TestBank bank = TestBank.Opened();
        bank.Slurm.Associations([new AssociationRow("root"), new AssociationRow("top"), new AssociationRow("left", Parent: "top"), new AssociationRow("right", Parent: "top")]);
        bank.Service.Initialize(new InitializeCommand());
        foreach (string child in new[] { "left", "right" })
        {
            bank.Service.SetAccount(new AccountChange { Account = child, DrawOnParent = true, Since = TestBank.At(since), Reason = "one pot" });
        }

        return bank;
    }

    /// <summary>So many SU a day, for some days up to now.</summary>
    private static void Used(TestBank bank, int days, params (string Account, int Su)[] each)
    {
        bank.Clock.Seconds = T + (days * Day);
        IEnumerable<JobRow> rows = Enumerable.Range(0, days).SelectMany(d => each.Select((e, i) => JobRow.Run((d * 10) + i + 1, T + (d * Day), 3600, e.Su, e.Account)));
        bank.Slurm.Jobs([.. rows]);
        _ = bank.Sync(T, bank.Clock.Seconds);
    }
}
