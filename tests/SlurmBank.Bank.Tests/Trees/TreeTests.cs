using System;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank.Tests.Trees;

/// <summary>A child draws on its parent's allocations after its own: charges, figures, promises, holds, what is published.</summary>
public sealed class TreeTests
{
    private const long Hour = TreeScene.Hour;

    [Fact]
    public void A_child_spends_its_own_first_and_then_its_parents()
    {
        using TreeScene scene = new TreeScene().Drawing(100);
        scene.Bank.Grant("left", 10 * Hour);
        scene.Ran(1, "left", 30);
        Assert.Equal((10 * Hour, 10 * Hour, 30 * Hour), (scene.Of("left").GrantedUnits, scene.Of("left").ChargedUnits, scene.Of("left").TotalChargedUnits));
        Assert.Equal((20 * Hour, 0L, 80 * Hour), (scene.Of("faculty").ChargedUnits, scene.Of("faculty").TotalChargedUnits, scene.Of("faculty").AvailableUnits));
        Assert.Equal(("faculty", 80 * Hour, 80 * Hour), (scene.Of("left").Parent, scene.Of("left").FromParentUnits, scene.Of("left").AvailableUnits));
        Assert.Equal(80 * Hour, scene.Of("right").AvailableUnits);
        Assert.True(scene.Bank.Service.Accounts(["right"]).Single().IsManaged);
        scene.Bank.AssertSound();
    }

    /// <summary>A sum over the tree takes off what comes from parents.</summary>
    [Fact]
    public void A_sum_over_the_tree_counts_nothing_twice()
    {
        using TreeScene scene = new TreeScene().Drawing(100);
        scene.Bank.Grant("left", 10 * Hour);
        Assert.Equal(110 * Hour, scene.Bank.Service.Balances([]).Where(b => b.Status != "unmanaged").Sum(b => b.AvailableUnits - b.FromParentUnits));
    }

    [Fact]
    public void Refunds_and_corrections_go_back_to_who_paid()
    {
        using TreeScene scene = new TreeScene().Drawing(100);
        scene.Ran(1, "left", 30);
        scene.Bank.Service.Refund(new RefundCommand { JobIds = ["1"], Amount = ServiceUnits.FromUnits(10 * Hour), Reason = "node failed" }).ToList();
        Assert.Equal((20 * Hour, 20 * Hour), (scene.Of("faculty").ChargedUnits, scene.Of("left").TotalChargedUnits));
        scene.Bank.AssertSound();
    }

    [Fact]
    public void The_parents_statement_shows_what_its_children_drew()
    {
        using TreeScene scene = new TreeScene().Drawing(100);
        scene.Ran(1, "left", 30);
        TransactionReport draw = scene.Bank.Service.Transactions(new TransactionQuery { Accounts = ["faculty"], Kinds = ["redraw"] }).Single();
        Assert.Equal(("left", "faculty", "left draws on faculty"), (draw.Account, draw.OtherAccount, draw.Reason));
    }

    [Fact]
    public void Two_siblings_cannot_be_promised_the_same_amount()
    {
        using TreeScene scene = new TreeScene().Drawing(8);
        Assert.Equal("allow", scene.Decide("left", "ann").Action);
        Assert.Equal("allow", scene.Decide("right", "bo").Action);
        scene.Bank.Slurm.Queue([QueueRow.Running(1, TestBank.Open + 3600, "left") with { Tres = "cpu=5,mem=1M,node=1,billing=5" }]);
        scene.Bank.Slurm.Jobs([new JobRow(1, TestBank.Open + 3600, TestBank.Open + 3600, null) { State = "RUNNING", Account = "left", Tres = "cpu=5,mem=1M,node=1,billing=5" }]);
        scene.Bank.Sync();
        Assert.Equal((5 * Hour, 3 * Hour, 3 * Hour), (scene.Of("faculty").ClaimedByChildrenUnits, scene.Of("faculty").AvailableUnits, scene.Of("right").AvailableUnits));
        JobDecision second = scene.Decide("right", "bo");
        Assert.Equal(("refuse", 2 * Hour), (second.Action, second.MissingUnits));
    }

