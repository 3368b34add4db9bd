using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger.Tests.Support;

namespace SlurmBank.Ledger.Tests.Operations;

/// <summary>Trees of many accounts, deep and wide: their figures are those of the rule, and nothing in them grows with the depth of the stack.</summary>
public sealed class LargeTreeTests
{
    private const int Many = 20_000;

    [Fact]
    public void What_is_at_the_top_reaches_the_bottom_of_a_very_deep_tree()
    {
        var figures = Figures(Enumerable.Range(2, Many - 1).Select(id => new DrawLink(id, id - 1, 0)), id => id == 1 ? 1_000_000 : 0, id => id == Many ? 10 : 0);
        Assert.Equal(1_000_000, figures(Many).Tree.FromParentSpendable.Units);
        Assert.Equal((1_000_000 - 10, 10), (figures(Many).Spendable.Units, figures(1).Tree.ClaimedByRunning.Units));
        Assert.Equal(1_000_000 - 10, figures(Many / 2).Spendable.Units);
        Assert.True(figures(Many).IsManaged);
    }

    /// <summary>Every child's jobs need one more than it has: what is left for one is what the others do not claim.</summary>
    [Fact]
    public void Many_brothers_are_never_promised_the_same()
    {
        var figures = Figures(Enumerable.Range(2, Many - 1).Select(id => new DrawLink(id, 1, 0)), id => id == 1 ? Many : 5, id => id == 1 ? 0 : 6);
        Assert.Equal(Many - (Many - 2), figures(2).Tree.FromParentSpendable.Units);
        Assert.Equal(1, figures(Many).Spendable.Units);
        Assert.Equal((Many - 1, 1), (figures(1).Tree.ClaimedByRunning.Units, figures(1).Spendable.Units));
    }

    [Fact]
    public void Groups_chains_and_children_of_a_tree()
    {
        var tree = new DrawTree([new DrawLink(2, 1, 0), new DrawLink(3, 2, 0), new DrawLink(4, 1, 50), new DrawLink(7, 6, 0), new DrawLink(3, 4, 100), new DrawLink(2, null, 200)]);
        Assert.Equal([1L, 2, 3, 4], tree.Group(3));
        Assert.Equal([6L, 7], tree.Group(7));
        Assert.Equal([5L], tree.Group(5));
        Assert.Equal([2L, 1], tree.ChainAt(3, 99));
        Assert.Equal([4L, 1], tree.ChainAt(3, 100));
        Assert.Equal([2L, 4], tree.ChildrenAt(1, 100));
        Assert.Equal([4L], tree.ChildrenAt(1, 200));
        Assert.Equal([(long.MinValue, ""), (0L, "2,1"), (100L, "4,1")], tree.Stretches(3).Select(s => (s.From, string.Join(',', s.Chain))));
    }

    /// <summary>Decisions about different times can make a ring of accounts; it is cut, and nobody waits for ever.</summary>
    [Fact]
    public void A_ring_is_cut()
    {
        var figures = Figures([new DrawLink(1, 2, 0), new DrawLink(2, 3, 0), new DrawLink(3, 1, 0), new DrawLink(4, 3, 0)], _ => 10, _ => 1);
        Assert.All(Enumerable.Range(1, 4), id => Assert.InRange(figures(id).Spendable.Units, 9, 40));
    }

    private static Func<long, AccountBalance> Figures(IEnumerable<DrawLink> links, Func<long, long> remaining, Func<long, long> running)
    {
        var tree = new DrawTree(links);
        Dictionary<long, AccountBalance> own = tree.Group(1).ToDictionary(id => id, id => new AccountBalance(
            new Account(id, $"a{id}", 0), "SU", AccountSettings.Default, 10, id == 1, TestLedger.Units(remaining(id)), TestLedger.Units(remaining(id)), ServiceUnits.Zero, ServiceUnits.Zero,
            new PendingSums(TestLedger.Units(running(id)), ServiceUnits.Zero, ServiceUnits.Zero), []));
        var figures = new TreeFigures(tree, own.Values, 10);
        return id => figures.Of(own[id]);
    }
}
