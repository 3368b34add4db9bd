using System;
using System.Collections.Generic;
using System.Globalization;

namespace SlurmBank.Engine;

/// <summary>
/// Reads and expands lists of hosts, one after the other, in rooms that it keeps. What it would make is counted before it is made, so that no
/// text can ask for too much.
/// </summary>
internal sealed class HostListText
{
    private const long LargestNumber = 999_999_999_999_999_999;

    // Names share their characters with nothing: a bound on them bounds the memory that a text can ask for.
    private const long MostCharacters = 64_000_000;

    private readonly List<(long First, long Last, int Width)> ranges = [];
    private ReadOnlyMemory<char> text;
    private int limit;
    private int at;
    private long characters;
    private HostNames names = new();

    // The names that one part of the list stands for, while it is read, and room for the next step.
    private HostNames made = new();
    private HostNames next = new();

    private ReadOnlySpan<char> Text => text.Span;

    /// <summary>Reads a list and adds its names; where the answer is false some may have been added.</summary>
    internal bool TryRead(ReadOnlyMemory<char> list, int most, HostNames target, out TextError error)
    {
        (text, limit, names, at, characters) = (list, most, target, 0, 0);
        bool read = TryReadAll(out error);
        made.Clear();
        next.Clear();
        ranges.Clear();
        return read;
    }

    private bool TryReadAll(out TextError error)
    {
        error = default;
        while (at < text.Length)
        {
            if (!TryReadName(out error))
            {
                return false;
            }

            if (at == text.Length)
            {
                return true;
            }

            at++;
            if (at == text.Length)
            {
                return GrammarText.Fail("a host name is expected after the comma", at, out error);
            }
        }

        return true;
    }

    /// <summary>Reads one name with its brackets, up to a comma outside brackets or the end, and appends what it stands for.</summary>
    private bool TryReadName(out TextError error)
    {
        int start = at;
        made.Clear();
        made.Add(default);
        while (at < text.Length && Text[at] != ',')
        {
            bool read = Text[at] == '[' ? TryReadBracket(out error) : TryReadPlain(out error);
            if (!read)
            {
                return false;
            }
        }

        if (at == start)
        {
            return GrammarText.Fail("a host name is expected here", at, out error);
        }

        if (names.Count + made.Count > limit)
        {
            return TooMany(start, out error);
        }

        for (int i = 0; i < made.Count; i++)
        {
            characters += made[i].Length;
        }

        names.AddRange(made);
        error = default;
        return characters <= MostCharacters || TooMany(start, out error);
    }

    private bool TryReadPlain(out TextError error)
    {
        int start = at;
        while (at < text.Length && HostList.IsNameCharacter(Text[at]))
        {
            at++;
        }

        if (at == start)
        {
            return GrammarText.Fail(GrammarText.Unexpected(Text, at, "a list of hosts looks like n[1,3-5],a[01-03]"), at, out error);
        }

        ReadOnlySpan<char> piece = Text[start..at];
        if (!Fits(made.Count, made[0].Length + piece.Length))
        {
            return TooMany(start, out error);
        }

        next.Clear();
        for (int i = 0; i < made.Count; i++)
        {
            next.Add(made[i], piece);
        }

        (made, next) = (next, made);
        error = default;
        return true;
    }

    private bool TryReadBracket(out TextError error)
    {
        int start = at++;
        long numbers = 0;
        ranges.Clear();
        while (true)
        {
            if (!TryReadRange(ref numbers, out error))
            {
                return false;
            }

            if (at < text.Length && Text[at] == ']')
            {
                break;
            }

            if (at >= text.Length || Text[at] != ',')
            {
                return GrammarText.Fail(GrammarText.Unexpected(Text, at, "',' or ']' is expected"), at, out error);
            }

            at++;
        }

        at++;
        long count = made.Count * numbers;
        if (names.Count + count > limit || !Fits(count, made[0].Length + 18))
        {
            return TooMany(start, out error);
        }

        Multiply();
        return true;
    }

    /// <summary>Puts each number of the bracket behind each head.</summary>
    private void Multiply()
    {
        Span<char> digits = stackalloc char[HostList.LongestName];
        next.Clear();
        for (int i = 0; i < made.Count; i++)
        {
            foreach ((long first, long last, int width) in ranges)
            {
                for (long number = first; number <= last; number++)
                {
                    next.Add(made[i], Write(number, width, digits));
                }
            }
        }

        (made, next) = (next, made);
    }

    private static ReadOnlySpan<char> Write(long number, int width, Span<char> room)
    {
        Span<char> plain = stackalloc char[20];
        number.TryFormat(plain, out int length, default, CultureInfo.InvariantCulture);
        int zeros = Math.Max(width - length, 0);
        room[..zeros].Fill('0');
        plain[..length].CopyTo(room[zeros..]);
        return room[..(zeros + length)];
    }

    private bool TryReadRange(ref long numbers, out TextError error)
    {
        int start = at;
        if (!GrammarText.TryReadNumber(Text, ref at, LargestNumber, out long first, out error))
        {
            return false;
        }

        int width = at - start;
        long last = first;
        if (at < text.Length && Text[at] == '-')
        {
            at++;
            if (!GrammarText.TryReadNumber(Text, ref at, LargestNumber, out last, out error))
            {
                return false;
            }
        }

        if (last < first)
        {
            return GrammarText.Fail($"the range runs backwards, from {first} to {last}", start, out error);
        }

        if (width > HostList.LongestName || (last - first + 1 + numbers) > (limit - names.Count) / made.Count)
        {
            return TooMany(start, out error);
        }

        ranges.Add((first, last, width));
        numbers += last - first + 1;
        return true;
    }

    private bool Fits(long count, int length) => length <= HostList.LongestName && characters + (count * length) <= MostCharacters;

    private bool TooMany(int position, out TextError error) =>
        GrammarText.Fail($"the list stands for more than {limit} names, or for names that are too long", position, out error);
}
