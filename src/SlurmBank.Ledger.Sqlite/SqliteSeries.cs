using System;
using System.Collections.Generic;
using System.Globalization;
using SlurmBank.Engine;

namespace SlurmBank.Ledger.Sqlite;

internal partial class SqliteLedgerReader
{
    public AllocationSeries? FindSeries(long id) => SqliteSession.First(Prepare(SeriesRows.Series + " WHERE id = ?1").Bind(1, id), SeriesRows.ReadSeries);

    public AllocationSeries? FindSeriesByEntry(long seq) => SqliteSession.First(Prepare(SeriesRows.Series + " WHERE seq = ?1").Bind(1, seq), SeriesRows.ReadSeries);

    public IEnumerable<AllocationSeries> Series(long? accountId = null) => SqliteSession.All(
        () => accountId is long id ? Prepare(SeriesRows.Series + " WHERE account_id = ?1 ORDER BY id").Bind(1, id) : Prepare(SeriesRows.Series + " ORDER BY id"), SeriesRows.ReadSeries);

    public AllocationPeriod? FindPeriod(long allocationId) => SqliteSession.First(Prepare(SeriesRows.Period + " WHERE allocation_id = ?1").Bind(1, allocationId), SeriesRows.ReadPeriod);

    public IEnumerable<AllocationPeriod> Periods(long? seriesId = null) => SqliteSession.All(
        () => seriesId is long id ? Prepare(SeriesRows.Period + " WHERE series_id = ?1 ORDER BY number").Bind(1, id) : Prepare(SeriesRows.Period + " ORDER BY series_id, number"), SeriesRows.ReadPeriod);
}

internal sealed partial class SqliteLedgerTransaction
{
    public AllocationSeries AddSeries(AllocationSeries series)
    {
        SeriesTerms terms = series.Terms;
        Write(Prepare("INSERT INTO allocation_series (account_id, currency, kind, priority, clusters, partitions, qos, users, reference, months, first_day, zone, amount, periods, split, carry_over, carry_over_limit, advance, grace_days, seq) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)")
            .Bind(1, series.AccountId).Bind(2, series.Currency).Bind(3, series.Kind).Bind(4, series.Priority)
            .Bind(5, Rows.Join(series.Scope.Clusters)).Bind(6, Rows.Join(series.Scope.Partitions)).Bind(7, Rows.Join(series.Scope.Qos)).Bind(8, Rows.Join(series.Scope.Users))
            .Bind(9, series.Reference).Bind(10, terms.Months).Bind(11, terms.First.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).Bind(12, terms.Zone)
            .Bind(13, terms.Amount.Units).Bind(14, (long?)terms.Periods).Bind(15, terms.IsSplit ? 1L : 0L).Bind(16, terms.CarryOver).Bind(17, (long?)terms.CarryOverLimit)
            .Bind(18, terms.Advance).Bind(19, terms.GraceDays).Bind(20, series.Seq));
        return series with { Id = Session.LastRowId() };
    }

    public void StopSeries(long seriesId, int last) => Write(Prepare("UPDATE allocation_series SET stopped = ?2 WHERE id = ?1").Bind(1, seriesId).Bind(2, last));

    public void AddPeriod(AllocationPeriod period) =>
        Write(Prepare("INSERT INTO allocation_period (allocation_id, series_id, number, share, carried, advanced, revision) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
            .Bind(1, period.AllocationId).Bind(2, period.SeriesId).Bind(3, period.Number).Bind(4, period.Share.Units).Bind(5, period.Carried.Units).Bind(6, period.Advanced.Units).Bind(7, period.Revision));

    public void PutPeriod(AllocationPeriod period) =>
        Write(Prepare("UPDATE allocation_period SET carried = ?2, advanced = ?3, revision = ?4 WHERE allocation_id = ?1")
            .Bind(1, period.AllocationId).Bind(2, period.Carried.Units).Bind(3, period.Advanced.Units).Bind(4, period.Revision));
}

/// <summary>The columns of the tables of series, in one order for reading.</summary>
internal static class SeriesRows
{
    internal const string Series = "SELECT id, account_id, currency, kind, priority, clusters, partitions, qos, users, reference, months, first_day, zone, amount, periods, split, carry_over, carry_over_limit, advance, grace_days, seq, stopped FROM allocation_series";
    internal const string Period = "SELECT allocation_id, series_id, number, share, carried, advanced, revision FROM allocation_period";

    internal static AllocationSeries ReadSeries(Statement s) => new(
        s.Long(0), s.Long(1), s.Text(2), s.Text(3), s.Int(4), new AllocationScope(List(s.Text(5)), List(s.Text(6)), List(s.Text(7)), List(s.Text(8))), s.TextOrNull(9), ReadTerms(s), s.Long(20))
    {
        Stopped = (int?)s.LongOrNull(21),
    };

    internal static AllocationPeriod ReadPeriod(Statement s) => new(s.Long(0), s.Long(1), s.Int(2), ServiceUnits.FromUnits(s.Long(3)))
    {
        Carried = ServiceUnits.FromUnits(s.Long(4)),
        Advanced = ServiceUnits.FromUnits(s.Long(5)),
        Revision = s.Int(6),
    };

    private static SeriesTerms ReadTerms(Statement s) => new(s.Int(10), Day(s.Text(11)), s.Text(12), ServiceUnits.FromUnits(s.Long(13)))
    {
        Periods = (int?)s.LongOrNull(14),
        IsSplit = s.Long(15) != 0,
        CarryOver = s.Int(16),
        CarryOverLimit = (int?)s.LongOrNull(17),
        Advance = s.Int(18),
        GraceDays = s.Int(19),
    };

    private static DateOnly Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
        ? day
        : throw new LedgerCorruptException($"'{text}' is not the first day of a series.");

    private static string[] List(string text) => text.Length == 0 ? [] : text.Split(',');
}
