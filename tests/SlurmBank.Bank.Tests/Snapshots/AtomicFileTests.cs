using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using SlurmBank.Bank.Tests.Support;

namespace SlurmBank.Bank.Tests.Snapshots;

/// <summary>Files that are replaced as a whole.</summary>
public sealed class AtomicFileTests
{
    [Fact]
    public void Writers_at_the_same_time_leave_one_whole_file()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("snapshot.json");
        Parallel.For(0, 64, i => AtomicFile.Replace(path, stream => stream.Write(Enumerable.Repeat((byte)i, 100_000).ToArray())));

        byte[] content = File.ReadAllBytes(path);
        Assert.Equal(100_000, content.Length);
        Assert.Single(content.Distinct());
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void What_a_killed_writer_left_is_removed_after_an_hour_and_not_before()
    {
        using var folder = new TemporaryFolder();
        string old = folder.File(".snapshot.json.4711.new"), young = folder.File(".snapshot.json.4712.new"), other = folder.File(".gate.snapshot.4711.new");
        foreach (string left in (string[])[old, young, other])
        {
            File.WriteAllText(left, "half");
            File.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddHours(left == young ? 0 : -2));
        }

        AtomicFile.Replace(folder.File("snapshot.json"), stream => stream.WriteByte(1));
        Assert.Equal([false, true, true], new[] { old, young, other }.Select(File.Exists));
    }

    [Fact]
    public void A_writer_that_fails_leaves_the_old_file_and_nothing_beside_it()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("snapshot.json");
        AtomicFile.Replace(path, stream => stream.WriteByte(1));

        Assert.Throws<InvalidOperationException>(() => AtomicFile.Replace(path, stream => throw new InvalidOperationException()));
        Assert.Equal([1], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.Path));
    }
}
