using System;
using System.IO;
using Microsoft.Data.Sqlite;

namespace SlurmBank.Ledger.Sqlite;

/// <summary>Turns SQLite's and the system's errors into ones that say what to do.</summary>
internal static class SqliteErrors
{
    /// <summary>What somebody else than the owner can do.</summary>
    internal const string OwnersOnly = "Run as the user who owns the ledger. Anybody else has the figures that the bank publishes: slurmbank balance, slurmbank quote.";

    internal static T Translate<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException error)
        {
            throw Of(path, error);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new LedgerUnavailableException("LedgerAccessDenied", $"You may not use the ledger '{path}': {error.Message}", OwnersOnly, error);
        }
        catch (IOException error)
        {
            throw new LedgerUnavailableException("LedgerUnavailable", $"The ledger '{path}' cannot be used: {error.Message}", "Check the path, the disk and who owns the folder.", error);
        }
    }

    /// <summary>Raises what SQLite answered to a call on this connection, where that is an error.</summary>
    /// <exception cref="LedgerUnavailableException">It is one.</exception>
    internal static void Check(SqliteConnection connection, int rc)
    {
        try
        {
            SqliteException.ThrowExceptionForRC(rc, connection.Handle);
        }
        catch (SqliteException error)
        {
            throw Of(connection.DataSource, error);
        }
    }

    internal static LedgerUnavailableException Of(string path, SqliteException error)
    {
        (string id, string what, string advice) = error.SqliteErrorCode switch
        {
            5 or 6 => ("LedgerBusy", "another program keeps it locked", "Find the program that has it open; SlurmBank's own writers wait for each other."),
            8 => ("LedgerReadOnly", "it, or its folder, cannot be written", "Run as the user who owns the ledger; a reader also needs to write the -shm file beside it, or read the published snapshot."),
            10 => ("LedgerIoError", "reading or writing it failed", "Look at the system's log for disk errors. What was committed before is kept."),
            11 => ("LedgerDamaged", "its file is damaged", "Stop writing, keep a copy, restore the last backup, and sync again: charges are rebuilt from Slurm."),
            13 => ("LedgerDiskFull", "its disk is full", "Make room; nothing of this write was kept, and it can be repeated."),
            14 => ("LedgerCannotOpen", "it cannot be opened", "Check that the folder exists and who owns it; Initialize-SlurmBank makes a new ledger."),
            19 => ("LedgerRefused", "it refuses what contradicts what it holds", "This is a defect of SlurmBank: nothing of this write was kept. Please report it with the text above."),
            26 => ("LedgerNotALedger", "it is not a SQLite database", "Check the path in [ledger] of the configuration."),
            _ => ("LedgerError", "SQLite reports an error", "Please report this with the text above."),
        };
        return new LedgerUnavailableException(id, $"The ledger '{path}': {what} (SQLite {error.SqliteErrorCode}/{error.SqliteExtendedErrorCode}: {error.Message})", advice, error);
    }
}
