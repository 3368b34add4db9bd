using System;
using System.Globalization;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SlurmBank.Bank;

/// <summary>
/// Reads JSON from a stream token by token, with the place of each. Memory grows with the longest token only. It also sums the bytes
/// before the present token, by which a dump knows whether it is what was written.
/// </summary>
internal sealed class JsonTokens : IDisposable
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];
    private readonly Stream stream;
    private readonly IncrementalHash digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int summed;
    private int end;
    private bool isFinal;
    private bool isBegun;
    private JsonReaderState state;
    private long nextLine = 1;
    private long nextColumn = 1;

    internal JsonTokens(Stream stream, string source)
    {
        this.stream = stream;
        Source = source;
    }

    /// <summary>What is read, for messages.</summary>
    internal string Source { get; }

    internal JsonTokenType Type { get; private set; }

    /// <summary>The text of a string or of a member's name; of a number its digits as they stand.</summary>
    internal string? Text { get; private set; }

    /// <summary>The value of a whole number that fits; else null.</summary>
    internal long? Number { get; private set; }

    internal long Line { get; private set; } = 1;

    internal long Column { get; private set; } = 1;

    internal int Depth { get; private set; }

    /// <summary>Where the present token begins, as <c>file:line:column</c>.</summary>
    internal string Place => string.Create(CultureInfo.InvariantCulture, $"{Source}:{Line}:{Column}");

    /// <summary>SHA-256 over all bytes before the present token, in hexadecimal.</summary>
    internal string DigestBefore => Hex.Of(digest.GetCurrentHash());

    /// <summary>Goes to the next token.</summary>
    /// <returns>False at the end of the text.</returns>
    /// <exception cref="DumpUnusableException">The text is not JSON, or ends too early.</exception>
    internal bool Read()
    {
        while (true)
        {
            Begin();
            var reader = new Utf8JsonReader(buffer.AsSpan(start, end - start), isFinal, state);
            bool read;
            try
            {
                read = reader.Read();
            }
            catch (JsonException error)
            {
                throw Damaged(string.Create(CultureInfo.InvariantCulture, $"{Source}:{(error.LineNumber ?? 0) + 1}:{(error.BytePositionInLine ?? 0) + 1}"), error.Message.Split(" LineNumber:")[0].Split(" Path:")[0]);
            }

            if (read)
            {
                Take(ref reader);
                return true;
            }

            if (isFinal)
            {
                return false;
            }

            Fill();
        }
    }

    /// <summary>Goes to the next token, which must be of a kind.</summary>
    internal void Expect(JsonTokenType type, string what)
    {
        if (!Read() || Type != type)
        {
            throw Damaged(Place, $"{what} is expected here");
        }
    }

    /// <summary>Passes over the value that begins at the present token.</summary>
    internal void Skip()
    {
        int depth = Depth;
        bool isInside = Type is JsonTokenType.StartObject or JsonTokenType.StartArray;
        while (isInside && Read())
        {
            isInside = Depth > depth;
        }
    }

    /// <summary>The error for what cannot be read at a place.</summary>
    internal static DumpUnusableException Damaged(string place, string what) =>
        new("DumpDamaged", $"{place}: {what.TrimEnd('.')}.", "Nothing was changed. Use the file as it was written, or an older one.");

    public void Dispose()
    {
        digest.Dispose();
        stream.Dispose();
    }

    private void Begin()
    {
        if (!isBegun)
        {
            isBegun = true;
            Fill();
            if (buffer.AsSpan(0, end).StartsWith(ByteOrderMark))
            {
                start = ByteOrderMark.Length;
            }
        }
    }

    private void Take(ref Utf8JsonReader reader)
    {
        (int token, int after) = (start + (int)reader.TokenStartIndex, start + (int)reader.BytesConsumed);
        digest.AppendData(buffer.AsSpan(summed, token - summed));
        summed = token;
        Advance(token);
        (Line, Column, Type, Depth, state) = (nextLine, nextColumn, reader.TokenType, reader.CurrentDepth, reader.CurrentState);
        Number = Type == JsonTokenType.Number && reader.TryGetInt64(out long number) ? number : null;
        try
        {
            Text = Type switch
            {
                JsonTokenType.String or JsonTokenType.PropertyName => reader.GetString(),
                JsonTokenType.Number => Encoding.ASCII.GetString(reader.ValueSpan),
                _ => null,
            };
        }
        catch (InvalidOperationException error)
        {
            throw Damaged(Place, error.Message);
        }

        Advance(after);
    }

    /// <summary>Moves on to an offset of the buffer and counts the lines passed.</summary>
    private void Advance(int to)
    {
        ReadOnlySpan<byte> passed = buffer.AsSpan(start, to - start);
        int last = passed.LastIndexOf((byte)'\n');
        if (last < 0)
        {
            nextColumn += passed.Length;
        }
        else
        {
            nextLine += passed.Count((byte)'\n');
            nextColumn = passed.Length - last;
        }

        start = to;
    }

    private void Fill()
    {
        digest.AppendData(buffer.AsSpan(summed, start - summed));
        int left = end - start;
        if (start > 0)
        {
            buffer.AsSpan(start, left).CopyTo(buffer);
        }
        else if (left == buffer.Length)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        summed = 0;
        start = 0;
        end = left;
        int got = stream.Read(buffer, end, buffer.Length - end);
        end += got;
        isFinal = got == 0;
    }
}
