using System.ComponentModel;
using System.Management.Automation;

namespace SlurmBank.PowerShell.Abstractions;

/// <summary>What the cmdlets that use the ledger share.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class LedgerCommand : BankCommand
{
    private protected LedgerCommand()
    {
    }

    /// <summary>The ledger's file; without it the one that the configuration names.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? LedgerPath { get; set; }

    private protected override string? LedgerFile => LedgerPath;
}
