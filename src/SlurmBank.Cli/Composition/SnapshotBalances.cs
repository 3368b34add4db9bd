using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Engine;

namespace SlurmBank.Cli.Composition;

/// <summary>The account's figures are for its members, and the caller is none of them.</summary>
internal sealed class NotAMemberException(string account)
    : SlurmBankException("NotAMember", $"The site shows the figures of account '{account}' to its members only.", "Ask a member of the account, or the administrators.");

/// <summary>Which balances of the published snapshot a user asks for: by default the own ones, and only those where the site says so.</summary>
internal static class SnapshotBalances
{
    /// <summary>The balances.</summary>
    /// <param name="session">Where notices go.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="names">Names or patterns; empty for the own accounts, and for root all.</param>
    /// <param name="all">All accounts instead of the own ones.</param>
    /// <param name="scope">The work that they are for.</param>
    /// <exception cref="NotAMemberException">A name is of an account that is not shown to the user.</exception>
    internal static List<Balance> Read(Session session, SnapshotService snapshot, IReadOnlyList<string> names, bool all, BalanceScope scope)
    {
        if (Environment.IsPrivilegedProcess)
        {
            return Read(snapshot, names, scope, onlyOfUser: names.Count == 0);
        }

        IReadOnlyList<string> own = snapshot.AccountsOf(Environment.UserName);
        if (names.Count == 0 && !all)
        {
            return Own(session, snapshot, own, scope);
        }

        List<Balance> balances = Read(snapshot, names, scope, onlyOfUser: names.Count == 0);
        if (!snapshot.MembersOnly)
        {
            return balances;
        }

        foreach (Balance balance in balances)
        {
            if (!own.Contains(balance.Account) && names.Any(name => name.Equals(balance.Account, StringComparison.OrdinalIgnoreCase)))
            {
                throw new NotAMemberException(balance.Account);
            }
        }

        session.Messages.Notice("the site shows the figures of an account to its members: only your accounts are listed");
        return balances.Where(balance => own.Contains(balance.Account)).ToList();
    }

    private static List<Balance> Read(SnapshotService snapshot, IReadOnlyList<string> names, BalanceScope scope, bool onlyOfUser) =>
        (scope.IsEmpty ? snapshot.Balances(names) : snapshot.BalancesFor(names, scope, onlyOfUser)).ToList();

    private static List<Balance> Own(Session session, SnapshotService snapshot, IReadOnlyList<string> own, BalanceScope scope)
    {
        if (own.Count > 0)
        {
            // A member of an account that the bank does not know yet is no error.
            HashSet<string> known = [.. snapshot.AccountsOf(null)];
            List<string> shown = own.Where(known.Contains).ToList();
            return shown.Count == 0 ? [] : Read(snapshot, shown, scope, onlyOfUser: true);
        }

        // An empty list of names would mean all accounts.
        session.Messages.Notice($"the snapshot names no account of user '{Environment.UserName}'; name one, or use --all");
        return [];
    }
}
