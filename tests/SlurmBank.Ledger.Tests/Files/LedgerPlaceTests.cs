using SlurmBank.Ledger.Sqlite;
using SlurmBank.Ledger.Tests.Support;

namespace SlurmBank.Ledger.Tests.Files;

public sealed class LedgerPlaceTests
{
    private const string Table = """
        22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
        23 22 0:40 / /home rw,relatime shared:2 - nfs4 server:/home rw
        24 23 8:2 / /home/local rw - xfs /dev/sdb1 rw
        25 22 0:41 / /mnt/with\040space rw - fuse.sshfs ann@host: rw
        26 22 0:42 / /scratch rw master:3 propagate_from:2 - lustre mds:/s rw
        27 22 0:43 / /twice rw - nfs server:/a rw
        28 27 0:44 / /twice rw - tmpfs none rw
        this line is not one
        29 22 0:45 / /cut rw
        """;

    [Theory]
    [InlineData("/", "ext4")]
    [InlineData("/var/lib/slurmbank", "ext4")]
    [InlineData("/home", "nfs4")]
    [InlineData("/home/ann", "nfs4")]
    [InlineData("/homework", "ext4")]
    [InlineData("/home/local/x", "xfs")]
    [InlineData("/mnt/with space/x", "fuse.sshfs")]
    [InlineData("/scratch", "lustre")]
    [InlineData("/twice/x", "tmpfs")]
    [InlineData("/cut", "ext4")]
    public void The_nearest_mount_point_says_what_it_is(string folder, string expected) => Assert.Equal(expected, LedgerPlace.FormatOf(folder, Table));

    [Theory]
    [InlineData("")]
    [InlineData("\n\n - \n")]
    [InlineData("1 2 3:4 / /elsewhere rw - ext4 x y")]
    public void A_table_that_says_nothing_of_the_folder(string table) => Assert.Null(LedgerPlace.FormatOf("/var", table));

    [Theory]
    [InlineData("nfs")]
    [InlineData("nfs4")]
    [InlineData("NFS")]
    [InlineData("cifs")]
    [InlineData("smb3")]
    [InlineData("lustre")]
    [InlineData("gpfs")]
    [InlineData("beegfs")]
    [InlineData("ceph")]
    [InlineData("fuse.sshfs")]
    [InlineData("fuse.glusterfs")]
    [InlineData("9p")]
    [InlineData("gfs2")]
    public void What_machines_share_is_refused(string format)
    {
        var error = Assert.Throws<LedgerUnavailableException>(() => LedgerPlace.Check("/x/ledger.db", format));
        Assert.Equal("LedgerOnNetwork", error.ErrorId);
        Assert.Contains("/x/ledger.db", error.Message, System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ext4")]
    [InlineData("xfs")]
    [InlineData("btrfs")]
    [InlineData("zfs")]
    [InlineData("tmpfs")]
    [InlineData("overlay")]
    [InlineData(null)]
    public void Local_ones_are_not(string? format) => Assert.Null(Record.Exception(() => LedgerPlace.Check("/x/ledger.db", format)));

    [Fact]
    public void This_machines_temporary_folder_holds_a_ledger()
    {
        using var folder = new TemporaryFolder();
        Assert.Null(Record.Exception(() => LedgerPlace.Check(folder.File("ledger.db"))));
    }
}
