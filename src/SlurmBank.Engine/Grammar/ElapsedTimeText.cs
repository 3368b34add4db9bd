using System;

namespace SlurmBank.Engine;

/// <summary>Reads the printed form of an <see cref="ElapsedTime"/>.</summary>
internal static class ElapsedTimeText
{
    internal static bool TryReadTime(ReadOnlySpan<char> text, out long microseconds, out TextError error)
    {
        microseconds = 0;
        int at = 0;
        int dash = text.IndexOf('-');
        long days = 0;
        if (dash >= 0)
        {
            if (!GrammarText.TryReadNumber(text, ref at, ElapsedTime.LongestSeconds, out days, out error))
            {
                return false;
            }

            if (at != dash)
            {
                return GrammarText.Fail(GrammarText.Unexpected(text, at, "'-' is expected after the days"), at, out error);
            }

            at++;
        }

        if (!TryReadClock(text, ref at, dash >= 0, out Int128 seconds, out error) || !TryReadFraction(text, at, out long fraction, out error))
        {
            return false;
        }

        seconds += (Int128)days * 86_400;
        if (seconds > ElapsedTime.LongestSeconds)
        {
            return GrammarText.Fail("the length of time is beyond 292000 years", 0, out error);
        }

        microseconds = ((long)seconds * ElapsedTime.MicrosecondsPerSecond) + fraction;
        return true;
    }

    private static bool TryReadClock(ReadOnlySpan<char> text, ref int at, bool afterDays, out Int128 seconds, out TextError error)
    {
        seconds = 0;
        int parts = 0;
        while (true)
        {
            int start = at;
            long largest = parts > 0 ? 59 : afterDays ? 23 : ElapsedTime.LongestSeconds;
            if (!GrammarText.TryReadNumber(text, ref at, largest, out long part, out error))
            {
                return false;
            }

            seconds = (seconds * 60) + part;
            parts++;
            if (at < text.Length && text[at] == ':' && parts < 3)
            {
                at++;
                continue;
            }

            if (parts < (afterDays ? 3 : 2))
            {
                return GrammarText.Fail(GrammarText.Unexpected(text, at, "a length of time looks like 12:30:00, 2-12:30:00 or 30:15.250"), at, out error);
            }

            return true;
        }
    }

    private static bool TryReadFraction(ReadOnlySpan<char> text, int at, out long fraction, out TextError error)
    {
        fraction = 0;
        error = default;
        if (at == text.Length)
        {
            return true;
        }

        int digits = text.Length - at - 1;
        if (text[at] != '.' || digits is < 1 or > 6)
        {
            return GrammarText.Fail(GrammarText.Unexpected(text, at, "a fraction of one to six digits may stand here"), at, out error);
        }

        at++;
        if (!GrammarText.TryReadNumber(text, ref at, 999_999, out fraction, out error))
        {
            return false;
        }

        for (; digits < 6; digits++)
        {
            fraction *= 10;
        }

        return at == text.Length || GrammarText.Fail(GrammarText.Unexpected(text, at, "the text should end here"), at, out error);
    }
}
