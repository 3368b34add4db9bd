using System;
using System.Globalization;
using System.IO;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Cli.Composition;
using SlurmBank.Cli.Output;

namespace SlurmBank.Cli.Views;

/// <summary>What people see of dumps and imports.</summary>
internal static class MovingViews
{
    internal static void Write(TextWriter output, ExportReport report, TimeZoneInfo? zone)
    {
        if (report.IsPlan)
        {
            output.WriteLine("Nothing was written; it would be:");
        }

        FactList.Write(
            output,
            ("dump", report.Path),
            ("of", report.Ledger),
            ("time", TimeText.Moment(report.Time, zone)),
            ("holds", report.IsWhole ? "the whole ledger" : "a part, which cannot be imported"),
            ("head", report.IsPlan ? string.Empty : $"{Text(report.HeadSeq)} {report.Head}"),
            ("rows", report.IsPlan ? string.Empty : Text(report.Tables.Sum(t => t.Rows))),
            ("bytes", report.IsPlan ? string.Empty : Text(report.Size)));
    }

    internal static void Write(TextWriter output, ImportReport report, Session session)
    {
        if (report.IsPlan)
        {
            output.WriteLine("Nothing was changed; it would be:");
        }

        FactList.Write(
            output,
            ("import", report.Path),
            ("of", report.Source),
            ("into", report.Ledger),
            ("head", report.HeadSeq == 0 ? string.Empty : $"{Text(report.HeadSeq)} {report.Head}"),
            ("rows", report.Tables.Count == 0 ? string.Empty : Text(report.Tables.Sum(t => t.Rows))),
            ("parts", report.Items.Count == 0 ? string.Empty : string.Join(", ", report.Items.GroupBy(i => i.Outcome).Select(g => $"{g.Count()} {g.Key}"))),
            ("done", report.IsPlan ? string.Empty : report.IsNew ? "imported" : "nothing: the ledger has all of it"));
        if (report.Items.Count > 0)
        {
            output.WriteLine();
            Items().Write(output, report.Items, session.Palette);
        }

        if (report.Balances.Count > 0)
        {
            output.WriteLine();
            Balances().Write(output, report.Balances, session.Palette);
        }
    }

    private static TextTable<ImportItem> Items() => new(
        new("ACCOUNT", i => i.Account),
        new("KIND", i => i.Kind) { Drop = 3 },
        new("RESULT", i => i.Outcome),
        Columns.Money<ImportItem>("AMOUNT", i => i.AmountUnits),
        Columns.Money<ImportItem>("USED", i => i.UsedUnits, drop: 1),
        new("REFERENCE", i => i.Reference) { Drop = 4 },
        new("PLACE", i => Path.GetFileName(i.Place)) { Drop = 2 },
        new("NOTE", i => i.Note) { HideEmpty = true, IsFlexible = true },
        Columns.Currency<ImportItem>(i => i.Currency))
    {
        CurrencyOf = i => i.Currency,
    };

    private static TextTable<ImportBalance> Balances() => new(
        new("ACCOUNT", b => b.Account),
        new("LEFT THERE", b => b.ExpectedUnits is long units ? Columns.Amount(units) : string.Empty) { IsRight = true, IsMoney = true },
        Columns.Money<ImportBalance>("AVAILABLE HERE", b => b.AvailableUnits),
        new("EQUAL", b => b.ExpectedUnits is null ? string.Empty : b.IsEqual ? "yes" : "no"),
        Columns.Currency<ImportBalance>(b => b.Currency))
    {
        CurrencyOf = b => b.Currency,
    };

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
