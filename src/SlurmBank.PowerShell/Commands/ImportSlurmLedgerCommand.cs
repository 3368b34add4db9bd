using System;
using System.Linq;
using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Makes a ledger of a dump, or takes over what another bank or a list of grants holds: in one write, and once.</summary>
[Cmdlet(VerbsData.Import, "SlurmLedger", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ImportReport))]
public sealed class ImportSlurmLedgerCommand : BankChangeCommand
{
    private const string Activity = "Importing";

    /// <summary>The dump, database or list; for crc-bank's dump several files, or the folder with them. Without it, sbank's limits in Slurm.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>What it is; known by what is in it without this.</summary>
    [Parameter]
    public ImportSource From { get; set; }

    /// <summary>SU for one of the other bank's units.</summary>
    [Parameter]
    public decimal Rate { get; set; } = 1;

    /// <summary>The currency that is granted; the site's default without it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(CurrencyCompleter))]
    public string? Currency { get; set; }

    /// <summary>A saved listing of what was used, as <c>sshare -a -P</c> prints it; without it Slurm is asked.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? UsagePath { get; set; }

    /// <summary>What was used is not brought over.</summary>
    [Parameter]
    public SwitchParameter NoUsage { get; set; }

    /// <summary>For how many days slurm_su_bank's limits run; 0 for ever.</summary>
    [Parameter]
    [ValidateRange(0, 36500)]
    public int PeriodDays { get; set; } = 365;

    /// <summary>Also grants whose window has ended.</summary>
    [Parameter]
    public SwitchParameter IncludeEnded { get; set; }

    /// <summary>Leaves out what is wrong; without it nothing is imported where something is.</summary>
    [Parameter]
    public SwitchParameter SkipInvalid { get; set; }

    /// <summary>Why.</summary>
    [Parameter]
    public string Reason { get; set; } = string.Empty;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string[] paths = [.. Path.Select(p => Resolve(p)!)];
        string what = paths.Length == 0 ? "what Slurm has" : string.Join(", ", paths);
        if (!Try<string>(what, () => Bank.LedgerPath, out string? ledger) || !Change<ImportReport>($"ledger '{ledger}'", $"Import '{what}'", what, plan => Import(paths, plan), out ImportReport? report))
        {
            return;
        }

        WriteObject(report);
        foreach (string warning in report.Warnings)
        {
            WriteWarning(warning);
        }
    }

    private ImportReport Import(string[] paths, bool isPlan) => RunWithProgress(Activity, (progress, cancellation) => Bank.Import(
        new ImportCommand
        {
            Paths = paths,
            Source = From,
            Rate = Rate,
            Currency = Currency,
            UsagePath = UsagePath is null ? null : Resolve(UsagePath),
            NoUsage = NoUsage,
            PeriodDays = PeriodDays,
            IncludeEnded = IncludeEnded,
            SkipInvalid = SkipInvalid,
            Reason = Reason,
            IsPlan = isPlan,
        },
        progress,
        cancellation));
}
