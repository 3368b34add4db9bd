using System;
using System.Text;

namespace SlurmBank.Slurm;

/// <summary>Gives the same string for the same bytes: a million runs name a few hundred accounts, users and partitions.</summary>
internal sealed class TextCache
{
    private const int Slots = 16 * 1024;
    private readonly bool _lowerCase;
    private readonly (byte[] Bytes, string Text)[] _slots = new (byte[], string)[Slots];

    internal TextCache(bool lowerCase = false) => _lowerCase = lowerCase;

    internal string Get(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return string.Empty;
        }

        ref (byte[] Bytes, string Text) slot = ref _slots[Hash(bytes) & (Slots - 1)];
        if (slot.Bytes is null || !bytes.SequenceEqual(slot.Bytes))
        {
            byte[] kept = bytes.ToArray();
            slot = (kept, Encoding.UTF8.GetString(_lowerCase ? Lower(bytes) : kept));
        }

        return slot.Text;
    }

    /// <summary>ASCII only, as Slurm itself lowers the names of accounts.</summary>
    private static byte[] Lower(ReadOnlySpan<byte> bytes)
    {
        byte[] lower = bytes.ToArray();
        foreach (ref byte b in lower.AsSpan())
        {
            b = b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b;
        }

        return lower;
    }

    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        uint hash = 2166136261;
        unchecked
        {
            foreach (byte b in bytes)
            {
                hash = (hash ^ b) * 16777619;
            }

            return hash ^ (hash >> 15);
        }
    }
}
