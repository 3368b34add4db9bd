using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Makes a ledger, opens its books and captures the first tariff from Slurm.</summary>
[Cmdlet(VerbsData.Initialize, "SlurmBank", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = BooksSet)]
[OutputType(typeof(InitializeReport), typeof(SampleReport))]
public sealed class InitializeSlurmBankCommand : BankChangeCommand
{
    private const string BooksSet = "Books";
    private const string SampleSet = "Sample";

    /// <summary>Nothing done before this moment is charged; now without it.</summary>
    [Parameter(Position = 0, ParameterSetName = BooksSet)]
    [MomentTransformation]
    [ArgumentCompleter(typeof(MomentCompleter))]
    public SiteMoment? BooksOpen { get; set; }

    /// <summary>Why.</summary>
    [Parameter(ParameterSetName = BooksSet)]
    public string Reason { get; set; } = string.Empty;

    /// <summary>The folder of a sample bank, which it makes: a ledger to try everything with, and a stand-in for Slurm.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SampleSet)]
    [ValidateNotNullOrEmpty]
    public string? SamplePath { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Resolve(SamplePath) is string folder)
        {
            if (Change($"folder '{folder}'", "Make a sample bank", folder, isPlan => MakeSample(folder, isPlan), out SampleReport? sample))
            {
                WriteObject(sample);
            }

            return;
        }

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

    private SampleReport MakeSample(string folder, bool isPlan) =>
        RunApart("Making a sample bank", (options, cancellation) => BankService.MakeSample(options, new SampleCommand { Folder = folder, IsPlan = isPlan }, cancellation));

    private InitializeReport Initialize(bool isPlan)
    {
        var command = new InitializeCommand { BooksOpen = BooksOpen, Reason = Reason, IsPlan = isPlan };
        return RunWatched("Opening the books", cancellation => Bank.Initialize(command, cancellation));
    }
}
