using System.Collections.Generic;
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
}
