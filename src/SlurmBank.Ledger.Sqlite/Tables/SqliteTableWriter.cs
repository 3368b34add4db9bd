using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.Data.Sqlite;

namespace SlurmBank.Ledger.Sqlite;

/// <summary>Fills the tables of a new ledger in one transaction. Whose commit did not return has left no file.</summary>
internal sealed class SqliteTableWriter : ITableWriter
{
    private readonly string path;
    private readonly SqliteSession session;
    private readonly TableCatalogue catalogue;
    private readonly int version;
    private readonly Dictionary<(string Table, string Columns), string> statements = [];
    private bool committed;

    internal SqliteTableWriter(string path, int version)
    {
        this.path = path;
        this.version = version;
        using (new FileStream(path, FileMode.CreateNew, FileAccess.Write))
        {
            // Whoever makes the file decides who may read it; SQLite keeps that.
        }

        LedgerPermissions.Set(path);
        session = new SqliteSession(path, SqliteOpenMode.ReadWrite);
        try
        {
            // No log while it is filled: a file that was not finished is thrown away.
            session.Execute("PRAGMA synchronous = FULL; PRAGMA journal_mode = DELETE");
            session.Execute("BEGIN IMMEDIATE");
            LedgerSchema.Make(session, version);
            session.Execute("PRAGMA defer_foreign_keys = ON");
            catalogue = new TableCatalogue(session, isLedger: true);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public IReadOnlyList<TableShape> Tables => catalogue.Tables;

    public void Add(string table, IReadOnlyList<string> columns, IReadOnlyList<object?> values)
    {
        var key = (table, string.Join(',', columns));
        if (!statements.TryGetValue(key, out string? sql))
        {
            sql = $"INSERT INTO {TableCatalogue.Quote(table)} ({string.Join(", ", columns.Select(TableCatalogue.Quote))}) VALUES ({string.Join(", ", columns.Select((_, i) => $"?{i + 1}"))})";
            statements.Add(key, sql);
        }

        Statement statement = session.Prepare(sql);
        for (int i = 0; i < columns.Count; i++)
        {
            statement.BindValue(i + 1, values[i] is string text && catalogue.IsWord(table, columns[i]) ? session.WordId(text) : values[i]);
        }

        SqliteSession.Run(statement);
    }

    public void Commit()
    {
        session.Execute("COMMIT");
        if (version < LedgerSchema.Version)
        {
            LedgerSchema.Upgrade(session);
        }

        session.Execute("PRAGMA journal_mode = WAL");
        committed = true;
    }

    public void Dispose()
    {
        session.Dispose();
        if (!committed)
        {
            foreach (string rest in new[] { path, path + "-journal", path + "-wal", path + "-shm" })
            {
                File.Delete(rest);
            }
        }
    }
}
