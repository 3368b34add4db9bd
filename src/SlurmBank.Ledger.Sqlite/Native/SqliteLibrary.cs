using System;
using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace SlurmBank.Ledger.Sqlite;

/// <summary>
/// Chooses the SQLite library: the system's where it is new enough, because the distribution keeps it patched, else the bundled one.
/// </summary>
internal static class SqliteLibrary
{
    /// <summary>3.35.0, the oldest that the schema and the statements are written for.</summary>
    private const int OldestVersion = 3_035_000;

    private static readonly object Gate = new();
    private static bool chosen;

    internal static void Choose()
    {
        lock (Gate)
        {
            if (chosen)
            {
                return;
            }

            NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
            Batteries_V2.Init();
            chosen = true;
        }
    }

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        name == "e_sqlite3" && System() is IntPtr library && library != IntPtr.Zero ? library : IntPtr.Zero;

    private static unsafe IntPtr System()
    {
        if (!NativeLibrary.TryLoad("libsqlite3.so.0", out IntPtr library))
        {
            return IntPtr.Zero;
        }

        if (NativeLibrary.TryGetExport(library, "sqlite3_libversion_number", out IntPtr version)
            && ((delegate* unmanaged<int>)version)() >= OldestVersion)
        {
            return library;
        }

        NativeLibrary.Free(library);
        return IntPtr.Zero;
    }
}
