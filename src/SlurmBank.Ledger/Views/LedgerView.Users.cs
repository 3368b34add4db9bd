using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>What a user may still be charged in an account.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="Since">First second of the work that counts, in seconds since 1970 UTC; the smallest Int64 for all of it.</param>
/// <param name="Charged">What the user's work since then cost.</param>
/// <param name="Running">What the user's running jobs may still cost.</param>
/// <param name="Gated">What the user's waiting gated jobs may cost.</param>
public sealed record UserFigures(UserLimit Limit, long Since, ServiceUnits Charged, ServiceUnits Running, ServiceUnits Gated)
{
    /// <summary>What is left of the limit; below zero where it was exceeded.</summary>
    public ServiceUnits Spendable => ServiceUnits.FromUnits((long)Int128.Clamp((Int128)Limit.Amount.Units - Charged.Units - Running.Units, -long.MaxValue, long.MaxValue));

    /// <summary>What a new job of the user may cost by the limit.</summary>
    public ServiceUnits Available => ServiceUnits.FromUnits((long)Int128.Clamp((Int128)Spendable.Units - Gated.Units, -long.MaxValue, long.MaxValue));

    /// <summary>The rule: nothing of the limit is left. Exactly zero counts.</summary>
    public bool IsSpent => Spendable <= ServiceUnits.Zero;
}

public sealed partial class LedgerView
{
    /// <summary>The users' limits inside an account, or inside all accounts, with what was used of them.</summary>
    /// <exception cref="AccountNotFoundException">The ledger has no such account.</exception>
    public IEnumerable<UserFigures> UserFigures(string? account = null)
    {
        long? id = account is null ? null : Account(account).Id;
        foreach (IGrouping<(long AccountId, string Currency), UserLimit> limits in Reader.UserLimits(id).ToList().GroupBy(l => (l.AccountId, l.Currency)))
        {
            long since = CountedSince(limits.Key.AccountId, limits.Key.Currency);
            Dictionary<string, long> charged = Charged(limits.Key.AccountId, limits.Key.Currency, since);
            ILookup<string, Lien> liens = Reader.Liens(limits.Key.AccountId).Where(l => l.Currency == limits.Key.Currency).ToLookup(l => l.User);
            foreach (UserLimit limit in limits)
            {
                ServiceUnits Sum(Func<Lien, bool> which) => liens[limit.User].Where(which).Aggregate(ServiceUnits.Zero, (sum, l) => sum + l.Remaining);
                yield return new UserFigures(
                    limit,
                    since,
                    ServiceUnits.FromUnits(charged.GetValueOrDefault(limit.User)),
                    Sum(l => l.Phase == LienPhase.Running),
                    Sum(l => l.Phase == LienPhase.Queued && l.Kind != LienKind.Observed));
            }
        }
    }

    /// <summary>Users' charges count since the first of the account's active grants began, its parents' where it has none of its own.</summary>
    private long CountedSince(long accountId, string currency)
    {
        foreach (long id in Tree.ChainAt(accountId, NowSeconds).Prepend(accountId))
        {
            long[] starts = [.. Reader.Allocations(id).Where(a => a.Currency == currency && a.Priority != Allocation.WriteOffPriority && a.IsActiveAt(NowSeconds)).Select(a => a.Start)];
            if (starts.Length > 0)
            {
                return starts.Min();
            }
        }

        return long.MinValue;
    }

    private Dictionary<string, long> Charged(long accountId, string currency, long since)
    {
        var sums = new Dictionary<string, long>();
        foreach ((string user, long units) in Reader.UserCharges(accountId, currency, since))
        {
            sums[user] = checked(sums.GetValueOrDefault(user) + units);
        }

        var pieces = new List<RunPiece>();
        foreach (Run run in Reader.RunsAcross(accountId, currency, since))
        {
            RunSplit.Split(run.ChargedFrom, run.Facts.End, run.Net, [since], pieces);
            sums[run.Facts.User] = checked(sums.GetValueOrDefault(run.Facts.User) + pieces[^1].Amount.Units);
        }

        return sums;
    }
}
