using System;
using System.Text;
using System.Text.Unicode;

namespace SlurmBank.Native;

/// <summary>Reads and writes the caller's memory. Lengths are checked before anything is touched.</summary>
internal static unsafe class Memory
{
    /// <summary>True where a struct is of this contract and long enough for what this library knows of it.</summary>
    internal static bool Is<T>(T* pointer)
        where T : unmanaged
    {
        var header = (NativeHeader*)pointer;
        return header->Version == Abi.Version && header->Size >= sizeof(T) && header->Size <= Abi.MostStructBytes;
    }

    /// <summary>Clears what this library knows of a struct for results; its size and version stay.</summary>
    internal static void Clear<T>(T* pointer)
        where T : unmanaged =>
        new Span<byte>((byte*)pointer + sizeof(NativeHeader), sizeof(T) - sizeof(NativeHeader)).Clear();

    /// <summary>The bytes of a text; false where it is longer than allowed, or NULL with a length.</summary>
    internal static bool TryRead(in NativeText text, uint most, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (text.Length > most || (text.Data == null && text.Length > 0))
        {
            return false;
        }

        bytes = new ReadOnlySpan<byte>(text.Data, (int)text.Length);
        return true;
    }

    /// <summary>Writes a text into an array of the caller, with a zero; what is too long is cut at a character and ends in dots.</summary>
    internal static void Write(ReadOnlySpan<char> text, Span<byte> destination)
    {
        Span<byte> room = destination[..^1];
        if (Utf8.FromUtf16(text, room, out _, out int written) != System.Buffers.OperationStatus.Done)
        {
            // Room for three dots, at the beginning of a character.
            written = Math.Min(written, room.Length - 3);
            while (written > 0 && (room[written] & 0xC0) == 0x80)
            {
                written--;
            }

            "..."u8.CopyTo(room[written..]);
            written += 3;
        }

        destination[written..].Clear();
    }

    /// <summary>Writes a text into a buffer of the caller, with a zero. The length is that of the whole text, also where it did not fit.</summary>
    internal static int Write(ReadOnlySpan<char> text, NativeBuffer* buffer)
    {
        if (buffer == null)
        {
            return Code.Ok;
        }

        int needed = Encoding.UTF8.GetByteCount(text);
        buffer->Length = (uint)needed;
        if (buffer->Data == null || buffer->Capacity == 0)
        {
            return needed == 0 ? Code.Ok : Code.Truncated;
        }

        int capacity = (int)Math.Min(buffer->Capacity, int.MaxValue) - 1;
        Utf8.FromUtf16(text, new Span<byte>(buffer->Data, capacity), out _, out int written);
        buffer->Data[written] = 0;
        return written == needed ? Code.Ok : Code.Truncated;
    }

    /// <summary>True where a buffer can be used at all.</summary>
    internal static bool IsUsable(NativeBuffer* buffer) => buffer == null || buffer->Data != null || buffer->Capacity == 0;
}
