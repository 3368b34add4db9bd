using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Says how rows of allocations stand, and what became of each of their periods.</summary>
/// <param name="context">What to work with.</param>
/// <param name="reader">The ledger.</param>
/// <param name="line">What is granted and left of an allocation.</param>
/// <param name="now">Seconds since 1970 UTC.</param>
internal sealed class SeriesReading(BankContext context, ILedgerReader reader, Func<Allocation, AllocationBalance> line, long now)
{
    private readonly ReportBuilder reports = new(context, reader);
    private readonly Dictionary<long, (AllocationPeriod Period, ServiceUnits CarriedIn)> places = [];

    internal AllocationSeriesReport Series(AllocationSeries series)
    {
        List<Row> rows = Rows(series.Id);
        int present = rows.FindLastIndex(r => r.Allocation.Start <= now);
        Row? current = present < 0 ? null : rows[present];
        ServiceUnits own = current is null ? ServiceUnits.Zero : current.Period.Share + current.Period.Advanced;
        ServiceUnits carried = present > 0 ? rows[present - 1].Period.Carried : ServiceUnits.Zero;
        ServiceUnits withdrawn = Sum(rows.Take(present + 1), r => r.Period.Share + r.Period.Advanced);
        ServiceUnits remaining = current?.Line.Remaining ?? ServiceUnits.Zero;
        ServiceUnits later = Sum(rows.Skip(present + 1), r => r.Line.Remaining);
        ServiceUnits advance = Sum(rows.Skip(present + 1).Take(series.Terms.IsSplit ? int.MaxValue : 1), r => MayGive(series.Terms, r));
        return new AllocationSeriesReport
        {
            SeriesId = series.Id,
            Account = reports.Name(series.AccountId),
            Kind = series.Kind,
            Every = series.Terms.Months switch { 1 => "month", 3 => "quarter", _ => "year" },
            Status = Status(series, rows, current, remaining + later),
            Period = current?.Period.Number ?? 0,
            Periods = series.Last,
            Amount = series.Terms.Amount.Amount,
            AmountUnits = series.Terms.Amount.Units,
            IsSplit = series.Terms.IsSplit,
            Current = own.Amount,
            CurrentUnits = own.Units,
            Withdrawn = withdrawn.Amount,
            WithdrawnUnits = withdrawn.Units,
            CarriedIn = carried.Amount,
            CarriedInUnits = carried.Units,
            Remaining = remaining.Amount,
            RemainingUnits = remaining.Units,
            Later = later.Amount,
            LaterUnits = later.Units,
            Advance = current is null ? 0 : advance.Amount,
            AdvanceUnits = current is null ? 0 : advance.Units,
            CarryOver = (double)series.Terms.CarryOver / SeriesTerms.Whole,
            CarryOverLimit = (double?)series.Terms.CarryOverLimit / SeriesTerms.Whole,
            Borrow = (double)series.Terms.Advance / SeriesTerms.Whole,
            GraceDays = series.Terms.GraceDays,
            Currency = series.Currency,
            StartDate = context.Instant(PeriodCalendar.Window(series.Terms, 1).Start),
            EndDate = series.Last is int last ? context.Instant(PeriodCalendar.Window(series.Terms, last).End) : null,
            NextDate = present + 1 < (series.Last ?? int.MaxValue) ? context.Instant(PeriodCalendar.Window(series.Terms, present + 2).Start) : null,
            Reference = series.Reference,
        };
    }

    internal AllocationPeriodReport Period(Allocation allocation)
    {
        AllocationBalance balance = line(allocation);
        (AllocationPeriod? period, ServiceUnits carriedIn) = Place(allocation.Id);
        ServiceUnits carriedOut = period?.Carried ?? ServiceUnits.Zero;
        ServiceUnits advanced = period?.Advanced ?? ServiceUnits.Zero;
        ServiceUnits share = balance.Granted - carriedIn + carriedOut - advanced;
        AllocationReport report = reports.Allocation(balance, now);
        return new AllocationPeriodReport
        {
            AllocationId = allocation.Id,
            Account = report.Account,
            SeriesId = period?.SeriesId,
            Period = period?.Number,
            Kind = allocation.Kind,
            Status = report.Status,
            StartDate = report.StartDate,
            EndDate = report.EndDate,
            Share = share.Amount,
            ShareUnits = share.Units,
            CarriedIn = carriedIn.Amount,
            CarriedInUnits = carriedIn.Units,
            Advanced = advanced.Amount,
            AdvancedUnits = advanced.Units,
            Drawn = balance.Drawn.Amount,
            DrawnUnits = balance.Drawn.Units,
            CarriedOut = carriedOut.Amount,
            CarriedOutUnits = carriedOut.Units,
            Remaining = balance.Remaining.Amount,
            RemainingUnits = balance.Remaining.Units,
            Expired = balance.Expired.Amount,
            ExpiredUnits = balance.Expired.Units,
            Currency = allocation.Currency,
            Reference = allocation.Reference,
        };
    }

    private (AllocationPeriod? Period, ServiceUnits CarriedIn) Place(long allocationId)
    {
        if (places.Count == 0)
        {
            AllocationPeriod? before = null;
            foreach (AllocationPeriod period in reader.Periods())
            {
                places.Add(period.AllocationId, (period, before?.SeriesId == period.SeriesId ? before.Carried : ServiceUnits.Zero));
                before = period;
            }
        }

        return places.TryGetValue(allocationId, out (AllocationPeriod Period, ServiceUnits CarriedIn) place) ? place : (null, ServiceUnits.Zero);
    }

    private List<Row> Rows(long series)
    {
        var rows = new List<Row>();
        foreach (AllocationPeriod period in reader.Periods(series).ToList())
        {
            Allocation allocation = reader.FindAllocation(period.AllocationId)!;
            rows.Add(new Row(period, allocation, line(allocation)));
        }

        return rows;
    }

    private string Status(AllocationSeries series, List<Row> rows, Row? current, ServiceUnits left) =>
        current is null ? "future"
        : series.Last is not int last ? "open"
        : current.Period.Number >= last && current.Allocation.End <= now ? "ended"
        : left == ServiceUnits.Zero && rows.Count >= last ? "exhausted" : "open";

    private static ServiceUnits MayGive(SeriesTerms terms, Row row)
    {
        long allowed = (long)((Int128)row.Period.Share.Units * terms.Advance / SeriesTerms.Whole) + Math.Min(0, row.Period.Advanced.Units);
        return ServiceUnits.FromUnits(Math.Max(0, Math.Min(allowed, row.Line.Remaining.Units)));
    }

    private static ServiceUnits Sum(IEnumerable<Row> rows, Func<Row, ServiceUnits> amount) => rows.Aggregate(ServiceUnits.Zero, (sum, row) => sum + amount(row));

    private sealed record Row(AllocationPeriod Period, Allocation Allocation, AllocationBalance Line);
}
