using System;
using System.IO;
using System.Linq;
using System.Threading;

namespace SlurmBank.Bank;

/// <summary>
/// A copy of a ledger on the ledger's own disk, where it can be opened and verified (a backup may lie on a file system that is shared between
/// machines, where no ledger is opened). It is removed with all that SQLite put beside it.
/// </summary>
internal sealed class WorkingCopy : IDisposable
{
    private string? made;

    internal WorkingCopy(string ledgerPath, string purpose) => Path = $"{System.IO.Path.GetFullPath(ledgerPath)}.{purpose}-{Guid.NewGuid():N}";

    internal string Path { get; }

    /// <summary>Makes the copy of a file; one that would be completed by a log beside it is none.</summary>
    internal void Fill(string backup)
    {
        string log = backup + "-wal";
        if (File.Exists(log) && new FileInfo(log).Length > 0)
        {
            throw new BackupUnusableException("BackupInUse", $"'{backup}' has a log beside it ('{log}'): it is a ledger in use, or a copy that is not complete in itself.", "Use a file that Backup-SlurmLedger (slurmbank backup) made.");
        }

        MakeFolder();
        File.Copy(backup, Path, overwrite: false);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    /// <summary>Copies it to a place under a name of its own, makes it durable, and gives it its name, which nothing may have.</summary>
    /// <exception cref="IOException">The name is taken, or the place cannot be written.</exception>
    internal long MoveTo(string target, CancellationToken cancellation)
    {
        string draft = $"{target}.{Guid.NewGuid():N}.new";
        try
        {
            using (FileStream from = File.OpenRead(Path))
            using (var to = new FileStream(draft, FileMode.CreateNew, FileAccess.Write))
            {
                if (!OperatingSystem.IsWindows())
                {
                    File.SetUnixFileMode(draft, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
                }

                byte[] block = new byte[1 << 20];
                while (from.Read(block) is > 0 and int length)
                {
                    cancellation.ThrowIfCancellationRequested();
                    to.Write(block, 0, length);
                }

                to.Flush(flushToDisk: true);
            }

            File.Move(draft, target, overwrite: false);
            return new FileInfo(target).Length;
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    public void Dispose()
    {
        foreach (string file in (string[])[Path, Path + "-wal", Path + "-shm", Path + "-journal", Path + ".lock", Path + ".turn"])
        {
            File.Delete(file);
        }

        for (string? folder = made is null ? null : System.IO.Path.GetDirectoryName(Path); folder is not null && folder.Length >= made!.Length && !Directory.EnumerateFileSystemEntries(folder).Any(); folder = System.IO.Path.GetDirectoryName(folder))
        {
            Directory.Delete(folder);
        }
    }

    /// <summary>On a new machine the ledger's folder is not there yet: it is made, as for a new ledger. Where nothing is put into it, a plan or a failure, it goes again.</summary>
    private void MakeFolder()
    {
        for (string? folder = System.IO.Path.GetDirectoryName(Path); folder is not null && !Directory.Exists(folder); folder = System.IO.Path.GetDirectoryName(folder))
        {
            made = folder;
        }

        if (made is not null)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        }
    }
}
