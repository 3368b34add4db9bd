using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Shows the figures of accounts: granted, charged, running, queued, available.</summary>
[Cmdlet(VerbsCommon.Get, "SlurmBalance")]
[OutputType(typeof(Balance))]
public sealed class GetSlurmBalanceCommand : AccountReadCommand
{
    /// <summary>What the amounts are counted in; the site's default without it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Currency { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteEachAccount(names => Bank.Balances(names, Currency));
}
