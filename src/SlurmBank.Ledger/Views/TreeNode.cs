using System;
using System.Collections.Generic;

namespace SlurmBank.Ledger;

/// <summary>An account's place in a tree, with what its jobs and those below it claim from above, and what it gets from there; the second figure counts waiting gated jobs too.</summary>
internal sealed class TreeNode(AccountBalance own)
{
    internal AccountBalance Own { get; } = own;

    internal TreeNode? Parent { get; set; }

    internal List<TreeNode> Children { get; } = [];

    /// <summary>Whether one of the accounts that it draws on is managed.</summary>
    internal bool IsManagedAbove { get; private set; }

    /// <summary>What the children's claims sum up to.</summary>
    internal (Int128 Running, Int128 All) Below { get; private set; }

    /// <summary>What the account's jobs, and those of the accounts that draw on it, may cost beyond its own funds.</summary>
    internal (Int128 Running, Int128 All) Claim { get; private set; }

    /// <summary>What the account that it draws on, and those above, have left for it.</summary>
    internal (Int128 Running, Int128 All) FromAbove { get; private set; }

    /// <summary>What the children's claims take of what the account has: what its own jobs leave, at most.</summary>
    internal (Int128 Running, Int128 All) Taken =>
        (Int128.Min(Below.Running, Int128.Max(0, Left.Running + FromAbove.Running)), Int128.Min(Below.All, Int128.Max(0, Left.All + FromAbove.All)));

    /// <summary>Funds without a credit limit; an overdraft is the account's own.</summary>
    private Int128 Funds => Int128.Max(0, (Int128)Own.Remaining.Units - Own.Overdraft.Units);

    private (Int128 Running, Int128 All) Pending => (Own.Pending.Running.Units, (Int128)Own.Pending.Running.Units + Own.Pending.Gated.Units);

    /// <summary>What its own jobs leave of its funds; below zero where they need more.</summary>
    private (Int128 Running, Int128 All) Left => (Funds - Pending.Running, Funds - Pending.All);

    /// <summary>Adds up; the children have been added up before.</summary>
    internal void AddUp()
    {
        (Int128 running, Int128 all) = (0, 0);
        foreach (TreeNode child in Children)
        {
            running += child.Claim.Running;
            all += child.Claim.All;
        }

        Below = (running, all);
        Claim = (Int128.Max(0, running - Left.Running), Int128.Max(0, all - Left.All));
    }

    /// <summary>Hands down; the parent has been handed down to before.</summary>
    internal void HandDown()
    {
        if (Parent is not TreeNode up)
        {
            return;
        }

        IsManagedAbove = up.Own.IsManaged || up.IsManagedAbove;
        FromAbove = up.Own.IsUnlimited
            ? (long.MaxValue, long.MaxValue)
            : (Int128.Max(0, up.Left.Running - (up.Below.Running - Claim.Running) + up.FromAbove.Running), Int128.Max(0, up.Left.All - (up.Below.All - Claim.All) + up.FromAbove.All));
    }
}
