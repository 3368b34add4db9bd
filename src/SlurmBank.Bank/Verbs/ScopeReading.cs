using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Reads what accounts may spend on work of a scope: by the allocations that may pay for it, and by the user's limit.</summary>
internal static class ScopeReading
{
    internal static IEnumerable<Balance> Read(BankContext context, LedgerView view, IReadOnlyList<string> names, BalanceScope scope)
    {
        foreach (Balance balance in BalanceReading.Read(context, view, names).ToList())
        {
            AccountBalance figures = view.Balance(balance.Account, balance.Currency);
            UserFigures? user = scope.User is string name ? UserOf(view, figures, name) : null;
            if (names.Count > 0 || scope.User is null || user is not null || Knows(view, figures, scope.User))
            {
                yield return Narrow(balance, view, figures, scope, user);
            }
        }
    }

    /// <summary>A user's limit in an account; null where there is none.</summary>
    internal static UserFigures? UserOf(LedgerView view, AccountBalance balance, string user) =>
        view.Reader.UserLimits(balance.Account.Id).Any(l => l.User == user && l.Currency == balance.Currency)
            ? view.UserFigures(balance.Account.Name).First(f => f.Limit.User == user && f.Limit.Currency == balance.Currency)
            : null;

    private static bool Knows(LedgerView view, AccountBalance balance, string user) =>
        balance.Allocations.Any(a => a.Allocation.Scope.Users.Contains(user)) || view.Reader.UserCharges(balance.Account.Id, balance.Currency, long.MinValue).Any(u => u.User == user);

    private static Balance Narrow(Balance balance, LedgerView view, AccountBalance figures, BalanceScope scope, UserFigures? user)
    {
        (ServiceUnits spendable, ServiceUnits available) = view.Within(figures, scope.Work);
        if (user is not null)
        {
            spendable = user.Spendable < spendable ? user.Spendable : spendable;
            available = user.Available < available ? user.Available : available;
        }

        return balance with
        {
            Cluster = scope.Cluster,
            Partition = scope.Partition,
            Qos = scope.Qos,
            User = scope.User,
            UserLimit = user?.Limit.Amount.Amount,
            UserLimitUnits = user?.Limit.Amount.Units,
            UserCharged = user?.Charged.Amount,
            UserChargedUnits = user?.Charged.Units,
            Spendable = spendable.Amount,
            SpendableUnits = spendable.Units,
            Available = available.Amount,
            AvailableUnits = available.Units,
            Status = balance.Status == "open" && figures.IsManaged && spendable <= ServiceUnits.Zero ? "spent" : balance.Status,
        };
    }
}
