using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>Whether the accounts and clusters that another bank names are in slurmdbd. What is not there is told by its name, and taken all the same: it may be made later.</summary>
internal sealed class LiveAccounts
{
    /// <summary>Accounts by cluster; null where nothing is known of them.</summary>
    private readonly Dictionary<string, HashSet<string>>? clusters;

    private LiveAccounts(Dictionary<string, HashSet<string>>? clusters) => this.clusters = clusters;

    /// <summary>Asks slurmdbd once. That it did not answer, or named nobody, is no word about any account.</summary>
    internal static LiveAccounts Read(BankContext context, IncomingBatch batch, CancellationToken cancellation)
    {
        if (batch.Grants.Count == 0)
        {
            return new LiveAccounts(null);
        }

        try
        {
            // Associations have no text that anybody writes, so that no account hides behind one.
            var found = new Dictionary<string, HashSet<string>>(StringComparer.OrdinalIgnoreCase);
            foreach (SlurmAssociation association in context.Slurm.Sacctmgr.ReadAccountAssociations(null, null, cancellation).Rows.Where(a => a.IsAccount))
            {
                if (!found.TryGetValue(association.Cluster, out HashSet<string>? accounts))
                {
                    found.Add(association.Cluster, accounts = new HashSet<string>(StringComparer.OrdinalIgnoreCase));
                }

                _ = accounts.Add(association.Account);
            }

            return new LiveAccounts(found.Count > 0 ? found : null);
        }
        catch (SlurmCommandException error)
        {
            batch.Warnings.Add($"Whether Slurm has these accounts could not be asked: {error.Message}");
            return new LiveAccounts(null);
        }
    }

    /// <summary>What is to be said of the accounts and clusters of grants; by each name once.</summary>
    /// <param name="grants">All grants.</param>
    /// <param name="isKnown">Whether the bank has met an account before.</param>
    internal IEnumerable<string> Say(IReadOnlyCollection<Incoming> grants, Func<string, bool> isKnown)
    {
        string[] accounts = [.. grants.Select(g => g.Account).Distinct().Order(StringComparer.Ordinal)];
        if (clusters is null)
        {
            return accounts.Where(a => !isKnown(a)).Select(a => $"The bank has not met account '{a}' before: neither in Slurm nor in a grant.");
        }

        string[] missing = [.. accounts.Where(a => !clusters.Values.Any(c => c.Contains(a)))];
        (string Cluster, string Account)[] scoped = [.. grants.SelectMany(g => g.Scope.Clusters, (g, c) => (c.ToLowerInvariant(), g.Account)).Distinct().Order()];
        return
        [
            .. missing.Select(a => $"Account '{a}' is not in slurmdbd: its grants stand in the ledger, and nobody can use them until the account is made in Slurm."),
            .. scoped.Select(s => s.Cluster).Distinct().Where(c => !clusters.ContainsKey(c)).Select(c => $"Cluster '{c}' is not in slurmdbd: what is granted for it alone pays for nothing until it is there."),
            .. scoped.Where(s => clusters.TryGetValue(s.Cluster, out HashSet<string>? there) && !there.Contains(s.Account) && !missing.Contains(s.Account))
                .Select(s => $"Account '{s.Account}' is not on cluster '{s.Cluster}', for which it has a grant."),
        ];
    }
}
