using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Globalization;
using System.Linq;
using System.Threading;
using SlurmBank.Bank;
using SlurmBank.Slurm;

namespace SlurmBank.PowerShell.Completion;

/// <summary>Completes the jobs that wait and run; then those that the bank charged.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class JobCompleter : SlurmNameCompleter
{
    private readonly ChargedJobCompleter charged = new();

    private protected override IEnumerable<Candidate> ReadSlurm(SlurmCommands slurm, CancellationToken cancellation) => QueuedJobCompleter.Queue(slurm, cancellation);

    private protected override IEnumerable<Candidate> Besides(BankService bank) => charged.ReadQuietly(bank);
}

/// <summary>Completes the jobs that wait and run.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class QueuedJobCompleter : SlurmNameCompleter
{
    private protected override IEnumerable<Candidate> ReadSlurm(SlurmCommands slurm, CancellationToken cancellation) => Queue(slurm, cancellation);

    internal static IEnumerable<Candidate> Queue(SlurmCommands slurm, CancellationToken cancellation) =>
        slurm.Squeue.ListJobs(null, null, cancellation).Select(row => row.Record?.Job).OfType<QueuedJob>().Select(job => new Candidate(Number(job), $"{job.User} in {job.Account}: {job.State}")).DistinctBy(candidate => candidate.Name);

    /// <summary>The number as a person writes it; of tasks that wait together the array's.</summary>
    private static string Number(QueuedJob job) => (job.ArrayJobId, job.HetJobId) switch
    {
        (long array, _) => long.TryParse(job.ArrayTasks, NumberStyles.None, CultureInfo.InvariantCulture, out long task) ? Text($"{array}_{task}") : Text($"{array}"),
        (null, long first) => Text($"{first}+{job.HetOffset ?? 0}"),
        _ => Text($"{job.JobIdRaw}"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
