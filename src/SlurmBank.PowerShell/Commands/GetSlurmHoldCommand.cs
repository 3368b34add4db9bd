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

    /// <summary>Asks Slurm whether each is there and honoured, and shows limits of others that keep solvent accounts from starting jobs.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        WriteEachAccount(names => Detailed ? Run(cancellation => Bank.HoldsInSlurm(names, null, IncludeLifted, cancellation)) : Bank.Holds(names, IncludeLifted));
}
