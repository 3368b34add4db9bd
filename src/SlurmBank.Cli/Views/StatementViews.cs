using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Cli.Output;

namespace SlurmBank.Cli.Views;

/// <summary>What people, and spreadsheets, see of statements.</summary>
internal static class StatementViews
{
    /// <summary>Each statement: what it is of, its movements, its closing, the head of the chain.</summary>
    internal static void Write(TextWriter output, IReadOnlyList<StatementReport> statements, TimeZoneInfo? zone, Palette palette)
    {
        foreach (StatementReport statement in statements)
        {
            if (!ReferenceEquals(statement, statements[0]))
            {
                output.WriteLine();
            }

            string from = statement.StartTime is DateTimeOffset start ? TimeText.Minute(start, zone) : "the beginning";
            FactList.Write(
                output,
                ("account", statement.Account),
                ("user", statement.User ?? string.Empty),
                ("period", $"{from} to {TimeText.LastDay(statement.EndTime, zone)}{(statement.IsClosed ? string.Empty : " (more may come into it)")}"),
                ("opening", Amount(statement.OpeningUnits, statement.Currency)));
            output.WriteLine();
            if (Lines(zone).Write(output, statement.Lines, palette))
            {
                output.WriteLine();
            }

            FactList.Write(
                output,
                ("received", Amount(statement.ReceivedUnits, statement.Currency)),
                ("spent", Amount(statement.SpentUnits, statement.Currency)),
                ("closing", Amount(statement.ClosingUnits, statement.Currency)),
                ("charged", Amount(statement.ChargedUnits, statement.Currency)),
                ("head", string.Create(CultureInfo.InvariantCulture, $"{statement.HeadSeq} {statement.Head}")));
        }
    }

    /// <summary>The movements of all of them as CSV (RFC 4180, lines ended by a line feed): exact amounts, each with its units.</summary>
    internal static void WriteCsv(TextWriter output, IReadOnlyList<StatementReport> statements)
    {
        output.WriteLine("account,currency,seq,recorded,effective,kind,amount,amountUnits,charged,chargedUnits,balance,balanceUnits,jobId,user,otherAccount,reference,reason,actor");
        foreach (StatementLineReport line in statements.SelectMany(s => s.Lines))
        {
            string[] cells =
            [
                line.Account, line.Currency, Text(line.Seq), Time(line.Recorded), Time(line.Effective), line.Kind, Text(line.Amount), Text(line.AmountUnits),
                Text(line.Charged), Text(line.ChargedUnits), Text(line.Balance), Text(line.BalanceUnits), line.JobId ?? string.Empty, line.User ?? string.Empty,
                line.OtherAccount ?? string.Empty, line.Reference ?? string.Empty, line.Reason, line.Actor,
            ];
            output.WriteLine(string.Join(',', cells.Select(Cell)));
        }
    }

    /// <summary>The table of <c>usage</c>.</summary>
    internal static TextTable<UsageReport> Usage() => new(
        new("ACCOUNT", row => row.Account),
        new("MONTH", row => row.Month) { HideEmpty = true },
        new("CLUSTER", row => row.Cluster) { HideEmpty = true },
        new("USER", row => row.User) { HideEmpty = true },
        new("PARTITION", row => row.Partition) { HideEmpty = true },
        new("QOS", row => row.Qos) { HideEmpty = true },
        new("STATE", row => row.State) { HideEmpty = true },
        Columns.Number<UsageReport>("RUNS", row => row.Runs, drop: 2),
        new("ELAPSED", row => TimeText.Span(row.Elapsed)) { IsRight = true, Drop = 3 },
        Columns.Money<UsageReport>("CHARGED", row => row.ChargedUnits),
        new("REFUNDED", row => row.RefundedUnits == 0 ? string.Empty : Columns.Amount(row.RefundedUnits)) { IsRight = true, IsMoney = true, HideEmpty = true, Drop = 1 },
        new("LAST 30 DAYS", row => ReportViews.Trend(row.Daily)) { HideEmpty = true, Drop = 4 },
        Columns.Currency<UsageReport>(row => row.Currency))
    {
        CurrencyOf = row => row.Currency,
    };

    /// <summary>Usage as CSV: exact amounts, each with its units.</summary>
    internal static void WriteUsageCsv(TextWriter output, IReadOnlyList<UsageReport> usage)
    {
        output.WriteLine("account,month,cluster,user,partition,qos,state,runs,elapsedSeconds,charged,chargedUnits,refunded,refundedUnits,currency");
        foreach (UsageReport row in usage)
        {
            string[] cells =
            [
                row.Account, row.Month ?? string.Empty, row.Cluster ?? string.Empty, row.User ?? string.Empty, row.Partition ?? string.Empty, row.Qos ?? string.Empty,
                row.State ?? string.Empty, Text(row.Runs), Text((long)row.Elapsed.TotalSeconds), Text(row.Charged), Text(row.ChargedUnits), Text(row.Refunded), Text(row.RefundedUnits), row.Currency,
            ];
            output.WriteLine(string.Join(',', cells.Select(Cell)));
        }
    }

    private static TextTable<StatementLineReport> Lines(TimeZoneInfo? zone) => new(
        Columns.Number<StatementLineReport>("SEQ", row => row.Seq),
        new("RECORDED", row => TimeText.Minute(row.Recorded, zone)),
        new("KIND", row => row.Kind),
        Columns.Money<StatementLineReport>("AMOUNT", row => row.AmountUnits),
        Columns.Money<StatementLineReport>("BALANCE", row => row.BalanceUnits),
        new("CHARGED", row => row.ChargedUnits == -row.AmountUnits || row.ChargedUnits == 0 ? string.Empty : Columns.Amount(row.ChargedUnits)) { IsRight = true, IsMoney = true, HideEmpty = true, Drop = 2 },
        new("JOB", row => row.JobId) { HideEmpty = true },
        new("OTHER", row => row.OtherAccount) { HideEmpty = true, Drop = 1 },
        new("REFERENCE", row => row.Reference) { HideEmpty = true, Drop = 3 },
        Columns.Currency<StatementLineReport>(row => row.Currency),
        new("REASON", row => row.Reason) { IsFlexible = true, HideEmpty = true })
    {
        CurrencyOf = row => row.Currency,
    };

    private static string Amount(long units, string currency) => $"{Columns.Amount(units)} {currency}";

    private static string Time(DateTimeOffset value) => value.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    /// <summary>Quoted where it must be. A text that a spreadsheet would take for a formula gets a quote mark before it; a number stays one.</summary>
    internal static string Cell(string value)
    {
        bool isFormula = value.Length > 0 && value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && !decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out _);
        string text = isFormula ? "'" + value : value;
        return text.AsSpan().IndexOfAny(",\"\n\r") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
