using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Ledger;
using SlurmBank.Slurm;
using static SlurmBank.Bank.Tests.Holds.Decisions;

namespace SlurmBank.Bank.Tests.Holds;

public sealed class HoldPlanTests
{
    private const string RunMins = "GrpTRESRunMins=cpu";

    /// <summary>
    /// top - left - leaf, top - right; each with a user of its own name's first letter. An account's limit holds all below it, so it is
    /// set only where nobody below may start jobs; else its own users are held.
    /// </summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("leaf", "leaf")]
    [InlineData("left leaf", "leaf left")]
    [InlineData("left", "left/l")]
    [InlineData("top", "top/t")]
    [InlineData("top left leaf", "leaf left top/t")]
    [InlineData("top right", "right top/t")]
    [InlineData("top left right", "left/l right top/t")]
    [InlineData("top left right leaf", "leaf left right top")]
    public void Where_a_hold_is_set(string held, string targets)
    {
        HoldPlan plan = Plan(Family(), held, []);
        Assert.Equal(targets, Text(plan.Set));
        Assert.All(plan.Set, m => Assert.Equal((string.Empty, "0"), (m.Before, m.After)));
        Assert.Empty(plan.Restore);
    }

    /// <summary>An account below that the ledger does not know has never had a grant: it may start jobs.</summary>
    [Fact]
    public void An_account_that_the_ledger_does_not_know_is_solvent()
    {
        HoldPlan plan = Plan(Tree(Account("top"), User("top", "t"), Account("new", "top")), "top", [], known: "top");
        Assert.Equal("top/t", Text(plan.Set));
    }

    [Fact]
    public void A_parent_of_solvent_children_without_users_of_its_own_has_nothing_to_hold()
    {
        HoldPlan plan = Plan(Tree(Account("top"), Account("child", "top")), "top", []);
        Assert.Empty(plan.Set);
        Assert.Empty(plan.TargetsOf("top", RunMins));
    }

    [Fact]
    public void Accounts_that_are_not_on_the_cluster_are_passed_over() => Assert.Empty(Plan(Tree(Account("a")), "b", [], known: "a b").Set);

    /// <summary>What Slurm shows, what the bank has put there and what is wanted make what is to be done.</summary>
    [Theory]
    [InlineData("", null, true, "set:->0")]
    [InlineData("cpu=0", "", true, "standing")]
    [InlineData("cpu=0", null, true, "set:0->0")]
    [InlineData("", "", true, "set:->0")]
    [InlineData("cpu=50", "", true, "set:50->0")]
    [InlineData("cpu=50,gres/gpu=3", null, true, "set:50->0")]
    [InlineData("gres/gpu=3", null, true, "set:->0")]
    [InlineData("cpu=0", "", false, "restore:0->")]
    [InlineData("cpu=0", "50", false, "restore:0->50")]
    [InlineData("cpu=0", "0", false, "restore:0->0")]
    [InlineData("", "", false, "gone")]
    [InlineData("cpu=50", "50", false, "gone")]
    [InlineData("", "50", false, "abandoned")]
    [InlineData("cpu=7", "50", false, "abandoned")]
    [InlineData("cpu=0", null, false, "")]
    [InlineData("cpu=7", null, false, "")]
    public void What_is_done(string shown, string? replaced, bool held, string expected)
    {
        PlacedLimit[] placed = replaced is null ? [] : [Placed("a", replaced)];
        HoldPlan plan = Plan(Tree(Account("a", runMins: shown)), held ? "a" : "", placed, known: "a");
        string[] all =
        [
            .. plan.Set.Select(m => $"set:{m.Before}->{m.After}"),
            .. plan.Restore.Select(m => $"restore:{m.Before}->{m.After}"),
            .. plan.Standing.Select(_ => "standing"),
            .. plan.Gone.Select(_ => "gone"),
            .. plan.Abandoned.Select(_ => "abandoned"),
        ];
        Assert.Equal(expected, string.Join(' ', all));
    }

    [Fact]
    public void A_limit_on_an_association_that_is_no_more_is_forgotten()
    {
        HoldPlan plan = Plan(Tree(Account("b")), "", [Placed("a", "5"), Placed("b/gone", "")], known: "b");
        Assert.Equal(["a", "b/gone"], plan.Gone.Select(l => l.Target).Order());
    }

