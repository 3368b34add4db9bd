using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Shows what was decided for accounts: credit limit, mode, kind, hold mechanism.</summary>
[Cmdlet(VerbsCommon.Get, "SlurmBankAccount")]
[OutputType(typeof(AccountReport))]
public sealed class GetSlurmBankAccountCommand : AccountReadCommand
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteEachAccount(names => Bank.Accounts(names));
}
