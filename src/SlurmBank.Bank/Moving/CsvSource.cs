using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>A CSV of grants or balances: a heading in any order, by any of the usual names, and a line a grant. Every wrong cell is named with its line and column.</summary>
internal sealed class CsvSource(BankContext context, ImportCommand command)
{
    /// <summary>The columns, each with the names that it may have.</summary>
    internal static readonly IReadOnlyList<(string Column, string[] Names)> Columns =
    [
        ("account", ["account", "acct", "project", "name"]),
        ("amount", ["amount", "su", "sus", "units", "granted", "grant", "limit", "balance", "credit", "service_units", "hours"]),
        ("used", ["used", "usage", "charged", "spent", "consumed"]),
        ("currency", ["currency"]),
        ("start", ["start", "start_date", "startdate", "start_time", "from", "begin"]),
        ("end", ["end", "end_date", "enddate", "end_time", "to", "until", "expires", "expiration"]),
        ("kind", ["kind", "type"]),
        ("clusters", ["clusters", "cluster"]),
        ("partitions", ["partitions", "partition"]),
        ("qos", ["qos"]),
        ("users", ["users", "user"]),
        ("priority", ["priority"]),
        ("reference", ["reference", "ref", "award", "ticket"]),
        ("reason", ["reason", "comment", "note", "description"]),
    ];

    private readonly HashSet<string> references = [];
    private readonly Dictionary<string, int> alike = [];

    internal void Read(string path, IncomingBatch batch)
    {
        List<List<TextCell>> rows = TextTableReader.Read(ForeignFile.Text(path), out (int Line, int Column)? unclosed);
        if (unclosed is (int line, int column))
        {
            batch.Problems.Add(string.Create(CultureInfo.InvariantCulture, $"{path}:{line}:{column}: a quote is opened here and never closed"));
        }

        if (rows.Count == 0 || Heading(path, rows[0], batch) is not Dictionary<string, int> columns)
        {
            throw ImportRefusedException.Of(path, batch.Problems.Count > 0 ? batch.Problems : [$"{path}:1:1: a heading with the columns account and amount is expected"]);
        }

        foreach (List<TextCell> row in rows.Skip(1))
        {
            Line(path, rows[0].Count, row, columns, batch);
        }
    }

    /// <summary>Whether a heading has what a list of grants needs.</summary>
    internal static bool IsHeading(string heading)
    {
        HashSet<string> names = [.. heading.Split(TextTableReader.Delimiter(heading)).Select(Fold)];
        return Columns[0].Names.Any(names.Contains) && Columns[1].Names.Any(names.Contains);
    }

    private static string Fold(string name) => name.Trim().Trim('"').ToLowerInvariant().Replace(' ', '_').Replace('-', '_');

    private static Dictionary<string, int>? Heading(string path, List<TextCell> cells, IncomingBatch batch)
    {
        var columns = new Dictionary<string, int>();
        for (int i = 0; i < cells.Count; i++)
        {
            string name = Fold(cells[i].Text);
            string? column = Columns.FirstOrDefault(c => c.Names.Contains(name)).Column;
            if (column is null)
            {
                batch.Warnings.Add($"Column '{cells[i].Text}' is not read: no such column is known.");
            }
            else if (!columns.TryAdd(column, i))
            {
                batch.Problems.Add(Place(path, cells[i]) + $"'{cells[i].Text}' and '{cells[columns[column]].Text}' are both the {column}");
            }
        }

        foreach (string needed in (string[])["account", "amount"])
        {
            if (!columns.ContainsKey(needed))
            {
                batch.Problems.Add(Place(path, cells[0]) + $"no column is the {needed}; it may be called {string.Join(", ", Columns.First(c => c.Column == needed).Names)}");
            }
        }

        return batch.Problems.Count > 0 ? null : columns;
    }

    private void Line(string path, int width, List<TextCell> row, Dictionary<string, int> columns, IncomingBatch batch)
    {
        int before = batch.Problems.Count;
        TextCell Cell(string name) => columns.TryGetValue(name, out int at) && at < row.Count ? row[at] : new TextCell(string.Empty, row[0].Line, 1);
        void Wrong(TextCell cell, string what) => batch.Problems.Add(Place(path, cell) + what);
        if (row.Count > width)
        {
            Wrong(row[width], "there are more cells than the heading has columns");
        }

        string account = Name(Cell("account"), SlurmNameKind.Account, "account", Wrong);
        ServiceUnits amount = Amount(Cell("amount"), true, Wrong, out string? unit);
        ServiceUnits used = Amount(Cell("used"), false, Wrong, out string? usedUnit);
        if (usedUnit is not null && usedUnit != unit)
        {
            Wrong(Cell("used"), $"it is in {usedUnit} and the amount is not");
        }

        (SiteMoment? start, SiteMoment? end) = (Moment(Cell("start"), Wrong), Moment(Cell("end"), Wrong));
        var scope = new AllocationScope(List(Cell("clusters"), SlurmNameKind.Cluster, Wrong), List(Cell("partitions"), SlurmNameKind.Partition, Wrong), List(Cell("qos"), SlurmNameKind.Qos, Wrong), List(Cell("users"), SlurmNameKind.User, Wrong));
        int? priority = Priority(Cell("priority"), Wrong);
        long from = start?.ToStart(context.Zone) ?? Today();
        long to = end?.ToEnd(context.Zone) ?? Allocation.Forever;
        if (to <= from)
        {
            Wrong(Cell("end"), "the window ends before it begins");
        }

        string reference = Reference(Cell("reference").Text, account, row, columns);
        if (!references.Add($"{account}\n{reference}"))
        {
            Wrong(Cell("reference"), $"reference '{reference}' of account '{account}' was used in an earlier line");
        }

        if (batch.Problems.Count > before)
        {
            return;
        }

        string place = string.Create(CultureInfo.InvariantCulture, $"{path}:{row[0].Line}");
        string kind = Cell("kind").Text is { Length: > 0 } text ? text : "grant";
        if (to <= context.NowSeconds && !command.IncludeEnded)
        {
            batch.Left.Add((place, account, kind, string.Create(CultureInfo.InvariantCulture, $"its window ended on {context.Instant(to):yyyy-MM-dd HH:mm}")));
            return;
        }

        batch.Grants.Add(new Incoming
        {
            Place = place,
            Account = account,
            Kind = kind,
            IsUnlimited = amount.IsUnlimited,
            Amount = amount,
            Used = amount.IsUnlimited ? ServiceUnits.Zero : used,
            Currency = Cell("currency").Text is { Length: > 0 } currency ? currency : null,
            Unit = unit,
            Start = from,
            End = to,
            Scope = scope,
            Priority = priority,
            Reference = reference,
            Reason = Cell("reason").Text is { Length: > 0 } reason ? reason : null,
        });
    }

