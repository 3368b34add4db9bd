using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace SlurmBank.Bank.Tests.Doubles;

/// <summary>Writes segments as the completion plugin does; the layout is written down in plugins/jobcomp/frame.h and record.h.</summary>
internal static class SpoolSegment
{
    private const uint Salt = 0xdeadbeef;

    public static string Name(long number) => number.ToString("00000000000000000000", CultureInfo.InvariantCulture) + ".seg";

    public static byte[] Of(params IEnumerable<byte[]> payloads) => [.. Header(), .. payloads.SelectMany(Frame)];

    public static void Write(string folder, long number, params IEnumerable<byte[]> payloads) => File.WriteAllBytes(Path.Combine(folder, Name(number)), Of(payloads));

    public static byte[] Header()
    {
        byte[] header = new byte[32];
        "SBSPOOL1"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(8), 1);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(12), 32);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(24), Salt);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(28), Crc(header.AsSpan(0, 28)));
        return header;
    }

    public static byte[] Frame(byte[] payload)
    {
        byte[] frame = new byte[12 + payload.Length];
        "SBr1"u8.CopyTo(frame);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(4), payload.Length);
        payload.CopyTo(frame, 12);
        byte[] salted = new byte[8 + payload.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(salted, Salt);
        frame.AsSpan(4, 4).CopyTo(salted.AsSpan(4));
        payload.CopyTo(salted, 8);
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(8), Crc(salted));
        return frame;
    }

    /// <summary>The record of a run whose row in sacct is <paramref name="row"/>.</summary>
    public static byte[] Run(JobRow row, params IEnumerable<byte[]> more)
    {
        var fields = new List<byte[]>
        {
            Number(1, 1), Text(2, row.Cluster), Number(3, row.Job), Number(4, row.Submit), Number(5, row.Submit), Number(7, row.End ?? 0), Number(8, row.Suspended),
            Text(9, row.State), Text(10, row.Account), Text(11, row.User), Number(12, 1001), Text(14, row.Partition), Text(15, row.Qos), Text(34, row.JobName),
            Text(16, Counts(row.Tres)), Text(17, Names(row.Tres)),
        };
        if (row.Start is long start)
        {
            fields.Add(Number(6, start));
        }

        return [.. fields.Concat(more).SelectMany(f => f)];
    }

    public static byte[] Loss(long count) => [.. Number(1, 2), .. Number(40, count), .. Number(41, 1), .. Number(42, 2)];

    public static byte[] Number(ushort number, long value)
    {
        byte[] data = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(data, value);
        return Field(number, data);
    }

    public static byte[] Text(ushort number, string text) => Field(number, Encoding.UTF8.GetBytes(text));

    public static byte[] Field(ushort number, byte[] data)
    {
        byte[] field = new byte[8 + data.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(field, number);
        BinaryPrimitives.WriteInt32LittleEndian(field.AsSpan(4), data.Length);
        data.CopyTo(field, 8);
        return field;
    }

    private static string Counts(string tres) => string.Join(',', Parts(tres).OrderBy(p => p.Id).Select(p => $"{p.Id}={p.Count}"));

    private static string Names(string tres) => string.Join(',', Parts(tres).OrderBy(p => p.Id).Select(p => $"{p.Name}={p.Count}"));

    private static IEnumerable<(int Id, string Name, string Count)> Parts(string tres) => tres.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=')).Select(p => (Id(p[0]), p[0], p[1].TrimEnd('M')));

    private static int Id(string name) => name switch { "cpu" => 1, "mem" => 2, "node" => 4, "billing" => 5, _ => 1001 };

    /// <summary>CRC-32C, bit by bit: another way than the reader's.</summary>
    private static uint Crc(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in data)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x82f63b78 : crc >> 1;
            }
        }

        return ~crc;
    }
}
