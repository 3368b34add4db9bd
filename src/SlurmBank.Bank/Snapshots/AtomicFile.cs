using System;
using System.IO;

namespace SlurmBank.Bank;

/// <summary>Replaces a file so that a reader sees the old one or the new one, never half of one; a mapping keeps the old one.</summary>
internal static class AtomicFile
{
    /// <summary>Writes beside the file, flushes to the disk, and renames.</summary>
    /// <param name="path">The file; its folder is made where it is missing.</param>
    /// <param name="write">Writes the content.</param>
    internal static void Replace(string path, Action<Stream> write)
    {
        string full = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(full)!;
        Directory.CreateDirectory(folder);
        string temporary = Path.Combine(folder, $".{Path.GetFileName(full)}.{Environment.ProcessId}.new");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(temporary, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
            }

            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
