using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>
/// What was taken, up to any instant, from the windows that an account may spend where others spend them too: by the account's own work and by that of all whose draws
/// depend on its own, each piece paid as the ledger pays it.
/// </summary>
internal sealed class TreeHistory
{
    private readonly LedgerView view;
    private readonly long accountId;
    private readonly string currency;
    private readonly Dictionary<long, DrawOrder> orders;
    private readonly Dictionary<long, long> capacities;
    private readonly long first;

    internal TreeHistory(LedgerView view, Account account, string currency)
    {
        this.view = view;
        this.currency = currency;
        accountId = account.Id;
        IReadOnlyList<long> members = view.Tree.Group(account.Id);
        ILookup<long, AllocationBalance> lines = members.SelectMany(id => view.Allocations(view.Reader.FindAccount(id)!.Name)).Where(a => a.Allocation.Currency == currency).ToLookup(a => a.Allocation.AccountId);
        orders = members.ToDictionary(id => id, id => new DrawOrder(id, other => lines[other].Select(l => l.Allocation), view.Tree, view.Reader.Settings(id)));
        capacities = lines.SelectMany(l => l).ToDictionary(l => l.Allocation.Id, l => l.Granted.Units);
        first = lines.SelectMany(l => l).Select(l => l.Allocation.Start).DefaultIfEmpty(view.NowSeconds).Min();
        HashSet<long> payers = [account.Id, .. view.Tree.ChainAt(account.Id, view.NowSeconds)];
        Windows = [.. lines.Where(l => payers.Contains(l.Key)).SelectMany(l => l).Where(l =>
            !l.Allocation.IsReversed && l.Allocation.Kind != Allocation.WriteOffKind && (l.Allocation.AccountId == account.Id || l.Allocation.Priority != Allocation.WriteOffPriority))];
    }

    /// <summary>The windows of all times that the account may spend: its own, and those of the accounts that it draws on now.</summary>
    internal IReadOnlyList<AllocationBalance> Windows { get; }

    /// <summary>What was taken of these windows, with the account's own overdraft, by work done before each instant, in units.</summary>
    /// <param name="edges">Instants in ascending order.</param>
    internal IReadOnlyList<decimal> Taken(IReadOnlyList<long> edges)
    {
        HashSet<long> counting = [.. Windows.Select(w => w.Allocation.Id)];
        long[] cuts = [.. edges.Concat(orders.Values.SelectMany(o => o.Boundaries)).Append(first).Where(e => e >= first && e <= edges[^1]).Distinct().Order()];
        ILookup<long, (long AccountId, long From, string Eligible, long Units)> pieces = Pieces(cuts);
        var totals = new Dictionary<(long AccountId, long From, string Eligible), long>();
        var taken = new Dictionary<long, decimal>();
        HashSet<long> asked = [.. edges];
        foreach (long cut in cuts)
        {
            if (asked.Contains(cut))
            {
                DrawPlan plan = DrawPlan.Compute(totals.Select(t => Work(t.Key, t.Value)), capacities);
                taken[cut] = plan.Drawn.Where(d => counting.Contains(d.Key)).Sum(d => (decimal)d.Value) + plan.Overdrafts.GetValueOrDefault(accountId);
            }

            foreach ((long account, long from, string eligible, long units) in pieces[cut])
            {
                totals[(account, from, eligible)] = checked(totals.GetValueOrDefault((account, from, eligible)) + units);
            }
        }

        return [.. edges.Select(e => taken.GetValueOrDefault(e))];
    }

    private DrawWork Work((long AccountId, long From, string Eligible) key, long units)
    {
        DrawOrder order = orders[key.AccountId];
        return new DrawWork(key.AccountId, order.DepthAt(key.From), key.From >= order.ManagedFrom, new DrawClass(key.From, key.Eligible, units));
    }

    /// <summary>The work of all, by the cut after which it was done.</summary>
    private ILookup<long, (long AccountId, long From, string Eligible, long Units)> Pieces(long[] cuts) => cuts.Length < 2
        ? Enumerable.Empty<(long, long, string, long)>().ToLookup(_ => 0L)
        : orders.SelectMany(o => UsagePieces.Cut(view.Reader, o.Key, currency, cuts)
            .Select(p => (At: cuts[UsagePieces.IndexOf(cuts, p.From)], Class: (o.Key, From: o.Value.IntervalOf(p.From), Eligible: o.Value.EligibleFor(o.Value.IntervalOf(p.From), p.Run.Facts), p.Net))))
            .ToLookup(p => p.At, p => p.Class);
}
