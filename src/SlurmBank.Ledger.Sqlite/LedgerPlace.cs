using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;

namespace SlurmBank.Ledger.Sqlite;

/// <summary>Refuses file systems that are shared between machines: a write-ahead log needs the memory of one machine.</summary>
internal static class LedgerPlace
{
    private const string MountTable = "/proc/self/mountinfo";
    private static readonly string[] Shared =
    [
        "nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "ncpfs", "afs", "9p", "v9fs", "lustre", "lustre_tgt", "gpfs", "mmfs", "beegfs", "fhgfs", "ceph", "panfs", "pvfs2", "orangefs", "wekafs",
        "ocfs2", "gfs2", "gfs", "glusterfs", "fuse.glusterfs", "fuse.sshfs", "fuse.ceph", "fuse.ceph-fuse", "fuse.cephfs", "fuse.s3fs", "fuse.juicefs", "fuse.moosefs", "fuse.mfs", "fuse.lizardfs", "fuse.rclone", "fuse.gcsfuse",
    ];

    internal static void Check(string path)
    {
        try
        {
            string folder = RealPath(Path.GetDirectoryName(path)!);
            Check(path, File.Exists(MountTable) ? FormatOf(folder, File.ReadAllText(MountTable)) : new DriveInfo(folder).DriveFormat);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A system that does not say what the place is cannot be asked; opening the ledger will show whether it works.
        }
    }

    /// <summary>Refuses a kind of file system, named as in the table of mounts.</summary>
    /// <exception cref="LedgerUnavailableException">It is shared between machines.</exception>
    internal static void Check(string path, string? format)
    {
        if (format is not null && Shared.Contains(format, StringComparer.OrdinalIgnoreCase))
        {
            throw new LedgerUnavailableException(
                "LedgerOnNetwork",
                $"'{path}' lies on a {format} file system, which is shared between machines; a ledger there can be damaged.",
                "Keep the ledger on a local disk; only the published snapshot may lie on a shared file system.");
        }
    }

    /// <summary>The kind of file system that a folder lies on: that of the longest, and of those the last, mount point above it.</summary>
    /// <param name="folder">An absolute path without symbolic links.</param>
    /// <param name="table">Linux's table of mounts: ID, parent, device, root, mount point, options, optional fields, "-", kind, source.</param>
    internal static string? FormatOf(string folder, string table)
    {
        string? format = null;
        int longest = -1;
        foreach (string line in table.Split('\n'))
        {
            string[] fields = line.Split(' ');
            int dash = Array.IndexOf(fields, "-");
            if (fields.Length < 5 || dash < 0 || dash + 1 >= fields.Length)
            {
                continue;
            }

            string point = Unescape(fields[4]);
            if (point.Length >= longest && (point == "/" || folder == point || folder.StartsWith(point + "/", StringComparison.Ordinal)))
            {
                (format, longest) = (fields[dash + 1], point.Length);
            }
        }

        return format;
    }

    private static string Unescape(string field)
    {
        var text = new StringBuilder(field.Length);
        for (int i = 0; i < field.Length; i++)
        {
            if (field[i] == '\\' && i + 3 < field.Length && field.AsSpan(i + 1, 3).IndexOfAnyExceptInRange('0', '7') < 0)
            {
                text.Append((char)(((field[i + 1] - '0') * 64) + ((field[i + 2] - '0') * 8) + (field[i + 3] - '0')));
                i += 3;
            }
            else
            {
                text.Append(field[i]);
            }
        }

        return text.ToString();
    }

    private static string RealPath(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return folder;
        }

        byte[] buffer = new byte[4097];
        return Resolve(folder, buffer) == IntPtr.Zero ? folder : Encoding.UTF8.GetString(buffer, 0, Array.IndexOf(buffer, (byte)0));
    }

    [DllImport("libc", EntryPoint = "realpath")]
    private static extern IntPtr Resolve([MarshalAs(UnmanagedType.LPUTF8Str)] string path, [In, Out] byte[] resolved);
}
