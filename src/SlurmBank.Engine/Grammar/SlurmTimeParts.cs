using System;

namespace SlurmBank.Engine;

/// <summary>A day as the text gave it: so many days from today, or month and day with or without a year.</summary>
internal readonly record struct SlurmTimeDay(int? DaysFromToday, int? Year, int Month, int DayOfMonth);

/// <summary>Reads a time of day and a date in digits.</summary>
internal static class SlurmTimeParts
{
    internal const string Example = "a time looks like now-7days, 2026-01-31T12:30, 01/31/26, noon or 4:30 PM";

    /// <summary>True where one or two digits and a colon stand at the place.</summary>
    internal static bool IsClock(string text, int at) =>
        GrammarText.IsDigit(text, at) && (Is(text, at + 1, ':') || (GrammarText.IsDigit(text, at + 1) && Is(text, at + 2, ':')));

    /// <summary>Reads <c>HH:MM[:SS] [AM|PM]</c>; 12 AM is midnight, 12 PM noon.</summary>
    internal static bool TryReadClock(string text, ref int at, out TimeSpan time, out TextError error)
    {
        int start = at;
        time = default;
        int second = 0;
        if (!TryReadDigits(text, ref at, 2, 23, out int hour, out error)
            || !TryReadTwo(text, ref at, ':', 59, out int minute, out error)
            || (Is(text, at, ':') && !TryReadTwo(text, ref at, ':', 59, out second, out error)))
        {
            return false;
        }

        int half = at;
        while (Is(text, half, ' ') || Is(text, half, '\t'))
        {
            half++;
        }

        bool afternoon = GrammarText.HasWord(text, half, "pm");
        if (afternoon || GrammarText.HasWord(text, half, "am"))
        {
            if (hour > 12)
            {
                return GrammarText.Fail($"hour {hour} has no AM or PM", start, out error);
            }

            hour = (hour % 12) + (afternoon ? 12 : 0);
            at = half + 2;
        }

        time = new TimeSpan(hour, minute, second);
        return true;
    }

    /// <summary>Reads <c>YYYY-MM-DD</c>, <c>MMDD[YY]</c>, <c>MM/DD[/YY]</c> or <c>MM.DD[.YY]</c>; years of two digits are of this century.</summary>
    internal static bool TryReadDate(string text, ref int at, out SlurmTimeDay day, out TextError error)
    {
        if (Is(text, at + 4, '-') && Is(text, at + 7, '-'))
        {
            bool read = TryReadDigits(text, ref at, 4, 9999, out int year, out error);
            int month = 0;
            int dayOfMonth = 0;
            read = read && TryReadTwo(text, ref at, '-', 12, out month, out error);
            at += read ? 1 : 0;
            read = read && TryReadDigits(text, ref at, 2, 31, out dayOfMonth, out error);
            day = new(null, year, month, dayOfMonth);
            return read;
        }

        day = default;
        if (!TryReadDigits(text, ref at, 2, 12, out int monthOnly, out error))
        {
            return false;
        }

        SkipMark(text, ref at);
        if (!TryReadDigits(text, ref at, 2, 31, out int dayOnly, out error))
        {
            return false;
        }

        SkipMark(text, ref at);
        int? shortYear = null;
        if (GrammarText.IsDigit(text, at) && !IsClock(text, at))
        {
            int start = at;
            if (!TryReadDigits(text, ref at, 2, 99, out int two, out error))
            {
                return false;
            }

            if (at - start < 2)
            {
                return GrammarText.Fail("a year has two digits here", start, out error);
            }

            shortYear = 2000 + two;
        }

        day = new(null, shortYear, monthOnly, dayOnly);
        return true;
    }

    internal static bool Unexpected(string text, int at, out TextError error) =>
        GrammarText.Fail(GrammarText.Unexpected(text, Math.Min(at, text.Length), Example), at, out error);

    private static void SkipMark(string text, ref int at) => at += Is(text, at, '/') || Is(text, at, '.') ? 1 : 0;

    /// <summary>Reads a mark and exactly two digits.</summary>
    private static bool TryReadTwo(string text, ref int at, char mark, int largest, out int value, out TextError error)
    {
        value = 0;
        if (!Is(text, at, mark) || !GrammarText.IsDigit(text, at + 1) || !GrammarText.IsDigit(text, at + 2))
        {
            return GrammarText.Fail(GrammarText.Unexpected(text, Math.Min(at, text.Length), $"'{mark}' and two digits are expected"), at, out error);
        }

        at++;
        return TryReadDigits(text, ref at, 2, largest, out value, out error);
    }

    /// <summary>Reads one digit or more, but no more than so many.</summary>
    private static bool TryReadDigits(string text, ref int at, int most, int largest, out int value, out TextError error)
    {
        value = 0;
        int start = at;
        for (; at < start + most && GrammarText.IsDigit(text, at); at++)
        {
            value = (value * 10) + (text[at] - '0');
        }

        if (at == start)
        {
            return Unexpected(text, at, out error);
        }

        error = default;
        return value <= largest || GrammarText.Fail($"{value} is too large here (the largest is {largest})", start, out error);
    }

    private static bool Is(string text, int place, char expected) => place < text.Length && text[place] == expected;
}
