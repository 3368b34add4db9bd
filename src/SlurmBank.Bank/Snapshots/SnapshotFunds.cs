using System.Collections.Generic;
using System.Linq;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>What is left for work of each kind, for accounts whose allocations are not for all work.</summary>
internal static class SnapshotFunds
{
    internal static IReadOnlyList<SnapshotFund> Of(LedgerView view, AccountBalance balance)
    {
        bool owns = balance.Settings.Kind == AccountKind.Owned && balance.Settings.OwnedPartitions.Length > 0;
        bool mayBeScoped = owns || balance.Tree.Parent is not null || balance.Allocations.Any(a => a.Allocation.Scope.Specificity > 0);
        IReadOnlyList<FundLeft> funds = mayBeScoped && balance.IsManaged && !balance.IsUnlimited ? view.FundsLeft(balance) : [];
        if (!owns && funds.All(f => f.Allocation.Scope.Specificity == 0))
        {
            return [];
        }

        // What is for all work: the credit limit, less what nothing covered.
        long other = balance.Settings.CreditLimit.Units - balance.Overdraft.Units;
        var all = new List<SnapshotFund> { new(string.Empty, string.Empty, string.Empty, string.Empty, other, other) };
        all.AddRange(funds.Select(f => new SnapshotFund(Join(f.Allocation.Scope.Clusters), Join(f.Allocation.Scope.Partitions), Join(f.Allocation.Scope.Qos), Join(f.Allocation.Scope.Users), f.AfterAll.Units, f.AfterRunning.Units)));
        if (owns)
        {
            all.Add(new SnapshotFund(string.Empty, balance.Settings.OwnedPartitions, string.Empty, string.Empty, long.MaxValue, long.MaxValue));
        }

        return all;
    }

    private static string Join(IEnumerable<string> names) => string.Join(',', names);
}
