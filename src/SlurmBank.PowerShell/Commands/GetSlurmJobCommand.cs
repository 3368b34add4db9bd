using System;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;
using SlurmBank.PowerShell.Internal;
using SlurmBank.Slurm;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Shows jobs as sacct does; without arguments those of all users since midnight.</summary>
[Cmdlet(VerbsCommon.Get, "SlurmJob")]
[OutputType(typeof(SlurmJob))]
public sealed class GetSlurmJobCommand : SlurmReadCommand
{
    /// <summary>Jobs: 123, 4_3, 12+0.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(JobCompleter))]
    public string[] JobId { get; set; } = [];

    /// <summary>Accounts.</summary>
    [Parameter]
    [Alias("Name")]
    [NameListTransformation]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public string[] Account { get; set; } = [];

    /// <summary>Partitions.</summary>
    [Parameter]
    [NameListTransformation]
    [ArgumentCompleter(typeof(PartitionCompleter))]
    public string[] Partition { get; set; } = [];

    /// <summary>QOS.</summary>
    [Parameter]
    [NameListTransformation]
    [ArgumentCompleter(typeof(QosCompleter))]
    public string[] Qos { get; set; } = [];

    /// <summary>States, by Slurm's names or short forms.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(StateCompleter))]
    public string[] State { get; set; } = [];

    /// <summary>Jobs that ran, waited or ended at this moment or later; today's midnight without it, or any time where jobs are named.</summary>
    [Parameter]
    [MomentTransformation]
    [ArgumentCompleter(typeof(MomentCompleter))]
    public SiteMoment? StartTime { get; set; }

    /// <summary>Jobs before this moment; a date is included. Now without it.</summary>
    [Parameter]
    [MomentTransformation]
    [ArgumentCompleter(typeof(MomentCompleter))]
    public SiteMoment? EndTime { get; set; }

    /// <summary>Shows each run of a requeued or resized job, not its last one only.</summary>
    [Parameter]
    public SwitchParameter EachRun { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        object? target = JobId.Length == 0 ? null : string.Join(',', JobId);
        if (TryEach(target, () => Bank.Slurm.Sacct.ReadJobs(Filter(Bank.Zone), Cancellation), row => Show(row, seen)) && IsByNumberOnly)
        {
            ReportMissing(seen);
        }
    }

    /// <summary>True where nothing but its absence can keep a job that was named out of the answer.</summary>
    private bool IsByNumberOnly => StartTime is null && EndTime is null && Account.Length + User.Length + Partition.Length + Qos.Length + State.Length == 0;

    /// <summary>Slurm passes over a job that it does not have without a word; here it is an error.</summary>
    private void ReportMissing(HashSet<string> seen)
    {
        foreach (string id in JobId)
        {
            // Tasks that wait are one row, 4_[1-3]: the number before the mark is what surely is there.
            if (!seen.Contains(Number(id)))
            {
                WriteError(BankErrors.ToRecord(new SlurmNameNotFoundException("job", id, $"Slurm's accounting has no job '{id}'.", "Check the number. A job that was just submitted appears after some seconds; very old ones may have been purged."), id));
            }
        }
    }

    private static string Number(string id)
    {
        int cut = id.AsSpan().IndexOfAny('_', '+');
        return cut < 0 ? id : id[..cut];
    }

    private void Show(SlurmRow<SacctJob> row, HashSet<string> seen)
    {
        if (row.Record is SacctJob job)
        {
            seen.Add(Number(job.Run.JobId));
            seen.Add(job.Run.JobIdRaw.ToString(CultureInfo.InvariantCulture));
            WriteObject(SlurmJob.Of(job, Bank.Zone));
        }
        else if (row.Problem is SlurmProblem problem)
        {
            Report([problem], "sacct");
        }
    }

    private SacctJobFilter Filter(TimeZoneInfo zone)
    {
        long? from = StartTime?.ToStart(zone);
        if (from is null && JobId.Length == 0)
        {
            from = SiteMoment.FromDate(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow, zone).Date)).ToStart(zone);
        }

        return new SacctJobFilter
        {
            JobIds = JobId,
            Accounts = Account,
            Users = User,
            Partitions = Partition,
            Qos = Qos,
            States = State,
            Clusters = Cluster is null ? [] : [Cluster],
            From = from is long start ? DateTimeOffset.FromUnixTimeSeconds(start) : null,
            To = To(zone),
            EachRun = EachRun,
        };
    }

    /// <summary>sacct takes the start for the end where states are asked for without an end, and then finds nothing.</summary>
    private DateTimeOffset? To(TimeZoneInfo zone) => EndTime is SiteMoment end
        ? DateTimeOffset.FromUnixTimeSeconds(end.ToEnd(zone))
        : State.Length > 0 && (StartTime is not null || JobId.Length == 0) ? DateTimeOffset.UtcNow.AddSeconds(1) : null;
}
