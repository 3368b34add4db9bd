using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Shows allocations: what was granted, drawn and is left.</summary>
[Cmdlet(VerbsCommon.Get, "SlurmAllocation")]
[OutputType(typeof(AllocationReport))]
public sealed class GetSlurmAllocationCommand : AccountReadCommand
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteEachAccount(names => Bank.Allocations(names));
}
