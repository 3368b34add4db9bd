using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Cli.Output;

namespace SlurmBank.Cli.Views;

/// <summary>What people see of forecasts, and the export in the columns of FOCUS.</summary>
internal static class ReportViews
{
    /// <summary>The table of <c>balance --forecast</c>.</summary>
    /// <param name="zone">The zone of the times.</param>
    /// <param name="withThreshold">Whether a threshold was asked for.</param>
    internal static TextTable<ForecastReport> Forecasts(Func<TimeZoneInfo?> zone, bool withThreshold) => new(
        new("ACCOUNT", row => row.Account),
        Columns.Money<ForecastReport>("SPENDABLE", row => row.SpendableUnits),
        Columns.Money<ForecastReport>("PER DAY", row => row.BurnRateUnits),
        new("DAYS LEFT", row => Days(row.TimeLeft, row.Outlook)) { IsRight = true },
        new("RUNS OUT", row => row.RunsOut is DateTimeOffset at ? TimeText.Minute(at, zone()) : row.Outlook is "lasts" ? "never" : row.Outlook) { ToneOf = row => row.Outlook == "spent" ? Tone.Bad : Tone.Plain },
        new("DAYS TO %", row => withThreshold ? $"{row.Threshold}%: {Days(row.TimeToThreshold, "lasts")}" : string.Empty) { IsRight = true, HideEmpty = true },
        new("LAST 30 DAYS", row => Trend(row.Daily)) { HideEmpty = true, Drop = 1 },
        Columns.Currency<ForecastReport>(row => row.Currency))
    {
        CurrencyOf = row => row.Currency,
    };

    /// <summary>A line of blocks; in ASCII where the environment's language has no UTF-8.</summary>
    internal static string Trend(IReadOnlyList<long> daily) => Sparkline.Draw(daily, Sparkline.IsPlain(Environment.GetEnvironmentVariable));

    /// <summary>Rows as CSV in the columns of FOCUS.</summary>
    internal static void WriteFocus(TextWriter output, IReadOnlyList<FocusRow> rows)
    {
        output.WriteLine(string.Join(',', FocusRow.Columns));
        foreach (FocusRow row in rows)
        {
            output.WriteLine(string.Join(',', row.Cells().Select(StatementViews.Cell)));
        }
    }

    /// <summary>Each account's figures with the causes of their differences.</summary>
    internal static void WriteComparisons(TextWriter output, IReadOnlyList<ComparisonReport> reports, TimeZoneInfo? zone, Palette palette)
    {
        bool first = true;
        foreach (IGrouping<string, ComparisonReport> account in reports.GroupBy(report => report.Account))
        {
            ComparisonReport one = account.First();
            output.Write(first ? string.Empty : "\n");
            first = false;
            output.WriteLine($"{PlainText.Clean(one.Account)} on {one.Cluster}, {TimeText.Minute(one.StartTime, zone)} to {TimeText.Minute(one.EndTime, zone)}: the ledger has {Columns.Amount(one.LedgerUnits)} {one.Currency}");
            foreach (ComparisonReport report in account)
            {
                output.WriteLine($"\n{report.Source} has {Columns.Amount(report.SlurmUnits)} ({report.Basis}); the ledger less that is {Columns.Amount(report.DifferenceUnits)}");
                _ = Causes().Write(output, report.Causes, palette);
            }
        }
    }

    private static TextTable<ComparisonCause> Causes() => new(
        new("CAUSE", row => row.Cause),
        Columns.Money<ComparisonCause>("AMOUNT", row => row.AmountUnits) with { ToneOf = null },
        Columns.Number<ComparisonCause>("UNITS", row => row.AmountUnits, drop: 1),
        Columns.Number<ComparisonCause>("RUNS", row => row.Runs, drop: 2),
        new("WHAT IT IS", row => row.Text) { IsFlexible = true });

    private static string Days(TimeSpan? span, string outlook) =>
        span is TimeSpan left ? left.TotalDays.ToString("0.0", CultureInfo.InvariantCulture) : outlook is "lasts" or "runs-out" ? "never" : string.Empty;
}
