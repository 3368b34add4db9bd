using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>The work that funds are asked for; null leaves a question open, and then an allocation for some of them counts.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Qos">The QOS.</param>
/// <param name="User">The user.</param>
public readonly record struct WorkScope(string? Cluster, string? Partition, string? Qos, string? User)
{
    /// <summary>Whether an allocation of a scope may pay for some such work.</summary>
    public bool IsCoveredBy(AllocationScope scope) => scope.Covers(
        Cluster ?? First(scope.Clusters), Partition ?? First(scope.Partitions), Qos ?? First(scope.Qos), User ?? First(scope.Users));

    private static string First(IReadOnlyList<string> names) => names.Count > 0 ? names[0] : string.Empty;
}

/// <summary>An allocation that may pay for an account's work, with what of it is not promised to jobs.</summary>
/// <param name="Allocation">The allocation; of the account itself, or of one that it draws on.</param>
/// <param name="AfterRunning">What is left when running jobs are paid.</param>
/// <param name="AfterAll">What is left when waiting gated jobs are paid too.</param>
public sealed record FundLeft(Allocation Allocation, ServiceUnits AfterRunning, ServiceUnits AfterAll);

public sealed partial class LedgerView
{
    private readonly Dictionary<(long, string), GroupFunds> groupFunds = [];
    private FundRows? allRows;

    /// <summary>
    /// What an account may spend on work of a scope: what is left in the allocations that may pay for it when the jobs that are there already are
    /// paid, each from where it would be charged; never more than the account has in all.
    /// </summary>
    public (ServiceUnits Spendable, ServiceUnits Available) Within(AccountBalance balance, WorkScope scope)
    {
        if (balance.IsUnlimited || (scope.Partition is string partition && balance.Settings.Owns(partition)))
        {
            return (ServiceUnits.Unlimited, ServiceUnits.Unlimited);
        }

        IReadOnlyList<FundLeft> funds = FundsLeft(balance);
        if (funds.All(f => f.Allocation.Scope.Specificity == 0))
        {
            return (balance.Spendable, balance.Available);
        }

        Int128 other = (Int128)balance.Settings.CreditLimit.Units - balance.Overdraft.Units;
        FundLeft[] eligible = [.. funds.Where(f => scope.IsCoveredBy(f.Allocation.Scope))];
        ServiceUnits Least(ServiceUnits all, Func<FundLeft, ServiceUnits> left) =>
            ServiceUnits.FromUnits((long)Int128.Clamp(eligible.Aggregate(other, (sum, f) => sum + left(f).Units), -long.MaxValue, all.Units));
        return (Least(balance.Spendable, f => f.AfterRunning), Least(balance.Available, f => f.AfterAll));
    }

    /// <summary>The allocations that may pay for an account's work now, in drawing order, with what of each is not promised to jobs.</summary>
    public IReadOnlyList<FundLeft> FundsLeft(AccountBalance balance)
    {
        IReadOnlyList<long> group = Tree.Group(balance.Account.Id);
        if (!groupFunds.TryGetValue((group[0], balance.Currency), out GroupFunds? funds))
        {
            groupFunds.Add((group[0], balance.Currency), funds = new GroupFunds(Reader, RowsOf(group), Tree, group, balance.Currency, NowSeconds));
        }

        return funds.Of(balance.Account.Id);
    }

    /// <summary>Of an account that stands alone its own rows; of trees all rows, read once for all of them.</summary>
    private FundRows RowsOf(IReadOnlyList<long> group) => group.Count == 1 ? new FundRows(Reader, group[0]) : allRows ??= new FundRows(Reader, null);
}
