using System;
using System.Runtime.CompilerServices;

namespace SlurmBank.Engine;

/// <summary>
/// Reads a TRES text piece by piece without allocating, in every form in which Slurm prints one:
/// <c>billing=6,cpu=4,gres/gpu:a100=2,mem=1.50G,node=1</c>, with and without <c>--noconvert</c>, in any order. The empty text has no pieces.
/// </summary>
/// <remarks>
/// Memory, burst buffers (<c>bb/...</c>) and <c>gres/gpumem</c> are counted in MB, everything else in ones; a suffix (K M G T P) is a power
/// of 1024. Without <c>--noconvert</c> Slurm prints two decimals, so <c>1.33G</c> may have been anything from 1357 to 1367 MB: it is read as
/// the nearest whole number (halves up), here 1362. Ask Slurm for <c>--noconvert</c> where the exact number matters.
/// The reader never throws: a text that is wrong ends the reading, with <see cref="Error"/> set.
/// </remarks>
public ref struct TresReader
{
    private const int MostPlainDigits = 18;

    private readonly ReadOnlySpan<char> text;
    private int at;
    private bool ended;

    /// <summary>Starts to read a text.</summary>
    public TresReader(ReadOnlySpan<char> text)
    {
        this.text = text;
        ended = text.IsEmpty;
    }

    /// <summary>The name of the piece read last, as it stands in the text; compare without regard to case.</summary>
    public ReadOnlySpan<char> Name { get; private set; }

    /// <summary>
    /// The count of the piece read last, in ones or in MB. Slurm's markers are counts near 2^64: NO_VAL64 (2^64 - 2) is "not known",
    /// and <c>NONE</c> reads as INFINITE64 (2^64 - 1).
    /// </summary>
    public ulong Count { get; private set; }

    /// <summary>What is wrong with the text, once <see cref="Read"/> has answered false; null where it was read to its end.</summary>
    public TextError? Error { get; private set; }

    /// <summary>Reads the next piece; false at the end of the text and at an error.</summary>
    public bool Read()
    {
        if (ended)
        {
            return false;
        }

        ReadOnlySpan<char> rest = text[at..];
        int equals = NameLength(rest);
        if (equals == 0 || equals == rest.Length || rest[equals] != '=')
        {
            bool named = equals > 0 && (equals == rest.Length || rest[equals] == ',');
            return Stop(named ? "name=count is expected" : "a TRES name is expected", at + equals);
        }

        // Nearly all counts are a few digits: these are read here, the others piece by piece.
        int end = PlainCount(rest, equals + 1, out ulong count);
        if (end == equals + 1 || (end < rest.Length && rest[end] != ','))
        {
            int comma = rest[end..].IndexOf(',');
            end = comma < 0 ? rest.Length : end + comma;
            bool inMegabytes = TresNames.IsPrintedInMegabytes(rest[..equals]);
            if (!TresCount.TryRead(rest[(equals + 1)..end], inMegabytes, out count, out string? problem, out int wrong))
            {
                return Stop(problem ?? string.Empty, at + equals + 1 + wrong);
            }
        }

        Name = rest[..equals];
        Count = count;
        ended = end == rest.Length;
        at += end + 1;
        return true;
    }

    /// <summary>Reads up to 18 digits, which cannot overflow, and answers where they end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int PlainCount(ReadOnlySpan<char> rest, int start, out ulong count)
    {
        count = 0;
        int last = Math.Min(rest.Length, start + MostPlainDigits);
        int end = start;
        for (; end < last; end++)
        {
            uint digit = unchecked((uint)(rest[end] - '0'));
            if (digit > 9)
            {
                break;
            }

            count = unchecked((count * 10) + digit);
        }

        return end;
    }

    /// <summary>How far the name reaches: to the first '=', comma, blank or control character, or the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int NameLength(ReadOnlySpan<char> rest)
    {
        for (int length = 0; length < rest.Length; length++)
        {
            // Letters are above '=', so that most characters cost one comparison.
            char c = rest[length];
            if (c <= '=' && c is '=' or ',' or <= ' ')
            {
                return length;
            }
        }

        return rest.Length;
    }

    private bool Stop(string message, int position)
    {
        Error = new TextError(message, position);
        ended = true;
        return false;
    }
}
