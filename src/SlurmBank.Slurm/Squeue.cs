using System;
using System.Collections.Generic;
using System.Text;
using System.Threading;

namespace SlurmBank.Slurm;

/// <summary>Reads slurmctld's queue by squeue, row by row.</summary>
public sealed partial class Squeue
{
    // A width of 0 prints a column whole, and what follows the width is printed after it (squeue -O, 20.02 and later).
    private static readonly string[] Columns =
    [
        "jobid", "arrayjobid", "arraytaskid", "hetjobid", "hetjoboffset", "submittime", "eligibletime", "starttime", "state", "reason",
        "account", "username", "userid", "partition", "qos", "timelimit", "numnodes", "numcpus", "tres-alloc", "admin_comment", "name",
    ];

    private readonly SlurmCommands _slurm;

    internal Squeue(SlurmCommands slurm) => _slurm = slurm;

    /// <summary>Reads the jobs that wait or run, of all partitions, hidden ones too. The answer counts only when it was read to its end.</summary>
    /// <param name="filter">Which jobs; null for all.</param>
    /// <param name="cancellation">Ends the command.</param>
    /// <returns>Jobs, and a problem in the place of each row that could not be read.</returns>
    /// <exception cref="SlurmCommandException">squeue failed, or gave no answer in time.</exception>
    /// <exception cref="SlurmNameException">A filter is not a name.</exception>
    public IEnumerable<SlurmRow<QueuedJob>> ReadJobs(QueueFilter? filter = null, CancellationToken cancellation = default)
    {
        List<string> where = Arguments(filter ?? new QueueFilter());
        return Read(where, cancellation);
    }

    private IEnumerable<SlurmRow<QueuedJob>> Read(List<string> where, CancellationToken cancellation)
    {
        string delimiter = Delimiter.Draw();
        var format = new StringBuilder();
        foreach (string column in Columns)
        {
            format.Append(format.Length > 0 ? "," : string.Empty).Append(column).Append(":0").Append(delimiter);
        }

        List<string> arguments = ["--all", "--noheader", "--noconvert", "--Format=" + format, .. where];
        using SlurmCall call = _slurm.Stream("squeue", arguments, cancellation);
        foreach (SlurmRow<QueuedJob> row in TableReader.Read<QueuedJob>(call, Delimiter.Bytes(delimiter), Columns.Length, ReadRow, multiLine: true))
        {
            yield return row;
        }
    }

    private static List<string> Arguments(QueueFilter filter)
    {
        var arguments = new List<string>();
        Add("--user=", "user", filter.Users);
        Add("--account=", "account", filter.Accounts);
        Add("--partition=", "partition", filter.Partitions);
        Add("--qos=", "QOS", filter.Qos);
        Add("--states=", "state", filter.States);
        arguments.Add(filter.Cluster is null ? "--local" : "--clusters=" + SlurmNames.Require("cluster", filter.Cluster));
        return arguments;

        void Add(string option, string what, IReadOnlyCollection<string> names)
        {
            if (names.Count > 0)
            {
                arguments.Add(option + SlurmNames.List(what, names));
            }
        }
    }

    private static QueuedJob? ReadRow(string[] row, out string why)
    {
        long? id = SlurmText.LongOrNull(row[0]);
        long? submit = SlurmText.TimeOrNull(row[5]);
        string tasks = SlurmText.OrEmpty(row[2]);
        why = id is null or <= 0 ? "JobId is not a number"
            : submit is null ? "SubmitTime is not a time"
            : row[8].Length == 0 ? "State is empty"
            : tasks.EndsWith("...", StringComparison.Ordinal) ? "the list of the array's tasks is cut" : string.Empty;
        return why.Length > 0 ? null : new QueuedJob
        {
            JobIdRaw = id!.Value,
            ArrayJobId = tasks.Length > 0 ? SlurmText.LongOrNull(row[1]) : null,
            ArrayTasks = tasks,
            HetJobId = SlurmText.LongOrNull(row[3]),
            HetOffset = SlurmText.LongOrNull(row[4]),
            SubmitSeconds = submit!.Value,
            EligibleSeconds = SlurmText.TimeOrNull(row[6]),
            StartSeconds = SlurmText.TimeOrNull(row[7]),
            State = row[8],
            Reason = row[9],
            Account = SlurmText.OrEmpty(row[10]).ToLowerInvariant(),
            User = row[11],
            Uid = SlurmText.LongOrNull(row[12]),
            Partition = row[13],
            Qos = SlurmText.OrEmpty(row[14]),
            TimeLimitSeconds = SlurmText.DurationOrNull(row[15]),
            TimeLimitIsUnlimited = row[15] == "UNLIMITED",
            TimeLimitIsPartitions = row[15] == "NOT_SET",
            NodeCount = SlurmText.LongOrNull(row[16]),
            CpuCount = SlurmText.LongOrNull(row[17]),
            Tres = SlurmText.OrEmpty(row[18]),
            AdminComment = SlurmText.OrEmpty(row[19]),
            JobName = row[20],
        };
    }
}