    /// <summary>A child becomes solvent: the hold moves from the account to its users; and back.</summary>
    [Fact]
    public void A_hold_moves_between_an_account_and_its_users()
    {
        AssociationTree before = Tree(Account("top", runMins: "cpu=0"), User("top", "t"), Account("child", "top"));
        HoldPlan down = Plan(before, "top", [Placed("top", "")]);
        Assert.Equal(("top/t", "top"), (Text(down.Set), Text(down.Restore)));
        AssociationTree after = Tree(Account("top"), User("top", "t", "cpu=0"), Account("child", "top"));
        HoldPlan up = Plan(after, "top child", [Placed("top/t", "")]);
        Assert.Equal(("child top", "top/t"), (Text(up.Set), Text(up.Restore)));
    }

    [Fact]
    public void Another_mechanism_gives_the_first_ones_limit_back()
    {
        HoldPlan plan = HoldPlan.Make(Tree(Account("a", runMins: "cpu=0")), [Of("a", true, "grp-submit-jobs")], [Placed("a", "9")], _ => true);
        Assert.Equal(("a", "GrpSubmitJobs"), (plan.Set.Single().Target, plan.Set.Single().Mechanism.Limit));
        Assert.Equal(("a", RunMins, "9"), (plan.Restore.Single().Target, plan.Restore.Single().Mechanism.Limit, plan.Restore.Single().After));
    }

    /// <summary>Only what is chosen is touched; the others still decide where a parent is held.</summary>
    [Fact]
    public void Accounts_that_are_not_chosen_are_left_alone()
    {
        AssociationTree tree = Tree(Account("top"), User("top", "t"), Account("child", "top", "cpu=0"), Account("other", runMins: "cpu=0"));
        HoldPlan plan = HoldPlan.Make(tree, [Of("top", true), Of("child", false, id: 8), Of("other", false, id: 9)], [Placed("child", ""), Placed("other", "")], a => a == "top");
        Assert.Equal(("top/t", ""), (Text(plan.Set), Text(plan.Restore)));
    }

    /// <summary>One decides for the user's associations in each partition, which may have limits of their own.</summary>
    [Fact]
    public void A_user_in_several_partitions_is_held_in_each_and_gets_each_ones_limit_back()
    {
        AssociationTree open = Tree(Account("top"), User("top", "t", "cpu=5", "p"), User("top", "t", "", "q"), Account("child", "top"));
        HoldPlan plan = Plan(open, "top", []);
        Assert.Equal("top/t/p:5->0 top/t/q:->0", string.Join(' ', plan.Set.OrderBy(m => m.Target, StringComparer.Ordinal).Select(m => $"{m.Target}:{m.Before}->{m.After}")));
        AssociationTree held = Tree(Account("top"), User("top", "t", "cpu=0", "p"), User("top", "t", "cpu=0", "q"), Account("child", "top"));
        plan = Plan(held, "", [Placed("top/t/p", "5"), Placed("top/t/q", "")]);
        Assert.Equal("top/t/p:0->5 top/t/q:0->", string.Join(' ', plan.Restore.OrderBy(m => m.Target, StringComparer.Ordinal).Select(m => $"{m.Target}:{m.Before}->{m.After}")));
    }

    private static AssociationTree Family() => Tree(
        Account("top"), User("top", "t"), Account("left", "top"), User("left", "l"), Account("leaf", "left"), User("leaf", "f"), Account("right", "top"), User("right", "r"));

    private static HoldPlan Plan(AssociationTree tree, string held, IReadOnlyList<PlacedLimit> placed, string? known = null)
    {
        string[] names = known?.Split(' ') ?? [.. tree.Accounts];
        string[] spent = held.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return HoldPlan.Make(tree, names.Select((n, i) => Of(n, spent.Contains(n), id: i + 1)), placed, _ => true);
    }

    private static PlacedLimit Placed(string target, string replaced) => new(7, "lab", target, RunMins, replaced, "0");

    private static string Text(IEnumerable<LimitMove> moves) => string.Join(' ', moves.Select(m => m.Target).Order(StringComparer.Ordinal));
}
