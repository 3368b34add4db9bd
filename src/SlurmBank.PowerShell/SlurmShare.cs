namespace SlurmBank.PowerShell;

/// <summary>An association's share and usage, as slurmctld counts them.</summary>
public sealed record SlurmShare
{
    /// <summary>The cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The depth in the tree of accounts, 0 for root.</summary>
    public required int Depth { get; init; }

    /// <summary>The user; empty for the account itself.</summary>
    public required string User { get; init; }

    /// <summary>The partition; empty for all.</summary>
    public required string Partition { get; init; }

    /// <summary>Shares; null for root and where the parent's count.</summary>
    public required long? RawShares { get; init; }

    /// <summary>Whether the parent's shares count.</summary>
    public required bool SharesAreParents { get; init; }

    /// <summary>Usage in billing-seconds, decayed as the site has configured; never an amount of money.</summary>
    public required long RawUsage { get; init; }

    /// <summary>The share, as a fraction of the siblings'.</summary>
    public required double? NormShares { get; init; }

    /// <summary>The usage, as a fraction of the cluster's.</summary>
    public required double? NormUsage { get; init; }

    /// <summary>The usage, as a fraction of the parent's.</summary>
    public required double? EffectiveUsage { get; init; }

    /// <summary>The fair-share factor, 0 to 1; of users only.</summary>
    public required double? FairShare { get; init; }

    /// <summary>The share divided by the usage; infinite for no usage.</summary>
    public required double? LevelFairShare { get; init; }

    /// <summary>The limits on minutes.</summary>
    public required SlurmTresLimit GrpTresMins { get; init; }

    /// <summary>The minutes used.</summary>
    public required SlurmTresValue GrpTresRaw { get; init; }

    /// <summary>The minutes promised to running jobs.</summary>
    public required SlurmTresValue TresRunMins { get; init; }

    internal static SlurmShare Of(Slurm.SlurmShare row) => new()
    {
        Cluster = row.Cluster,
        Account = row.Account,
        Depth = row.Depth,
        User = row.User,
        Partition = row.Partition,
        RawShares = row.RawShares,
        SharesAreParents = row.SharesAreParents,
        RawUsage = row.RawUsage,
        NormShares = row.NormShares,
        NormUsage = row.NormUsage,
        EffectiveUsage = row.EffectiveUsage,
        FairShare = row.FairShare,
        LevelFairShare = row.LevelFairShare,
        GrpTresMins = new SlurmTresLimit(row.GrpTresMins),
        GrpTresRaw = new SlurmTresValue(row.GrpTresRaw),
        TresRunMins = new SlurmTresValue(row.TresRunMins),
    };
}
