using System;
using System.Globalization;
using System.IO;
using Microsoft.Data.Sqlite;

namespace SlurmBank.Ledger.Sqlite;

/// <summary>Makes the file of a new ledger: complete under its name, or not there at all, whenever the process is ended.</summary>
internal static class NewLedgerFile
{
    internal static void Make(string full)
    {
        string draft = string.Create(CultureInfo.InvariantCulture, $"{full}.new-{Guid.NewGuid():N}");
        try
        {
            using (var session = new SqliteSession(draft, SqliteOpenMode.ReadWriteCreate))
            {
                LedgerSchema.Create(session);
            }

            LedgerPermissions.Set(draft);
            File.Move(draft, full, overwrite: false);
        }
        catch
        {
            foreach (string rest in new[] { draft, draft + "-wal", draft + "-shm" })
            {
                File.Delete(rest);
            }

            throw;
        }
    }
}
