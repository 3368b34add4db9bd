using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

public sealed partial class BankService
{
    private SnapshotDocument? seen;
    private bool hasLooked;

    /// <summary>
    /// An allocation may be for a partition that is yet to come; more often its name was misspelled, and the money then pays for nothing. What there is, is known from the last
    /// publication: Slurm is not asked. Nothing is said of what that does not tell.
    /// </summary>
    private void WarnOfScope(AllocationScope scope)
    {
        if (scope.Specificity == 0 || Published() is not SnapshotDocument known)
        {
            return;
        }

        Tell("cluster", scope.Clusters, known.Clusters.Select(c => c.Name).Concat(context.Configuration.Slurm.Clusters));
        SnapshotCluster[] those = [.. known.Clusters.Where(c => scope.Clusters.Count == 0 || scope.Clusters.Contains(c.Name, StringComparer.OrdinalIgnoreCase))];
        if (scope.Clusters.All(name => those.Any(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase))) && those.All(c => c.Facts.Partitions.Count > 0 && c.Members.Count > 0))
        {
            Tell("partition", scope.Partitions, those.SelectMany(c => c.Facts.Partitions).Select(p => p.Name));
            Tell("user", scope.Users, those.SelectMany(c => c.Members).Select(m => m.User));
        }
    }

    private void Tell(string what, IReadOnlyList<string> named, IEnumerable<string> there)
    {
        HashSet<string> names = new(there, StringComparer.OrdinalIgnoreCase);
        foreach (string name in named.Where(name => !names.Contains(name)))
        {
            context.Warn($"Slurm had no {what} '{name}' when the bank last published what it sees. Check the spelling: an allocation for a {what} that there is not pays for nothing.");
        }
    }

    private SnapshotDocument? Published()
    {
        if (!hasLooked)
        {
            hasLooked = true;
            try
            {
                seen = SnapshotFile.Read(context.SnapshotPath);
            }
            catch (SlurmBankException)
            {
                // Not published yet: nothing is known.
            }
        }

        return seen;
    }
}