    private ServiceUnits Amount(TextCell cell, bool isNeeded, Action<TextCell, string> wrong, out string? unit)
    {
        unit = null;
        if (cell.Text.Length == 0)
        {
            if (isNeeded)
            {
                wrong(cell, "the amount is missing");
            }

            return ServiceUnits.Zero;
        }

        // The banks before this one write -1 for an account without a limit.
        if (isNeeded && cell.Text is "-1")
        {
            return ServiceUnits.Unlimited;
        }

        // SU is the word for any currency's units here, so it says nothing.
        if (!ServiceUnits.TryParse(cell.Text, out ServiceUnits units, out TextError error))
        {
            if (!StatedAmount.TryParse(cell.Text, out StatedAmount stated, out _))
            {
                wrong(cell with { Column = cell.Column + Math.Min(error.Position, cell.Text.Length) }, $"'{cell.Text}' is not an amount: {error.Message}");
                return ServiceUnits.Zero;
            }

            (units, unit) = (stated.Amount, stated.Unit);
        }

        if (units.IsUnlimited)
        {
            return units;
        }

        decimal scaled = Math.Round(units.Units * command.Rate, MidpointRounding.AwayFromZero);
        if (units < ServiceUnits.Zero || scaled >= long.MaxValue)
        {
            wrong(cell, units < ServiceUnits.Zero ? $"'{cell.Text}' is negative; only -1 (no limit) means something" : $"'{cell.Text}' is more than an amount can be");
            return ServiceUnits.Zero;
        }

        return ServiceUnits.FromUnits((long)scaled);
    }

    private static string Name(TextCell cell, SlurmNameKind kind, string what, Action<TextCell, string> wrong)
    {
        if (SlurmName.TryValidate(kind, cell.Text, out string canonical, out TextError error))
        {
            return canonical;
        }

        wrong(cell, cell.Text.Length == 0 ? $"the {what} is missing" : $"'{cell.Text}' is not a name of this kind ({what}): {error.Message}");
        return string.Empty;
    }

    private static List<string> List(TextCell cell, SlurmNameKind kind, Action<TextCell, string> wrong) =>
        [.. cell.Text.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries).Select(name => Name(cell with { Text = name }, kind, kind.ToString().ToLowerInvariant(), wrong))];

    private static SiteMoment? Moment(TextCell cell, Action<TextCell, string> wrong)
    {
        if (cell.Text.Length == 0)
        {
            return null;
        }

        if (SiteMoment.TryParse(cell.Text, out SiteMoment moment, out TextError error))
        {
            return moment;
        }

        wrong(cell, $"'{cell.Text}' is no moment: {error.Message}");
        return null;
    }

    private static int? Priority(TextCell cell, Action<TextCell, string> wrong)
    {
        if (cell.Text.Length == 0)
        {
            return null;
        }

        if (int.TryParse(cell.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int priority))
        {
            return priority;
        }

        wrong(cell, $"'{cell.Text}' is not a priority: a whole number is expected");
        return null;
    }

    /// <summary>A line without a reference is known by everything but its amounts, and by how many lines like it came before.</summary>
    private string Reference(string given, string account, List<TextCell> row, Dictionary<string, int> columns)
    {
        if (given.Length > 0)
        {
            return given;
        }

        string identity = account + "\n" + string.Join('\n', Columns
            .Where(c => c.Column is not ("account" or "amount" or "used" or "reference" or "reason"))
            .Select(c => columns.TryGetValue(c.Column, out int at) && at < row.Count ? row[at].Text : string.Empty));
        int before = alike[identity] = alike.GetValueOrDefault(identity) + 1;
        return "csv:" + Hex.Of(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{identity}\n{before}"))))[..16];
    }

    private static string Place(string path, TextCell cell) => string.Create(CultureInfo.InvariantCulture, $"{path}:{cell.Line}:{cell.Column}: ");

    private long Today() => SiteMoment.FromDate(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(context.Clock.GetUtcNow(), context.Zone).DateTime)).ToStart(context.Zone);
}
