using System;
using System.Globalization;
using System.IO;
using SlurmBank.Bank;
using SlurmBank.Cli.Output;
using SlurmBank.Engine;

namespace SlurmBank.Cli.Views;

/// <summary>What people see of rows of allocations.</summary>
internal static class SeriesViews
{
    /// <summary>The table of <c>allocation series</c>.</summary>
    internal static TextTable<AllocationSeriesReport> Series(Func<TimeZoneInfo?> zone) => new(
        Columns.Number<AllocationSeriesReport>("ID", row => row.SeriesId),
        new("ACCOUNT", row => row.Account),
        new("STATUS", row => row.Status),
        new("PERIOD", row => string.Create(CultureInfo.InvariantCulture, $"{row.Period}/{(row.Periods is int periods ? periods : "-")} {row.Every}")),
        Columns.Money<AllocationSeriesReport>("AMOUNT", row => row.AmountUnits),
        Columns.Money<AllocationSeriesReport>("CURRENT", row => row.CurrentUnits),
        Columns.Money<AllocationSeriesReport>("CARRIED IN", row => row.CarriedInUnits, drop: 2),
        Columns.Money<AllocationSeriesReport>("REMAINING", row => row.RemainingUnits),
        Columns.Money<AllocationSeriesReport>("WITHDRAWN", row => row.WithdrawnUnits, drop: 4),
        Columns.Money<AllocationSeriesReport>("LATER", row => row.LaterUnits, drop: 3),
        new("NEXT", row => row.NextDate is DateTimeOffset next ? TimeText.FirstDay(next, zone()) : string.Empty) { HideEmpty = true, Drop = 1 },
        new("KIND", row => row.Kind == "grant" ? string.Empty : row.Kind) { HideEmpty = true, Drop = 5 },
        new("REFERENCE", row => row.Reference) { HideEmpty = true, Drop = 6 },
        Columns.Currency<AllocationSeriesReport>(row => row.Currency))
    {
        CurrencyOf = row => row.Currency,
    };

    /// <summary>The table of <c>allocation history</c>.</summary>
    internal static TextTable<AllocationPeriodReport> History(Func<TimeZoneInfo?> zone) => new(
        Columns.Number<AllocationPeriodReport>("ID", row => row.AllocationId),
        new("ACCOUNT", row => row.Account),
        new("ROW", row => row.SeriesId is long series ? string.Create(CultureInfo.InvariantCulture, $"{series}#{row.Period}") : string.Empty) { HideEmpty = true, Drop = 4 },
        new("KIND", row => row.Kind == "grant" ? string.Empty : row.Kind) { HideEmpty = true, Drop = 6 },
        new("STATUS", row => row.Status) { Drop = 5 },
        new("FROM", row => TimeText.FirstDay(row.StartDate, zone())),
        new("UNTIL", row => TimeText.LastDay(row.EndDate, zone())) { HideEmpty = true, Drop = 3 },
        Columns.Money<AllocationPeriodReport>("SHARE", row => row.ShareUnits),
        Columns.Money<AllocationPeriodReport>("IN", row => row.CarriedInUnits),
        Columns.Money<AllocationPeriodReport>("ADVANCED", row => row.AdvancedUnits, drop: 2),
        Columns.Money<AllocationPeriodReport>("DRAWN", row => row.DrawnUnits),
        Columns.Money<AllocationPeriodReport>("OUT", row => row.CarriedOutUnits),
        Columns.Money<AllocationPeriodReport>("REMAINING", row => row.RemainingUnits, drop: 1),
        Columns.Money<AllocationPeriodReport>("EXPIRED", row => row.ExpiredUnits, drop: 1),
        Columns.Currency<AllocationPeriodReport>(row => row.Currency))
    {
        CurrencyOf = row => row.Currency,
    };

    /// <summary>The table of <c>allocation renew</c>.</summary>
    internal static TextTable<RenewalAction> Actions() => new(
        new("ACCOUNT", row => row.Account),
        new("ACTION", row => row.Action) { ToneOf = row => row.Action == "failed" ? Tone.Bad : Tone.Plain },
        Columns.Money<RenewalAction>("AMOUNT", row => row.AmountUnits),
        new("ALLOCATION", row => row.AllocationId == 0 ? string.Empty : row.AllocationId.ToString(CultureInfo.InvariantCulture)) { IsRight = true, HideEmpty = true, Drop = 1 },
        Columns.Currency<RenewalAction>(row => row.Currency),
        new("WHAT", row => row.Reason) { IsFlexible = true })
    {
        CurrencyOf = row => row.Currency,
    };

    /// <summary>The line of <c>grant</c> where it made a row.</summary>
    internal static void WriteRow(TextWriter output, GrantReport report, ServiceUnits amount, bool isPlan, TimeZoneInfo? zone)
    {
        AllocationSeriesReport series = report.Series!;
        string until = series.EndDate is null ? "without end" : "to " + TimeText.LastDay(series.EndDate, zone);
        string each = series.IsSplit
            ? string.Create(CultureInfo.InvariantCulture, $"{amount} {series.Currency} over {series.Periods} periods of a {series.Every}")
            : $"{amount} {series.Currency} every {series.Every}";
        string what = $"{each}, {TimeText.FirstDay(series.StartDate, zone)} {until}";
        output.WriteLine(PlainText.Clean(isPlan
            ? $"{series.Account}: would grant {what}; nothing was changed"
            : report.IsNew
                ? string.Create(CultureInfo.InvariantCulture, $"{series.Account}: granted {what}, row {series.SeriesId} with {report.Allocations.Count} allocations, entry {report.Seq}")
                : string.Create(CultureInfo.InvariantCulture, $"{series.Account}: granted before under reference {series.Reference}, row {series.SeriesId}, entry {report.Seq}; nothing was changed")));
    }

    /// <summary>The line of <c>allocation advance</c>.</summary>
    internal static void WriteAdvance(TextWriter output, MovementReport report, ServiceUnits amount, bool isPlan)
    {
        AllocationReport allocation = report.Allocation;
        string left = $"{Columns.Amount(allocation.RemainingUnits)} {allocation.Currency}";
        string what = string.Create(CultureInfo.InvariantCulture, $"{amount} {allocation.Currency} of later periods into allocation {allocation.AllocationId}");
        output.WriteLine(PlainText.Clean(isPlan
            ? $"{allocation.Account}: would bring {what}, which would then have {left} left; nothing was changed"
            : report.IsNew
                ? string.Create(CultureInfo.InvariantCulture, $"{allocation.Account}: brought {what}, which now has {left} left, entry {report.Seq}")
                : string.Create(CultureInfo.InvariantCulture, $"{allocation.Account}: brought before under that reference, entry {report.Seq}; nothing was changed")));
    }

    /// <summary>The line of <c>allocation close --series</c>.</summary>
    internal static void WriteStop(TextWriter output, GrantReport report, bool isPlan, TimeZoneInfo? zone)
    {
        AllocationSeriesReport series = report.Series!;
        string what = string.Create(CultureInfo.InvariantCulture, $"row {series.SeriesId} after period {series.Period}, to {TimeText.LastDay(series.EndDate, zone)}");
        output.WriteLine(PlainText.Clean($"{series.Account}: " + (!report.IsNew ? $"is closed already: {what}; nothing was changed"
            : isPlan ? $"would close {what}; nothing was changed"
            : string.Create(CultureInfo.InvariantCulture, $"closed {what}, entry {report.Seq}"))));
    }
}
