using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>
/// What the forecasts of all accounts whose draws depend on each other have in common: their open windows, and the work of the measured time. It is read once for them all. Work that
/// the same allocations pay for, now and at every later instant, is one stream, however many accounts do it.
/// </summary>
internal sealed class BurnGround
{
    private readonly Dictionary<long, DrawOrder> orders;
    private readonly ILookup<long, AllocationBalance> open;
    private readonly Dictionary<long, List<BurnWork>> byAccount = [];

    internal BurnGround(LedgerView view, IReadOnlyList<long> members, string currency, long from)
    {
        Members = members;
        ILookup<long, AllocationBalance> lines = members.SelectMany(id => view.Allocations(view.Reader.FindAccount(id)!.Name)).Where(a => a.Allocation.Currency == currency).ToLookup(a => a.Allocation.AccountId);
        orders = members.ToDictionary(id => id, id => new DrawOrder(id, other => lines[other].Select(l => l.Allocation), view.Tree, view.Reader.Settings(id)));
        open = members.SelectMany(id => lines[id]).Where(a => a.Allocation.End > view.NowSeconds && !a.Allocation.IsReversed).ToLookup(a => a.Allocation.AccountId);
        Left = open.SelectMany(a => a).ToDictionary(a => a.Allocation.Id, a => (a.Allocation.AccountId, a.Remaining.Units));
        foreach (long member in view.NowSeconds > from ? members : [])
        {
            byAccount[member] = [.. UsagePieces.Cut(view.Reader, member, currency, [from, view.NowSeconds])
                .GroupBy(p => (p.Run.Facts.Key.Cluster, p.Run.Facts.Partition, p.Run.Facts.Qos, p.Run.Facts.User))
                .Select(g => Work(member, g.First().Run.Facts, g.Sum(p => p.Net), view.NowSeconds))];
        }

        Streams = [.. byAccount.Values.SelectMany(w => w).GroupBy(w => w.Stream, StringComparer.Ordinal)
            .Select(g => g.First() with { Units = g.Sum(w => w.Units), Positive = g.Sum(w => w.Positive) })];
        HashSet<long> turnedTo = [.. Streams.SelectMany(s => s.Stream.Split('|').Select(part => part[(part.IndexOf(':', StringComparison.Ordinal) + 1)..])).SelectMany(DrawPlan.Ids)];
        Used = [.. open.SelectMany(a => a).Where(a => turnedTo.Contains(a.Allocation.Id))];
    }

    internal IReadOnlyList<long> Members { get; }

    /// <summary>What is left in the windows of all members that are active or begin later, with whose they are, by their numbers.</summary>
    internal IReadOnlyDictionary<long, (long AccountId, long Units)> Left { get; }

    /// <summary>Those of these windows that any work turns to.</summary>
    internal IReadOnlyList<AllocationBalance> Used { get; }

    /// <summary>All work, that with the same payers together.</summary>
    internal IReadOnlyList<BurnWork> Streams { get; }

    /// <summary>An account's windows that are active or begin later.</summary>
    internal IEnumerable<AllocationBalance> OpenOf(long accountId) => open[accountId];

    /// <summary>An account's own work.</summary>
    internal IReadOnlyList<BurnWork> Of(long accountId) => byAccount.TryGetValue(accountId, out List<BurnWork>? work) ? work : [];

    /// <summary>The allocations that pay for work at an instant, in drawing order.</summary>
    internal IReadOnlyList<long> Payers(BurnWork work, long at)
    {
        DrawOrder order = orders[work.AccountId];
        return [.. DrawPlan.Ids(order.EligibleFor(order.IntervalOf(at), work.Facts))];
    }

    private BurnWork Work(long member, RunFacts facts, long units, long now)
    {
        DrawOrder order = orders[member];
        string payers = order.EligibleFor(order.IntervalOf(now), facts);
        var stream = new StringBuilder(payers);
        foreach (long boundary in order.Boundaries.Where(b => b > now))
        {
            if (order.EligibleFor(boundary, facts) is string next && next != payers)
            {
                stream.Append(CultureInfo.InvariantCulture, $"|{boundary}:{next}");
                payers = next;
            }
        }

        return new BurnWork(member, facts, units, Math.Max(units, 0), stream.ToString());
    }
}

/// <summary>Work of the measured time that the same allocations pay for.</summary>
/// <param name="AccountId">The account that did it, or one of those.</param>
/// <param name="Facts">A run of it.</param>
/// <param name="Units">What it cost less refunds, in units.</param>
/// <param name="Positive">What goes on: the same without what got back more than it cost.</param>
/// <param name="Stream">Who pays for it, now and later on.</param>
internal sealed record BurnWork(long AccountId, RunFacts Facts, long Units, long Positive, string Stream);
