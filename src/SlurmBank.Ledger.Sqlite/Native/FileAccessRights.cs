using System;
using System.IO;
using System.Runtime.InteropServices;

namespace SlurmBank.Ledger.Sqlite;

/// <summary>Asks the system what this process may do with a file, without opening it.</summary>
internal static class FileAccessRights
{
    private const int WriteAccess = 2;
    private const int ReadAccess = 4;
    private const int CurrentFolder = -100;
    private const int WithEffectiveIds = 0x200;

    /// <summary>Whether there is something of this name. A folder that may not be searched is an error, not an absence.</summary>
    /// <exception cref="UnauthorizedAccessException">A folder on the way may not be searched.</exception>
    internal static bool Exists(string path)
    {
        try
        {
            _ = File.GetAttributes(path);
            return true;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    internal static bool CanWrite(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return !File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly);
        }

        return AccessAt(CurrentFolder, path, WriteAccess, WithEffectiveIds) == 0;
    }

    internal static bool CanRead(string path) => OperatingSystem.IsWindows() || AccessAt(CurrentFolder, path, ReadAccess, WithEffectiveIds) == 0;

    [DllImport("libc", EntryPoint = "faccessat", SetLastError = true)]
    private static extern int AccessAt(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int mode, int flags);
}
