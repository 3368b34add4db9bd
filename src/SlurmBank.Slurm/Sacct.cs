using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;

namespace SlurmBank.Slurm;

/// <summary>Reads slurmdbd's jobs by sacct, row by row, while sacct prints them.</summary>
public sealed class Sacct
{
    private const int JobsPerCommand = 500;
    private readonly SlurmCommands _slurm;
    private IReadOnlySet<string>? _available;

    internal Sacct(SlurmCommands slurm) => _slurm = slurm;

    /// <summary>The names of the columns this sacct has (<c>sacct -e</c>), asked once.</summary>
    /// <param name="cancellation">Ends the command.</param>
    /// <returns>The names; they compare without case.</returns>
    /// <exception cref="SlurmCommandException">sacct failed.</exception>
    public IReadOnlySet<string> ReadColumns(CancellationToken cancellation = default) =>
        _available ??= SacctColumns.ReadNames(_slurm.Capture("sacct", ["--helpformat"], cancellation));

    /// <summary>
    /// Reads runs, each row of each job (requeues and resizes too), asking for no text that a user can set.
    /// An error is thrown after the rows that came before it: an answer counts only when it has been read to its end.
    /// </summary>
    /// <param name="query">Which runs.</param>
    /// <param name="cancellation">Ends the command.</param>
    /// <returns>Runs, and a problem in the place of each row that could not be read. A job asked for by two numbers comes twice.</returns>
    /// <exception cref="SlurmCommandException">sacct failed, or gave no answer in time.</exception>
    public IEnumerable<SlurmRow<SacctRun>> ReadRuns(SacctRunQuery query, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.From is null && query.JobIds.Count == 0)
        {
            throw new ArgumentException("a window or job numbers are needed", nameof(query));
        }

        List<string> where = SacctArguments.Of(query);
        return ReadRuns(query, where, cancellation);
    }

    /// <summary>Reads jobs to look at, with the texts their users set. A newline or a delimiter in them forges nothing.</summary>
    /// <param name="filter">Which jobs.</param>
    /// <param name="cancellation">Ends the command.</param>
    /// <returns>Jobs, and a problem in the place of each row that could not be read.</returns>
    /// <exception cref="SlurmCommandException">sacct failed, or gave no answer in time.</exception>
    /// <exception cref="SlurmNameException">A filter is not a name.</exception>
    public IEnumerable<SlurmRow<SacctJob>> ReadJobs(SacctJobFilter filter, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        List<string> where = SacctArguments.Of(filter);
        return ReadJobs(where, cancellation);
    }

    private IEnumerable<SlurmRow<SacctRun>> ReadRuns(SacctRunQuery query, List<string> where, CancellationToken cancellation)
    {
        SacctColumns columns = SacctColumns.ForRuns(ReadColumns(cancellation), query.WithAdminComment, ["sacct"]);
        foreach (string? jobs in Chunks(query.JobIds))
        {
            string delimiter = Delimiter.Draw();
            List<string> arguments = SacctArguments.Common(delimiter, columns);
            arguments.Add("--duplicates");
            arguments.AddRange(where);
            if (jobs is not null)
            {
                arguments.Add("--jobs=" + jobs);
            }

            using SlurmCall call = _slurm.Stream("sacct", arguments, cancellation);
            var rows = new SacctRowReader(call, Delimiter.Bytes(delimiter), columns);
            while (rows.TryNext(out SlurmRow<SacctRun> row))
            {
                yield return row;
            }

            call.Finish();
        }
    }

    private IEnumerable<SlurmRow<SacctJob>> ReadJobs(List<string> where, CancellationToken cancellation)
    {
        SacctColumns columns = SacctColumns.ForJobs(ReadColumns(cancellation), ["sacct"]);
        string delimiter = Delimiter.Draw();
        List<string> arguments = SacctArguments.Common(delimiter, columns);
        arguments.AddRange(where);
        using SlurmCall call = _slurm.Stream("sacct", arguments, cancellation);
        var rows = new SacctRowReader(call, Delimiter.Bytes(delimiter), columns);
        while (rows.TryNext(out SlurmRow<SacctRun> row))
        {
            yield return row.Record is null
                ? new SlurmRow<SacctJob>(null, row.Problem)
                : new SlurmRow<SacctJob>(
                    new SacctJob(
                        row.Record, rows.Text("JobName"), rows.Text("NodeList"), rows.Text("Reason"), rows.Text("WorkDir"),
                        rows.Text("Comment"), rows.Text("SubmitLine")),
                    null);
        }

        call.Finish();
    }

    private static IEnumerable<string?> Chunks(IReadOnlyCollection<long> jobIds)
    {
        if (jobIds.Count == 0)
        {
            yield return null;
        }

        var numbers = new List<string>(JobsPerCommand);
        foreach (long id in new SortedSet<long>(jobIds))
        {
            numbers.Add(id.ToString(CultureInfo.InvariantCulture));
            if (numbers.Count == JobsPerCommand)
            {
                yield return string.Join(',', numbers);
                numbers.Clear();
            }
        }

        if (numbers.Count > 0)
        {
            yield return string.Join(',', numbers);
        }
    }
}
