using System.Collections.Generic;
using System.Threading;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

public sealed partial class BankService
{
    /// <summary>The tariff versions of a cluster, or of all, by number.</summary>
    public IReadOnlyList<TariffReport> Tariffs(string? cluster = null)
    {
        using LedgerView view = context.Ledger.Read();
        return new TariffVerbs(context).List(view, cluster);
    }

    /// <summary>Captures a new tariff version from Slurm and the configuration; where they say what the last one says, nothing is added. Asks Slurm.</summary>
    /// <exception cref="InvalidRequestException">No tariff can be made of what they say.</exception>
    public TariffCaptureReport CaptureTariff(TariffCaptureCommand command, CancellationToken cancellation = default)
    {
        TariffCaptureReport report = new TariffVerbs(context).Capture(command, TheCluster(command.Cluster, cancellation), cancellation);
        figuresChanged |= report.IsNew && !report.IsPlan;
        return report;
    }

    /// <summary>Compares a tariff version with what Slurm and the configuration say now. Asks Slurm.</summary>
    /// <exception cref="InvalidRequestException">There is no such version.</exception>
    public TariffTestReport TestTariff(TariffTestCommand command, CancellationToken cancellation = default) =>
        new TariffVerbs(context).Test(command, TheCluster(command.Cluster, cancellation), cancellation);

    private string TheCluster(string? asked, CancellationToken cancellation)
    {
        IReadOnlyList<string> clusters = context.Clusters(asked, cancellation);
        return clusters.Count == 1 ? clusters[0] : throw new InvalidRequestException($"There are {clusters.Count} clusters: {string.Join(", ", clusters)}.", "Name one of them: -Cluster.");
    }
}
