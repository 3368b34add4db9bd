using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

public sealed partial class SnapshotService
{
    /// <summary>The figures of accounts for work of a kind, at the time of the snapshot: the same as <see cref="BankService.BalancesFor"/> gave then.</summary>
    /// <param name="names">Names or patterns; empty for all.</param>
    /// <param name="scope">The work.</param>
    /// <param name="onlyOfUser">With a user: only accounts that the user belongs to, or that name him.</param>
    /// <exception cref="AccountNotFoundException">A name without wildcards is not in the snapshot.</exception>
    /// <exception cref="InvalidRequestException">An earlier version published the snapshot, and it does not say.</exception>
    public IEnumerable<Balance> BalancesFor(IReadOnlyList<string> names, BalanceScope scope, bool onlyOfUser = false) =>
        [.. Chosen(names).Where(a => !onlyOfUser || scope.User is null || Knows(a, scope.User)).Select(a => Narrow(a, scope))];

    private bool Knows(SnapshotAccount account, string user) =>
        account.UserLimits.Any(l => l.User == user) || account.Funds.Any(f => f.Users.Length > 0 && f.IsFor(f.Users, user)) || document.Clusters.Any(c => c.Members.Any(m => m.User == user && m.Account == account.Name));

    private Balance Narrow(SnapshotAccount a, BalanceScope scope)
    {
        (long spendable, long available) = Within(a, scope);
        SnapshotUserLimit? user = a.UserLimits.FirstOrDefault(l => l.User == scope.User);
        if (user is not null)
        {
            spendable = Math.Min(spendable, user.Spendable ?? throw Unsaid(a));
            available = Math.Min(available, user.Available);
        }

        Balance balance = Report(a);
        return balance with
        {
            Cluster = scope.Cluster,
            Partition = scope.Partition,
            Qos = scope.Qos,
            User = scope.User,
            UserLimit = user is null ? null : Units(user.Limit).Amount,
            UserLimitUnits = user?.Limit,
            UserCharged = user?.Charged is long charged ? Units(charged).Amount : null,
            UserChargedUnits = user?.Charged,
            Spendable = Units(spendable).Amount,
            SpendableUnits = spendable,
            Available = Units(available).Amount,
            AvailableUnits = available,
            Status = balance.Status == "open" && a.IsManaged && spendable <= 0 ? "spent" : balance.Status,
        };
    }

    private static (long Spendable, long Available) Within(SnapshotAccount a, BalanceScope scope)
    {
        if (a.IsUnlimited || a.Funds.Count == 0)
        {
            return (a.Spendable, a.Available);
        }

        long available = a.LeftFor(scope.Cluster, scope.Partition, scope.Qos, scope.User);
        long spendable = a.SpendableFor(scope.Cluster, scope.Partition, scope.Qos, scope.User) ?? throw Unsaid(a);
        return available == long.MaxValue ? (long.MaxValue, long.MaxValue) : (Math.Min(spendable, a.Spendable), Math.Min(available, a.Available));
    }

    private static InvalidRequestException Unsaid(SnapshotAccount account) => new(
        $"The snapshot was published by an earlier version of SlurmBank, and does not say what account '{account.Name}' has for this work.",
        "Ask the administrators to publish it anew: slurmbank snapshot publish. The whole account's figures come without --user, --partition, --cluster and --qos.");
}
