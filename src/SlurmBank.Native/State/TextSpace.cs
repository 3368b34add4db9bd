using System;
using System.Text;

namespace SlurmBank.Native;

/// <summary>The texts of a call as characters; they are valid until the next call. It keeps its room.</summary>
internal sealed class TextSpace
{
    private char[] room = new char[1024];
    private int used;

    internal void Clear() => used = 0;

    /// <summary>Reads a text of the caller; false where it cannot be one.</summary>
    internal bool TryRead(in NativeText text, out ReadOnlyMemory<char> characters)
    {
        characters = default;
        if (!Memory.TryRead(text, Abi.MostTextBytes, out ReadOnlySpan<byte> bytes))
        {
            return false;
        }

        if (bytes.IsEmpty)
        {
            return true;
        }

        // UTF-8 has no more characters than bytes. What was read before keeps the old array.
        if (room.Length - used < bytes.Length)
        {
            room = new char[Math.Max(room.Length * 2, bytes.Length * 2)];
            used = 0;
        }

        int count = Encoding.UTF8.GetChars(bytes, room.AsSpan(used));
        characters = room.AsMemory(used, count);
        used += count;
        return true;
    }
}
