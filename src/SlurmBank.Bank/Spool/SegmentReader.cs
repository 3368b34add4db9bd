using System;
using System.Buffers.Binary;
using System.Numerics;

namespace SlurmBank.Bank;

/// <summary>
/// Reads the frames of a segment of the completion plugin's spool (plugins/jobcomp/frame.h says the layout). Damage costs the records that
/// it lies in and no other: the next frame with a right checksum is looked for. Nothing it meets makes it throw.
/// </summary>
internal ref struct SegmentReader
{
    internal const int HeaderSize = 32;
    internal const int FrameHeaderSize = 12;
    internal const int LargestPayload = 128 * 1024;
    private const uint Version = 1;
    private readonly ReadOnlySpan<byte> segment;
    private int at;

    internal SegmentReader(ReadOnlySpan<byte> segment)
    {
        this.segment = segment;
        HasHeader = IsHeader(segment);
        at = HasHeader ? HeaderSize : segment.Length;
    }

    /// <summary>Whether the segment begins as one of this layout; nothing is read of another.</summary>
    internal bool HasHeader { get; }

    /// <summary>Bytes so far that belong to no right frame.</summary>
    internal int Skipped { get; private set; }

    /// <summary>Where the first of them lies.</summary>
    internal int FirstSkipped { get; private set; }

    /// <summary>The next payload whose checksum is right; false at the end.</summary>
    internal bool TryNext(out ReadOnlySpan<byte> payload)
    {
        int start = at;
        while (at < segment.Length)
        {
            if (TryFrame(segment[at..], out payload))
            {
                Skip(start);
                at += FrameHeaderSize + payload.Length;
                return true;
            }

            int next = segment[(at + 1)..].IndexOf("SBr1"u8);
            at = next < 0 ? segment.Length : at + 1 + next;
        }

        Skip(start);
        payload = default;
        return false;
    }

    private void Skip(int from)
    {
        if (at > from)
        {
            FirstSkipped = Skipped == 0 ? from : FirstSkipped;
            Skipped += at - from;
        }
    }

    private static bool IsHeader(ReadOnlySpan<byte> segment) =>
        segment.Length >= HeaderSize
        && segment.StartsWith("SBSPOOL1"u8)
        && BinaryPrimitives.ReadUInt32LittleEndian(segment[8..]) == Version
        && BinaryPrimitives.ReadUInt32LittleEndian(segment[12..]) == HeaderSize
        && BinaryPrimitives.ReadUInt32LittleEndian(segment[28..]) == Checksum(segment[..28]);

    private readonly bool TryFrame(ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        if (rest.Length < FrameHeaderSize || !rest.StartsWith("SBr1"u8))
        {
            return false;
        }

        uint length = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
        if (length > LargestPayload || length > rest.Length - FrameHeaderSize)
        {
            return false;
        }

        payload = rest.Slice(FrameHeaderSize, (int)length);
        return BinaryPrimitives.ReadUInt32LittleEndian(rest[8..]) == Checksum(segment.Slice(24, 4), rest.Slice(4, 4), payload);
    }

    /// <summary>CRC-32C, as iSCSI and ext4 have it, of three parts as if they were one.</summary>
    internal static uint Checksum(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second = default, ReadOnlySpan<byte> third = default) => ~Add(Add(Add(uint.MaxValue, first), second), third);

    private static uint Add(uint crc, ReadOnlySpan<byte> data)
    {
        while (data.Length >= 8)
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(data));
            data = data[8..];
        }

        foreach (byte value in data)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return crc;
    }
}
