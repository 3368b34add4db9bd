using System.Collections.Generic;
using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;
using SlurmBank.PowerShell.Internal;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Settles finished runs and keeps what running and waiting jobs may cost.</summary>
[Cmdlet(VerbsData.Sync, "SlurmUsage", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(SyncReport))]
public sealed class SyncSlurmUsageCommand : BankChangeCommand
{
    /// <summary>Reads from this moment on instead of from the watermark.</summary>
    [Parameter]
    [MomentTransformation]
    [ArgumentCompleter(typeof(MomentCompleter))]
    public SiteMoment? StartTime { get; set; }

    /// <summary>Reads up to this moment instead of up to now; a date is included.</summary>
    [Parameter]
    [MomentTransformation]
    [ArgumentCompleter(typeof(MomentCompleter))]
    public SiteMoment? EndTime { get; set; }

    /// <summary>The cluster; without it each that the configuration names, or Slurm's own.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ClusterCompleter))]
    public string? Cluster { get; set; }

    /// <summary>Reads the days again that the configuration names for the nightly run.</summary>
    [Parameter]
    public SwitchParameter Nightly { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string from = StartTime is SiteMoment start ? start.ToString() : "the watermark";
        string to = EndTime is SiteMoment end ? end.ToString() : "now";
        string target = Cluster is null ? "the ledger" : $"the ledger, cluster '{Cluster}'";
        if (Change<IReadOnlyList<SyncReport>>(target, $"Settle the runs that finished from {from} to {to}", Cluster, Sync, out IReadOnlyList<SyncReport>? reports))
        {
            foreach (SyncReport report in reports)
            {
                Tell(report);
                WriteObject(report);
            }
        }
    }

    private IReadOnlyList<SyncReport> Sync(bool isPlan)
    {
        var command = new SyncCommand { Cluster = Cluster, StartTime = StartTime, EndTime = EndTime, Nightly = Nightly, IsPlan = isPlan };
        return RunWithProgress("Settling usage", (progress, cancellation) => Bank.Sync(command, progress, cancellation));
    }

    private void Tell(SyncReport report)
    {
        foreach (string warning in report.Warnings)
        {
            WriteWarning(warning);
        }

        foreach (string problem in report.Problems)
        {
            string text = $"A row of cluster '{report.Cluster}' could not be read: {problem}";
            WriteError(BankErrors.ToRecord("RowSkipped", ErrorCategory.InvalidData, text, "The others were settled. Repeat the sync; report it where it stays.", report.Cluster));
        }

        if (report.Parked > 0)
        {
            WriteWarning($"Cluster '{report.Cluster}': {report.Parked} runs cannot be priced and were parked; Get-SlurmParkedRun shows why.");
        }
    }
}
