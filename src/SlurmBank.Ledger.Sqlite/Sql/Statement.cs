using System;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SlurmBank.Ledger.Sqlite;

/// <summary>A prepared statement with positional parameters, bound and stepped without boxing.</summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;

    internal Statement(SqliteConnection connection, string sql)
    {
        database = connection.Handle!;
        Sql = sql;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(database, sql, out statement), database);
    }

    internal string Sql { get; }

    internal bool InUse { get; set; }

    internal Statement Bind(int index, long value) => Check(raw.sqlite3_bind_int64(statement, index, value));

    internal Statement Bind(int index, long? value) => value is long number ? Bind(index, number) : Check(raw.sqlite3_bind_null(statement, index));

    internal Statement Bind(int index, string? value) =>
        Check(value is null ? raw.sqlite3_bind_null(statement, index) : raw.sqlite3_bind_text(statement, index, value));

    internal Statement Bind(int index, byte[] value) => Check(raw.sqlite3_bind_blob(statement, index, value));

    internal bool Step()
    {
        int rc = raw.sqlite3_step(statement);
        if (rc == raw.SQLITE_ROW)
        {
            return true;
        }

        if (rc != raw.SQLITE_DONE)
        {
            SqliteException.ThrowExceptionForRC(rc, database);
        }

        return false;
    }

    internal long Long(int column) => raw.sqlite3_column_int64(statement, column);

    internal int Int(int column) => raw.sqlite3_column_int(statement, column);

    internal bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    internal long? LongOrNull(int column) => IsNull(column) ? null : Long(column);

    internal string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string() ?? string.Empty;

    internal string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    internal byte[] Blob(int column) => raw.sqlite3_column_blob(statement, column).ToArray();

    internal void Reset()
    {
        _ = raw.sqlite3_reset(statement);
        InUse = false;
    }

    public void Dispose() => statement.Dispose();

    private Statement Check(int rc)
    {
        if (rc != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(rc, database);
        }

        return this;
    }
}
