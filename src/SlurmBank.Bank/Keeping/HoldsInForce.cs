using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>
/// What people hold or pardon, and which limits stand in Slurm on the bank's behalf with what they replaced, by the accounts' names: so that a restored ledger can be told what Slurm
/// looks like. Automatic holds are not among it: they follow from the balances.
/// </summary>
internal sealed class HoldsInForce
{
    private readonly HashSet<(string Account, Hold Hold)> holds;
    private readonly HashSet<(string Account, PlacedLimit Limit)> limits;

    private HoldsInForce(IEnumerable<(string Account, Hold Hold)> holds, IEnumerable<(string Account, PlacedLimit Limit)> limits)
    {
        this.holds = [.. holds];
        this.limits = [.. limits];
    }

    internal static HoldsInForce Read(ILedgerReader reader)
    {
        string Name(long id) => reader.FindAccount(id)!.Name;
        string[] clusters = [.. reader.Tariffs().Select(t => t.Cluster).Concat(reader.Holds().Select(h => h.Cluster)).Distinct()];
        return new HoldsInForce(
            reader.Holds().ToList().Where(h => h.Owner != HoldOwner.Automatic).Select(h => (Name(h.AccountId), Decision(h))),
            clusters.SelectMany(c => reader.PlacedLimits(c).ToList()).Select(l => (Name(l.AccountId), l with { AccountId = 0 })));
    }

    /// <summary>The accounts of which another ledger says something else.</summary>
    internal IReadOnlyList<string> OtherIn(HoldsInForce other) =>
    [
        .. holds.Except(other.holds).Concat(other.holds.Except(holds)).Select(h => h.Account)
            .Concat(limits.Except(other.limits).Concat(other.limits.Except(limits)).Select(l => l.Account))
            .Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>Makes a ledger say the same, each decision by an entry of its own.</summary>
    internal void PutInto(LedgerSession session)
    {
        HoldsInForce before = Read(session.Reader);
        foreach (Hold hold in session.Reader.Holds().ToList().Where(h => h.Owner != HoldOwner.Automatic && !holds.Contains((session.Reader.FindAccount(h.AccountId)!.Name, Decision(h)))))
        {
            _ = session.Holds.Lift(hold, "it was over when the backup was restored");
        }

        foreach ((string name, Hold hold) in holds.Except(before.holds).OrderBy(h => h.Account, StringComparer.Ordinal))
        {
            _ = session.Holds.Place(session.Accounts.Open(name), hold.Cluster, hold.Owner, hold.Reason, hold.Mechanism, hold.Until);
        }

        foreach ((string name, PlacedLimit limit) in before.limits.Except(limits))
        {
            session.Holds.Forget(limit with { AccountId = session.Accounts.Open(name).Id });
        }

        foreach ((string name, PlacedLimit limit) in limits.Except(before.limits))
        {
            session.Holds.Remember(limit with { AccountId = session.Accounts.Open(name).Id });
        }
    }

    /// <summary>A hold without what differs from one ledger to the other.</summary>
    private static Hold Decision(Hold hold) => hold with { Id = 0, AccountId = 0, Actor = string.Empty, Placed = 0, Lifted = null, LiftedBy = null };
}
