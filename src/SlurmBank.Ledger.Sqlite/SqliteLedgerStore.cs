using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using Microsoft.Data.Sqlite;

namespace SlurmBank.Ledger.Sqlite;

/// <summary>Keeps a ledger in one SQLite file: write-ahead log, full synchronisation, one writer at a time behind an advisory lock.</summary>
public sealed partial class SqliteLedgerStore : ILedgerStore
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

        if (File.Exists(full + "-wal"))
        {
            throw new LedgerUnavailableException("LedgerExists", $"The log of an earlier ledger, '{full}-wal', stands where the new one's would be.", "Put the earlier ledger back, or move its log away.");
        }

        return SqliteErrors.Translate(full, () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            LedgerPlace.Check(full);
            NewLedgerFile.Make(full);
            return new SqliteLedgerStore(full, writerLimit ?? TimeSpan.FromSeconds(30));
        });
    }

    /// <summary>Opens a ledger that exists. One that an earlier version of this program wrote is brought up to this one, if it may be written.</summary>
    /// <param name="path">The file.</param>
    /// <param name="writerLimit">How long a write waits for other writers; 30 seconds by default.</param>
    /// <exception cref="LedgerUnavailableException">There is none, or it is not a ledger of a version that this program knows.</exception>
    public static SqliteLedgerStore Open(string path, TimeSpan? writerLimit = null)
    {
        string full = Path.GetFullPath(path);
        if (!SqliteErrors.Translate(full, () => FileAccessRights.Exists(full)))
        {
            throw new LedgerUnavailableException("LedgerNotFound", $"There is no ledger at '{full}'.", "Initialize-SlurmBank (or 'slurmbank init') makes one; [ledger] path in the configuration says where it is.");
        }

        if (!FileAccessRights.CanRead(full))
        {
            throw new LedgerUnavailableException("LedgerAccessDenied", $"You may not read the ledger '{full}'.", SqliteErrors.OwnersOnly);
        }

        return SqliteErrors.Translate(full, () =>
        {
            LedgerPlace.Check(full);
            var store = new SqliteLedgerStore(full, writerLimit ?? TimeSpan.FromSeconds(30));
            SqliteSession session = store.NewReader();
            try
            {
                if (LedgerSchema.IsOlder(session, full))
                {
                    store.Upgrade();
                }
            }
            catch
            {
                session.Dispose();
                throw;
            }

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
        try
        {
            // BEGIN alone takes no view yet; the first row read does.
            session.Execute("BEGIN");
            session.NoticeReplacement();
        }
        catch
        {
            session.Dispose();
            throw;
        }

        return new SqliteLedgerReader(session, Return);
    });

    /// <inheritdoc/>
    public ILedgerTransaction Write(CancellationToken cancellation = default) => SqliteErrors.Translate(Location, () =>
    {
        WriterLock writer = WriterLock.TryTake(Location, writerLimit, cancellation) ?? throw Busy();
        SqliteSession? session;
        try
        {
            lock (gate)
            {
                ObjectDisposedException.ThrowIf(disposed, this);
                (session, idleWriter) = (idleWriter, null);
            }

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

    private void Upgrade()
    {
        if (!FileAccessRights.CanWrite(Location))
        {
            throw new LedgerUnavailableException("LedgerTooOld", $"The ledger '{Location}' was written by an earlier version of SlurmBank, and you may not bring it up to this one.", "Let the user who owns the ledger run 'slurmbank status' once, or read the published snapshot.");
        }

        using WriterLock writer = WriterLock.TryTake(Location, writerLimit, default) ?? throw Busy();
        using SqliteSession session = NewWriter();
        LedgerSchema.Upgrade(session);
    }

    private LedgerUnavailableException Busy() =>
        new("LedgerBusy", $"Other writers kept the ledger '{Location}' for {writerLimit.TotalSeconds:0} seconds.", "Try again; if it lasts, find the process that holds it.");

    private SqliteSession NewReader()
    {
        // A reader of a write-ahead log must be able to write the shared-memory file, so the file is opened for both and kept from writing here.
        // The question is asked without opening the file: closing it would drop every lock that SQLite holds on it in this process.
        bool writable = FileAccessRights.CanWrite(Location);
        var session = new SqliteSession(Location, writable ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadOnly);
        session.Execute("PRAGMA query_only = ON");
        return session;
    }

    private SqliteSession NewWriter()
    {
        var session = new SqliteSession(Location, SqliteOpenMode.ReadWrite, writerLimit);
        session.Execute("PRAGMA synchronous = FULL");
        return session;
    }

    private void Return(SqliteSession session)
    {
        // A row that is still being read would keep the old view for the next reader.
        if (!session.IsReading)
        {
            session.Execute("ROLLBACK");
            lock (gate)
            {
                if (!disposed && idleReaders.Count < MostIdle)
                {
                    idleReaders.Push(session);
                    return;
                }
            }
        }

        session.Dispose();
    }

    private void ReturnWriter(SqliteSession session)
    {
        lock (gate)
        {
            if (!disposed && idleWriter is null && !session.IsReading)
            {
                idleWriter = session;
                return;
            }
        }

        session.Dispose();
    }
}
