using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace SlurmBank.Ledger;

/// <summary>Decisions to hold or release accounts, and the limits in Slurm that carry them out.</summary>
public sealed class HoldOperations
{
    private readonly LedgerSession session;
    private readonly Dictionary<string, Dictionary<long, List<Hold>>> inForce = [];
    private readonly Dictionary<string, Dictionary<long, List<Hold>>> parts = [];
    private readonly Dictionary<string, Dictionary<(string Target, string Limit), PlacedLimit>> placed = [];

    internal HoldOperations(LedgerSession session) => this.session = session;

    /// <summary>Records a hold or a pardon and posts an entry that says so. The same owner's decision in force is replaced where it differs.</summary>
    /// <returns>The decision in force, and whether it is new.</returns>
    public (Hold Hold, bool IsNew) Place(Account account, string cluster, HoldOwner owner, string reason, string mechanism, long? until)
    {
        List<Hold> current = InForce(inForce, session.Transaction.Holds, account.Id, cluster);
        foreach (Hold before in current.Where(h => h.Owner == owner).ToList())
        {
            if (before.Reason == reason && before.Mechanism == mechanism && before.Until == until)
            {
                return (before, false);
            }

            session.Transaction.PutHold(before with { Lifted = session.Now, LiftedBy = session.Who.Actor });
            current.Remove(before);
        }

        Hold hold = session.Transaction.AddHold(new Hold(0, account.Id, cluster, owner, session.Who.Actor, reason, mechanism, session.Now, until, null, null));
        current.Add(hold);
        Say(owner == HoldOwner.Pardon ? EntryKind.Release : EntryKind.Hold, hold, reason);
        return (hold, true);
    }

    /// <summary>Records that an account's work in one currency, or of one user, is held, and posts an entry that says so. One of the same part by another limit is replaced.</summary>
    /// <param name="account">The account.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="part">The currency and the user, either empty for any, but not both.</param>
    /// <param name="reason">Why.</param>
    /// <param name="mechanism">The limit in Slurm.</param>
    /// <returns>The hold in force, and whether it is new.</returns>
    public (Hold Hold, bool IsNew) PlacePart(Account account, string cluster, (string Currency, string User) part, string reason, string mechanism)
    {
        List<Hold> current = InForce(parts, session.Transaction.PartHolds, account.Id, cluster);
        foreach (Hold before in current.Where(h => (h.Currency, h.User) == part).ToList())
        {
            if (before.Mechanism == mechanism)
            {
                return (before, false);
            }

            session.Transaction.PutHold(before with { Lifted = session.Now, LiftedBy = session.Who.Actor });
            current.Remove(before);
        }

        Hold hold = session.Transaction.AddHold(
            new Hold(0, account.Id, cluster, HoldOwner.Automatic, session.Who.Actor, reason, mechanism, session.Now, null, null, null) { Currency = part.Currency, User = part.User });
        current.Add(hold);
        Say(EntryKind.Hold, hold, reason);
        return (hold, true);
    }

    /// <summary>Ends the hold of a part of an account's work and posts an entry that says so. One that has ended stays as it is.</summary>
    /// <returns>False where it had ended.</returns>
    public bool LiftPart(Hold hold, string reason)
    {
        if (InForce(parts, session.Transaction.PartHolds, hold.AccountId, hold.Cluster).RemoveAll(h => h.Id == hold.Id) == 0)
        {
            return false;
        }

        session.Transaction.PutHold(hold with { Lifted = session.Now, LiftedBy = session.Who.Actor });
        Say(EntryKind.Release, hold, reason);
        return true;
    }

    /// <summary>Ends a hold or pardon and posts an entry that says so. One that has ended stays as it is.</summary>
    public Hold Lift(Hold hold, string reason)
    {
        List<Hold> current = InForce(inForce, session.Transaction.Holds, hold.AccountId, hold.Cluster);
        if (current.RemoveAll(h => h.Id == hold.Id) == 0)
        {
            return session.Transaction.Holds(hold.Cluster, lifted: true).FirstOrDefault(h => h.Id == hold.Id) ?? hold;
        }

        Hold lifted = hold with { Lifted = session.Now, LiftedBy = session.Who.Actor };
        session.Transaction.PutHold(lifted);
        Say(hold.Owner == HoldOwner.Pardon ? EntryKind.Hold : EntryKind.Release, hold, reason);
        return lifted;
    }

