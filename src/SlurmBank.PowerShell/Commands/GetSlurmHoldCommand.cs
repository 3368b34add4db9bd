using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Shows holds and pardons in force: who, why, since when, until when.</summary>
[Cmdlet(VerbsCommon.Get, "SlurmHold")]
[OutputType(typeof(HoldReport))]
public sealed class GetSlurmHoldCommand : AccountReadCommand
{
    /// <summary>Shows holds and pardons that were lifted too.</summary>
    [Parameter]
    public SwitchParameter IncludeLifted { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteEachAccount(names => Bank.Holds(names, IncludeLifted));
}
