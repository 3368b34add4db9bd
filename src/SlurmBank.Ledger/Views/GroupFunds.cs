using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>What is left in the allocations of accounts that draw on one another when the jobs that are there already are paid, each from where it would be charged.</summary>
internal sealed class GroupFunds
{
    private readonly Dictionary<long, Allocation[]> payers;
    private readonly Dictionary<long, long> left;
    private readonly Dictionary<long, long> running;

    internal GroupFunds(ILedgerReader reader, FundRows rows, DrawTree tree, IReadOnlyList<long> group, string currency, long instant)
    {
        Allocation[] Own(long id) => [.. rows.Allocations[id].Where(a => a.Currency == currency)];
        var allocations = group.ToDictionary(id => id, Own);
        payers = group.ToDictionary(id => id, id => new DrawOrder(id, other => allocations.TryGetValue(other, out Allocation[]? own) ? own : [], tree, reader.Settings(id)).Active(instant).ToArray());
        left = allocations.Values.SelectMany(a => a).Where(a => a.IsActiveAt(instant)).ToDictionary(a => a.Id, a => BalanceCalculator.Line(a, rows.Books[a.Id]).Remaining.Units);
        Lien[] liens = [.. group.SelectMany(id => rows.Liens[id]).Where(l => l.Currency == currency)];
        Promise(liens.Where(l => l.Phase == LienPhase.Running));
        running = left.ToDictionary();
        Promise(liens.Where(l => l.Phase == LienPhase.Queued && l.Kind != LienKind.Observed));
    }

    /// <summary>The allocations that may pay for an account's work now, in drawing order, with what of each is not promised to jobs.</summary>
    internal IReadOnlyList<FundLeft> Of(long accountId) =>
        [.. payers[accountId].Select(a => new FundLeft(a, ServiceUnits.FromUnits(running[a.Id]), ServiceUnits.FromUnits(left[a.Id])))];

    /// <summary>The work of a lien's job; a job that waits for one of several partitions may run in any, and a QOS that is not known may be any.</summary>
    private static WorkScope ScopeOf(Lien lien) => new(
        lien.Key.Cluster, lien.Partition.Contains(',', StringComparison.Ordinal) ? null : lien.Partition, lien.Qos.Length == 0 ? null : lien.Qos, lien.User);

    /// <summary>Those with the fewest allocations to turn to first, as charges are drawn.</summary>
    private void Promise(IEnumerable<Lien> liens)
    {
        var promised = liens.Select(l => (Lien: l, Payers: payers[l.AccountId].Where(a => ScopeOf(l).IsCoveredBy(a.Scope)).Select(a => a.Id).ToArray()));
        foreach ((Lien lien, long[] ids) in promised.OrderBy(p => p.Payers.Length).ThenBy(p => p.Lien.Id).ToList())
        {
            long rest = lien.Remaining.Units;
            foreach (long id in ids)
            {
                long paid = Math.Min(rest, left[id]);
                left[id] -= paid;
                rest -= paid;
            }
        }
    }
}
