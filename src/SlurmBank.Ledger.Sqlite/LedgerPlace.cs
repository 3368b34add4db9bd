using System;
using System.IO;
using System.Linq;

namespace SlurmBank.Ledger.Sqlite;

/// <summary>Refuses file systems that are shared between machines: a write-ahead log needs the memory of one machine.</summary>
internal static class LedgerPlace
{
    private static readonly string[] Shared = ["nfs", "cifs", "smb", "smb2", "smb3", "smbfs", "lustre", "gpfs", "beegfs", "ceph", "fuse.sshfs", "fuseblk.ceph", "afs", "9p", "ocfs2", "gfs2", "glusterfs", "fuse.glusterfs", "panfs", "fuse.ceph"];

    internal static void Check(string path)
    {
        string format;
        try
        {
            format = new DriveInfo(Path.GetDirectoryName(path)!).DriveFormat;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return;
        }

        if (Shared.Contains(format, StringComparer.OrdinalIgnoreCase))
        {
            throw new LedgerUnavailableException(
                "LedgerOnNetwork",
                $"'{path}' lies on a {format} file system, which is shared between machines; a ledger there can be damaged.",
                "Keep the ledger on a local disk; only the published snapshot may lie on a shared file system.");
        }
    }
}
