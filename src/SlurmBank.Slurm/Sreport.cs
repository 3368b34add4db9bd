using System;
using System.Collections.Generic;
using System.Threading;

namespace SlurmBank.Slurm;

/// <summary>What sreport says that an account or a user of it has used of a TRES, in TRES-seconds, from slurmdbd's hourly sums.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Account">The account, in lower case.</param>
/// <param name="User">The user; empty for the account with all below it.</param>
/// <param name="Tres">The TRES: <c>billing</c>, <c>cpu</c>.</param>
/// <param name="UsedSeconds">The TRES-seconds.</param>
public sealed record SlurmUsageSum(string Cluster, string Account, string User, string Tres, long UsedSeconds);

/// <summary>Reads slurmdbd's sums by sreport. They lag behind by up to an hour and more, and hold only whole hours.</summary>
public sealed partial class Sreport
{
    private const string Columns = "Cluster,Accounts,Login,TresName,Used";

    private readonly SlurmCommands _slurm;

    internal Sreport(SlurmCommands slurm) => _slurm = slurm;

    /// <summary>Reads what each account and each of its users has used of billing and cpu in whole hours.</summary>
    /// <param name="from">The first hour; sreport goes back to its beginning.</param>
    /// <param name="to">The end, itself not in it, at a full hour.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="cancellation">Ends the command.</param>
    /// <returns>The sums, and the lines that could not be read; none where nothing was used.</returns>
    /// <exception cref="SlurmCommandException">sreport failed.</exception>
    /// <exception cref="SlurmNameException">The cluster is not a name.</exception>
    public SlurmTable<SlurmUsageSum> ReadAccountUtilization(DateTimeOffset from, DateTimeOffset to, string cluster, CancellationToken cancellation = default)
    {
        List<string> arguments =
        [
            "--noheader", "--parsable", "--tres=billing,cpu", "-t", "Seconds", "cluster", "AccountUtilizationByUser",
            "Start=" + SlurmText.Window(from), "End=" + SlurmText.Window(to), "Clusters=" + SlurmNames.Require("cluster", cluster), "Format=" + Columns,
        ];
        using SlurmCall call = _slurm.Stream("sreport", arguments, cancellation);
        return SlurmTable<SlurmUsageSum>.Of(TableReader.Read<SlurmUsageSum>(call, "|"u8.ToArray(), Columns.Split(',').Length, ReadRow));
    }

    private static SlurmUsageSum? ReadRow(string[] row, out string why)
    {
        string account = row[1].Trim(' ');
        long? used = SlurmText.LongOrNull(row[4]);
        why = account.Length == 0 ? "Account is empty" : used is null ? "Used is not a number" : string.Empty;
        return why.Length > 0 ? null : new SlurmUsageSum(row[0], account.ToLowerInvariant(), row[2], row[3], used!.Value);
    }
}
