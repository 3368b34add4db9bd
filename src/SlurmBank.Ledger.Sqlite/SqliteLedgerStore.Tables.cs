using System;
using System.IO;
using Microsoft.Data.Sqlite;

namespace SlurmBank.Ledger.Sqlite;

public sealed partial class SqliteLedgerStore : ILedgerTables
{
    /// <summary>The newest version of the schema that this program reads and writes.</summary>
    public static int SchemaVersion => LedgerSchema.Version;

    /// <inheritdoc/>
    public ITableReader ReadTables() => SqliteErrors.Translate(Location, () => new SqliteTableReader(NewReader(), Location, isLedger: true));

    /// <summary>Makes a new ledger that is to be filled table by table, of the newest schema or of an earlier one.</summary>
    /// <param name="path">The file; it must not exist.</param>
    /// <param name="version">The version of the schema whose rows will come; what is made has the newest once it is committed.</param>
    /// <exception cref="LedgerUnavailableException">The place cannot hold a ledger, or this program does not know the version.</exception>
    public static ITableWriter Fill(string path, int version)
    {
        string full = Path.GetFullPath(path);
        if (version < 1 || version > LedgerSchema.Version)
        {
            throw new LedgerUnavailableException("LedgerTooNew", $"What is to be read is of a ledger of version {version}; this SlurmBank knows versions 1 to {LedgerSchema.Version}.", "Use the newer SlurmBank that wrote it.");
        }

        return SqliteErrors.Translate(full, () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            LedgerPlace.Check(full);
            return new SqliteTableWriter(full, version);
        });
    }

    /// <summary>Opens a SQLite database of any program to read its tables. It is never written, and a log beside it is read along.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="LedgerUnavailableException">It is not there, is not a SQLite database, or may not be read.</exception>
    public static ITableReader OpenForeign(string path)
    {
        string full = Path.GetFullPath(path);
        if (!File.Exists(full))
        {
            throw new LedgerUnavailableException("LedgerNotFound", $"There is no database at '{full}'.", "Check the path.");
        }

        return SqliteErrors.Translate(full, () =>
        {
            var session = new SqliteSession(full, SqliteOpenMode.ReadOnly);
            session.Execute("PRAGMA query_only = ON");
            return new SqliteTableReader(session, full, isLedger: false);
        });
    }
}
