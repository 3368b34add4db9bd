using System.Collections.Generic;
using System.Threading;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

public sealed partial class BankService
{
    /// <summary>How fast accounts spend, and when their money runs out. A name without a wildcard that the ledger does not have is an error.</summary>
    /// <exception cref="InvalidRequestException">The days or the threshold are out of range.</exception>
    public IReadOnlyList<ForecastReport> Forecasts(ForecastQuery query)
    {
        using LedgerView view = context.Ledger.Read();
        return new ForecastReading(context, view, query).Read();
    }

    /// <summary>Usage in the columns of the FOCUS specification; its sum is what <see cref="Usage"/> says of the same period.</summary>
    /// <exception cref="InvalidRequestException">The period ends before it begins.</exception>
    public IReadOnlyList<FocusRow> Focus(FocusQuery query)
    {
        using LedgerView view = context.Ledger.Read();
        return new FocusReading(context, view, query).Read();
    }

    /// <summary>A chart of an account as SVG: see <see cref="ChartKind"/>.</summary>
    /// <exception cref="InvalidRequestException">The account has nothing that the chart could show, or the period ends before it begins.</exception>
    public ChartReport Chart(ChartQuery query)
    {
        using LedgerView view = context.Ledger.Read();
        return new ChartReading(context, view, query).Read();
    }

    /// <summary>
    /// The ledger beside sacct, sreport and sshare, account by account, each with the causes of its difference; their amounts sum to it. Asks
    /// Slurm for all runs that it has of the accounts, whatever the period; changes nothing.
    /// </summary>
    /// <exception cref="InvalidRequestException">The period ends before it begins, or there are several clusters and none was named.</exception>
    public IReadOnlyList<ComparisonReport> Compare(CompareQuery query, CancellationToken cancellation = default)
    {
        IReadOnlyList<string> clusters = context.Clusters(query.Cluster, cancellation);
        string cluster = clusters.Count == 1 ? clusters[0] : throw new InvalidRequestException($"There are {clusters.Count} clusters: {string.Join(", ", clusters)}.", "Name one of them: -Cluster.");
        using LedgerView view = context.Ledger.Read();
        return new UsageComparer(context, view, query, cluster).Compare(cancellation);
    }
}
