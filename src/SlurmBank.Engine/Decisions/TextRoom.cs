using System;

namespace SlurmBank.Engine.Decisions;

/// <summary>A text that grows, and keeps its room for the next one.</summary>
internal sealed class TextRoom
{
    private char[] text = new char[256];
    private int length;

    internal ReadOnlySpan<char> Text => text.AsSpan(0, length);

    internal void Clear() => length = 0;

    internal void Append(ReadOnlySpan<char> value)
    {
        while (text.Length - length < value.Length)
        {
            Array.Resize(ref text, text.Length * 2);
        }

        value.CopyTo(text.AsSpan(length));
        length += value.Length;
    }
}
