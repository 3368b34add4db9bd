using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Ends allocations, now or at a date; what is left then expires.</summary>
[Cmdlet(VerbsCommon.Close, "SlurmAllocation", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(AllocationReport))]
[OutputType(typeof(AllocationSeriesReport))]
public sealed class CloseSlurmAllocationCommand : TermsCommandBase
{
    /// <summary>Ends the row that the allocation belongs to: no periods after the one that is open. What later ones hold is withdrawn.</summary>
    [Parameter]
    public SwitchParameter Series { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Series)
        {
            Stop();
            return;
        }

        Close();
    }

    private void Stop()
    {
        if (EndDate is not null)
        {
            var error = new PSArgumentException("-Series ends a row after the period that is open; leave -EndDate out.", nameof(EndDate));
            ThrowTerminatingError(new ErrorRecord(error, "InvalidArgument", ErrorCategory.InvalidArgument, EndDate));
        }

        foreach (long id in AllocationId)
        {
            var command = new StopCommand { AllocationId = id, Reference = GivenReference, Reason = Reason };
            if (Change($"the row of allocation {id}", "Close after the open period", id, plan => Bank.StopSeries(command with { IsPlan = plan }), out GrantReport? report) && report is not null && PassThru)
            {
                WriteObject(report.Series);
            }
        }
    }

    private void Close() => ChangeEach(EndDate is SiteMoment end ? $"Close after {end}" : "Close now", (id, plan) => Bank.CloseAllocation(new CloseCommand
    {
        AllocationId = id,
        EndDate = EndDate,
        Reference = GivenReference,
        Reason = Reason,
        IsPlan = plan,
    }));
}
