using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Internal;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Copies the ledger while it is in use, into one file, and verifies the copy.</summary>
[Cmdlet(VerbsData.Backup, "SlurmLedger", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(BackupReport))]
public sealed class BackupSlurmLedgerCommand : BankChangeCommand
{
    private const string Activity = "Verifying the backup";

    /// <summary>A folder, in which the file is named by time and newest entry, or a file, which must not exist.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string path = Resolve(Path)!;
        if (!Try<string>(path, () => Bank.LedgerPath, out string? ledger) || !Change<BackupReport>($"ledger '{ledger}'", $"Back up to '{path}'", path, plan => Backup(path, plan), out BackupReport? report))
        {
            return;
        }

        WriteObject(report);
        if (!report.IsPlan && !report.IsSound)
        {
            WriteError(BankErrors.ToRecord("BackupUnsound", ErrorCategory.InvalidData, $"The ledger contradicts itself, and so does its copy '{report.Path}': {report.Findings[0].Message}", "Test-SlurmLedger -Detailed lists all; restore an older backup: Restore-SlurmLedger.", report.Path));
        }
    }

    private BackupReport Backup(string path, bool isPlan) =>
        RunWithProgress(Activity, (progress, cancellation) => Bank.Backup(new BackupCommand { Path = path, IsPlan = isPlan }, progress, cancellation));
}
