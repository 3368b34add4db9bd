using System;
using System.IO;

namespace SlurmBank.Ledger.Sqlite;

/// <summary>Who may use a ledger's file, and every copy of it: its owner; its group may read.</summary>
internal static class LedgerPermissions
{
    internal static void Set(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        }
    }
}
