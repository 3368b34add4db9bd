using System;
using System.Collections.Generic;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace SlurmBank.Ledger.Sqlite;

/// <summary>A connection with its prepared statements and the texts it has seen.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Dictionary<string, List<Statement>> statements = [];
    private readonly SqliteWords words;
    private string? incarnation;

    internal SqliteSession(string path, SqliteOpenMode mode, TimeSpan? patience = null)
    {
        SqliteLibrary.Choose();
        words = new SqliteWords(this);
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            long wait = (long)Math.Clamp((patience ?? TimeSpan.FromSeconds(5)).TotalMilliseconds, 0, int.MaxValue);
            Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {wait}"));
            Execute("PRAGMA foreign_keys = ON");
            Execute("PRAGMA cache_size = -32768");
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Whether a statement is being read.</summary>
    internal bool IsReading
    {
        get
        {
            foreach (List<Statement> list in statements.Values)
            {
                if (list.Exists(s => s.InUse))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Runs statements that give no rows. Not through a command: that has a waiting loop of its own, of 30 seconds.</summary>
    internal void Execute(string sql) => SqliteErrors.Check(connection, SQLitePCL.raw.sqlite3_exec(connection.Handle!, sql));

    internal long Scalar(string sql)
    {
        using var statement = new Statement(connection, sql);
        return FirstLong(statement) ?? 0;
    }

    /// <summary>A prepared statement for this text; a second one while the first is being read.</summary>
    internal Statement Prepare(string sql)
    {
        if (!statements.TryGetValue(sql, out List<Statement>? list))
        {
            list = [];
            statements.Add(sql, list);
        }

        foreach (Statement candidate in list)
        {
            if (!candidate.InUse)
            {
                candidate.InUse = true;
                return candidate;
            }
        }

        var statement = new Statement(connection, sql) { InUse = true };
        list.Add(statement);
        return statement;
    }

    /// <summary>Runs a bound statement that gives no rows.</summary>
    internal static void Run(Statement statement)
    {
        try
        {
            statement.Step();
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>Runs a bound statement and reads its first row, if any.</summary>
    internal static T? First<T>(Statement statement, Func<Statement, T> read)
        where T : class
    {
        try
        {
            return statement.Step() ? read(statement) : null;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>Runs a bound statement and reads the number in its first row, if any.</summary>
    internal static long? FirstLong(Statement statement)
    {
        try
        {
            return statement.Step() ? statement.LongOrNull(0) : null;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>Runs a statement and reads its rows as they are asked for; each enumeration prepares and binds anew.</summary>
    internal static IEnumerable<T> All<T>(Func<Statement> prepare, Func<Statement, T> read)
    {
        Statement statement = prepare();
        try
        {
            while (statement.Step())
            {
                yield return read(statement);
            }
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>The number of a text, if it has one.</summary>
    internal long? FindWord(string text) => words.Find(text);

    /// <summary>The number of a text, given one where it has none.</summary>
    internal long WordId(string text) => words.Number(text);

    internal string Word(long id) => words.Text(id);

    internal long LastRowId() => SQLitePCL.raw.sqlite3_last_insert_rowid(connection.Handle!);

    /// <summary>Forgets texts whose numbers a rollback may have taken back.</summary>
    internal void ForgetWords() => words.Forget();

    /// <summary>Forgets what it remembers of a ledger whose content was replaced by a backup's. Reads a row, and so takes the transaction's view.</summary>
    internal void NoticeReplacement()
    {
        string? now = First(Prepare("SELECT value FROM property WHERE name = ?1").Bind(1, ILedgerFile.IncarnationProperty), s => s.Text(0));
        if (now != incarnation)
        {
            words.Forget();
            incarnation = now;
        }
    }

    /// <summary>Copies the whole database, as it was committed last, in one transaction of the other's.</summary>
    internal void CopyInto(SqliteSession target)
    {
        try
        {
            connection.BackupDatabase(target.connection);
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.Of(connection.DataSource, error);
        }
    }

    public void Dispose()
    {
        foreach (List<Statement> list in statements.Values)
        {
            list.ForEach(s => s.Dispose());
        }

        connection.Dispose();
    }
}
