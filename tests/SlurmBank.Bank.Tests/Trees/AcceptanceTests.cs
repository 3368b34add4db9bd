using System;
using System.Linq;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank.Tests.Trees;

/// <summary>Rows of the acceptance table about who may spend what (section 7.3): an account with 1000 SU, a user in it with 500, nothing used.</summary>
public sealed class AcceptanceTests
{
    private const long Hour = TreeScene.Hour;

    [Fact]
    public void L1_what_the_user_may_still_spend_to_the_last_is_let_through()
    {
        using TreeScene scene = Fixture();
        JobDecision fits = scene.Decide("left", "ann", "-p cpu --array=1-100");
        Assert.Equal((500 * Hour, "paid", "allow"), (fits.CostUnits, fits.Outcome, fits.Action));
        Assert.Equal(("short", "refuse"), Words(scene.Decide("left", "ann", "-p cpu --array=1-101")));
    }

    [Fact]
    public void L3_beyond_what_the_account_has_the_least_is_refused()
    {
        using TreeScene scene = Fixture();
        scene.Ran(1, "left", 1000, user: "cy");
        JobDecision least = scene.Decide("left", "cy", minutes: 1);
        Assert.Equal(("short", "refuse"), Words(least));
        Assert.Equal((0L, least.CostUnits), (least.AvailableUnits, least.MissingUnits));
        Assert.Contains("Charged:      1000.00 SU", least.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void L4_what_costs_nothing_is_let_through_also_where_nothing_is_left()
    {
        using TreeScene scene = Fixture("[tariff]\nfree_partitions = [\"gpu\"]\n");
        scene.Ran(1, "left", 1000, user: "cy");
        Assert.Equal(("free", "allow"), Words(scene.Decide("left", "cy", "-p gpu")));
        Assert.Equal("refuse", scene.Decide("left", "cy").Action);
    }

    /// <summary>The older bank counts digits; here an amount is exact, and only what is none, or negative, is refused.</summary>
    [Theory]
    [InlineData("-0.01", false)]
    [InlineData("alphabetic", false)]
    [InlineData("NaN", false)]
    [InlineData("1.000", true)]
    [InlineData("1000000000.00", true)]
    public void L5_an_amount_is_exact_or_refused(string text, bool isTaken)
    {
        using TreeScene scene = Fixture();
        Exception? error = Record.Exception(() => scene.Bank.Service.Grant(new GrantCommand { Account = "right", Amount = ServiceUnits.Parse(text) }));
        Assert.Equal(isTaken, error is null);
        Assert.True(error is null or SlurmBankException);
        Assert.Equal(isTaken ? ServiceUnits.Parse(text).Units : 0, scene.Of("right").GrantedUnits);
    }

    [Fact]
    public void L7_without_a_share_in_the_grant_or_an_active_one_it_is_refused()
    {
        using var scene = new TreeScene();
        scene.Bank.Service.Grant(new GrantCommand { Account = "left", Amount = ServiceUnits.FromUnits(1000 * Hour), Scope = new AllocationScope([], [], [], ["ann"]) });
        Assert.Equal(("allow", "refuse"), (scene.Decide("left", "ann").Action, scene.Decide("left", "cy").Action));
        scene.Bank.Grant("right", 1000 * Hour, TestBank.Open, TestBank.Open + 60);
        Assert.Equal(("short", "refuse"), Words(scene.Decide("right", "bo")));
    }

    [Fact]
    public void L8_hardware_of_ones_own_takes_everything()
    {
        using TreeScene scene = Fixture();
        scene.Bank.Service.SetAccount(new AccountChange { Account = "left", Kind = AccountKind.Owned });
        JobDecision all = scene.Decide("left", "cy", "-p cpu --array=1-1000");
        Assert.Equal(("not-gated", "allow"), Words(all));
        scene.Ran(1, "left", 99_999, user: "cy");
        Assert.Empty(scene.Bank.Enforce().Actions);
        Assert.Equal((99_999 * Hour, 0L), (scene.Of("left").TotalChargedUnits, scene.Of("left").ChargedUnits));
        scene.Bank.AssertSound();
    }

    [Fact]
    public void L13_a_run_without_an_amount_uses_nothing()
    {
        using TreeScene scene = Fixture();
        scene.Ran(1, "left", 0);
        Assert.Equal((0L, 1000 * Hour), (scene.Of("left").ChargedUnits, scene.Of("left").AvailableUnits));
        scene.Bank.AssertSound();
    }

    /// <summary>Nobody may move a charge; only Slurm's own later word does, and the entry says so.</summary>
    [Fact]
    public void L16_a_charge_passes_to_another_only_where_Slurm_says_so()
    {
        using TreeScene scene = Fixture();
        scene.Bank.Grant("right", 1000 * Hour);
        scene.Ran(1, "left", 10);
        scene.Ran(1, "right", 10, user: "bo");
        Assert.Equal((0L, 10 * Hour), (scene.Of("left").TotalChargedUnits, scene.Of("right").TotalChargedUnits));
        TransactionReport[] moved = [.. scene.Bank.Service.Transactions(new TransactionQuery { Kinds = ["adjustment"] })];
        Assert.Equal(["left", "right"], moved.Select(m => m.Account));
        Assert.All(moved, m => Assert.Contains("user=ann -> bo", m.Body, StringComparison.Ordinal));
        scene.Bank.AssertSound();
    }

    private static (string Outcome, string Action) Words(JobDecision decision) => (decision.Outcome, decision.Action);

    private static TreeScene Fixture(string more = "")
    {
        var scene = new TreeScene("[gate]\npolicy = \"enforce\"\n[enforce]\nmode = \"enforce\"\nbrake = 1\n" + more);
        scene.Bank.Grant("left", 1000 * Hour);
        scene.Bank.Service.SetAccount(new AccountChange { Account = "left", UserLimits = [new UserLimitChange("ann", ServiceUnits.FromUnits(500 * Hour))] });
        return scene;
    }
}
