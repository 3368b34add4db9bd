using System;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SlurmBank.Ledger.Sqlite;

/// <summary>A prepared statement with positional parameters, bound and stepped without boxing. Texts keep every character, NUL included.</summary>
internal sealed class Statement : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly sqlite3_stmt statement;

    internal Statement(SqliteConnection connection, string sql)
    {
        this.connection = connection;
        Sql = sql;
        SqliteErrors.Check(connection, raw.sqlite3_prepare_v2(connection.Handle!, sql, out statement));
    }

    internal string Sql { get; }

    internal bool InUse { get; set; }

    internal Statement Bind(int index, long value) => Check(raw.sqlite3_bind_int64(statement, index, value));

    internal Statement Bind(int index, long? value) => value is long number ? Bind(index, number) : Check(raw.sqlite3_bind_null(statement, index));

    internal Statement Bind(int index, string? value)
    {
        if (value is null)
        {
            return Check(raw.sqlite3_bind_null(statement, index));
        }

        // By length: the form with a terminator would cut a text at its first NUL, and its entry's hash would no longer fit.
        Span<byte> small = stackalloc byte[512];
        Span<byte> bytes = value.Length <= 170 ? small : new byte[Encoding.UTF8.GetMaxByteCount(value.Length)];
        int length = Encoding.UTF8.GetBytes(value, bytes);
        return length == 0
            ? Check(raw.sqlite3_bind_text(statement, index, string.Empty))
            : Check(raw.sqlite3_bind_text(statement, index, bytes[..length]));
    }

    /// <summary>Binds a value of any kind that <see cref="Value"/> gives.</summary>
    internal Statement BindValue(int index, object? value) => value switch
    {
        long number => Bind(index, number),
        byte[] bytes => Bind(index, bytes),
        double number => Check(raw.sqlite3_bind_double(statement, index, number)),
        _ => Bind(index, (string?)value),
    };

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
            SqliteErrors.Check(connection, rc);
        }

        return false;
    }

    internal long Long(int column) => raw.sqlite3_column_int64(statement, column);

    internal int Int(int column) => raw.sqlite3_column_int(statement, column);

    internal bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    internal long? LongOrNull(int column) => IsNull(column) ? null : Long(column);

    internal string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(statement, column));

    internal string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    internal byte[] Blob(int column) => raw.sqlite3_column_blob(statement, column).ToArray();

    /// <summary>The value of a column as it is stored: null, a whole number, a floating one, a text or bytes.</summary>
    internal object? Value(int column) => raw.sqlite3_column_type(statement, column) switch
    {
        raw.SQLITE_INTEGER => Long(column),
        raw.SQLITE_FLOAT => raw.sqlite3_column_double(statement, column),
        raw.SQLITE_TEXT => Text(column),
        raw.SQLITE_BLOB => Blob(column),
        _ => null,
    };

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
            SqliteErrors.Check(connection, rc);
        }

        return this;
    }
}
