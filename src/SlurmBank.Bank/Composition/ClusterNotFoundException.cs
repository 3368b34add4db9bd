using System.Collections.Generic;
using SlurmBank.Engine;

namespace SlurmBank.Bank;

/// <summary>The bank keeps no cluster of this name.</summary>
public sealed class ClusterNotFoundException : SlurmBankException
{
    internal ClusterNotFoundException(string cluster, IReadOnlyList<string> known)
        : base("ClusterNotFound", $"The bank has no cluster '{cluster}'; it has {string.Join(", ", known)}.", "Check the name, or add the cluster to [slurm] clusters in the configuration.")
    {
        Cluster = cluster;
    }

    /// <summary>The name that was asked for.</summary>
    public string Cluster { get; }
}
