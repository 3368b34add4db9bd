using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.Ledger;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Completion;
using SlurmBank.PowerShell.Internal;

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
    protected override void ProcessRecord()
    {
        var seen = new HashSet<int>();
        if (!TryEach(Cluster, () => Bank.Tariffs(Cluster).Where(tariff => Version is null || Version.Contains(tariff.Version)), tariff =>
        {
            seen.Add(tariff.Version);
            WriteObject(tariff);
        }))
        {
            return;
        }

        if (Cluster is not null && Version is null && seen.Count == 0)
        {
            WriteError(BankErrors.ToRecord(new InvalidRequestException($"There is no tariff of cluster '{Cluster}'.", "Get-SlurmTariff without a cluster lists those of all; New-SlurmTariff captures one."), Cluster));
        }

        foreach (int version in (Version ?? []).Distinct().Where(version => !seen.Contains(version)))
        {
            WriteError(BankErrors.ToRecord(new InvalidRequestException($"There is no tariff version {version}{(Cluster is null ? string.Empty : $" of cluster '{Cluster}'")}.", "Get-SlurmTariff without a number lists the versions."), version));
        }
    }
}
