using System;
using System.Linq;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank.Tests.Trees;

/// <summary>What users may be charged inside accounts, and allocations for named users: figures, the gate, holds.</summary>
public sealed class UserLimitTests
{
    private const long Hour = TreeScene.Hour;

    [Theory]
    [InlineData("ann=500", "ann", 500)]
    [InlineData("ann = 1.5k SU", "ann", 1500)]
    [InlineData("ünal=0", "ünal", 0)]
    [InlineData("ann=none", "ann", null)]
    public void A_limit_is_read(string text, string user, int? amount)
    {
        UserLimitChange change = UserLimitChange.Parse(text);
        Assert.Equal((user, amount is int su ? ServiceUnits.Parse(su.ToString(System.Globalization.CultureInfo.InvariantCulture)) : (ServiceUnits?)null), (change.User, change.Amount));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ann")]
    [InlineData("=5")]
    [InlineData("ann=")]
    [InlineData("ann=much")]
    public void Anything_else_is_refused(string text) => Assert.Throws<TextFormatException>(() => UserLimitChange.Parse(text));

    [Fact]
    public void Charges_since_the_active_grants_began_count_to_the_second()
    {
        using var scene = new TreeScene();
        scene.Bank.Grant("left", 100 * Hour, TestBank.Open + 1);
        Limit(scene, "ann", 20);
        scene.Ran(1, "left", 36, user: "ann");
        scene.Ran(2, "left", 3, user: "cy");
        UserLimitReport ann = scene.Bank.Service.Accounts(["left"]).Single().UserLimits.Single();

        // The run lasts a second, and that one is before the grant.
        Assert.Equal((0L, 20 * Hour, "open"), (ann.ChargedUnits, ann.AvailableUnits, ann.Status));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(TestBank.Open + 1), ann.Since);
    }

    [Fact]
    public void The_account_comes_first_and_then_the_user()
    {
        using var scene = new TreeScene();
        scene.Bank.Grant("left", 10 * Hour);
        Limit(scene, "ann", 4);
        JobDecision user = scene.Decide("left", "ann");
        Assert.Equal(("refuse", 4 * Hour, Hour), (user.Action, user.AvailableUnits, user.MissingUnits));
        Assert.Contains("the limit of user ann in this account does not allow this job: 1.00 SU are missing", user.Text, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromMinutes(48), user.FitsTimeLimit);
        Assert.Equal("allow", scene.Decide("left", "cy").Action);
        JobDecision account = scene.Decide("left", "ann", minutes: 180);
        Assert.Contains("the account cannot pay for this job: 5.00 SU are missing", account.Text, StringComparison.Ordinal);
        Limit(scene, "ann", null);
        Assert.Equal("allow", scene.Decide("left", "ann").Action);
    }

    [Fact]
    public void A_users_limit_counts_where_the_account_has_none()
    {
        using var scene = new TreeScene();
        scene.Bank.Service.SetAccount(new AccountChange { Account = "left", Kind = AccountKind.Unlimited });
        Limit(scene, "ann", 4);
        Assert.Equal(("refuse", "allow"), (scene.Decide("left", "ann").Action, scene.Decide("left", "cy").Action));
    }

    [Fact]
    public void A_user_whose_limit_is_used_up_is_held_and_nobody_else()
    {
        using var scene = new TreeScene();
        scene.Bank.Grant("left", 100 * Hour);
        Limit(scene, "ann", 20);
        scene.Ran(1, "left", 20, user: "ann");
        HoldAction held = scene.Bank.Enforce().Actions.Single();
        Assert.Equal(("left", "hold", true, "left/ann"), (held.Account, held.Action, held.Done, string.Join(' ', held.Targets)));
        Assert.Contains("user ann: limit 20.00 SU", held.Reason, StringComparison.Ordinal);
        Assert.Equal(("0", string.Empty, string.Empty), (scene.Limit("left", "ann"), scene.Limit("left", "cy"), scene.Limit("left")));
        Assert.Equal("keep", scene.Bank.Enforce().Actions.Single().Action);
        Limit(scene, "ann", 21);
        Assert.Equal("release", scene.Bank.Enforce().Actions.Single().Action);
        Assert.Equal(string.Empty, scene.Limit("left", "ann"));
        scene.Bank.AssertSound();
    }

