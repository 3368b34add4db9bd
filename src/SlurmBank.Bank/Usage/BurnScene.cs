using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>
/// What a forecast of an account follows: the windows that may pay for its work, its own and those of the accounts that it draws on, and the work of all
/// that is paid from them. So a child's forecast knows that its brothers draw on the same grant, and a parent's that its children do.
/// </summary>
internal sealed class BurnScene
{
    private readonly LedgerView view;
    private readonly AccountBalance balance;
    private readonly Dictionary<long, DrawOrder> orders;
    private readonly List<(long AccountId, RunFacts Facts, long Units)> work = [];
    private readonly List<AllocationBalance> others = [];

    internal BurnScene(LedgerView view, AccountBalance balance, long from)
    {
        this.view = view;
        this.balance = balance;
        DrawTree tree = view.Tree;
        IReadOnlyList<long> members = tree.Group(balance.Account.Id);
        ILookup<long, Allocation> allocations = members.SelectMany(id => view.Reader.Allocations(id)).Where(a => a.Currency == balance.Currency).ToLookup(a => a.AccountId);
        orders = members.ToDictionary(id => id, id => new DrawOrder(id, other => allocations[other], tree, view.Reader.Settings(id)));
        HashSet<long> payers = [.. tree.ChainAt(balance.Account.Id, balance.Instant).Append(balance.Account.Id)];
        foreach (AllocationBalance open in members.SelectMany(Open))
        {
            bool isOwn = open.Allocation.AccountId == balance.Account.Id;
            (isOwn || (payers.Contains(open.Allocation.AccountId) && open.Allocation.Priority != Allocation.WriteOffPriority) ? Windows : others).Add(open);
        }

        foreach (long member in view.NowSeconds > from ? members : [])
        {
            work.AddRange(UsagePieces.Cut(view.Reader, member, balance.Currency, [from, view.NowSeconds])
                .GroupBy(p => (p.Run.Facts.Key.Cluster, p.Run.Facts.Partition, p.Run.Facts.Qos, p.Run.Facts.User))
                .Select(g => (member, g.First().Run.Facts, g.Sum(p => p.Net))));
        }
    }

    /// <summary>The windows that the account may spend, active or to begin later.</summary>
    internal List<AllocationBalance> Windows { get; } = [];

    /// <summary>What the account's own work of the measured time cost, in units.</summary>
    internal long Charged => work.Where(w => w.AccountId == balance.Account.Id).Sum(w => w.Units);

    /// <summary>What all work of the measured time would take today from the account's own windows and overdraft, in units: the rate at which its own grants are used.</summary>
    internal long DrawnFromOwn
    {
        get
        {
            if (orders.Count == 1)
            {
                return Charged;
            }

            var left = Windows.Concat(others).ToDictionary(w => w.Allocation.Id, w => (w.Allocation.AccountId, w.Remaining.Units));
            return work.Where(w => Payer(w.AccountId, w.Facts, left) == balance.Account.Id).Sum(w => w.Units);
        }
    }

    /// <summary>Follows the work at the rate of the measured time.</summary>
    /// <param name="seconds">How long that was.</param>
    internal BurnOutcome Follow(long seconds)
    {
        // Beside the windows: the credit limit, less overdraft, running work, and what is promised to others' jobs.
        Int128 active = Windows.Where(w => w.Allocation.IsActiveAt(balance.Instant)).Aggregate(Int128.Zero, (sum, w) => sum + w.Remaining.Units);
        long beyond = (long)Int128.Clamp(balance.Spendable.Units - active, -long.MaxValue, long.MaxValue);
        BurnFlow[] flows = [.. work.Where(w => w.Units > 0)
            .Select(w => new BurnFlow(w.Units, at => [.. DrawPlan.Ids(orders[w.AccountId].EligibleFor(orders[w.AccountId].IntervalOf(at), w.Facts))], w.AccountId == balance.Account.Id))];
        return new Burn([.. Windows.Select(w => Window(w, true)), .. others.Select(w => Window(w, false))], flows, seconds, beyond).Follow(view.NowSeconds);
    }

    private static BurnWindow Window(AllocationBalance line, bool counts) => new(line.Allocation.Id, line.Allocation.Start, line.Allocation.End, line.Remaining.Units, counts);

    /// <summary>Whose funds pay for work now: the owner of the first allocation with something left, else who did the work.</summary>
    private long Payer(long accountId, RunFacts facts, Dictionary<long, (long AccountId, long Units)> left)
    {
        DrawOrder order = orders[accountId];
        foreach (long id in DrawPlan.Ids(order.EligibleFor(order.IntervalOf(balance.Instant), facts)))
        {
            if (left.TryGetValue(id, out (long AccountId, long Units) window) && window.Units > 0)
            {
                return window.AccountId;
            }
        }

        return accountId;
    }

    private IEnumerable<AllocationBalance> Open(long accountId) => view.Allocations(view.Reader.FindAccount(accountId)!.Name)
        .Where(a => a.Allocation.Currency == balance.Currency && a.Allocation.End > balance.Instant && !a.Allocation.IsReversed);
}
