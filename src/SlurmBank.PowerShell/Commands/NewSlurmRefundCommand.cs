using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.Engine;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Gives back what finished jobs cost, in whole or in part, never more than they were charged.</summary>
[Cmdlet(VerbsCommon.New, "SlurmRefund", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = JobSet)]
[OutputType(typeof(RefundReport))]
public sealed class NewSlurmRefundCommand : BankChangeCommand
{
    private const string JobSet = "Job";
    private const string QuerySet = "Query";
    private bool amountIsTyped;
    private long refunds;

    // The reason is not taken from the pipeline: a job's own Reason says why it waited.

    /// <summary>Jobs: 123, 4_3, 12+0, or Slurm's JobIDRaw.</summary>
    [Parameter(ParameterSetName = JobSet, Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ChargedJobCompleter))]
    public string[] JobId { get; set; } = [];

    /// <summary>Only the run that was submitted, or begun again, at this moment; all runs of the job without it.</summary>
    [Parameter(ParameterSetName = JobSet, ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    public DateTimeOffset? SubmitTime { get; set; }

    /// <summary>How much of one run; all that it costs without it.</summary>
    [Parameter(ParameterSetName = JobSet, ValueFromPipelineByPropertyName = true)]
    [AmountTransformation]
    public StatedAmount? Amount { get; set; }

    /// <summary>Runs that ended at this moment or later.</summary>
    [Parameter(ParameterSetName = QuerySet, Mandatory = true)]
    [ValidateNotNull]
    [MomentTransformation]
    [ArgumentCompleter(typeof(MomentCompleter))]
    public SiteMoment? StartTime { get; set; }

    /// <summary>Runs that ended before this moment; a date is included. Now without it.</summary>
    [Parameter(ParameterSetName = QuerySet)]
    [MomentTransformation]
    [ArgumentCompleter(typeof(MomentCompleter))]
    public SiteMoment? EndTime { get; set; }

    /// <summary>Accounts, by name or pattern.</summary>
    [Parameter(ParameterSetName = QuerySet)]
    [Alias("Name")]
    [SupportsWildcards]
    [NameListTransformation]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public string[] Account { get; set; } = [];

    /// <summary>Users.</summary>
    [Parameter(ParameterSetName = QuerySet)]
    [NameListTransformation]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string[] User { get; set; } = [];

    /// <summary>Partitions.</summary>
    [Parameter(ParameterSetName = QuerySet)]
    [NameListTransformation]
    [ArgumentCompleter(typeof(PartitionCompleter))]
    public string[] Partition { get; set; } = [];

    /// <summary>QOS.</summary>
    [Parameter(ParameterSetName = QuerySet)]
    [NameListTransformation]
    [ArgumentCompleter(typeof(QosCompleter))]
    public string[] Qos { get; set; } = [];

    /// <summary>End states, by Slurm's full words.</summary>
    [Parameter(ParameterSetName = QuerySet)]
    [NameListTransformation]
    [ArgumentCompleter(typeof(StateCompleter))]
    public string[] State { get; set; } = [];

    /// <summary>Nodes, by name: runs that had one of them. Slurm is asked for these.</summary>
    [Parameter(ParameterSetName = QuerySet)]
    [NameListTransformation]
    [ArgumentCompleter(typeof(NodeCompleter))]
    public string[] Node { get; set; } = [];

    /// <summary>The cluster; any without it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ClusterCompleter))]
    public string? Cluster { get; set; }

    /// <summary>The ticket number; the same refund of a run with the same reference is done once only.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Reference { get; set; }

    /// <summary>Why.</summary>
    [Parameter]
    public string Reason { get; set; } = string.Empty;

    /// <summary>The entry that came through the pipeline: its amount is a charge, not the refund's.</summary>
    [Parameter(ParameterSetName = JobSet, ValueFromPipeline = true, DontShow = true)]
    public TransactionReport? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => amountIsTyped = MyInvocation.BoundParameters.ContainsKey(nameof(Amount));

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        RefundCommand command = ParameterSetName == QuerySet ? Query() : new RefundCommand { SubmitTime = SubmitTime, Amount = Given?.Amount, Unit = Given?.Unit };
        command = command with { Cluster = string.IsNullOrEmpty(Cluster) ? null : Cluster, Reference = string.IsNullOrWhiteSpace(Reference) ? null : Reference.Trim(), Reason = Reason };
        if (ParameterSetName == QuerySet)
        {
            Refund(null, command);
            return;
        }

        foreach (string job in JobId)
        {
            Refund(job, command with { JobIds = [job] });
        }
    }

    private StatedAmount? Given => InputObject is null || amountIsTyped ? Amount : null;

    private RefundCommand Query() => new()
    {
        StartTime = StartTime,
        EndTime = EndTime,
        Accounts = Account,
        Users = User,
        Partitions = Partition,
        Qos = Qos,
        States = State,
        Nodes = Node,
    };

    /// <summary>First the plan, which says what each run would give back; then each that is agreed to.</summary>
    private void Refund(string? target, RefundCommand command)
    {
        if (!Try<IReadOnlyList<RefundReport>>(target, () => Run(cancellation => Bank.Refund(command with { IsPlan = true }, cancellation)), out IReadOnlyList<RefundReport>? plan))
        {
            return;
        }

        for (int i = 0; i < plan.Count; i++)
        {
            RefundReport run = plan[i];
            refunds++;
            ShowProgress("Refunding", $"{refunds}: job {run.JobId} of account '{run.Account}'", plan.Count > 1 ? 100 * i / plan.Count : -1);
            if (run.Outcome != "refund")
            {
                WriteVerbose($"Job {run.JobId}: {(run.Outcome == "free" ? "it cost nothing" : "it was refunded before")}; nothing was given back.");
                Show(run);
                continue;
            }

            var one = new RefundCommand
            {
                JobIds = [run.JobId],
                SubmitTime = run.SubmitTime,
                Cluster = run.Cluster,
                Amount = command.Amount,
                Unit = command.Unit,
                Reference = command.Reference,
                Reason = command.Reason,
            };
            bool done = Change(
                $"job {run.JobId} of account '{run.Account}' ({run.State})",
                $"Refund {ServiceUnits.FromUnits(run.AmountUnits)} {run.Currency}",
                run.JobId,
                isPlan => isPlan ? [run] : Bank.Refund(one, Cancellation),
                out IReadOnlyList<RefundReport>? reports);
            (done ? reports : [])?.ToList().ForEach(WriteObject);
        }
    }

    private void Show(RefundReport run)
    {
        if (!IsWhatIf || PassThru)
        {
            WriteObject(run);
        }
    }
}
