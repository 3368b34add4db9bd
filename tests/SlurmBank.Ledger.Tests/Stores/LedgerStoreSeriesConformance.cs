using System;
using System.Linq;
using SlurmBank.Engine;

namespace SlurmBank.Ledger.Tests.Stores;

/// <summary>What every store must keep for rows of allocations.</summary>
public abstract partial class LedgerStoreRowsConformance
{
    private static readonly SeriesTerms Terms = new(3, new DateOnly(2026, 10, 1), "Europe/Paris", ServiceUnits.FromUnits(7))
    {
        Periods = 4,
        IsSplit = true,
        CarryOver = 500_000,
        CarryOverLimit = 1,
        Advance = 1_000_000,
        GraceDays = 30,
    };

    [Fact]
    public void Series_keep_their_terms_and_periods_their_places() => Check(
        write =>
        {
            write.AddAccount("a", 1);
            write.AddAccount("b", 1);
            write.Append(Sample.Entry(1, 1));
            write.Append(Sample.Entry(2, 2));
            var scope = new AllocationScope(["lab"], ["p", "q"], [], ["u"]);
            Assert.Equal(1, write.AddSeries(new AllocationSeries(0, 1, "SU", "investment", 200, scope, "AY26", Terms, 1)).Id);
            Assert.Equal(2, write.AddSeries(new AllocationSeries(0, 2, "GPU", "grant", 0, AllocationScope.Everything, null, Terms with { Periods = null, CarryOverLimit = null, IsSplit = false }, 2)).Id);
            foreach (int number in new[] { 1, 2 })
            {
                Allocation allocation = write.AddAllocation(new Allocation(0, 1, "SU", number, number + 1, "investment", 200, scope, null));
                write.AddPeriod(new AllocationPeriod(allocation.Id, 1, number, ServiceUnits.FromUnits(4)));
            }

            write.PutPeriod(new AllocationPeriod(1, 1, 1, ServiceUnits.FromUnits(4)) { Carried = ServiceUnits.FromUnits(2), Advanced = ServiceUnits.FromUnits(-3), Revision = 2 });
            write.StopSeries(2, 5);
        },
        reader =>
        {
            AllocationSeries series = reader.FindSeries(1)!;
            Assert.Equal((1L, "SU", "investment", 200, "AY26", 1L, (int?)null), (series.AccountId, series.Currency, series.Kind, series.Priority, series.Reference, series.Seq, series.Stopped));
            Assert.Equal(Terms, series.Terms);
            Assert.Equal(["p", "q"], series.Scope.Partitions);
            Assert.Equal((5, 5, (int?)null, (int?)null), (reader.FindSeries(2)!.Stopped, reader.FindSeries(2)!.Last, reader.FindSeries(2)!.Terms.Periods, reader.FindSeries(2)!.Terms.CarryOverLimit));
            Assert.Null(reader.FindSeries(3));
            Assert.Equal([1, 2], reader.Series().Select(s => s.Id));
            Assert.Equal([2], reader.Series(2).Select(s => s.Id));
            Assert.Equal(2, reader.FindSeriesByEntry(2)!.Id);
            Assert.Equal([1, 2], reader.Periods(1).Select(p => p.Number));
            Assert.Equal(2, reader.Periods().Count());
            Assert.Empty(reader.Periods(2));
            Assert.Equal((2, -3, 2), (reader.FindPeriod(1)!.Carried.Units, reader.FindPeriod(1)!.Advanced.Units, reader.FindPeriod(1)!.Revision));
            Assert.Null(reader.FindPeriod(99));
        });
}
