using System;
using System.Collections.Generic;

namespace SlurmBank.Ledger;

/// <summary>What values a column of a table has. Each may also have none.</summary>
public enum TableColumnKind
{
    /// <summary>Whole numbers (<see cref="long"/>).</summary>
    Number,

    /// <summary>Amounts in units (<see cref="long"/>).</summary>
    Units,

    /// <summary>Texts (<see cref="string"/>).</summary>
    Text,

    /// <summary>Bytes (an array of <see cref="byte"/>).</summary>
    Bytes,
}

/// <summary>A column of a table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What its values are. The columns of another program's database may hold other kinds of values, <see cref="double"/> among them.</param>
public sealed record TableColumn(string Name, TableColumnKind Kind);

/// <summary>A table with its columns, in their order.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">Its columns.</param>
public sealed record TableShape(string Name, IReadOnlyList<TableColumn> Columns);

/// <summary>Which rows of a ledger's tables are asked for; null means any.</summary>
public sealed record TableFilter
{
    /// <summary>Only rows of this account; tables that are about no account give all of theirs.</summary>
    public long? AccountId { get; init; }

    /// <summary>Only entries recorded at or after this, in microseconds since 1970 UTC.</summary>
    public long? RecordedFrom { get; init; }

    /// <summary>Only entries recorded before this, in microseconds since 1970 UTC.</summary>
    public long? RecordedBefore { get; init; }
}

/// <summary>
/// Reads a database table by table, as it was committed last when the reader was opened. For moving whole ledgers and for reading the
/// databases of other programs; the bank's own work goes by <see cref="ILedgerReader"/>.
/// </summary>
public interface ITableReader : IDisposable
{
    /// <summary>The version of the schema that the database gives itself.</summary>
    int Version { get; }

    /// <summary>The tables, in the order in which they can be filled again.</summary>
    IReadOnlyList<TableShape> Tables { get; }

    /// <summary>The rows of a table in the order of their keys, each with one value a column: null, <see cref="long"/>, <see cref="double"/>, <see cref="string"/> or bytes.</summary>
    /// <param name="table">The table.</param>
    /// <param name="filter">Which rows; of a ledger only.</param>
    /// <exception cref="LedgerUnavailableException">The database cannot be read.</exception>
    IEnumerable<object?[]> Rows(string table, TableFilter? filter = null);
}

/// <summary>Fills a new ledger table by table, in one transaction. Nothing is kept unless <see cref="Commit"/> returns.</summary>
public interface ITableWriter : IDisposable
{
    /// <summary>The tables of the version that is filled.</summary>
    IReadOnlyList<TableShape> Tables { get; }

    /// <summary>Adds a row. Entries come in the order of their numbers, each followed by its postings.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">The columns for which there are values; the others take what the schema says.</param>
    /// <param name="values">The values, one a column.</param>
    /// <exception cref="LedgerUnavailableException">The ledger refuses the row, or cannot be written.</exception>
    void Add(string table, IReadOnlyList<string> columns, IReadOnlyList<object?> values);

    /// <summary>Makes everything durable and brings the ledger up to the newest version.</summary>
    /// <exception cref="LedgerUnavailableException">Rows refer to what is not there, or the ledger cannot be written.</exception>
    void Commit();
}

/// <summary>A store that can be read table by table.</summary>
public interface ILedgerTables
{
    /// <summary>Opens a consistent view of all tables. It neither waits for writers nor stops them.</summary>
    ITableReader ReadTables();
}
