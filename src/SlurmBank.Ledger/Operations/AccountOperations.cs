using System.Collections.Generic;
using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>Accounts, their place in the clusters' trees, and what was decided for them.</summary>
public sealed partial class AccountOperations
{
    private readonly LedgerSession session;
    private readonly Dictionary<string, Account> known = [];

    internal AccountOperations(LedgerSession session) => this.session = session;

    /// <summary>The account of this name, opened where the ledger did not have it; names are folded to lower case as slurmdbd does.</summary>
    public Account Open(string name)
    {
        string canonical = name.ToLowerInvariant();
        if (!known.TryGetValue(canonical, out Account? account))
        {
            account = session.Transaction.FindAccount(canonical) ?? session.Transaction.AddAccount(canonical, session.Now);
            known.Add(canonical, account);
        }

        return account;
    }

    /// <summary>The account of this name.</summary>
    /// <exception cref="AccountNotFoundException">The ledger has none.</exception>
    public Account Get(string name) => session.Transaction.FindAccount(name.ToLowerInvariant()) ?? throw new AccountNotFoundException(name);

    /// <summary>Records where accounts stand in a cluster's tree, parents by name; null for directly below root.</summary>
    public void Place(string cluster, IEnumerable<(string Account, string? Parent)> tree)
    {
        foreach ((string name, string? parent) in tree)
        {
            session.Transaction.PutAssociation(new Association(Open(name).Id, cluster, parent is null ? null : Open(parent).Id));
        }

        Follow(cluster);
    }

    /// <summary>Decides an account's settings. The same settings again change nothing and post no entry.</summary>
    /// <returns>True where something changed.</returns>
    /// <exception cref="InvalidRequestException">The credit limit is negative.</exception>
    public bool Decide(string name, AccountSettings settings, string reason)
    {
        if (settings.CreditLimit < ServiceUnits.Zero)
        {
            throw new InvalidRequestException($"The credit limit of account '{name}' cannot be {settings.CreditLimit} SU: it is zero or more.");
        }

        Account account = Open(name);
        if (session.Transaction.Settings(account.Id) == settings)
        {
            return false;
        }

        AccountSettings before = session.Transaction.Settings(account.Id);
        if (before.Kind == settings.Kind && before.OwnedPartitions == settings.OwnedPartitions)
        {
            session.Transaction.PutSettings(account.Id, settings);
        }
        else
        {
            // Who owes for what was done is a question of the kind: draws follow.
            session.Decide(account.Id, long.MinValue, () => session.Transaction.PutSettings(account.Id, settings));
        }

        string body = new EntryBody()
            .Add("credit_limit", settings.CreditLimit.Units)
            .Add("mode", settings.Mode?.ToString())
            .Add("kind", settings.Kind.ToString())
            .Add("hold_mechanism", settings.HoldMechanism)
            .Add("owned_partitions", settings.OwnedPartitions)
            .Add("notice_percents", settings.NoticePercents ?? "default")
            .Add("notice_days", settings.NoticeDays ?? "default")
            .ToString();
        session.Journal.Append(new EntryDraft(EntryKind.Settings, session.NowSeconds) { AccountId = account.Id, Reason = reason, Body = body }, []);
        return true;
    }
}
