using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>What other accounts make of an account's figures.</summary>
/// <param name="Parent">The account that it draws on; null for none.</param>
/// <param name="FromParentSpendable">What that one, and those above it, have left for it, less what running jobs of others may still cost them; 0 or more.</param>
/// <param name="FromParentAvailable">The same, less what waiting gated jobs may cost too.</param>
/// <param name="ClaimedByRunning">What running jobs of accounts that draw on it may still cost it, as far as its own jobs leave something.</param>
/// <param name="ClaimedByAll">The same with waiting gated jobs.</param>
public readonly record struct TreeShare(
    Account? Parent, ServiceUnits FromParentSpendable, ServiceUnits FromParentAvailable, ServiceUnits ClaimedByRunning, ServiceUnits ClaimedByAll);

/// <summary>
/// Shares what is left among accounts that draw on one another. What an account's jobs may still cost beyond its own funds is claimed from the account
/// that it draws on, so that two children cannot both count on the same amount. A credit limit is the account's own. Claims are added up from below and
/// what is left is handed down, each account once, so a tree costs what it has accounts, however deep or wide.
/// </summary>
internal sealed class TreeFigures
{
    private readonly DrawTree tree;
    private readonly Dictionary<long, TreeNode> nodes;

    /// <summary>Prepares the shares.</summary>
    /// <param name="tree">Who draws on whom.</param>
    /// <param name="balances">The accounts' own figures in one currency; those of a group all together.</param>
    /// <param name="instant">The instant, in seconds since 1970 UTC.</param>
    internal TreeFigures(DrawTree tree, IEnumerable<AccountBalance> balances, long instant)
    {
        this.tree = tree;
        nodes = balances.ToDictionary(b => b.Account.Id, b => new TreeNode(b));
        foreach ((long id, TreeNode node) in nodes)
        {
            if (tree.ParentAt(id, instant) is long parent && nodes.TryGetValue(parent, out TreeNode? up))
            {
                node.Parent = up;
                up.Children.Add(node);
            }
        }

        List<TreeNode> order = FromAbove();
        for (int i = order.Count - 1; i >= 0; i--)
        {
            order[i].AddUp();
        }

        order.ForEach(node => node.HandDown());
    }

    /// <summary>An account's figures with what it gets and gives.</summary>
    internal AccountBalance Of(AccountBalance own)
    {
        if (tree.Group(own.Account.Id).Count == 1 || !nodes.TryGetValue(own.Account.Id, out TreeNode? node))
        {
            return own;
        }

        var share = new TreeShare(node.Parent?.Own.Account, Fit(node.FromAbove.Running), Fit(node.FromAbove.All), Fit(node.Taken.Running), Fit(node.Taken.All));
        return own with { Tree = share, IsManaged = own.IsManaged || (own.Settings.Kind != AccountKind.Unmanaged && node.IsManagedAbove) };
    }

    private static ServiceUnits Fit(Int128 units) => ServiceUnits.FromUnits((long)Int128.Clamp(units, 0, long.MaxValue));

    /// <summary>The accounts, each after the one that it draws on. Where decisions about different times make a ring, it is cut at one of its links.</summary>
    private List<TreeNode> FromAbove()
    {
        var order = new List<TreeNode>(nodes.Count);
        var met = new HashSet<TreeNode>();
        foreach (TreeNode top in nodes.Values.Where(n => n.Parent is null).Concat(nodes.Values.OrderBy(n => n.Own.Account.Id)).ToList())
        {
            if (!met.Add(top))
            {
                continue;
            }

            _ = top.Parent?.Children.Remove(top);
            top.Parent = null;
            int next = order.Count;
            order.Add(top);
            for (; next < order.Count; next++)
            {
                order.AddRange(order[next].Children.Where(met.Add));
            }
        }

        return order;
    }
}
