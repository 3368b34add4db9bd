using System.Linq;
using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Shows tariff versions with every number that they use.</summary>
[Cmdlet(VerbsCommon.Get, "SlurmTariff")]
[OutputType(typeof(TariffReport))]
public sealed class GetSlurmTariffCommand : LedgerCommand
{
    /// <summary>Only these versions.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TariffVersionCompleter))]
    public int[]? Version { get; set; }

    /// <summary>Only this cluster.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ClusterCompleter))]
    public string? Cluster { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteEach(null, () => Bank.Tariffs(Cluster).Where(tariff => Version is null || Version.Contains(tariff.Version)));
}
