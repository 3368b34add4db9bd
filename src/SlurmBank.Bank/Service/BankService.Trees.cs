using System.Collections.Generic;
using System.Linq;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

public sealed partial class BankService
{
    /// <summary>The figures of accounts for work of a kind: what a job of a user, in a partition, under a QOS, on a cluster may cost them.</summary>
    /// <param name="names">Names or patterns; empty for all, and with a user for those in which the ledger knows something of him.</param>
    /// <param name="scope">The work.</param>
    /// <param name="currency">Only this currency; null for all that an account has.</param>
    public IEnumerable<Balance> BalancesFor(IReadOnlyList<string> names, BalanceScope scope, string? currency = null)
    {
        using LedgerView view = context.Ledger.Read();
        string? one = CurrencyNames.Chosen(context, view.Reader, currency);
        return [.. ScopeReading.Read(context, view, names, scope).Where(b => one is null || b.Currency == one)];
    }

    /// <summary>Where the account stands in the clusters' trees now: it may be newer there than the last sync. Nobody waits for Slurm while this is asked.</summary>
    private Dictionary<string, (string Account, string? Parent)[]> Places(AccountChange change) => change.DrawOnParent != true ? [] : context.Clusters(null, default).ToDictionary(
        cluster => cluster,
        cluster => new AssociationTree(context.Slurm.Sacctmgr.ReadAssociations(cluster, null, default).Rows).Parents().Where(p => p.Account == change.Account.ToLowerInvariant()).ToArray());

    /// <summary>What is decided about who pays for the account's work, and about its users.</summary>
    /// <returns>The account that it draws on afterwards.</returns>
    private string? DecideTree(LedgerSession session, AccountChange change, IReadOnlyDictionary<string, (string Account, string? Parent)[]> places)
    {
        foreach ((string cluster, (string Account, string? Parent)[] place) in places)
        {
            session.Accounts.Place(cluster, place);
        }

        if (change.Since is not null && change.DrawOnParent is null)
        {
            throw new InvalidRequestException("'Since' says from when on an account draws on its parent, and nothing is said of that.", "Give -DrawOnParent too.");
        }

        if (change.DrawOnParent is bool draws)
        {
            Account? parent = draws ? session.Accounts.ParentOf(change.Account) : null;
            if (draws && parent is null)
            {
                throw new InvalidRequestException(
                    $"Account '{change.Account}' has no parent but root on any cluster that the bank knows, so there is nothing to draw on.",
                    "Give it a parent in Slurm: sacctmgr modify account.");
            }

            session.Accounts.DrawOn(change.Account, parent?.Name, change.Since?.ToStart(context.Zone) ?? session.NowSeconds, change.Reason);
        }

        foreach (UserLimitChange limit in change.UserLimits)
        {
            session.Accounts.LimitUser(change.Account, limit.User, CurrencyNames.Of(context, session.Reader, change.Currency, limit.Unit), limit.Amount, change.Reason);
        }

        return session.Accounts.DrawsOn(change.Account)?.Name;
    }
}
