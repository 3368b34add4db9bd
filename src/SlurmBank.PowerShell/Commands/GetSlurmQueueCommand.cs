using System.Collections.Generic;
using System.Management.Automation;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;
using SlurmBank.PowerShell.Internal;
using SlurmBank.Slurm;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Shows the jobs that wait and run, as squeue does; those of all users without arguments.</summary>
[Cmdlet(VerbsCommon.Get, "SlurmQueue")]
[OutputType(typeof(SlurmJob))]
public sealed class GetSlurmQueueCommand : SlurmReadCommand
{
    private string? clusterName;

    /// <summary>Jobs: 123, 4_3.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueuedJobCompleter))]
    public string[] JobId { get; set; } = [];

    /// <summary>Accounts.</summary>
    [Parameter]
    [Alias("Name")]
    [NameListTransformation]
    [ArgumentCompleter(typeof(SlurmAccountCompleter))]
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

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (JobId.Length == 0)
        {
            _ = TryEach(null, () => Bank.Slurm.Squeue.ListJobs(Filter(), null, Cancellation), row => Show(row));
            return;
        }

        foreach (string id in JobId)
        {
            // squeue fails as a whole where it does not know one of several.
            bool found = false;
            if (TryEach(id, () => Named(id), row => found |= Show(row)) && !found && IsByNumberOnly)
            {
                WriteError(BankErrors.ToRecord(new SlurmNameNotFoundException("job", id, $"Job '{id}' is not in the queue.", "A job that has ended is in the accounting: Get-SlurmJob."), id));
            }
        }
    }

    private bool IsByNumberOnly => Account.Length + User.Length + Partition.Length + Qos.Length + State.Length == 0;

    private IEnumerable<SlurmRow<QueuedJobListing>> Named(string id)
    {
        using IEnumerator<SlurmRow<QueuedJobListing>> rows = Bank.Slurm.Squeue.ListJobs(Filter(), [id], Cancellation).GetEnumerator();
        while (MoveNext(rows))
        {
            yield return rows.Current;
        }

        static bool MoveNext(IEnumerator<SlurmRow<QueuedJobListing>> rows)
        {
            try
            {
                return rows.MoveNext();
            }
            catch (SlurmNotFoundException)
            {
                // "Invalid job id specified": an answer.
                return false;
            }
        }
    }

    private bool Show(SlurmRow<QueuedJobListing> row)
    {
        if (row.Problem is SlurmProblem problem)
        {
            Report([problem], "squeue");
        }
        else if (row.Record is QueuedJobListing job)
        {
            WriteObject(SlurmJob.Of(job, clusterName ??= Bank.OneCluster(Cluster, Cancellation), Bank.Zone));
            return true;
        }

        return false;
    }

    private QueueFilter Filter() => new()
    {
        Users = User,
        Accounts = Account,
        Partitions = Partition,
        Qos = Qos,
        States = State,
        Cluster = Cluster,
    };
}
