using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;

namespace SlurmBank.Slurm;

/// <content>
/// Reports for people to look at. slurmdbd sums usage up by the hour, so an hour that is not over is in none of them; and
/// with PrivateData a user sees less than all. No name is asked for that a user can set.
/// </content>
public sealed partial class Sreport
{
    private const string UsageColumns = "Cluster,Account,Login,TresName,Used";

    // Without Planned: 22.05 takes that word for PlannedDown.
    private const string ClusterColumns = "Cluster,TresName,TresCount,Allocated,Down,PlannedDown,Idle,Overcommitted,Reported";

    /// <summary>Reads what accounts and users used.</summary>
    /// <param name="query">Which report, of whom and when.</param>
    /// <param name="cancellation">Ends the command.</param>
    /// <returns>The rows in sreport's order, and the lines that could not be read. An account that does not exist gives none.</returns>
    /// <exception cref="SlurmCommandException">sreport failed.</exception>
    /// <exception cref="SlurmNameException">A name is none.</exception>
    public SlurmTable<ReportedUsage> ReadUsage(ReportQuery query, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        List<string> words = query.Kind switch
        {
            ReportKind.AccountUtilizationByUser => ["cluster", "AccountUtilizationByUser"],
            ReportKind.UserUtilizationByAccount => ["cluster", "UserUtilizationByAccount"],
            _ => ["user", "TopUsage", "topcount=" + query.Top.ToString(CultureInfo.InvariantCulture)],
        };
        Add("accounts=", "account", query.Accounts);
        Add("users=", "user", query.Users);
        return Read<ReportedUsage>(words, query.Start, query.End, query.Tres, query.Cluster, UsageColumns, Usage, cancellation);

        void Add(string key, string what, IReadOnlyCollection<string> names)
        {
            if (names.Count > 0)
            {
                words.Add(key + SlurmNames.List(what, names));
            }
        }
    }

    /// <summary>Reads what became of a cluster's TRES.</summary>
    /// <param name="start">The beginning; slurmdbd cuts it to the hour.</param>
    /// <param name="end">The end; slurmdbd cuts it to the hour.</param>
    /// <param name="tres">TRES, such as <c>cpu</c>; empty for all that are recorded.</param>
    /// <param name="cluster">The cluster; null for the one that the commands belong to.</param>
    /// <param name="cancellation">Ends the command.</param>
    /// <returns>The rows, and the lines that could not be read.</returns>
    /// <exception cref="SlurmCommandException">sreport failed.</exception>
    /// <exception cref="SlurmNameException">A name is none.</exception>
    public SlurmTable<ReportedCluster> ReadClusters(
        DateTimeOffset start, DateTimeOffset end, IReadOnlyCollection<string>? tres = null, string? cluster = null, CancellationToken cancellation = default) =>
        Read<ReportedCluster>(["cluster", "Utilization"], start, end, tres ?? [], cluster, ClusterColumns, Cluster, cancellation);

    private SlurmTable<T> Read<T>(
        List<string> report, DateTimeOffset start, DateTimeOffset end, IReadOnlyCollection<string> tres, string? cluster, string columns,
        TableReader.Row<T> read, CancellationToken cancellation)
        where T : class
    {
        var names = new List<string>();
        foreach (string name in tres)
        {
            names.Add(SlurmNames.RequireTres(name));
        }

        List<string> arguments = ["--noheader", "--parsable", "-t", "Seconds", "--tres=" + (names.Count == 0 ? "ALL" : string.Join(',', names))];
        if (cluster is not null)
        {
            arguments.Add("--cluster=" + SlurmNames.Require("cluster", cluster));
        }

        arguments.AddRange(report);
        arguments.AddRange(["start=" + SlurmText.Window(start), "end=" + SlurmText.Window(end), "format=" + columns]);
        using SlurmCall call = _slurm.Stream("sreport", arguments, cancellation);
        return SlurmTable<T>.Of(TableReader.Read(call, "|"u8.ToArray(), columns.Split(',').Length, read));
    }

    private static ReportedUsage? Usage(string[] row, out string why)
    {
        // Accounts and users of the tree are indented.
        string account = row[1].Trim(' ');
        long? used = ScaledNumber.Read(row[4]);
        why = account.Length == 0 ? "Account is empty" : used is null ? "Used is not a number" : string.Empty;
        return why.Length > 0 ? null : new ReportedUsage(row[0].Trim(' '), account.ToLowerInvariant(), row[2].Trim(' '), row[3], used!.Value);
    }

    private static ReportedCluster? Cluster(string[] row, out string why)
    {
        var numbers = new long[7];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (ScaledNumber.Read(row[i + 2]) is not long number)
            {
                why = $"'{CommandText.Escape(row[i + 2])}' is not a number";
                return null;
            }

            numbers[i] = number;
        }

        why = row[0].Length == 0 ? "Cluster is empty" : string.Empty;
        return why.Length > 0 ? null : new ReportedCluster(
            row[0].Trim(' '), row[1], numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6]);
    }
}
