using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Ends allocations, now or at a date; what is left then expires.</summary>
[Cmdlet(VerbsCommon.Close, "SlurmAllocation", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(AllocationReport))]
public sealed class CloseSlurmAllocationCommand : TermsCommandBase
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => ChangeEach(EndDate is SiteMoment end ? $"Close after {end}" : "Close now", (id, plan) => Bank.CloseAllocation(new CloseCommand
    {
        AllocationId = id,
        EndDate = EndDate,
        Reference = GivenReference,
        Reason = Reason,
        IsPlan = plan,
    }));
}
