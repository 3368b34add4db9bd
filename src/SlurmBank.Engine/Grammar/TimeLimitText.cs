using System;

namespace SlurmBank.Engine;

/// <summary>Reads the seconds of a <c>--time</c> text. No part is bounded by 60: <c>0-1:60:15</c> is two hours and 15 seconds.</summary>
internal static class TimeLimitText
{
    internal static bool TryReadSeconds(ReadOnlySpan<char> text, out long seconds, out TextError error)
    {
        seconds = 0;
        int dash = text.IndexOf('-');
        int at = 0;
        long days = 0;
        if (dash >= 0)
        {
            if (!GrammarText.TryReadNumber(text, ref at, TimeLimit.MaximumMinutes, out days, out error))
            {
                return false;
            }

            if (at != dash)
            {
                return GrammarText.Fail(GrammarText.Unexpected(text, at, "'-' is expected after the days"), at, out error);
            }

            at++;
        }

        Span<long> parts = stackalloc long[3];
        int count = 0;
        if ((dash < 0 || at < text.Length) && !TryReadParts(text, at, parts, out count, out error))
        {
            return false;
        }

        // Without days one or two parts are minutes[:seconds]; after days they are hours[:minutes].
        bool minutesFirst = dash < 0 && count < 3;
        long first = minutesFirst ? 60 : 3600;
        long second = minutesFirst ? 1 : 60;
        Int128 total = ((Int128)days * 86_400) + ((Int128)parts[0] * first) + ((Int128)parts[1] * second) + parts[2];
        if (total > (Int128)TimeLimit.MaximumMinutes * 60)
        {
            return GrammarText.Fail($"the time limit is too long (the longest is {TimeLimit.MaximumMinutes} minutes)", 0, out error);
        }

        seconds = (long)total;
        error = default;
        return true;
    }

    private static bool TryReadParts(ReadOnlySpan<char> text, int at, Span<long> parts, out int count, out TextError error)
    {
        for (count = 0; ; count++)
        {
            if (!GrammarText.TryReadNumber(text, ref at, TimeLimit.MaximumMinutes * 60, out parts[count], out error))
            {
                return false;
            }

            if (at == text.Length)
            {
                count++;
                return true;
            }

            if (text[at] != ':' || count == 2)
            {
                return GrammarText.Fail(GrammarText.Unexpected(text, at, "a time looks like 90, 30:00, 12:30:00 or 2-12:00:00"), at, out error);
            }

            at++;
        }
    }
}