    [Fact]
    public void A_child_is_held_when_its_parent_has_nothing_left_and_a_solvent_one_is_not()
    {
        using TreeScene scene = new TreeScene().Drawing(20);
        scene.Bank.Grant("right", 5 * Hour);
        scene.Ran(1, "left", 20);
        scene.Bank.Enforce();
        Assert.Equal(("0", "0", ""), (scene.Limit("left"), scene.Limit("faculty", "dean"), scene.Limit("right")));
        Assert.Equal((string.Empty, string.Empty), (scene.Limit("faculty"), scene.Limit("right", "bo")));
        scene.Bank.Grant("faculty", Hour, reference: "more");
        scene.Bank.Enforce();
        Assert.Equal((string.Empty, string.Empty), (scene.Limit("left"), scene.Limit("faculty", "dean")));
    }

    [Fact]
    public void Without_a_parent_in_Slurm_or_in_a_ring_it_is_refused()
    {
        using var scene = new TreeScene();
        Assert.Throws<InvalidRequestException>(() => scene.Bank.Service.SetAccount(new AccountChange { Account = "faculty", DrawOnParent = true }));
        Assert.Throws<InvalidRequestException>(() => scene.Bank.Service.SetAccount(new AccountChange { Account = "left", Since = TestBank.At(0) }));
        Assert.Equal("faculty", scene.Bank.Service.SetAccount(new AccountChange { Account = "left", DrawOnParent = true, IsPlan = true }).DrawsOn);
        Assert.Null(scene.Bank.Service.Accounts(["left"]).Single().DrawsOn);
        scene.Bank.Service.SetAccount(new AccountChange { Account = "left", DrawOnParent = true });
        Assert.Equal("faculty", scene.Bank.Service.Accounts(["left"]).Single().DrawsOn);
        Assert.Null(scene.Bank.Service.SetAccount(new AccountChange { Account = "left", DrawOnParent = false }).DrawsOn);
        scene.Bank.AssertSound();
    }

    /// <summary>An account that was moved in Slurm draws on its new parent from then on, and what was done before stays where it was.</summary>
    [Fact]
    public void An_account_that_moves_in_Slurm_draws_on_its_new_parent()
    {
        using TreeScene scene = new TreeScene().Drawing(100);
        scene.Ran(1, "left", 30);
        scene.Bank.Slurm.Associations([new AssociationRow("root"), new AssociationRow("faculty"), new AssociationRow("right"), new AssociationRow("left", Parent: "right"), new AssociationRow("left", "ann")]);
        scene.Bank.Sync();
        Assert.Equal("right", scene.Bank.Service.Accounts(["left"]).Single().DrawsOn);
        Assert.Equal(70 * Hour, scene.Of("faculty").AvailableUnits);
        scene.Bank.AssertSound();
    }

    [Fact]
    public void The_gate_is_told_of_the_tree_of_scoped_funds_and_of_limits()
    {
        using TreeScene scene = new TreeScene().Drawing(8);
        scene.Bank.Service.Grant(new GrantCommand { Account = "left", Amount = ServiceUnits.FromUnits(3 * Hour), Scope = new AllocationScope([], ["gpu"], [], []) });
        scene.Bank.Service.SetAccount(new AccountChange { Account = "left", UserLimits = [new UserLimitChange("ann", ServiceUnits.FromUnits(Hour))] });
        scene.Bank.Service.PublishSnapshot();
        SnapshotDocument published = SnapshotFile.Read(scene.Bank.Snapshot);
        SnapshotAccount left = published.Accounts.Single(a => a.Name == "left");
        Assert.Equal(("faculty", 11 * Hour), (left.Parent, left.Available));
        Assert.Equal((8 * Hour, 11 * Hour), (left.LeftFor("lab", "cpu", "normal", "ann"), left.LeftFor("lab", "gpu", "normal", "ann")));
        Assert.Equal([new SnapshotUserLimit("ann", Hour, Hour, 0, Hour)], left.UserLimits);
        Assert.Empty(published.Accounts.Single(a => a.Name == "faculty").Funds);
    }
}
