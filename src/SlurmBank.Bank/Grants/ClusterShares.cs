using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>
/// A grant that is divided over clusters, written as <c>smp=6000,mpi=4000</c> in the place of the clusters' names: one allocation for each, made together or not
/// at all. The whole amount is what the site's minimum looks at.
/// </summary>
internal static class ClusterShares
{
    /// <summary>The grants of the clusters; null where none is divided.</summary>
    /// <exception cref="InvalidRequestException">Some clusters have a share and some not, a share is not an amount, or they do not sum up to the amount.</exception>
    internal static IReadOnlyList<GrantCommand>? Of(GrantCommand command)
    {
        IReadOnlyList<string> clusters = command.Scope.Clusters;
        if (!clusters.Any(c => c.Contains('=', StringComparison.Ordinal)))
        {
            return null;
        }

        var shares = new List<(string Cluster, ServiceUnits Amount)>();
        foreach (string text in clusters)
        {
            string[] parts = text.Split('=', 2);
            if (parts.Length != 2 || parts[0].Trim().Length == 0 || !ServiceUnits.TryParse(parts[1].Trim(), out ServiceUnits amount, out _) || amount <= ServiceUnits.Zero || amount.IsUnlimited || shares.Any(s => s.Cluster == parts[0].Trim()))
            {
                throw new InvalidRequestException($"'{text}' is not a cluster's share of a grant to account '{command.Account}'.", "Give each cluster once, each with an amount above zero: smp=6000,mpi=4000; or only names, for one grant to all of them.");
            }

            shares.Add((parts[0].Trim(), amount));
        }

        var sum = shares.Aggregate(Int128.Zero, (all, share) => all + share.Amount.Units);
        if (sum != command.Amount.Units)
        {
            throw new InvalidRequestException(
                $"The clusters' shares of the grant to account '{command.Account}' do not sum up to its amount of {command.Amount}.", "The amount is that of all clusters together.");
        }

        return [.. shares.Select(share => command with
        {
            Amount = share.Amount,
            Scope = command.Scope with { Clusters = [share.Cluster] },
            Reference = command.Reference is null ? null : $"{command.Reference}@{share.Cluster}",
        })];
    }
}
