using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;

namespace SlurmBank.Ledger.Sqlite;

/// <summary>Keeps a ledger in one SQLite file: write-ahead log, full synchronisation, one writer at a time behind an advisory lock.</summary>
public sealed class SqliteLedgerStore : ILedgerStore
{
    private const int MostIdle = 4;
    private readonly TimeSpan writerLimit;
    private readonly object gate = new();
    private readonly Stack<SqliteSession> idleReaders = new();
    private SqliteSession? idleWriter;
    private bool disposed;

    private SqliteLedgerStore(string path, TimeSpan writerLimit)
    {
        Location = path;
        this.writerLimit = writerLimit;
    }

    /// <inheritdoc/>
    public string Location { get; }

    /// <summary>Makes a new, empty ledger; its folder is made where it is missing.</summary>
    /// <param name="path">The file; it must not exist.</param>
    /// <param name="writerLimit">How long a write waits for other writers; 30 seconds by default.</param>
    /// <exception cref="LedgerUnavailableException">The file exists, or the place cannot hold a ledger.</exception>
    public static SqliteLedgerStore Create(string path, TimeSpan? writerLimit = null)
    {
        string full = Path.GetFullPath(path);
        if (File.Exists(full))
        {
            throw new LedgerUnavailableException("LedgerExists", $"There is a ledger at '{full}' already.", "Use it, or choose another path.");
        }

        return SqliteErrors.Translate(full, () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            LedgerPlace.Check(full);
            using (var session = new SqliteSession(full, Microsoft.Data.Sqlite.SqliteOpenMode.ReadWriteCreate))
            {
                LedgerSchema.Create(session);
            }

            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(full, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
            }

            return new SqliteLedgerStore(full, writerLimit ?? TimeSpan.FromSeconds(30));
        });
    }

    /// <summary>Opens a ledger that exists.</summary>
    /// <param name="path">The file.</param>
    /// <param name="writerLimit">How long a write waits for other writers; 30 seconds by default.</param>
    /// <exception cref="LedgerUnavailableException">There is none, or it is not a ledger of a version that this program knows.</exception>
    public static SqliteLedgerStore Open(string path, TimeSpan? writerLimit = null)
    {
        string full = Path.GetFullPath(path);
        if (!File.Exists(full))
        {
            throw new LedgerUnavailableException("LedgerNotFound", $"There is no ledger at '{full}'.", "Initialize-SlurmBank (or 'slurmbank init') makes one; [ledger] path in the configuration says where it is.");
        }

        return SqliteErrors.Translate(full, () =>
        {
            LedgerPlace.Check(full);
            var store = new SqliteLedgerStore(full, writerLimit ?? TimeSpan.FromSeconds(30));
            SqliteSession session = store.NewReader();
            LedgerSchema.Check(session, full);
            store.idleReaders.Push(session);
            return store;
        });
    }

    /// <inheritdoc/>
    public ILedgerReader Read() => SqliteErrors.Translate(Location, () =>
    {
        SqliteSession? session;
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            _ = idleReaders.TryPop(out session);
        }

        session ??= NewReader();
        session.Execute("BEGIN");
        return new SqliteLedgerReader(session, Return);
    });

    /// <inheritdoc/>
    public ILedgerTransaction Write(CancellationToken cancellation = default) => SqliteErrors.Translate(Location, () =>
    {
        WriterLock writer = WriterLock.TryTake(Location, writerLimit, cancellation)
            ?? throw new LedgerUnavailableException("LedgerBusy", $"Other writers kept the ledger '{Location}' for {writerLimit.TotalSeconds:0} seconds.", "Try again; if it lasts, find the process that holds it.");
        SqliteSession? session;
        lock (gate)
        {
            (session, idleWriter) = (idleWriter, null);
        }

        try
        {
            session ??= NewWriter();
        }
        catch
        {
            writer.Dispose();
            throw;
        }

        return new SqliteLedgerTransaction(Location, session, writer, ReturnWriter);
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            idleWriter?.Dispose();
            idleWriter = null;
            while (idleReaders.TryPop(out SqliteSession? session))
            {
                session.Dispose();
            }
        }
    }

    private SqliteSession NewReader()
    {
        // A reader of a write-ahead log must be able to write the shared-memory file, so the file is opened for both and kept from writing here.
        var session = new SqliteSession(Location, CanWrite() ? Microsoft.Data.Sqlite.SqliteOpenMode.ReadWrite : Microsoft.Data.Sqlite.SqliteOpenMode.ReadOnly);
        session.Execute("PRAGMA query_only = ON");
        return session;
    }

    private SqliteSession NewWriter()
    {
        var session = new SqliteSession(Location, Microsoft.Data.Sqlite.SqliteOpenMode.ReadWrite);
        session.Execute("PRAGMA synchronous = FULL");
        return session;
    }

    private bool CanWrite()
    {
        try
        {
            using FileStream probe = new(Location, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            return true;
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            return false;
        }
    }

    private void Return(SqliteSession session)
    {
        session.Execute("COMMIT");
        lock (gate)
        {
            if (!disposed && idleReaders.Count < MostIdle)
            {
                idleReaders.Push(session);
                return;
            }
        }

        session.Dispose();
    }

    private void ReturnWriter(SqliteSession session)
    {
        lock (gate)
        {
            if (!disposed && idleWriter is null)
            {
                idleWriter = session;
                return;
            }
        }

        session.Dispose();
    }
}
