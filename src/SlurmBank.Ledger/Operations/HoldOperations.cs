using System.Linq;

namespace SlurmBank.Ledger;

/// <summary>Decisions to hold or release accounts, and the limits in Slurm that carry them out.</summary>
public sealed class HoldOperations
{
    private readonly LedgerSession session;

    internal HoldOperations(LedgerSession session) => this.session = session;

    /// <summary>Records a hold or a pardon and posts an entry that says so. The same owner's decision in force is replaced where it differs.</summary>
    /// <returns>The decision in force, and whether it is new.</returns>
    public (Hold Hold, bool IsNew) Place(Account account, string cluster, HoldOwner owner, string reason, string mechanism, long? until)
    {
        foreach (Hold current in InForce(account.Id, cluster).Where(h => h.Owner == owner))
        {
            if (current.Reason == reason && current.Mechanism == mechanism && current.Until == until)
            {
                return (current, false);
            }

            session.Transaction.PutHold(current with { Lifted = session.Now, LiftedBy = session.Who.Actor });
        }

        Hold hold = session.Transaction.AddHold(new Hold(0, account.Id, cluster, owner, session.Who.Actor, reason, mechanism, session.Now, until, null, null));
        Say(owner == HoldOwner.Pardon ? EntryKind.Release : EntryKind.Hold, hold, reason);
        return (hold, true);
    }

    /// <summary>Ends a hold or pardon and posts an entry that says so.</summary>
    public Hold Lift(Hold hold, string reason)
    {
        Hold lifted = hold with { Lifted = session.Now, LiftedBy = session.Who.Actor };
        session.Transaction.PutHold(lifted);
        Say(hold.Owner == HoldOwner.Pardon ? EntryKind.Hold : EntryKind.Release, hold, reason);
        return lifted;
    }

    /// <summary>Remembers a limit that is about to be put into Slurm, with what it replaces. What it replaces is kept from the first time.</summary>
    public void Remember(PlacedLimit limit)
    {
        PlacedLimit? before = session.Transaction.PlacedLimits(limit.Cluster).FirstOrDefault(l => l.Target == limit.Target && l.Limit == limit.Limit);
        session.Transaction.PutPlacedLimit(before is null ? limit : limit with { Replaced = before.Replaced });
    }

    /// <summary>Forgets a limit that was taken out of Slurm and read back as gone.</summary>
    public void Forget(PlacedLimit limit) => session.Transaction.RemovePlacedLimit(limit);

    private System.Collections.Generic.IEnumerable<Hold> InForce(long accountId, string cluster) =>
        session.Transaction.Holds(cluster).Where(h => h.AccountId == accountId).ToList();

    private void Say(EntryKind kind, Hold hold, string reason)
    {
        string body = new EntryBody()
            .Add("cluster", hold.Cluster)
            .Add("owner", hold.Owner.ToString())
            .Add("mechanism", hold.Mechanism)
            .Add("until", hold.Until is long until ? until.ToString(System.Globalization.CultureInfo.InvariantCulture) : null)
            .ToString();
        session.Journal.Append(new EntryDraft(kind, session.NowSeconds) { AccountId = hold.AccountId, Reason = reason, Body = body }, []);
    }
}
