using System;
using System.Collections.Generic;
using System.Globalization;

namespace SlurmBank.Engine;

/// <summary>Reads and expands a list of hosts. What it would make is counted before it is made, so that no text can ask for too much.</summary>
internal sealed class HostListText(string text, int limit)
{
    private const long LargestNumber = 999_999_999_999_999_999;

    // Names share their characters with nothing: a bound on them bounds the memory that a text can ask for.
    private const long MostCharacters = 64_000_000;

    private int at;
    private long characters;

    internal List<string> Names { get; } = [];

    internal bool TryRead(out TextError error)
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
        List<string> made = [string.Empty];
        while (at < text.Length && text[at] != ',')
        {
            bool read = text[at] == '[' ? TryReadBracket(ref made, out error) : TryReadPlain(made, out error);
            if (!read)
            {
                return false;
            }
        }

        if (at == start)
        {
            return GrammarText.Fail("a host name is expected here", at, out error);
        }

        if (Names.Count + made.Count > limit)
        {
            return TooMany(start, out error);
        }

        foreach (string name in made)
        {
            characters += name.Length;
        }

        Names.AddRange(made);
        error = default;
        return characters <= MostCharacters || TooMany(start, out error);
    }

    private bool TryReadPlain(List<string> made, out TextError error)
    {
        int start = at;
        while (at < text.Length && HostList.IsNameCharacter(text[at]))
        {
            at++;
        }

        if (at == start)
        {
            return GrammarText.Fail(GrammarText.Unexpected(text, at, "a list of hosts looks like n[1,3-5],a[01-03]"), at, out error);
        }

        string piece = text[start..at];
        if (!Fits(made.Count, made[0].Length + piece.Length))
        {
            return TooMany(start, out error);
        }

        for (int i = 0; i < made.Count; i++)
        {
            made[i] += piece;
        }

        error = default;
        return true;
    }

    private bool TryReadBracket(ref List<string> made, out TextError error)
    {
        int start = at++;
        List<string> numbers = [];
        while (true)
        {
            if (!TryReadRange(numbers, made.Count, out error))
            {
                return false;
            }

            if (at < text.Length && text[at] == ']')
            {
                break;
            }

            if (at >= text.Length || text[at] != ',')
            {
                return GrammarText.Fail(GrammarText.Unexpected(text, at, "',' or ']' is expected"), at, out error);
            }

            at++;
        }

        at++;
        long count = (long)made.Count * numbers.Count;
        if (Names.Count + count > limit || !Fits(count, made[0].Length + 18))
        {
            return TooMany(start, out error);
        }

        List<string> product = new((int)count);
        foreach (string head in made)
        {
            foreach (string number in numbers)
            {
                product.Add(head + number);
            }
        }

        made = product;
        return true;
    }

    private bool TryReadRange(List<string> numbers, int heads, out TextError error)
    {
        int start = at;
        if (!GrammarText.TryReadNumber(text, ref at, LargestNumber, out long first, out error))
        {
            return false;
        }

        int width = at - start;
        long last = first;
        if (at < text.Length && text[at] == '-')
        {
            at++;
            if (!GrammarText.TryReadNumber(text, ref at, LargestNumber, out last, out error))
            {
                return false;
            }
        }

        if (last < first)
        {
            return GrammarText.Fail($"the range runs backwards, from {first} to {last}", start, out error);
        }

        if (width > HostList.LongestName || (last - first + 1 + numbers.Count) > (limit - Names.Count) / heads)
        {
            return TooMany(start, out error);
        }

        string format = "D" + width.ToString(CultureInfo.InvariantCulture);
        for (long number = first; number <= last; number++)
        {
            numbers.Add(number.ToString(format, CultureInfo.InvariantCulture));
        }

        return true;
    }

    private bool Fits(long count, int length) => length <= HostList.LongestName && characters + (count * length) <= MostCharacters;

    private bool TooMany(int position, out TextError error) =>
        GrammarText.Fail($"the list stands for more than {limit} names, or for names that are too long", position, out error);
}
