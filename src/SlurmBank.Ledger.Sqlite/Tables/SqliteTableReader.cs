using System;
using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Ledger.Sqlite;

/// <summary>Reads tables within one transaction.</summary>
internal sealed class SqliteTableReader : ITableReader
{
    private readonly SqliteSession session;
    private readonly TableCatalogue catalogue;
    private readonly string path;

    /// <summary>Begins a transaction; the session belongs to the reader.</summary>
    internal SqliteTableReader(SqliteSession session, string path, bool isLedger)
    {
        this.session = session;
        this.path = path;
        try
        {
            session.Execute("BEGIN");
            Version = (int)session.Scalar("PRAGMA user_version");
            catalogue = new TableCatalogue(session, isLedger);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public int Version { get; }

    public IReadOnlyList<TableShape> Tables => catalogue.Tables;

    public IEnumerable<object?[]> Rows(string table, TableFilter? filter = null)
    {
        TableShape shape = catalogue.Find(table) ?? throw new ArgumentException($"There is no table '{table}' in '{path}'.", nameof(table));
        string columns = string.Join(", ", shape.Columns.Select(c => catalogue.IsWord(table, c.Name)
            ? $"(SELECT text FROM word WHERE id = t.{TableCatalogue.Quote(c.Name)})"
            : "t." + TableCatalogue.Quote(c.Name)));
        string where = filter is null ? string.Empty : Where(shape, filter);
        string sql = $"SELECT {columns} FROM {TableCatalogue.Quote(table)} AS t{where} ORDER BY {catalogue.Order(table)}";
        return SqliteSession.All(() => Bind(session.Prepare(sql), where, filter), s => Values(s, shape.Columns.Count));
    }

    public void Dispose() => session.Dispose();

    /// <summary>The conditions of a filter, with its values as parameters 1 to 3.</summary>
    private static string Where(TableShape shape, TableFilter filter)
    {
        bool Has(string column) => shape.Columns.Any(c => c.Name == column);
        string condition = shape.Name switch
        {
            "entry" => Entries(filter),
            "posting" when Entries(filter) is { Length: > 0 } entries => $"t.seq IN (SELECT seq FROM entry AS t WHERE {entries})",
            "posting" => string.Empty,
            _ when filter.AccountId is null => string.Empty,
            "account" => "t.id = ?1",
            "parked" => "t.account = (SELECT name FROM account WHERE id = ?1)",
            _ when Has("account_id") => "t.account_id = ?1",
            _ when Has("allocation_id") => "t.allocation_id IN (SELECT id FROM allocation WHERE account_id = ?1)",
            _ => string.Empty,
        };
        return condition.Length == 0 ? string.Empty : " WHERE " + condition;
    }

    private static string Entries(TableFilter filter) => string.Join(" AND ", ((string?[])
    [
        filter.AccountId is null ? null : "?1 IN (t.account_id, ifnull(t.other_account_id, t.account_id))",
        filter.RecordedFrom is null ? null : "t.recorded >= ?2",
        filter.RecordedBefore is null ? null : "t.recorded < ?3",
    ]).Where(part => part is not null));

    private static Statement Bind(Statement statement, string where, TableFilter? filter)
    {
        _ = where.Contains("?1", StringComparison.Ordinal) ? statement.Bind(1, filter!.AccountId) : statement;
        _ = where.Contains("?2", StringComparison.Ordinal) ? statement.Bind(2, filter!.RecordedFrom) : statement;
        return where.Contains("?3", StringComparison.Ordinal) ? statement.Bind(3, filter!.RecordedBefore) : statement;
    }

    private static object?[] Values(Statement statement, int count)
    {
        var values = new object?[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = statement.Value(i);
        }

        return values;
    }
}
