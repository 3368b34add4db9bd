using System;
using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;
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
    public string[] Partition { get; set; } = [];

    /// <summary>QOS.</summary>
    [Parameter]
    [NameListTransformation]
    public string[] Qos { get; set; } = [];

    /// <summary>States, by Slurm's names or short forms.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(StateCompleter))]
    public string[] State { get; set; } = [];

    /// <summary>Jobs that ran, waited or ended at this moment or later; today's midnight without it, or any time where jobs are named.</summary>
    [Parameter]
    [MomentTransformation]
    public SiteMoment? StartTime { get; set; }

    /// <summary>Jobs before this moment; a date is included. Now without it.</summary>
    [Parameter]
    [MomentTransformation]
    public SiteMoment? EndTime { get; set; }

    /// <summary>Shows each run of a requeued or resized job, not its last one only.</summary>
    [Parameter]
    public SwitchParameter EachRun { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        object? target = JobId.Length == 0 ? null : string.Join(',', JobId);
        TryEach(target, () => Bank.Slurm.Sacct.ReadJobs(Filter(Bank.Zone), Cancellation), Show);
    }

    private void Show(SlurmRow<SacctJob> row)
    {
        if (row.Record is SacctJob job)
        {
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
            To = EndTime is SiteMoment end ? DateTimeOffset.FromUnixTimeSeconds(end.ToEnd(zone)) : null,
            EachRun = EachRun,
        };
    }
}
