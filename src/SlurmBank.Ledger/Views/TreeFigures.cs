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
/// that it draws on, so that two children cannot both count on the same amount. A credit limit is the account's own.
/// </summary>
internal sealed class TreeFigures
{
    private readonly DrawTree tree;
    private readonly long instant;
    private readonly Dictionary<long, AccountBalance> balances;
    private readonly Dictionary<(long, bool), Int128> claims = [];

    /// <summary>Prepares the shares.</summary>
    /// <param name="tree">Who draws on whom.</param>
    /// <param name="balances">The accounts' own figures in one currency; those of a group all together.</param>
    /// <param name="instant">The instant, in seconds since 1970 UTC.</param>
    internal TreeFigures(DrawTree tree, IEnumerable<AccountBalance> balances, long instant)
    {
        this.tree = tree;
        this.instant = instant;
        this.balances = balances.ToDictionary(b => b.Account.Id);
    }

    /// <summary>An account's figures with what it gets and gives.</summary>
    internal AccountBalance Of(AccountBalance own)
    {
        long id = own.Account.Id;
        if (tree.Group(id).Count == 1)
        {
            return own;
        }

        Account? parent = ParentOf(id)?.Account;
        var share = new TreeShare(parent, Fit(FromParent(id, false)), Fit(FromParent(id, true)), Fit(Taken(id, false)), Fit(Taken(id, true)));
        return own with { Tree = share, IsManaged = own.IsManaged || (own.Settings.Kind != AccountKind.Unmanaged && tree.ChainAt(id, instant).Any(p => balances.TryGetValue(p, out AccountBalance? up) && up.IsManaged)) };
    }

    private static ServiceUnits Fit(Int128 units) => ServiceUnits.FromUnits((long)Int128.Clamp(units, 0, long.MaxValue));

    private AccountBalance? ParentOf(long id) => tree.ParentAt(id, instant) is long parent ? balances.GetValueOrDefault(parent) : null;

    private IEnumerable<long> Children(long id) => tree.ChildrenAt(id, instant).Where(balances.ContainsKey);

    /// <summary>Funds without a credit limit.</summary>
    private Int128 Funds(long id) => (Int128)balances[id].Remaining.Units - balances[id].Overdraft.Units;

    private Int128 Pending(long id, bool all)
    {
        PendingSums sums = balances[id].Pending;
        return (Int128)sums.Running.Units + (all ? sums.Gated.Units : 0);
    }

    /// <summary>What an account's jobs, and those of the accounts that draw on it, may cost beyond its own funds.</summary>
    private Int128 Claim(long id, bool all)
    {
        if (!claims.TryGetValue((id, all), out Int128 claim))
        {
            claim = Int128.Max(0, Pending(id, all) + Children(id).Aggregate(Int128.Zero, (sum, c) => sum + Claim(c, all)) - Int128.Max(0, Funds(id)));
            claims.Add((id, all), claim);
        }

        return claim;
    }

    /// <summary>What the children's claims take of what an account has: what its own jobs leave, at most.</summary>
    private Int128 Taken(long id, bool all) =>
        Int128.Min(Children(id).Aggregate(Int128.Zero, (sum, c) => sum + Claim(c, all)), Int128.Max(0, Int128.Max(0, Funds(id)) - Pending(id, all) + FromParent(id, all)));

    private Int128 FromParent(long id, bool all)
    {
        if (ParentOf(id) is not AccountBalance parent)
        {
            return 0;
        }

        if (parent.IsUnlimited)
        {
            return long.MaxValue;
        }

        long up = parent.Account.Id;
        Int128 others = Children(up).Where(c => c != id).Aggregate(Int128.Zero, (sum, c) => sum + Claim(c, all));
        return Int128.Max(0, Int128.Max(0, Funds(up)) - Pending(up, all) - others + FromParent(up, all));
    }
}
