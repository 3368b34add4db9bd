using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Puts the ledger back to what a backup holds, in one transaction; what it was before is kept beside it.</summary>
[Cmdlet(VerbsData.Restore, "SlurmLedger", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(RestoreReport))]
public sealed class RestoreSlurmLedgerCommand : BankChangeCommand
{
    private const string Activity = "Verifying the backup";

    /// <summary>The backup's file.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>Why.</summary>
    [Parameter]
    public string Reason { get; set; } = string.Empty;

    /// <summary>Restores also where the ledger has entries that the backup does not have.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Brings over the holds of people and the bank's limits in Slurm from the ledger as it was.</summary>
    [Parameter]
    public SwitchParameter Adopt { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string path = Resolve(Path)!;
        if (!Try<string>(path, () => Bank.LedgerPath, out string? ledger) || !Change<RestoreReport>($"ledger '{ledger}'", $"Restore from '{path}'", path, plan => Restore(path, plan), out RestoreReport? report))
        {
            return;
        }

        WriteObject(report);
        foreach (string warning in report.Warnings)
        {
            WriteWarning(warning);
        }
    }

    private RestoreReport Restore(string path, bool isPlan) => RunWithProgress(
        Activity,
        (progress, cancellation) => Bank.Restore(new RestoreCommand { Path = path, Reason = Reason, Force = Force, Adopt = Adopt, IsPlan = isPlan }, progress, cancellation));
}
