using System;
using System.Globalization;
using System.IO;
using SlurmBank.Bank;
using SlurmBank.Cli.Output;

namespace SlurmBank.Cli.Views;

/// <summary>What people see of a sync.</summary>
internal static class SyncView
{
    internal static void Write(TextWriter output, SyncReport report, TimeZoneInfo? zone)
    {
        if (report.IsPlan)
        {
            output.WriteLine("Nothing was changed; it would be:");
        }

        FactList.Write(
            output,
            ("cluster", report.Cluster),
            ("read", $"{TimeText.Minute(report.From, zone)} to {TimeText.Minute(report.To, zone)}, {Text(report.Rows)} rows"),
            ("from the spool", report.Spool is SpoolReport spool ? $"{Text(spool.Charged)} of {Text(spool.Records)} records charged, together {Columns.Amount(spool.AmountUnits)} SU" : string.Empty),
            ("charged", $"{Text(report.Charged)}, together {Columns.Amount(report.AmountUnits)} SU"),
            ("unchanged", Text(report.Unchanged)),
            ("adjusted", Text(report.Adjusted)),
            ("parked", Text(report.Parked)),
            ("before the books", report.BeforeBooks == 0 ? string.Empty : Text(report.BeforeBooks)),
            ("open liens", Text(report.Liens)),
            ("voided liens", report.Voided == 0 ? string.Empty : Text(report.Voided)),
            ("expired", report.Expired == 0 ? string.Empty : Text(report.Expired) + " allocations"),
            ("slurmdbd queue", report.DbdQueue is int queue ? Text(queue) : "not known"),
            ("settled up to", report.Watermark is null ? "not known" : TimeText.Minute(report.Watermark, zone)),
            ("took", report.Duration.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s"));
        if (report.Problems.Count > 0)
        {
            output.WriteLine("rows that could not be read:");
            foreach (string problem in report.Problems)
            {
                output.WriteLine("  " + PlainText.Clean(problem));
            }
        }
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
