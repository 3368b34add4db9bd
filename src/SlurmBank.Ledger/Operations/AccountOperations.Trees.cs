using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SlurmBank.Engine;

namespace SlurmBank.Ledger;

public sealed partial class AccountOperations
{
    /// <summary>The field of a settings entry that names the account which is drawn on; empty for none any more.</summary>
    internal const string ParentField = "draws_on";

    /// <summary>The field of a settings entry that says from which moment on.</summary>
    internal const string FromField = "from";

    /// <summary>Decides whose allocations pay for an account's work after its own, from a moment on. The same decision again posts no entry.</summary>
    /// <param name="name">The account.</param>
    /// <param name="parent">The account that it draws on; null for none.</param>
    /// <param name="from">First second of work that counts, in seconds since 1970 UTC.</param>
    /// <param name="reason">Why.</param>
    /// <returns>True where something changed.</returns>
    /// <exception cref="AccountNotFoundException">The ledger has no such parent.</exception>
    /// <exception cref="InvalidRequestException">The parent is the account itself, or draws on it.</exception>
    public bool DrawOn(string name, string? parent, long from, string reason)
    {
        Account account = Open(name);
        long? parentId = parent is null ? null : Get(parent).Id;
        if (session.Tree.ParentAt(account.Id, from) == parentId && session.Tree.ParentAt(account.Id, Math.Max(from, session.NowSeconds)) == parentId)
        {
            return false;
        }

        if (parentId is long id && (id == account.Id || new[] { from, session.NowSeconds }.Any(i => session.Tree.ChainAt(id, i).Contains(account.Id))))
        {
            throw new InvalidRequestException($"Account '{account.Name}' cannot draw on '{parent}': that one draws on it.", "Let one of them draw on its own grants only.");
        }

        var link = new DrawLink(account.Id, parentId, from);
        session.Decide(account.Id, from, () => session.Transaction.AddDrawLink(link));
        string body = new EntryBody().Add(ParentField, parent?.ToLowerInvariant()).Add(FromField, from).ToString();
        session.Journal.Append(new EntryDraft(EntryKind.Settings, session.NowSeconds) { AccountId = account.Id, Reason = reason, Body = body }, []);
        return true;
    }

    /// <summary>The account that an account draws on now; null for none.</summary>
    public Account? DrawsOn(string name) =>
        session.Transaction.FindAccount(name.ToLowerInvariant()) is Account account && session.Tree.ParentAt(account.Id, session.NowSeconds) is long id ? session.Transaction.FindAccount(id) : null;

    /// <summary>The parent of an account in the clusters' trees; null where it stands below root, or nowhere yet.</summary>
    /// <exception cref="InvalidRequestException">The clusters do not agree.</exception>
    public Account? ParentOf(string name)
    {
        Account account = Open(name);
        long[] parents = [.. Parents(account.Id).OfType<long>().Distinct()];
        return parents.Length switch
        {
            0 => null,
            1 => session.Transaction.FindAccount(parents[0]),
            _ => throw new InvalidRequestException(
                $"Account '{account.Name}' has another parent on each cluster: {string.Join(", ", parents.Select(p => session.Transaction.FindAccount(p)!.Name))}.", "Give it the same parent everywhere: sacctmgr modify account."),
        };
    }

    /// <summary>Decides what a user may be charged in an account at most. The same again posts no entry.</summary>
    /// <param name="name">The account.</param>
    /// <param name="user">The user, as Slurm names him.</param>
    /// <param name="currency">The currency.</param>
    /// <param name="amount">The most; null for no limit.</param>
    /// <param name="reason">Why.</param>
    /// <returns>True where something changed.</returns>
    /// <exception cref="InvalidRequestException">The amount is negative, or the user has no name.</exception>
    public bool LimitUser(string name, string user, string currency, ServiceUnits? amount, string reason)
    {
        if (amount < ServiceUnits.Zero || string.IsNullOrWhiteSpace(user))
        {
            throw new InvalidRequestException($"The limit of user '{user}' in account '{name}' cannot be {amount} {currency}: it names a user and is zero or more.");
        }

        Account account = Open(name);
        long? units = amount is ServiceUnits limit && !limit.IsUnlimited ? limit.Units : null;
        if (session.Transaction.UserLimits(account.Id).FirstOrDefault(l => l.User == user && l.Currency == currency)?.Amount.Units == units)
        {
            return false;
        }

        session.Transaction.PutUserLimit(account.Id, user, currency, units);
        string body = new EntryBody().Add("user", user).Add("currency", currency).Add("user_limit", units?.ToString(CultureInfo.InvariantCulture)).ToString();
        session.Journal.Append(new EntryDraft(EntryKind.Settings, session.NowSeconds) { AccountId = account.Id, Reason = reason, Body = body }, []);
        return true;
    }

    private List<long?> Parents(long accountId) =>
        [.. session.Transaction.Tariffs().Select(t => t.Cluster).Distinct().ToList().SelectMany(session.Transaction.Associations).Where(a => a.AccountId == accountId).Select(a => a.ParentId)];

    /// <summary>An account that was given another parent in Slurm draws on that one from now on.</summary>
    private void Follow(string cluster)
    {
        if (session.Tree.IsEmpty)
        {
            return;
        }

        foreach (Association association in session.Transaction.Associations(cluster).ToList())
        {
            long? parent = session.Tree.ParentAt(association.AccountId, session.NowSeconds);
            if (parent is not null && association.ParentId != parent && !Parents(association.AccountId).Contains(parent))
            {
                string? now = association.ParentId is long id ? session.Transaction.FindAccount(id)!.Name : null;
                DrawOn(session.Transaction.FindAccount(association.AccountId)!.Name, now, session.NowSeconds, $"Slurm has another parent for it on cluster {cluster}");
            }
        }
    }
}
