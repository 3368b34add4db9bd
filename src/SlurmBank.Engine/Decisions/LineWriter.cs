using System;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace SlurmBank.Engine.Decisions;

/// <summary>Writes lines of a name and a value: <c>Rate:         4.00 SU an hour</c>. It keeps its room, so that the next text costs no memory.</summary>
internal sealed class LineWriter
{
    private const int ValueColumn = 14;

    private char[] text = new char[2048];
    private int length;

    /// <summary>The lines, parted by line feeds; valid until more is written.</summary>
    internal ReadOnlySpan<char> Text => text.AsSpan(0, length);

    internal void Clear() => length = 0;

    /// <summary>Writes a line; the value has been written when this is called.</summary>
    internal void Line(string name, [InterpolatedStringHandlerArgument("", "name")] ref LineValue value)
    {
    }

    private void Begin(string name)
    {
        Append(length == 0 ? default : "\n");
        Append(name);
        Append(":");
        Append("              ".AsSpan(0, ValueColumn - name.Length - 1));
    }

    private void Append(ReadOnlySpan<char> value)
    {
        while (text.Length - length < value.Length)
        {
            Array.Resize(ref text, text.Length * 2);
        }

        value.CopyTo(text.AsSpan(length));
        length += value.Length;
    }

    private void Append<T>(T value)
        where T : ISpanFormattable
    {
        int written;
        while (!value.TryFormat(text.AsSpan(length), out written, default, CultureInfo.InvariantCulture))
        {
            Array.Resize(ref text, text.Length * 2);
        }

        length += written;
    }

    /// <summary>The value of a line, which is written straight where it belongs.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct LineValue
    {
        private readonly LineWriter writer;

        /// <summary>Called by the compiler.</summary>
        public LineValue(int literalLength, int formattedCount, LineWriter writer, string name)
        {
            this.writer = writer;
            writer.Begin(name);
        }

        /// <summary>Called by the compiler.</summary>
        public void AppendLiteral(string value) => writer.Append(value.AsSpan());

        /// <summary>Called by the compiler.</summary>
        public void AppendFormatted(ReadOnlySpan<char> value) => writer.Append(value);

        /// <summary>Called by the compiler.</summary>
        public void AppendFormatted<T>(T value)
            where T : ISpanFormattable => writer.Append(value);
    }
}
