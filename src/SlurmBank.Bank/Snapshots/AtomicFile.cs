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
        string name = Path.GetFileName(full);
        // Two threads or two hosts may write at once: a name of its own for each, and the last rename wins.
        string temporary = Path.Combine(folder, $".{name}.{Guid.NewGuid():N}.new");
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
            RemoveAbandoned(folder, name);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Removes what writers left that were killed more than an hour ago; what cannot be removed stays.</summary>
    private static void RemoveAbandoned(string folder, string name)
    {
        try
        {
            foreach (string left in Directory.EnumerateFiles(folder, $".{name}.*.new"))
            {
                if (DateTime.UtcNow - File.GetLastWriteTimeUtc(left) > TimeSpan.FromHours(1))
                {
                    File.Delete(left);
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The file is in place; tidying up is no reason to fail.
        }
    }
}
