using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace SlurmBank.Bank;

/// <summary>A text in the section of texts.</summary>
/// <param name="Offset">Where it begins.</param>
/// <param name="Length">Its bytes, without the zero that follows.</param>
internal readonly record struct GateTextReference(uint Offset, uint Length);

/// <summary>The section of texts: each text once, followed by a zero.</summary>
internal sealed class GateTexts
{
    private readonly MemoryStream bytes = new();
    private readonly Dictionary<string, GateTextReference> known = new(StringComparer.Ordinal);

    /// <summary>The order in which names are searched: byte for byte, the shorter first.</summary>
    internal static IComparer<byte[]> Order { get; } = Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right));

    internal static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    internal GateTextReference Add(string text)
    {
        if (!known.TryGetValue(text, out GateTextReference reference))
        {
            byte[] utf8 = Bytes(text);
            reference = new(checked((uint)bytes.Length), (uint)utf8.Length);
            bytes.Write(utf8);
            bytes.WriteByte(0);
            known.Add(text, reference);
        }

        return reference;
    }

    internal byte[] ToArray() => bytes.ToArray();
}

/// <summary>Writes a record of fixed size, little-endian.</summary>
internal readonly ref struct GateRecord
{
    private readonly Stream stream;
    private readonly long end;

    internal GateRecord(Stream stream, int size)
    {
        this.stream = stream;
        end = stream.Position + size;
    }

    internal void Bytes(ReadOnlySpan<byte> value) => stream.Write(value);

    internal void Number(uint value)
    {
        Span<byte> room = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(room, value);
        stream.Write(room);
    }

    internal void Number(ulong value)
    {
        Span<byte> room = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(room, value);
        stream.Write(room);
    }

    internal void Text(GateTextReference reference)
    {
        Number(reference.Offset);
        Number(reference.Length);
    }

    /// <summary>Fills the reserved rest with zeros.</summary>
    internal void End()
    {
        while (stream.Position < end)
        {
            stream.WriteByte(0);
        }
    }
}
