using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>Reads Slurm's accounts: what stands on them from the tree of associations, their texts beside it.</summary>
internal static class SlurmAccountReading
{
    internal static SlurmTable<SlurmAccountReport> Read(SlurmCommands slurm, IReadOnlyList<string> names, string? cluster, CancellationToken cancellation)
    {
        SlurmTable<SlurmAssociation> tree = slurm.Sacctmgr.ReadAccountAssociations(cluster, names, cancellation);
        SlurmTable<AccountListing> listed = slurm.Sacctmgr.ListAccounts(names, cancellation);
        ILookup<string, SlurmAssociation> byAccount = tree.Rows.Where(a => a.IsAccount).ToLookup(a => a.Account, StringComparer.Ordinal);
        var reports = new List<SlurmAccountReport>();
        foreach (AccountListing account in listed.Rows.Where(a => cluster is null || byAccount.Contains(a.Name)).DistinctBy(a => a.Name))
        {
            reports.Add(Report(account, byAccount[account.Name]));
        }

        return new SlurmTable<SlurmAccountReport>(reports, [.. tree.Problems, .. listed.Problems]);
    }

    private static SlurmAccountReport Report(AccountListing account, IEnumerable<SlurmAssociation> associations)
    {
        Dictionary<string, string> parents = associations.DistinctBy(a => a.Cluster).ToDictionary(a => a.Cluster, a => a.ParentAccount);
        string[] distinct = [.. parents.Values.Distinct()];
        return new SlurmAccountReport
        {
            Account = account.Name,
            ParentAccount = distinct.Length == 1 && distinct[0].Length > 0 ? distinct[0] : null,
            Description = account.Description,
            Organization = account.Organization,
            Coordinators = account.Coordinators,
            Parents = parents,
        };
    }
}
