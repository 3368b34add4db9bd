using System;
using System.Globalization;
using System.IO;
using SlurmBank.Bank;
using SlurmBank.Cli.Composition;
using SlurmBank.Cli.Output;

namespace SlurmBank.Cli.Views;

/// <summary>What people see of backups and restores.</summary>
internal static class BackupViews
{
    internal static void Write(TextWriter output, BackupReport report, TimeZoneInfo? zone, Palette palette)
    {
        if (report.IsPlan)
        {
            output.WriteLine("Nothing was written; it would be:");
        }

        FactList.Write(
            output,
            ("backup", report.Path),
            ("of", report.Ledger),
            ("time", TimeText.Moment(report.Time, zone)),
            ("head", $"{Text(report.HeadSeq)} {report.Head}"),
            ("bytes", report.IsPlan ? string.Empty : Text(report.Size)),
            ("verified", report.IsPlan ? string.Empty : report.IsSound ? "sound" : "not sound"));
        FindingsView.Write(output, report.Findings, palette);
    }

    internal static void Write(TextWriter output, RestoreReport report, Session session)
    {
        if (report.IsPlan)
        {
            output.WriteLine("Nothing was changed; it would be:");
        }

        FactList.Write(
            output,
            ("ledger", report.Ledger),
            ("backup", report.Path),
            ("head", $"{Text(report.HeadSeq)} {report.Head}"),
            ("ledger ended", report.LedgerHeadSeq == 0 ? string.Empty : $"with entry {Text(report.LedgerHeadSeq)}"),
            ("same ledger", report.IsSameLedger ? "yes" : "no"),
            ("entries lost", Text(report.LostEntries)),
            ("kept as", report.KeptAs ?? string.Empty),
            ("done", report.IsPlan ? string.Empty : report.IsNew ? "restored; the next sync charges again what was charged since" : "nothing: the ledger holds what the backup holds"));
        if (report.LostMovements.Count > 0)
        {
            output.WriteLine();
            output.WriteLine(report.IsPlan ? "What people did since, and would have to do again:" : "What people did since, and have to do again:");
            LookingViews.Transactions(() => session.Zone).Write(output, report.LostMovements, session.Palette);
        }
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
