using System.Globalization;
using System.IO;
using SlurmBank.Bank;
using SlurmBank.Cli.Composition;
using SlurmBank.Cli.Output;

namespace SlurmBank.Cli.Views;

/// <summary>What people see of assertions.</summary>
internal static class AssertionViews
{
    internal static void Write(TextWriter output, AssertionReport report, Session session)
    {
        if (report.Seq == 0)
        {
            output.WriteLine("Nothing was added; it is so:");
        }

        FactList.Write(
            output,
            ("account", report.Account),
            (report.Figure, $"{Columns.Amount(report.FoundUnits)} {report.Currency}"),
            ("after entry", report.AtEntry?.ToString(CultureInfo.InvariantCulture) ?? string.Empty),
            (report.AtEntry is null ? "work before" : "at", TimeText.Moment(report.Time, session.Zone)),
            ("said by", report.Said),
            ("entry", report.Seq == 0 ? string.Empty : report.Seq.ToString(CultureInfo.InvariantCulture)),
            ("done", report.Seq == 0 ? string.Empty : report.IsNew ? "added" : "said before, under the same reference"));
    }

    internal static TextTable<AssertionReport> Table(Session session) => new(
        Columns.Number<AssertionReport>("ENTRY", a => a.Seq),
        new("ACCOUNT", a => a.Account),
        new("FIGURE", a => a.Figure),
        new("TIME", a => TimeText.Minute(a.Time, session.Zone)) { Drop = 2 },
        Columns.Money<AssertionReport>("SAID", a => a.ExpectedUnits),
        Columns.Money<AssertionReport>("FOUND", a => a.FoundUnits),
        new("STATE", a => a.State),
        Columns.Number<AssertionReport>("LOOK FROM", a => a.FirstSuspect),
        new("BY", a => a.Said) { HideEmpty = true, Drop = 1 },
        Columns.Currency<AssertionReport>(a => a.Currency))
    {
        CurrencyOf = a => a.Currency,
    };
}
