using System;
using System.Buffers.Binary;
using System.IO;
using System.Linq;
using System.Text;
using SlurmBank.Engine.Requests;

namespace SlurmBank.Bank.Tests.Snapshots;

/// <summary>
/// The gate's snapshot. <c>plugins/tests/gate-snapshot-2.bin</c> is what the reader in C is tested with: it must be what is written here, so
/// neither side can change the layout alone.
/// </summary>
public sealed class GateSnapshotTests
{
    private static readonly ClusterFacts Facts = new()
    {
        Name = "alpha",
        DefaultMemoryPerCpu = 1024,
        Partitions = [new() { Name = "cpu", IsDefault = true, MaximumTimeSeconds = 86400, NodeNames = ["n1", "n2"], TresBillingWeights = "CPU=1.0" }],
        Nodes = [new() { Name = "n1", Cpus = 4, Sockets = 4, RealMemory = 8000 }, new() { Name = "n2", Cpus = 4, Sockets = 4, RealMemory = 8000 }],
    };

    private const string Tariff = "slurmbank-tariff\t1\nversion\t1\neffective-from\t0\nkind\tbilling\ncurrency\tSU\npriority-flags\t\nsuspended\tcharge\nminimum\t0\nweights\tcpu\tCPU=1.0\n";

    private static GateSnapshot Sample => new()
    {
        Created = 1_700_000_000,
        LedgerSeq = 42,
        ChainHead = [.. Enumerable.Range(0, 32).Select(i => (byte)i)],
        Currency = "SU",
        Liens = new(7, 4096, [[.. Enumerable.Repeat((byte)9, 16)], [.. Enumerable.Repeat((byte)3, 16)]]),
        Clusters =
        [
            new("beta", string.Empty, ClusterFactsText.Write(new ClusterFacts { Name = "beta" }), [new() { Name = "physics", Flags = GateFlags.Unmanaged }], []),
            new(
                "alpha",
                Tariff,
                ClusterFactsText.Write(Facts),
                [
                    new() { Name = "physics", Flags = GateFlags.Enforce | GateFlags.Held, Granted = 360_000_000, CreditLimit = 3_600_000, Charged = 36_000_000, Running = 7_200_000, Queued = 1, Gated = 2, Available = 320_399_998, NextEnd = 1_800_000_000, UserLimits = [new("bob", 500, 50), new("alice", 600, -60)] },
                    new() { Name = "chem", Flags = GateFlags.Notify | GateFlags.Unlimited, Available = long.MaxValue },
                    new()
                    {
                        Name = "phys", Flags = GateFlags.Track | GateFlags.Exempt, Available = -5, Parent = "physics",
                        Funds = [new(string.Empty, string.Empty, string.Empty, string.Empty, -7), new("alpha", "gpu,big", string.Empty, "alice", 100), new(string.Empty, "own", "high", string.Empty, long.MaxValue)],
                    },
                ],
                [
                    new("bob", "physics", true, "normal"), new("bob", "chem", false, string.Empty), new("alice", "phys", true, "high"),
                    new("carol", "nowhere", true, string.Empty),
                ]) { DefaultPartition = "cpu" },
        ],
    };

    [Fact]
    public void The_file_that_the_C_reader_is_tested_with_is_what_is_written()
    {
        string path = Path.Combine(Root, "plugins/tests/gate-snapshot-2.bin");
        byte[] written = GateSnapshotWriter.Write(Sample);
        if (Environment.GetEnvironmentVariable("SLURMBANK_WRITE_SAMPLES") == "1")
        {
            File.WriteAllBytes(path, written);
        }

        Assert.Equal(File.ReadAllBytes(path), written);
    }

    [Fact]
    public void The_header_says_where_everything_is()
    {
        byte[] file = GateSnapshotWriter.Write(Sample);
        ulong At(int offset) => BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(offset));

        Assert.Equal("SLRMBANK", Encoding.ASCII.GetString(file, 0, 8));
        Assert.Equal(((ulong)file.Length, 1_700_000_000UL, 42UL, 7UL, 4096UL), (At(16), At(32), At(40), At(80), At(88)));
        Assert.Equal((2UL, 4UL, 4UL, 2UL), (At(120), At(136), At(152), At(168)));
        Assert.Equal((3UL, 2UL), (At(200), At(216)));
        Assert.All(new[] { 112, 128, 144, 160, 176, 192, 208 }, place => Assert.Equal(0UL, At(place) % 8));
        Assert.Equal(GateSnapshotWriter.Checksum(file.AsSpan(32)), At(24));
        Assert.True(Engine.Tariff.TryParseCanonical(Tariff, out _, out _));
        Assert.True(ClusterFactsText.TryRead(ClusterFactsText.Write(Facts), out ClusterFacts? facts, out _));
        Assert.Equal(ClusterFactsText.Write(Facts), ClusterFactsText.Write(facts));
    }

    [Fact]
    public void Order_and_repetition_of_the_input_do_not_matter()
    {
        GateSnapshot turned = Sample with { Liens = new(7, 4096, [.. Sample.Liens.Keys.Reverse(), .. Sample.Liens.Keys]), Clusters = [.. Sample.Clusters.Reverse()] };

        Assert.Equal(GateSnapshotWriter.Write(Sample), GateSnapshotWriter.Write(turned));
    }

    [Fact]
    public void Every_changed_byte_changes_the_checksum()
    {
        byte[] file = GateSnapshotWriter.Write(Sample);
        ulong sum = GateSnapshotWriter.Checksum(file.AsSpan(32));
        for (int i = 32; i < file.Length; i++)
        {
            file[i] ^= 0x40;
            Assert.NotEqual(sum, GateSnapshotWriter.Checksum(file.AsSpan(32)));
            file[i] ^= 0x40;
        }
    }

    [Fact]
    public void A_key_of_another_length_is_refused() =>
        Assert.Throws<ArgumentException>(() => GateSnapshotWriter.Write(Sample with { Liens = new(1, 1, [new byte[15]]) }));

    private static string Root
    {
        get
        {
            DirectoryInfo? at = new(AppContext.BaseDirectory);
            while (at is not null && !File.Exists(Path.Combine(at.FullName, "SlurmBank.sln")))
            {
                at = at.Parent;
            }

            return at!.FullName;
        }
    }
}
