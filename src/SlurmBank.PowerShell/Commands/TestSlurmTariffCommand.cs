using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Compares a tariff version with what Slurm and the configuration say now.</summary>
[Cmdlet(VerbsDiagnostic.Test, "SlurmTariff")]
[OutputType(typeof(bool), typeof(BankFinding))]
public sealed class TestSlurmTariffCommand : FindingTestCommand
{
    /// <summary>The version; without it the one that prices a run that starts now.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TariffVersionCompleter))]
    public int? Version { get; set; }

    /// <summary>The cluster; without it the one that the configuration names, or Slurm's own.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ClusterCompleter))]
    public string? Cluster { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var command = new TariffTestCommand { Version = Version, Cluster = Cluster };
        if (Try<TariffTestReport>(Version, () => Run(cancellation => Bank.TestTariff(command, cancellation)), out TariffTestReport? report))
        {
            Answer(report.IsGood, report.Findings);
        }
    }
}
