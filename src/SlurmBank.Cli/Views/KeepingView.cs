using System;
using System.Globalization;
using System.IO;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Cli.Output;

namespace SlurmBank.Cli.Views;

/// <summary>What people see of opening a bank, of its status and of a verification.</summary>
internal static class KeepingView
{
    internal static void Write(TextWriter output, InitializeReport report, TimeZoneInfo? zone, Palette palette)
    {
        if (report.IsPlan)
        {
            output.WriteLine("Nothing was changed; it would be:");
        }

        FactList.Write(
            output,
            ("ledger", report.Ledger),
            ("books open", TimeText.Moment(report.BooksOpen, zone)),
            ("cluster", report.Cluster),
            ("tariff", "version " + Text(report.TariffVersion)),
            ("accounts", Text(report.Accounts)));
        FindingsView.Write(output, report.Findings, palette);
    }

    internal static void Write(TextWriter output, SampleReport sample)
    {
        if (sample.IsPlan)
        {
            output.WriteLine("Nothing was changed; it would be:");
        }

        FactList.Write(
            output,
            ("sample", sample.Folder),
            ("cluster", sample.Cluster),
            ("accounts", sample.IsPlan ? string.Empty : Text(sample.Accounts)),
            ("transactions", sample.IsPlan ? string.Empty : Text(sample.Transactions)));
        if (!sample.IsPlan)
        {
            output.WriteLine("Its Slurm is a stand-in that starts no job. To use it:");
            output.WriteLine($"export SLURMBANK_CONFIG='{PlainText.Clean(sample.ConfigurationPath)}'");
        }
    }

    internal static void Write(TextWriter output, BankStatus status, TimeZoneInfo? zone, Palette palette)
    {
        FactList.Write(
            output,
            ("health", status.Health),
            ("ledger", status.Ledger),
            ("books open", TimeText.Minute(status.BooksOpen, zone)),
            ("settled up to", string.Join(", ", status.Watermarks.Select(pair => $"{pair.Key} {(pair.Value is null ? "never" : TimeText.Minute(pair.Value, zone))}"))),
            ("last sync", Or(TimeText.Minute(status.LastSync, zone), "never")),
            ("last enforcement", Or(TimeText.Minute(status.LastEnforcement, zone), "never")),
            ("snapshot", Or(TimeText.Minute(status.Snapshot, zone), "none")),
            ("last backup", Or(TimeText.Minute(status.LastBackup, zone), "never")),
            ("verified", Or(TimeText.Minute(status.LastVerification, zone), "never")),
            ("accounts", Text(status.Accounts)),
            ("held", Text(status.Held)),
            ("spent, not held", Text(status.SpentNotHeld)),
            ("open liens", Text(status.Liens)),
            ("parked runs", Text(status.Parked)),
            ("drifting limits", status.Drifting is int drifting ? Text(drifting) : "not known"),
            ("gate's journal", status.Backlog.JournalBytes is long journal ? $"{Text(journal)} bytes" : string.Empty),
            ("spool", status.Backlog.SpoolSegments is int segments ? $"{Text(segments)} segments wait" : string.Empty),
            ("free on disk", status.Disk is DiskStatus disk ? $"{Text(disk.FreeBytes >> 20)} of {Text(disk.SizeBytes >> 20)} MiB" : string.Empty),
            ("entries", Text(status.Entries)),
            ("head", status.Head),
            ("tariffs", string.Join(", ", status.Tariffs.Select(pair => $"{pair.Key} version {Text(pair.Value)}"))));
        FindingsView.Write(output, status.Findings, palette);
    }

    /// <summary>One line for a monitor, then the findings, one a line: what monitoring plugins call the long output.</summary>
    internal static void WriteMonitor(TextWriter output, BankStatus status)
    {
        output.WriteLine(PlainText.Clean(MonitorLine.Of(status)));
        foreach (BankFinding finding in status.Findings)
        {
            output.WriteLine(PlainText.Clean($"{finding.Code}: {finding.Message}".Replace('|', ' ')));
        }
    }

    internal static void Write(TextWriter output, LedgerCheck check, Palette palette)
    {
        FactList.Write(
            output,
            ("ledger", check.IsSound ? "sound" : "not sound"),
            ("entries", Text(check.Entries)),
            ("head", $"{Text(check.HeadSeq)} {check.Head}"));
        FindingsView.Write(output, check.Findings, palette);
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Or(string text, string other) => text.Length == 0 ? other : text;
}
