using System;

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
        int comma = rest.IndexOf(',');
        ReadOnlySpan<char> piece = comma < 0 ? rest : rest[..comma];
        int equals = NameLength(piece);
        if (equals <= 0 || equals == piece.Length || piece[equals] != '=')
        {
            return Stop(equals == piece.Length && equals > 0 ? "name=count is expected" : "a TRES name is expected", at + equals);
        }

        if (!TresCount.TryRead(piece[(equals + 1)..], TresNames.IsPrintedInMegabytes(piece[..equals]), out ulong count, out string? problem, out int wrong))
        {
            return Stop(problem ?? string.Empty, at + equals + 1 + wrong);
        }

        Name = piece[..equals];
        Count = count;
        at += piece.Length + 1;
        ended = comma < 0;
        return true;
    }

    /// <summary>How far the name reaches: to the first '=', blank or control character, or the end.</summary>
    private static int NameLength(ReadOnlySpan<char> piece)
    {
        int length = 0;
        while (length < piece.Length && piece[length] != '=' && piece[length] > ' ')
        {
            length++;
        }

        return length;
    }

    private bool Stop(string message, int position)
    {
        Error = new TextError(message, position);
        ended = true;
        return false;
    }
}
