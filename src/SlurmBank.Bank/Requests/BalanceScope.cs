using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>The work that figures are asked for; null leaves a question open.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Qos">The QOS.</param>
/// <param name="User">The user.</param>
public sealed record BalanceScope(string? Cluster = null, string? Partition = null, string? Qos = null, string? User = null)
{
    /// <summary>Whether nothing is asked in particular.</summary>
    public bool IsEmpty => Cluster is null && Partition is null && Qos is null && User is null;

    internal WorkScope Work => new(Cluster, Partition, Qos, User);
}
