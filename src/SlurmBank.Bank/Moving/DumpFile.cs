using System;
using System.IO;
using System.Linq;

namespace SlurmBank.Bank;

/// <summary>A dump's file or folder: it has its name only when it is complete, and takes no other's place unless that was asked for.</summary>
internal static class DumpFile
{
    /// <summary>Refuses a name that is taken, and to write over what is no dump, whatever was asked for: the ledger itself, a backup, a configuration.</summary>
    internal static void RefuseTaken(string target, bool force)
    {
        if (force && File.Exists(target) && !Overwriting.Begins(target, start => start.Contains('"' + DumpJsonWriter.Mark + '"', StringComparison.Ordinal)))
        {
            throw new DumpUnusableException("DumpExists", $"There is '{target}' already, and it is no dump: it is not written over.", "Name another file, or a folder, and each dump gets a name of its own.");
        }

        if (!force && (File.Exists(target) || Directory.Exists(target)))
        {
            throw new DumpUnusableException("DumpExists", $"There is '{target}' already.", "Name another one, or a folder, and each dump gets a name of its own; -Force (--force) writes over it.");
        }
    }

    /// <summary>Whether a folder is an earlier CSV dump and holds nothing else: no other folder is ever replaced.</summary>
    internal static bool IsCsvDump(string folder) =>
        File.Exists(Path.Combine(folder, DumpRows.Entries + ".csv")) && Directory.GetFileSystemEntries(folder).All(e => File.Exists(e) && e.EndsWith(".csv", StringComparison.Ordinal));

    /// <summary>Writes a file beside its place, makes it durable and gives it its name.</summary>
    /// <returns>Its size in bytes.</returns>
    internal static long Write(string target, bool force, Action<Stream> write)
    {
        string draft = $"{target}.{Guid.NewGuid():N}.new";
        return Guard(target, () =>
        {
            try
            {
                long size;
                using (var stream = new FileStream(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20))
                {
                    Protect(draft);
                    write(stream);
                    stream.Flush(flushToDisk: true);
                    size = stream.Length;
                }

                RefuseTaken(target, force);
                File.Move(draft, target, overwrite: force);
                return size;
            }
            catch
            {
                File.Delete(draft);
                throw;
            }
        });
    }

    /// <summary>Fills a folder beside its place and gives it its name.</summary>
    /// <param name="target">The folder.</param>
    /// <param name="force">Whether a folder of that name is replaced.</param>
    /// <param name="fill">Fills it and answers with the size.</param>
    internal static long WriteFolder(string target, bool force, Func<string, long> fill)
    {
        string draft = $"{target}.{Guid.NewGuid():N}.new";
        return Guard(target, () =>
        {
            try
            {
                Directory.CreateDirectory(draft);
                long size = fill(draft);
                RefuseTaken(target, force);
                if (Directory.Exists(target))
                {
                    // Moved aside first: the name never stands for a half-removed folder.
                    string old = $"{target}.{Guid.NewGuid():N}.old";
                    Directory.Move(target, old);
                    Directory.Move(draft, target);
                    Directory.Delete(old, recursive: true);
                }
                else
                {
                    Directory.Move(draft, target);
                }

                return size;
            }
            catch
            {
                if (Directory.Exists(draft))
                {
                    Directory.Delete(draft, recursive: true);
                }

                throw;
            }
        });
    }

    /// <summary>Only the owner writes a dump, only the owner and the group read it: it holds what everybody used.</summary>
    internal static void Protect(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        }
    }

    private static long Guard(string target, Func<long> write)
    {
        try
        {
            return write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DumpUnusableException("DumpNotWritten", $"'{target}' cannot be written: {error.Message}", "Choose a folder that exists, has room and may be written.");
        }
    }
}
