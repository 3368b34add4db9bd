using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Shows how the bank is doing: settled up to when, accounts held, runs parked, what is late.</summary>
[Cmdlet(VerbsCommon.Get, "SlurmBankStatus")]
[OutputType(typeof(BankStatus))]
public sealed class GetSlurmBankStatusCommand : LedgerCommand
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Try(null, () => Run(cancellation => Bank.Status(cancellation)), out BankStatus? status))
        {
            WriteObject(status);
        }
    }
}
