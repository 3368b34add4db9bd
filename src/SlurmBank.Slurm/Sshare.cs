using System;
using System.Collections.Generic;
using System.Threading;

namespace SlurmBank.Slurm;

/// <summary>An association's share and usage, as slurmctld counts them.</summary>
public sealed record SlurmShare
{
    /// <summary>The cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>The account, in lower case.</summary>
    public required string Account { get; init; }

    /// <summary>The depth in the tree of accounts, 0 for root.</summary>
    public required int Depth { get; init; }

    /// <summary>The user; empty for the account itself.</summary>
    public string User { get; init; } = string.Empty;

    /// <summary>The partition; empty for all.</summary>
    public string Partition { get; init; } = string.Empty;

    /// <summary>Shares; null for root and where the parent's count (<see cref="SharesAreParents"/>).</summary>
    public long? RawShares { get; init; }

    /// <summary>Whether the shares are <c>parent</c>.</summary>
    public bool SharesAreParents { get; init; }

    /// <summary>Usage in billing-seconds, decayed as the site has configured; never an amount of money.</summary>
    public required long RawUsage { get; init; }

    /// <summary>The share, as a fraction of the siblings'.</summary>
    public double? NormShares { get; init; }

    /// <summary>The usage, as a fraction of the cluster's.</summary>
    public double? NormUsage { get; init; }

    /// <summary>The usage, as a fraction of the parent's.</summary>
    public double? EffectiveUsage { get; init; }

    /// <summary>The fair-share factor, 0 to 1; of users only.</summary>
    public double? FairShare { get; init; }

    /// <summary>The share divided by the usage; infinite for no usage.</summary>
    public double? LevelFairShare { get; init; }

    /// <summary>The limit on minutes, by TRES.</summary>
    public string GrpTresMins { get; init; } = string.Empty;

    /// <summary>The minutes used, by TRES.</summary>
    public string GrpTresRaw { get; init; } = string.Empty;

    /// <summary>The minutes promised to running jobs, by TRES.</summary>
    public string TresRunMins { get; init; } = string.Empty;
}

/// <summary>Reads fair-share by sshare. An account that does not exist gives no rows and no error.</summary>
public sealed class Sshare
{
    private const string Columns =
        "Cluster,Account,User,Partition,RawShares,NormShares,RawUsage,NormUsage,EffectvUsage,FairShare,LevelFS,GrpTRESMins,GrpTRESRaw,TRESRunMins";

    private readonly SlurmCommands _slurm;

    internal Sshare(SlurmCommands slurm) => _slurm = slurm;

    /// <summary>Reads shares of accounts and of their users.</summary>
    /// <param name="accounts">The accounts; empty for the whole tree.</param>
    /// <param name="cluster">The cluster; null for the one that the commands belong to.</param>
    /// <param name="cancellation">Ends the command.</param>
    /// <returns>The shares, and the lines that could not be read.</returns>
    /// <exception cref="SlurmCommandException">sshare failed.</exception>
    /// <exception cref="SlurmNameException">An account or the cluster is not a name.</exception>
    public SlurmTable<SlurmShare> Read(
        IReadOnlyCollection<string>? accounts = null, string? cluster = null, CancellationToken cancellation = default)
    {
        List<string> arguments = ["--all", "--noheader", "--parsable", "--format=" + Columns];
        if (accounts is { Count: > 0 })
        {
            arguments.Add("--accounts=" + SlurmNames.List("account", accounts));
        }

        if (cluster is not null)
        {
            arguments.Add("--clusters=" + SlurmNames.Require("cluster", cluster));
        }

        using SlurmCall call = _slurm.Stream("sshare", arguments, cancellation);
        return SlurmTable<SlurmShare>.Of(TableReader.Read<SlurmShare>(call, "|"u8.ToArray(), Columns.Split(',').Length, ReadRow));
    }

    private static SlurmShare? ReadRow(string[] row, out string why)
    {
        string account = row[1].TrimStart(' ');
        long? usage = SlurmText.LongOrNull(row[6]);
        why = account.Length == 0 ? "Account is empty" : usage is null or < 0 ? "RawUsage is not a number" : string.Empty;
        return why.Length > 0 ? null : new SlurmShare
        {
            Cluster = row[0],
            Account = account.ToLowerInvariant(),
            Depth = row[1].Length - account.Length,
            User = row[2],
            Partition = row[3],
            RawShares = SlurmText.LongOrNull(row[4]),
            SharesAreParents = row[4] == "parent",
            NormShares = SlurmText.DoubleOrNull(row[5]),
            RawUsage = usage!.Value,
            NormUsage = SlurmText.DoubleOrNull(row[7]),
            EffectiveUsage = SlurmText.DoubleOrNull(row[8]),
            FairShare = SlurmText.DoubleOrNull(row[9]),
            LevelFairShare = row[10] == "inf" ? double.PositiveInfinity : SlurmText.DoubleOrNull(row[10]),
            GrpTresMins = row[11],
            GrpTresRaw = row[12],
            TresRunMins = row[13],
        };
    }
}
