using System;

namespace SlurmBank.Ledger.Sqlite;

/// <summary>The life of a write: begun behind the writers' lock, committed once or rolled back, and over after a failure.</summary>
internal abstract class SqliteWrite : SqliteLedgerReader
{
    private readonly string path;
    private readonly WriterLock writer;
    private bool finished;
    private bool failed;
    private bool disposed;

    protected SqliteWrite(string path, SqliteSession session, WriterLock writer, Action<SqliteSession> release)
        : base(session, release)
    {
        this.path = path;
        this.writer = writer;
        try
        {
            session.Execute("BEGIN IMMEDIATE");
            session.NoticeReplacement();
        }
        catch
        {
            session.Dispose();
            writer.Dispose();
            throw;
        }
    }

    public void Commit()
    {
        RefuseIfOver();
        failed = true;
        Session.Execute("COMMIT");
        failed = false;
        finished = true;
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing || disposed)
        {
            return;
        }

        disposed = true;
        try
        {
            if (!finished)
            {
                finished = true;
                Rollback();
            }

            base.Dispose(disposing);
        }
        finally
        {
            writer.Dispose();
        }
    }

    private void Rollback()
    {
        Session.ForgetWords();
        try
        {
            Session.Execute("ROLLBACK");
        }
        catch (LedgerUnavailableException)
        {
            // A full disk or an I/O error has already rolled the transaction back.
        }
    }

    protected void Write(Statement statement)
    {
        try
        {
            RefuseIfOver();
            failed = true;
            SqliteSession.Run(statement);
            failed = false;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>
    /// SQLite may end a transaction by itself when a write fails (a full disk does). What was written after that would be kept
    /// row by row, without the rest; so nothing is.
    /// </summary>
    private void RefuseIfOver()
    {
        if (finished || failed)
        {
            throw new LedgerUnavailableException(
                "LedgerWriteOver",
                finished ? $"The write to the ledger '{path}' is over." : $"A write to the ledger '{path}' failed before; nothing of it is kept.",
                "Begin another write.");
        }
    }
}
