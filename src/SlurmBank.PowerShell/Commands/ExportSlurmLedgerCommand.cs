using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Writes the ledger out while it is in use, as JSON that can be imported again or as CSV for other programs.</summary>
[Cmdlet(VerbsData.Export, "SlurmLedger", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(ExportReport))]
public sealed class ExportSlurmLedgerCommand : BankChangeCommand
{
    private const string Activity = "Writing the ledger out";

    /// <summary>A file, for CSV a folder, which must not exist; or a folder, in which it is named by time.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>The form.</summary>
    [Parameter]
    public DumpFormat Format { get; set; }

    /// <summary>Only what is of this account.</summary>
    [Parameter]
    [Alias("Name")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public string? Account { get; set; }

    /// <summary>Only entries recorded at this moment or later.</summary>
    [Parameter]
    [MomentTransformation]
    [ArgumentCompleter(typeof(MomentCompleter))]
    public SiteMoment? StartTime { get; set; }

    /// <summary>Only entries recorded before this moment; a date is included.</summary>
    [Parameter]
    [MomentTransformation]
    [ArgumentCompleter(typeof(MomentCompleter))]
    public SiteMoment? EndTime { get; set; }

    /// <summary>Writes over a dump of that name.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string path = Resolve(Path)!;
        if (Try<string>(path, () => Bank.LedgerPath, out string? ledger) && Change<ExportReport>($"ledger '{ledger}'", $"Write it out to '{path}'", path, plan => Export(path, plan), out ExportReport? report))
        {
            WriteObject(report);
        }
    }

    private ExportReport Export(string path, bool isPlan) => RunWithProgress(Activity, (progress, cancellation) => Bank.Export(
        new ExportCommand { Path = path, Format = Format, Account = Account, StartTime = StartTime, EndTime = EndTime, Force = Force, IsPlan = isPlan }, progress, cancellation));
}
