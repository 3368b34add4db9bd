using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SlurmBank.Engine;

namespace SlurmBank.Bank;

/// <summary>A record of another bank: its values by name, and where it stands. Asking for a value that is missing or of another kind is a problem of the record.</summary>
/// <param name="Place">Where it stands, for people.</param>
/// <param name="Table">The table that it is of; empty where it has none.</param>
/// <param name="Values">The values by name, without case: null, whole or floating numbers, truths, texts.</param>
internal sealed record ForeignRow(string Place, string Table, IReadOnlyDictionary<string, object?> Values)
{
    internal bool Has(string name) => Values.ContainsKey(name);

    internal bool IsNull(string name) => !Values.TryGetValue(name, out object? value) || value is null or "";

    internal string Text(string name) => IsNull(name) ? throw Problem($"{name} is missing") : Convert.ToString(Values[name], CultureInfo.InvariantCulture)!.Trim();

    /// <summary>The name of an account in lower case, as slurmdbd has it.</summary>
    internal string Account(string name = "account") => SlurmName.TryValidate(SlurmNameKind.Account, Text(name), out string canonical, out TextError error)
        ? canonical
        : throw Problem($"'{Text(name)}' is not a name of an account: {error.Message}");

    internal long Id(string name = "id") => Number(name) is decimal number && decimal.IsInteger(number) && number is >= long.MinValue and <= long.MaxValue ? (long)number : throw Problem($"{name} '{Values[name]}' is not a whole number");

    internal decimal NumberOrZero(string name) => IsNull(name) ? 0 : Number(name);

    internal decimal Number(string name)
    {
        try
        {
            return Values.GetValueOrDefault(name) switch
            {
                long number => number,
                double number => decimal.Parse(number.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture),
                bool truth => truth ? 1 : 0,
                string { Length: > 0 } text => decimal.Parse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture),
                null or "" => throw Problem($"{name} is missing"),
                object value => throw Problem($"{name} '{value}' is not a number"),
            };
        }
        catch (Exception error) when (error is FormatException or OverflowException)
        {
            throw Problem(string.Create(CultureInfo.InvariantCulture, $"{name} '{Values[name]}' is not a number that an amount can be"));
        }
    }

    /// <summary>A date: <c>2022-04-08</c>, with or without a time of day, which says nothing.</summary>
    internal DateOnly Date(string name)
    {
        string text = Text(name);
        string date = text.Length > 10 && text[10] is ' ' or 'T' ? text[..10] : text;
        return DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly value) ? value : throw Problem($"{name} '{text}' is not a date like 2022-04-08");
    }

    internal ForeignRowException Problem(string what) => new($"{Place}: {what}");

    /// <summary>Amounts of the other bank's unit as exact units of this one, rounded to the nearest where the rate makes it finer.</summary>
    internal ServiceUnits Units(decimal theirs, decimal rate, string what)
    {
        try
        {
            decimal units = Math.Round(theirs * rate * ServiceUnits.UnitsPerServiceUnit, MidpointRounding.AwayFromZero);
            return Math.Abs(units) < long.MaxValue ? ServiceUnits.FromUnits((long)units) : throw new OverflowException();
        }
        catch (OverflowException)
        {
            throw Problem(string.Create(CultureInfo.InvariantCulture, $"{what} {theirs} is more than an amount can be"));
        }
    }

    /// <summary>Records of a table read from a database.</summary>
    internal static IEnumerable<ForeignRow> Of(Ledger.ITableReader reader, string table, string source)
    {
        Ledger.TableShape shape = reader.Tables.First(t => t.Name == table);
        int id = shape.Columns.Select(c => c.Name).ToList().FindIndex(n => n.Equals("id", StringComparison.OrdinalIgnoreCase));
        long n = 0;
        foreach (object?[] row in reader.Rows(table))
        {
            n++;
            var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
            for (int i = 0; i < row.Length; i++)
            {
                values[shape.Columns[i].Name] = row[i];
            }

            object? key = id < 0 ? null : row[id];
            yield return new ForeignRow(string.Create(CultureInfo.InvariantCulture, $"{source}: {table} {key ?? n}"), table, values);
        }
    }
}

/// <summary>A record of another bank that cannot be taken as it is; caught where records are gathered.</summary>
internal sealed class ForeignRowException(string message) : Exception(message);