    /// <summary>Remembers a limit that is about to be put into Slurm, with what it replaces. What it replaces is kept from the first time.</summary>
    public void Remember(PlacedLimit limit)
    {
        Dictionary<(string Target, string Limit), PlacedLimit> known = Placed(limit.Cluster);
        PlacedLimit now = known.TryGetValue((limit.Target, limit.Limit), out PlacedLimit? before) ? limit with { Replaced = before.Replaced } : limit;
        known[(limit.Target, limit.Limit)] = now;
        session.Transaction.PutPlacedLimit(now);
    }

    /// <summary>Forgets a limit that was taken out of Slurm and read back as gone.</summary>
    public void Forget(PlacedLimit limit)
    {
        Placed(limit.Cluster).Remove((limit.Target, limit.Limit));
        session.Transaction.RemovePlacedLimit(limit);
    }

    /// <summary>Posts that an account's usage in Slurm was set to zero because a period of it has ended; once for each end.</summary>
    /// <param name="account">The account.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="end">The end of the period, in seconds since 1970 UTC.</param>
    /// <param name="usage">What Slurm had counted before, in billing-seconds.</param>
    /// <returns>False where it was posted before.</returns>
    public bool NoteUsageReset(Account account, string cluster, long end, long usage)
    {
        string reference = UsageResetReference(cluster, end);
        if (session.Transaction.FindByReference(account.Id, EntryKind.UsageReset, reference) is not null)
        {
            return false;
        }

        string body = new EntryBody().Add("cluster", cluster).Add("end", end).AddResult("usage_before", usage.ToString(CultureInfo.InvariantCulture)).ToString();
        session.Journal.Append(new EntryDraft(EntryKind.UsageReset, session.NowSeconds) { AccountId = account.Id, Reference = reference, Reason = "a period of the account has ended", Body = body }, []);
        return true;
    }

    /// <summary>The reference of the entry that says of a reset.</summary>
    public static string UsageResetReference(string cluster, long end) => string.Create(CultureInfo.InvariantCulture, $"usage-reset:{cluster}:{end}");

    // Read once a cluster: thousands of accounts are held or released in one write.
    private static List<Hold> InForce(Dictionary<string, Dictionary<long, List<Hold>>> known, Func<string?, bool, IEnumerable<Hold>> read, long accountId, string cluster)
    {
        if (!known.TryGetValue(cluster, out Dictionary<long, List<Hold>>? accounts))
        {
            accounts = read(cluster, false).GroupBy(h => h.AccountId).ToDictionary(g => g.Key, g => g.ToList());
            known.Add(cluster, accounts);
        }

        if (!accounts.TryGetValue(accountId, out List<Hold>? holds))
        {
            holds = [];
            accounts.Add(accountId, holds);
        }

        return holds;
    }

    private Dictionary<(string Target, string Limit), PlacedLimit> Placed(string cluster)
    {
        if (!placed.TryGetValue(cluster, out Dictionary<(string Target, string Limit), PlacedLimit>? limits))
        {
            limits = session.Transaction.PlacedLimits(cluster).ToDictionary(l => (l.Target, l.Limit));
            placed.Add(cluster, limits);
        }

        return limits;
    }

    private void Say(EntryKind kind, Hold hold, string reason)
    {
        EntryBody body = new EntryBody()
            .Add("cluster", hold.Cluster)
            .Add("owner", hold.Owner.ToString())
            .Add("mechanism", hold.Mechanism)
            .Add("until", hold.Until is long until ? until.ToString(CultureInfo.InvariantCulture) : null);
        if (hold.IsPart)
        {
            _ = body.Add("currency", hold.Currency).Add("user", hold.User);
        }

        session.Journal.Append(new EntryDraft(kind, session.NowSeconds) { AccountId = hold.AccountId, Reason = reason, Body = body.ToString() }, []);
    }
}
