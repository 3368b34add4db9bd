using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Captures a new tariff version from Slurm and the configuration.</summary>
[Cmdlet(VerbsCommon.New, "SlurmTariff", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(TariffCaptureReport))]
public sealed class NewSlurmTariffCommand : BankChangeCommand
{
    /// <summary>The first start of a run that it prices; now without it.</summary>
    [Parameter(Position = 0)]
    [MomentTransformation]
    [ArgumentCompleter(typeof(MomentCompleter))]
    public SiteMoment? EffectiveFrom { get; set; }

    /// <summary>The cluster; without it the one that the configuration names, or Slurm's own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ClusterCompleter))]
    public string? Cluster { get; set; }

    /// <summary>Why.</summary>
    [Parameter]
    public string Reason { get; set; } = string.Empty;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string from = EffectiveFrom is SiteMoment moment ? moment.ToString() : "now";
        if (!Change("the ledger", $"Capture a tariff that prices runs from {from} on", Cluster, Capture, out TariffCaptureReport? report) || report is null)
        {
            return;
        }

        foreach (BankFinding finding in report.Findings)
        {
            WriteVerbose($"{finding.Severity}: {finding.Message} ({finding.Place}) {finding.Fix}".TrimEnd());
        }

        if (!report.IsNew)
        {
            WriteVerbose($"Slurm and the configuration say what version {report.Tariff.Version} says; nothing was added.");
        }

        if (PassThru)
        {
            WriteObject(report);
        }
    }

    private TariffCaptureReport Capture(bool isPlan)
    {
        var command = new TariffCaptureCommand { EffectiveFrom = EffectiveFrom, Cluster = Cluster, Reason = Reason, IsPlan = isPlan };
        return Run(cancellation => Bank.CaptureTariff(command, cancellation));
    }
}
