using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Threading;

namespace SlurmBank.Slurm;

/// <summary>Reads slurmctld's configuration, partitions, nodes, jobs and usage by scontrol.</summary>
public sealed partial class Scontrol
{
    private readonly SlurmCommands _slurm;

    internal Scontrol(SlurmCommands slurm) => _slurm = slurm;

    private delegate T? Line<T>(string line, out string why)
        where T : class;

    /// <summary>Reads the configuration of the running slurmctld; see there for what a reconfigure does not change.</summary>
    /// <param name="cancellation">Ends the command.</param>
    /// <returns>The configuration.</returns>
    /// <exception cref="SlurmCommandException">scontrol failed.</exception>
    public SlurmConfiguration ReadConfiguration(CancellationToken cancellation = default)
    {
        string output = _slurm.Capture("scontrol", ["show", "config"], cancellation);
        Dictionary<string, string> values = ConfigurationText.Read(output, section: 0);
        if (!values.ContainsKey("ClusterName"))
        {
            throw new SlurmOutputException(["scontrol", "show", "config"], "it names no cluster", string.Empty);
        }

        values.TryGetValue("SLURM_CONF", out string? file);
        return new SlurmConfiguration(values, () => Modified(file, cancellation));
    }

    /// <summary>Asks each slurmctld whether it is up. That none is, is an answer and no error.</summary>
    /// <param name="cancellation">Ends the command.</param>
    /// <returns>Each slurmctld that is configured.</returns>
    /// <exception cref="SlurmCommandException">scontrol failed in another way.</exception>
    public IReadOnlyList<ControllerPing> Ping(CancellationToken cancellation = default)
    {
        (_, string output, SlurmCommandException? error) = _slurm.Run("scontrol", ["ping"], cancellation);
        var pings = new List<ControllerPing>();
        foreach (string line in output.Split('\n'))
        {
            // Slurmctld(primary) at host is UP; in a line cut short the space after "at" may be the one before "is"
            int open = line.IndexOf('(', StringComparison.Ordinal);
            int close = line.IndexOf(')', StringComparison.Ordinal);
            int host = line.IndexOf(" at ", StringComparison.Ordinal);
            int state = line.LastIndexOf(" is ", StringComparison.Ordinal);
            if (line.StartsWith("Slurmctld(", StringComparison.Ordinal) && close > open && host > close && state >= host + 4)
            {
                pings.Add(new ControllerPing(line[(open + 1)..close], line[(host + 4)..state], line[(state + 4)..].Trim() == "UP"));
            }
        }

        return pings.Count > 0 ? pings
            : throw (SlurmCommandException?)error ?? new SlurmOutputException(["scontrol", "ping"], "it names no slurmctld", output);
    }

    /// <summary>Reads the partitions, hidden ones too.</summary>
    /// <param name="cancellation">Ends the command.</param>
    /// <returns>The partitions, and the lines that could not be read.</returns>
    /// <exception cref="SlurmCommandException">scontrol failed.</exception>
    public SlurmTable<SlurmPartition> ReadPartitions(CancellationToken cancellation = default) =>
        SlurmTable<SlurmPartition>.Of(Lines<SlurmPartition>(["--all", "--oneliner", "show", "partition"], ScontrolRows.Partition, cancellation));

    /// <summary>Reads the nodes.</summary>
    /// <param name="cancellation">Ends the command.</param>
    /// <returns>The nodes, and the lines that could not be read.</returns>
    /// <exception cref="SlurmCommandException">scontrol failed.</exception>
    public SlurmTable<SlurmNode> ReadNodes(CancellationToken cancellation = default) =>
        SlurmTable<SlurmNode>.Of(Lines<SlurmNode>(["--all", "--oneliner", "show", "node"], ScontrolRows.Node, cancellation));

    /// <summary>Reads a job, to look at: what moves money comes from sacct and squeue.</summary>
    /// <param name="jobId">The job's number; an array's own stands for all its tasks.</param>
    /// <param name="cancellation">Ends the command.</param>
    /// <returns>The job, or the tasks of the array.</returns>
    /// <exception cref="SlurmNotFoundException">slurmctld does not know the job (any more).</exception>
    /// <exception cref="SlurmCommandException">scontrol failed.</exception>
    public SlurmTable<ShownJob> ReadJob(long jobId, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(jobId);
        string id = jobId.ToString(CultureInfo.InvariantCulture);
        return SlurmTable<ShownJob>.Of(Lines<ShownJob>(["--all", "--oneliner", "show", "job", id], ScontrolRows.Job, cancellation));
    }

    /// <summary>Reads what slurmctld has counted for associations.</summary>
    /// <param name="accounts">The accounts; empty for all.</param>
    /// <param name="cancellation">Ends the command.</param>
    /// <returns>The associations, and the lines that could not be read.</returns>
    /// <exception cref="SlurmCommandException">scontrol failed.</exception>
    /// <exception cref="SlurmNameException">An account is not a name.</exception>
    public SlurmTable<AssociationUsage> ReadUsage(IReadOnlyCollection<string> accounts, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        List<string> arguments = ["--oneliner", "show", "assoc_mgr", "flags=assoc"];
        if (accounts.Count > 0)
        {
            arguments.Add("accounts=" + SlurmNames.List("account", accounts));
        }

        return SlurmTable<AssociationUsage>.Of(Lines<AssociationUsage>(arguments, ScontrolRows.Usage, cancellation));
    }

    private IEnumerable<SlurmRow<T>> Lines<T>(IEnumerable<string> arguments, Line<T> read, CancellationToken cancellation)
        where T : class
    {
        using SlurmCall call = _slurm.Stream("scontrol", arguments, cancellation);
        var lines = new LineReader(call);
        while (lines.TryReadText(out string line))
        {
            if (lines.IsCut)
            {
                yield return new SlurmRow<T>(null, new SlurmProblem(lines.LineNumber, CommandText.Escape(line), "the line is cut off or too long"));
            }
            else if (line.Trim().Length > 0 && line != "No partitions in the system" && line != "No nodes in the system")
            {
                T? record = read(line, out string why);
                if (record is not null || why.Length > 0)
                {
                    yield return record is not null
                        ? new SlurmRow<T>(record, null)
                        : new SlurmRow<T>(null, new SlurmProblem(lines.LineNumber, CommandText.Escape(line), why));
                }
            }
        }

        call.Finish();
    }

    private long? Modified(string? file, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(file))
        {
            return null;
        }

        // Behind a prefix the file is that machine's, not the one of the same name here.
        if (_slurm.Options.Prefix.Count > 0)
        {
            (_, string output, SlurmCommandException? error) = _slurm.Run("stat", ["-L", "-c", "%Y", "--", file], cancellation, ownProgram: true);
            return error is null ? SlurmText.LongOrNull(output.Trim()) : null;
        }

        try
        {
            return File.Exists(file) ? new DateTimeOffset(File.GetLastWriteTimeUtc(file)).ToUnixTimeSeconds() : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
