using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;

namespace SlurmBank.Bank.Tests.Spool;

public sealed class SegmentReaderTests
{
    private static readonly byte[][] Payloads = [.. Enumerable.Range(1, 5).Select(n => SpoolSegment.Run(JobRow.Run(n, TestBank.Open, 60 * n)))];

    public static IEnumerable<object[]> Seeds() => Soak.Seeds(3);

    [Fact]
    public void What_was_written_is_read()
    {
        List<long> jobs = Jobs(SpoolSegment.Of(Payloads), out int skipped);
        Assert.Equal([1, 2, 3, 4, 5], jobs);
        Assert.Equal(0, skipped);
    }

    /// <summary>The check value of CRC-32C.</summary>
    [Fact]
    public void The_checksum_is_the_standards() => Assert.Equal(0xe3069283u, SegmentReader.Checksum("1234"u8, "5"u8, "6789"u8));

    /// <summary>A torn end costs the record in it.</summary>
    [Fact]
    public void Cut_anywhere_it_gives_the_records_before_the_cut()
    {
        byte[] whole = SpoolSegment.Of(Payloads);
        int[] ends = [.. Enumerable.Range(0, 6).Select(n => SpoolSegment.Of(Payloads.Take(n)).Length)];
        for (int length = 0; length < whole.Length; length++)
        {
            int complete = ends.Skip(1).Count(e => e <= length);
            List<long> jobs = Jobs(whole[..length], out int skipped);
            Assert.Equal(Enumerable.Range(1, complete).Select(n => (long)n), jobs);
            Assert.Equal(length < 32 ? 0 : length - ends[complete], skipped);
        }
    }

    /// <summary>Each bit of a segment turned over, one at a time: never a changed record, and at most one lost.</summary>
    [Fact]
    public void A_turned_bit_costs_at_most_the_record_that_it_is_in()
    {
        byte[] whole = SpoolSegment.Of(Payloads);
        for (int bit = 0; bit < whole.Length * 8; bit++)
        {
            byte[] broken = [.. whole];
            broken[bit / 8] ^= (byte)(1 << (bit % 8));
            List<byte[]> read = Read(broken, out int skipped);
            Assert.All(read, payload => Assert.Contains(Payloads, p => p.AsSpan().SequenceEqual(payload)));
            Assert.Equal(bit < 32 * 8 ? 0 : 4, read.Count);
            Assert.True(skipped > 0 || bit < 32 * 8);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Noise_makes_nothing_throw(int seed) => Soak.WithSeed(seed, random =>
    {
        for (int round = 0; round < 20_000; round++)
        {
            byte[] segment = [.. SpoolSegment.Header(), .. Payloads.SelectMany(SpoolSegment.Frame)];
            for (int change = random.Next(1, 20); change > 0; change--)
            {
                int at = random.Next(segment.Length);
                segment = random.Next(3) switch
                {
                    0 => [.. segment[..at], .. segment[Math.Min(at + random.Next(40), segment.Length)..]],
                    1 => [.. segment[..at], .. SpoolSegment.Frame(Noise(random)), .. segment[at..]],
                    _ => [.. segment[..at], (byte)random.Next(256), .. segment[(at + 1)..]],
                };
            }

            foreach (byte[] payload in Read(segment, out _))
            {
                SpoolRecord record = SpoolRecord.Read(payload);
                Assert.True(record.Run is null || (record.Problem is null && record.Run.JobIdRaw > 0 && record.Run.EndSeconds > 0));
            }
        }
    });

    /// <summary>A name that is a whole frame with a right plain checksum is a name still, also where the record around it is damaged.</summary>
    [Fact]
    public void A_frame_in_a_text_is_no_frame()
    {
        byte[] forged = SpoolSegment.Frame(SpoolSegment.Run(JobRow.Run(666, TestBank.Open, 86_400, 1000)));
        forged[8] ^= 1;
        byte[] record = SpoolSegment.Run(JobRow.Run(1, TestBank.Open, 60), SpoolSegment.Field(35, forged));
        byte[] segment = SpoolSegment.Of(record, Payloads[1]);
        Assert.Equal([1, 2], Jobs(segment, out _));
        segment[40] ^= 1;
        Assert.Equal([2], Jobs(segment, out int skipped));
        Assert.True(skipped > forged.Length);
    }

    private static byte[] Noise(Random random)
    {
        byte[] noise = new byte[random.Next(64)];
        random.NextBytes(noise);
        return random.Next(2) == 0 ? noise : [.. SpoolSegment.Number(1, 1), .. SpoolSegment.Field((ushort)random.Next(1, 45), noise), .. Payloads[0].Skip(16)];
    }

    private static List<long> Jobs(byte[] segment, out int skipped) => [.. Read(segment, out skipped).Select(p => SpoolRecord.Read(p).Run!.JobIdRaw)];

    private static List<byte[]> Read(byte[] segment, out int skipped)
    {
        var payloads = new List<byte[]>();
        var reader = new SegmentReader(segment);
        while (reader.TryNext(out ReadOnlySpan<byte> payload))
        {
            payloads.Add(payload.ToArray());
        }

        skipped = reader.Skipped;
        return payloads;
    }
}
