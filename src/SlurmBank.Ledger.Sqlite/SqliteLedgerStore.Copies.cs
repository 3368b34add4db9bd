using System;
using System.IO;
using System.Threading;
using Microsoft.Data.Sqlite;

namespace SlurmBank.Ledger.Sqlite;

public sealed partial class SqliteLedgerStore : ILedgerFile
{
    /// <inheritdoc/>
    public void CopyTo(string path) => SqliteErrors.Translate(Location, () =>
    {
        string full = Path.GetFullPath(path);
        using (new FileStream(full, FileMode.CreateNew, FileAccess.Write))
        {
            // Whoever makes the file decides who may read it; SQLite keeps that.
        }

        LedgerPermissions.Set(full);
        try
        {
            using SqliteSession reader = NewReader();
            using var copy = new SqliteSession(full, SqliteOpenMode.ReadWrite);
            reader.CopyInto(copy);

            // The copy says that it has a write-ahead log, as the ledger has; a file that is complete in itself has none.
            copy.Execute("PRAGMA synchronous = FULL; PRAGMA journal_mode = DELETE");
        }
        catch
        {
            File.Delete(full);
            throw;
        }

        return true;
    });

    /// <inheritdoc/>
    public void ReplaceBy(string path, CancellationToken cancellation = default) => SqliteErrors.Translate(Location, () =>
    {
        using WriterLock writer = WriterLock.TryTake(Location, writerLimit, cancellation) ?? throw Busy();
        using var source = new SqliteSession(Path.GetFullPath(path), SqliteOpenMode.ReadOnly);
        bool isOlder = LedgerSchema.IsOlder(source, path);
        using SqliteSession target = NewWriter();
        source.CopyInto(target);
        if (isOlder)
        {
            LedgerSchema.Upgrade(target);
        }

        return true;
    });
}
