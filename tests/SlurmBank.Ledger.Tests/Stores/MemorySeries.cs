using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Ledger.Tests.Stores;

internal partial class MemoryLedgerReader
{
    public AllocationSeries? FindSeries(long id) => State.Series.GetValueOrDefault(id);

    public AllocationSeries? FindSeriesByEntry(long seq) => State.Series.Values.FirstOrDefault(s => s.Seq == seq);

    public IEnumerable<AllocationSeries> Series(long? accountId = null) => State.Series.Values.Where(s => accountId is null || s.AccountId == accountId);

    public AllocationPeriod? FindPeriod(long allocationId) => State.Periods.Values.FirstOrDefault(p => p.AllocationId == allocationId);

    public IEnumerable<AllocationPeriod> Periods(long? seriesId = null) => State.Periods.Values.Where(p => seriesId is null || p.SeriesId == seriesId);
}

internal sealed partial class MemoryLedgerTransaction
{
    public AllocationSeries AddSeries(AllocationSeries series)
    {
        AllocationSeries added = series with { Id = Next(State.Series) };
        Change(s => s with { Series = s.Series.Add(added.Id, added) });
        return added;
    }

    public void StopSeries(long seriesId, int last)
    {
        Refuse(State.Series[seriesId].Stopped is not null);
        Change(s => s with { Series = s.Series.SetItem(seriesId, s.Series[seriesId] with { Stopped = last }) });
    }

    public void AddPeriod(AllocationPeriod period)
    {
        Refuse(period.Number != Periods(period.SeriesId).Count() + 1 || FindPeriod(period.AllocationId) is not null);
        Change(s => s with { Periods = s.Periods.Add((period.SeriesId, period.Number), period) });
    }

    public void PutPeriod(AllocationPeriod period)
    {
        Refuse(State.Periods[(period.SeriesId, period.Number)].AllocationId != period.AllocationId || period.Carried.Units < 0);
        Change(s => s with { Periods = s.Periods.SetItem((period.SeriesId, period.Number), period) });
    }
}
