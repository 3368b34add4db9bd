using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Arguments;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Makes a ledger, opens its books and captures the first tariff from Slurm.</summary>
[Cmdlet(VerbsData.Initialize, "SlurmBank", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(InitializeReport))]
public sealed class InitializeSlurmBankCommand : BankChangeCommand
{
    /// <summary>Nothing done before this moment is charged; now without it.</summary>
    [Parameter(Position = 0)]
    [MomentTransformation]
    public SiteMoment? BooksOpen { get; set; }

    /// <summary>Why.</summary>
    [Parameter]
    public string Reason { get; set; } = string.Empty;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!Try<string>(null, () => Bank.LedgerPath, out string? path))
        {
            return;
        }

        string from = BooksOpen is SiteMoment moment ? moment.ToString() : "now";
        if (Change($"ledger '{path}'", $"Make a ledger with books open from {from}", path, Initialize, out InitializeReport? report))
        {
            WriteObject(report);
        }
    }

    private InitializeReport Initialize(bool isPlan)
    {
        var command = new InitializeCommand { BooksOpen = BooksOpen, Reason = Reason, IsPlan = isPlan };
        return Run(cancellation => Bank.Initialize(command, cancellation));
    }
}