    [Fact]
    public void A_balance_by_user_says_the_least_of_account_grants_and_limit()
    {
        using var scene = new TreeScene();
        scene.Bank.Service.Grant(new GrantCommand { Account = "left", Amount = ServiceUnits.FromUnits(5 * Hour), Scope = new AllocationScope([], [], [], ["cy"]), StartDate = TestBank.At(TestBank.Open) });
        scene.Bank.Grant("left", 10 * Hour);
        Limit(scene, "ann", 4);
        Balance Of(string user) => scene.Bank.Service.BalancesFor(["left"], new BalanceScope(User: user)).Single();
        Assert.Equal((4 * Hour, 4 * Hour, 15 * Hour, 10 * Hour), (Of("ann").AvailableUnits, Of("ann").UserLimitUnits, Of("cy").AvailableUnits, Of("bo").AvailableUnits));
        Assert.Equal(["left"], scene.Bank.Service.BalancesFor([], new BalanceScope(User: "cy")).Select(b => b.Account));
        Assert.Empty(scene.Bank.Service.BalancesFor([], new BalanceScope(User: "nobody")));
        Assert.Equal("allow", scene.Decide("left", "cy", minutes: 180).Action);
        Assert.Equal("refuse", scene.Decide("left", "bo", minutes: 180).Action);
        scene.Ran(1, "left", 7, user: "cy");
        Assert.Equal((8 * Hour, 8 * Hour), (Of("bo").AvailableUnits, Of("cy").AvailableUnits));
    }

    [Theory]
    [InlineData("cpu", 2)]
    [InlineData("gpu", 7)]
    [InlineData("cpu,gpu", 2)]
    public void The_gate_asks_what_is_left_in_the_partition(string partitions, long hours)
    {
        using var scene = new TreeScene();
        scene.Bank.Grant("left", 2 * Hour);
        scene.Bank.Service.Grant(new GrantCommand { Account = "left", Amount = ServiceUnits.FromUnits(5 * Hour), Scope = new AllocationScope([], ["gpu"], [], []) });
        JobDecision decision = scene.Decide("left", "ann", $"-p {partitions}");
        Assert.Equal(hours * Hour, decision.AvailableUnits);
        if (!partitions.Contains(',', StringComparison.Ordinal))
        {
            Assert.Equal(hours * Hour, scene.Bank.Service.BalancesFor(["left"], new BalanceScope(Partition: partitions)).Single().AvailableUnits);
        }
    }

    [Fact]
    public void Hardware_of_its_own_costs_an_account_nothing_and_the_rest_is_gated()
    {
        using var scene = new TreeScene();
        scene.Bank.Grant("left", Hour);
        scene.Bank.Service.SetAccount(new AccountChange { Account = "left", Kind = AccountKind.Owned, OwnedPartitions = ["gpu"] });
        scene.Ran(1, "left", 50, partition: "gpu");
        Assert.Equal((Hour, 50 * Hour), (scene.Of("left").AvailableUnits, scene.Of("left").TotalChargedUnits));
        Assert.Equal(("allow", "refuse"), (scene.Decide("left", "ann", "-p gpu").Action, scene.Decide("left", "ann").Action));
        scene.Ran(2, "left", 50);
        Assert.Empty(scene.Bank.Enforce().Actions);
        scene.Bank.AssertSound();
    }

    [Fact]
    public void An_account_that_is_unmanaged_on_purpose_owes_nothing()
    {
        using var scene = new TreeScene();
        scene.Bank.Grant("left", Hour);
        scene.Ran(1, "left", 50);
        Assert.Equal("spent", scene.Of("left").Status);
        scene.Bank.Service.SetAccount(new AccountChange { Account = "left", Kind = AccountKind.Unmanaged });
        Assert.Equal(("unmanaged", 50 * Hour), (scene.Of("left").Status, scene.Of("left").TotalChargedUnits));
        Assert.False(scene.Bank.Service.Accounts(["left"]).Single().IsManaged);
        Assert.Empty(scene.Bank.Enforce().Actions);
        Assert.Equal("allow", scene.Decide("left", "ann").Action);
        scene.Bank.AssertSound();
        scene.Bank.Service.SetAccount(new AccountChange { Account = "left", Kind = AccountKind.Funded });
        Assert.Equal("spent", scene.Of("left").Status);
        scene.Bank.AssertSound();
    }

    private static void Limit(TreeScene scene, string user, long? hours) => scene.Bank.Service.SetAccount(
        new AccountChange { Account = "left", UserLimits = [new UserLimitChange(user, hours is long h ? ServiceUnits.FromUnits(h * Hour) : null)], Reason = "so decided" });
}
