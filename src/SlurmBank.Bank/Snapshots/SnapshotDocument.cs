using System.Collections.Generic;
using SlurmBank.Engine.Requests;

namespace SlurmBank.Bank;

/// <summary>The published snapshot as it is written: integer units, seconds since 1970 UTC. Its form has a version.</summary>
internal sealed record SnapshotDocument
{
    internal const int CurrentVersion = 1;

    public int Version { get; init; } = CurrentVersion;

    public long Published { get; init; }

    public long LedgerSeq { get; init; }

    public string LedgerHead { get; init; } = string.Empty;

    public string TimeZone { get; init; } = "UTC";

    public string Currency { get; init; } = "SU";

    public string Contact { get; init; } = string.Empty;

    public bool MembersOnly { get; init; }

    public long UnlimitedHorizonSeconds { get; init; }

    public bool RefuseUnlimitedTime { get; init; }

    public IReadOnlyList<SnapshotCluster> Clusters { get; init; } = [];

    public IReadOnlyList<SnapshotAccount> Accounts { get; init; } = [];

    public IReadOnlyList<SnapshotGateKey> GateKeys { get; init; } = [];
}

/// <summary>The key of a lien of the gate that the figures count, or that has ended: the gate forgets its own.</summary>
/// <param name="Key">32 hexadecimal digits.</param>
/// <param name="LastSeen">When a sync last met it, in seconds since 1970 UTC.</param>
internal sealed record SnapshotGateKey(string Key, long LastSeen);

/// <summary>A cluster: what a quote needs of it.</summary>
internal sealed record SnapshotCluster
{
    public string Name { get; init; } = string.Empty;

    public ClusterFacts Facts { get; init; } = new();

    public string Tariff { get; init; } = string.Empty;

    public IReadOnlyList<SnapshotMember> Members { get; init; } = [];
}

/// <summary>A user in an account.</summary>
/// <param name="User">The user.</param>
/// <param name="Account">The account.</param>
/// <param name="IsDefault">Whether it is the user's default account.</param>
/// <param name="DefaultQos">The QOS that jobs get that name none; empty for Slurm's <c>normal</c>.</param>
internal sealed record SnapshotMember(string User, string Account, bool IsDefault, string DefaultQos);

/// <summary>The figures of an account, with the windows of its funds, so that a reader can see what ends when.</summary>
internal sealed record SnapshotAccount
{
    public string Name { get; init; } = string.Empty;

    public string Currency { get; init; } = "SU";

    public bool IsManaged { get; init; }

    /// <summary>Whether the account has nothing in this currency, which is published only because jobs may be charged in it.</summary>
    public bool IsEmpty { get; init; }

    public bool IsUnlimited { get; init; }

    public string Mode { get; init; } = string.Empty;

    public string Status { get; init; } = string.Empty;

    public long Granted { get; init; }

    public long Charged { get; init; }

    public long TotalCharged { get; init; }

    public long CreditLimit { get; init; }

    public long Running { get; init; }

    public long Queued { get; init; }

    public long Gated { get; init; }

    public long Spendable { get; init; }

    public long Available { get; init; }

    public IReadOnlyList<SnapshotWindow> Windows { get; init; } = [];

    /// <summary>The account that it draws on after its own allocations; null for none.</summary>
    public string? Parent { get; init; }

    /// <summary>What is left for work of a kind; empty where all its allocations are for all work.</summary>
    public IReadOnlyList<SnapshotFund> Funds { get; init; } = [];

    /// <summary>What users may be charged inside it.</summary>
    public IReadOnlyList<SnapshotUserLimit> UserLimits { get; init; } = [];

    /// <summary>What it may spend on work of a kind; the largest Int64 without an end. A null question is left open.</summary>
    internal long LeftFor(string? cluster, string? partition, string? qos, string? user) => Sum(cluster, partition, qos, user, fund => fund.Left);

    /// <summary>The same, with what is set aside for waiting jobs still in it: what holds go by. Null where a snapshot of an earlier version does not say.</summary>
    internal long? SpendableFor(string? cluster, string? partition, string? qos, string? user) =>
        System.Linq.Enumerable.All(Funds, fund => fund.Spendable is not null) ? Sum(cluster, partition, qos, user, fund => fund.Spendable!.Value) : null;

    private long Sum(string? cluster, string? partition, string? qos, string? user, System.Func<SnapshotFund, long> left)
    {
        long sum = 0;
        foreach (SnapshotFund fund in Funds)
        {
            if (fund.IsFor(fund.Clusters, cluster) && fund.IsFor(fund.Partitions, partition) && fund.IsFor(fund.Qos, qos) && fund.IsFor(fund.Users, user))
            {
                // Partitions of its own cost nothing; left open, what has to be paid for is meant.
                if (left(fund) == long.MaxValue)
                {
                    if (partition is null)
                    {
                        continue;
                    }

                    return long.MaxValue;
                }

                sum = (long)System.Int128.Clamp((System.Int128)sum + left(fund), -long.MaxValue, long.MaxValue - 1);
            }
        }

        return sum;
    }
}

/// <summary>An amount that is left for work of a kind. Lists are joined by commas; empty is all.</summary>
/// <param name="Clusters">Clusters.</param>
/// <param name="Partitions">Partitions.</param>
/// <param name="Qos">QOS.</param>
/// <param name="Users">Users.</param>
/// <param name="Left">In units, less what is promised to jobs; the largest Int64 where nobody pays.</param>
/// <param name="Spendable">The same, less what is promised to running jobs alone; null in a snapshot of an earlier version.</param>
internal sealed record SnapshotFund(string Clusters, string Partitions, string Qos, string Users, long Left, long? Spendable = null)
{
    internal bool IsFor(string list, string? name) =>
        list.Length == 0 || name is null || System.Array.Exists(list.Split(','), item => string.Equals(item, name, System.StringComparison.OrdinalIgnoreCase));
}

/// <summary>What a user may be charged inside an account.</summary>
/// <param name="User">The user.</param>
/// <param name="Limit">The limit, in units.</param>
/// <param name="Available">What of it is left, in units.</param>
/// <param name="Charged">What the user was charged, in units; null in a snapshot of an earlier version.</param>
/// <param name="Spendable">What of it is left where waiting jobs are not counted; null in a snapshot of an earlier version.</param>
internal sealed record SnapshotUserLimit(string User, long Limit, long Available, long? Charged = null, long? Spendable = null);

/// <summary>An allocation that is open or opens later.</summary>
/// <param name="Id">The allocation's number.</param>
/// <param name="Start">First second of the window.</param>
/// <param name="End">First second after it; the largest Int64 for none.</param>
/// <param name="Remaining">What is left in it, in units.</param>
internal sealed record SnapshotWindow(long Id, long Start, long End, long Remaining);
