using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;

namespace SlurmBank.Slurm;

/// <summary>A job of the queue with what people look at besides; users' own texts are in it.</summary>
/// <param name="Job">The job.</param>
/// <param name="NodeList">The nodes, as a host list; empty while it waits.</param>
/// <param name="WorkDirectory">The folder it runs in.</param>
/// <param name="Comment">The user's comment.</param>
/// <param name="UsedSeconds">How long it has run, without suspended time, in seconds.</param>
public sealed record QueuedJobListing(QueuedJob Job, string NodeList, string WorkDirectory, string Comment, long UsedSeconds);

/// <content>The queue for people to look at.</content>
public sealed partial class Squeue
{
    private static readonly string[] ListColumns = ["timeused", "nodelist", "workdir", "comment"];

    /// <summary>Reads jobs with what people look at besides, as they come.</summary>
    /// <param name="filter">Which jobs; null for all.</param>
    /// <param name="jobIds">Jobs by number (123, 4_3); empty for all. squeue fails where it knows none of them.</param>
    /// <param name="cancellation">Ends the command.</param>
    /// <returns>Jobs, and a problem in the place of each row that could not be read.</returns>
    /// <exception cref="SlurmCommandException">squeue failed, or gave no answer in time.</exception>
    /// <exception cref="SlurmNameException">A filter is not a name.</exception>
    public IEnumerable<SlurmRow<QueuedJobListing>> ListJobs(
        QueueFilter? filter = null, IReadOnlyCollection<string>? jobIds = null, CancellationToken cancellation = default)
    {
        List<string> where = Arguments(filter ?? new QueueFilter());
        if (jobIds is { Count: > 0 })
        {
            where.Add("--jobs=" + string.Join(',', jobIds.Select(SacctArguments.RequireJob)));
        }

        return List(where, cancellation);
    }

    private IEnumerable<SlurmRow<QueuedJobListing>> List(List<string> where, CancellationToken cancellation)
    {
        string delimiter = Delimiter.Draw();
        var format = new StringBuilder();
        foreach (string column in (string[])[.. Columns, .. ListColumns])
        {
            format.Append(format.Length > 0 ? "," : string.Empty).Append(column).Append(":0").Append(delimiter);
        }

        List<string> arguments = ["--all", "--noheader", "--noconvert", "--Format=" + format, .. where];
        using SlurmCall call = _slurm.Stream("squeue", arguments, cancellation);
        int count = Columns.Length + ListColumns.Length;
        foreach (SlurmRow<QueuedJobListing> row in TableReader.Read<QueuedJobListing>(call, Delimiter.Bytes(delimiter), count, ReadListing, multiLine: true))
        {
            yield return row;
        }
    }

    private static QueuedJobListing? ReadListing(string[] row, out string why) => ReadRow(row, out why) is not QueuedJob job ? null : new QueuedJobListing(
        job, SlurmText.OrEmpty(row[Columns.Length + 1]), SlurmText.OrEmpty(row[Columns.Length + 2]), SlurmText.OrEmpty(row[Columns.Length + 3]),
        SlurmText.DurationOrNull(row[Columns.Length]) ?? 0);
}
