using System;
using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Ledger.Sqlite;

/// <summary>
/// The tables of a database as its schema has them, so that a table which a later version adds is moved with the others.
/// Of a ledger, texts that are stored once under a number are shown as the texts, and the table that stores them is left out.
/// </summary>
internal sealed class TableCatalogue
{
    private const string Words = "word";
    private static readonly HashSet<string> Amounts =
    [
        "amount", "balance", "balance_after", "price", "refunded", "refund_granted", "remaining", "total", "credit_limit", "running", "queued", "gated", "share", "carried", "advanced",
    ];

    private readonly Dictionary<string, TableShape> shapes = [];
    private readonly HashSet<(string Table, string Column)> words = [];
    private readonly Dictionary<string, string[]> keys = [];

    internal TableCatalogue(SqliteSession session, bool isLedger)
    {
        List<string> names = [.. SqliteSession.All(() => session.Prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid"), s => s.Text(0))];
        foreach (string name in names.Where(name => !isLedger || name != Words))
        {
            if (isLedger)
            {
                foreach (string column in SqliteSession.All(() => session.Prepare("SELECT \"from\" FROM pragma_foreign_key_list(?1) WHERE \"table\" = ?2").Bind(1, name).Bind(2, Words), s => s.Text(0)))
                {
                    words.Add((name, column));
                }
            }

            List<(string Name, string Type, long Key)> columns = [.. SqliteSession.All(() => session.Prepare("SELECT name, type, pk FROM pragma_table_info(?1) ORDER BY cid").Bind(1, name), s => (s.Text(0), s.Text(1), s.Long(2)))];
            shapes.Add(name, new TableShape(name, [.. columns.Select(c => new TableColumn(c.Name, Kind(name, c.Name, c.Type, isLedger)))]));
            keys.Add(name, [.. columns.Where(c => c.Key > 0).OrderBy(c => c.Key).Select(c => c.Name)]);
        }

        Tables = [.. names.Where(shapes.ContainsKey).Select(name => shapes[name])];
    }

    internal IReadOnlyList<TableShape> Tables { get; }

    internal TableShape? Find(string table) => shapes.GetValueOrDefault(table);

    /// <summary>Whether a column holds the number of a text.</summary>
    internal bool IsWord(string table, string column) => words.Contains((table, column));

    /// <summary>The columns that rows are ordered by.</summary>
    internal string Order(string table) => keys[table] is { Length: > 0 } key ? string.Join(", ", key.Select(Quote)) : "rowid";

    /// <summary>A name as SQL, whatever is in it.</summary>
    internal static string Quote(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private TableColumnKind Kind(string table, string column, string type, bool isLedger) =>
        words.Contains((table, column)) ? TableColumnKind.Text
        : type.Contains("INT", StringComparison.OrdinalIgnoreCase) ? (isLedger && Amounts.Contains(column) ? TableColumnKind.Units : TableColumnKind.Number)
        : type.Equals("BLOB", StringComparison.OrdinalIgnoreCase) ? TableColumnKind.Bytes
        : TableColumnKind.Text;
}
