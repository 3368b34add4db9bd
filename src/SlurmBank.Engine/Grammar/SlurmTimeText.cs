using System;

namespace SlurmBank.Engine;

/// <summary>Reads the parts of a point in time; what they mean relative to now is not its matter.</summary>
internal sealed class SlurmTimeText(string text)
{
    private const long SmallestEpoch = 1_000_000;
    private const long LargestCount = 1_000_000_000_000;

    private static readonly (string Word, int Hour)[] HoursOfWords =
        [("midnight", 0), ("noon", 12), ("elevenses", 11), ("fika", 15), ("teatime", 16)];

    private static readonly (string Word, long Seconds)[] Units =
        [("seconds", 1), ("second", 1), ("minutes", 60), ("minute", 60), ("hours", 3600), ("hour", 3600), ("days", 86_400), ("day", 86_400), ("weeks", 604_800), ("week", 604_800)];

    private int at;

    /// <summary>Seconds since 1970, where the text was <c>uts</c> and a number.</summary>
    internal long? Epoch { get; private set; }

    /// <summary>Seconds from now, where the text was <c>now</c>.</summary>
    internal long? Difference { get; private set; }

    internal TimeSpan? TimeOfDay { get; private set; }

    internal SlurmTimeDay? Day { get; private set; }

    internal int DayPosition { get; private set; }

    internal bool TryRead(out TextError error)
    {
        SkipBlanks();
        if (TakeWord("uts"))
        {
            return TryReadEpoch(out error) && AtEnd(out error);
        }

        if (TakeWord("now"))
        {
            return TryReadDifference(out error) && AtEnd(out error);
        }

        error = default;
        while (at < text.Length)
        {
            if (IsSeparator())
            {
                at++;
            }
            else if (!TryReadPart(out error))
            {
                return false;
            }
        }

        return TimeOfDay is not null || Day is not null || GrammarText.Fail("a time is expected, " + SlurmTimeParts.Example, at, out error);
    }

    /// <summary>Slurm skips these between the parts; a T only where no word begins with it.</summary>
    private bool IsSeparator() =>
        text[at] is ' ' or '\t' or '-'
        || (text[at] == 'T' && !GrammarText.HasWord(text, at, "today") && !GrammarText.HasWord(text, at, "tomorrow") && !GrammarText.HasWord(text, at, "teatime"));

    private bool TryReadPart(out TextError error)
    {
        int start = at;
        error = default;
        bool read = true;
        if (TryTakeHourWord(out TimeSpan time) || (SlurmTimeParts.IsClock(text, at) && (read = SlurmTimeParts.TryReadClock(text, ref at, out time, out error))))
        {
            if (TimeOfDay is not null)
            {
                return GrammarText.Fail("the time of day is given twice", start, out error);
            }

            TimeOfDay = time;
            return true;
        }

        if (!read || (!TryTakeDayWord(out SlurmTimeDay day) && !SlurmTimeParts.TryReadDate(text, ref at, out day, out error)))
        {
            return false;
        }

        if (Day is not null)
        {
            return GrammarText.Fail("the day is given twice", start, out error);
        }

        (Day, DayPosition) = (day, start);
        return true;
    }

    private bool TryTakeHourWord(out TimeSpan time)
    {
        foreach ((string word, int hour) in HoursOfWords)
        {
            if (TakeWord(word))
            {
                time = TimeSpan.FromHours(hour);
                return true;
            }
        }

        time = default;
        return false;
    }

    private bool TryTakeDayWord(out SlurmTimeDay day)
    {
        bool tomorrow = TakeWord("tomorrow");
        day = new(tomorrow ? 1 : 0, null, 0, 0);
        return tomorrow || TakeWord("today");
    }

    private bool TryReadEpoch(out TextError error)
    {
        int start = at;
        bool read = GrammarText.TryReadNumber(text, ref at, LargestCount, out long epoch, out error);
        Epoch = epoch;
        return read && (epoch >= SmallestEpoch || GrammarText.Fail($"an epoch below {SmallestEpoch} is not a time", start, out error));
    }

    private bool TryReadDifference(out TextError error)
    {
        SkipBlanks();
        Difference = 0;
        error = default;
        if (at == text.Length)
        {
            return true;
        }

        if (text[at] is not ('+' or '-'))
        {
            return SlurmTimeParts.Unexpected(text, at, out error);
        }

        int sign = text[at++] == '-' ? -1 : 1;
        SkipBlanks();
        if (!GrammarText.TryReadNumber(text, ref at, LargestCount, out long count, out error))
        {
            return false;
        }

        SkipBlanks();
        Difference = sign * count;
        foreach ((string word, long seconds) in Units)
        {
            if (TakeWord(word))
            {
                Difference = sign * count * seconds;
                break;
            }
        }

        return true;
    }

    private bool AtEnd(out TextError error)
    {
        SkipBlanks();
        error = default;
        return at == text.Length || SlurmTimeParts.Unexpected(text, at, out error);
    }

    private void SkipBlanks()
    {
        while (at < text.Length && text[at] is ' ' or '\t')
        {
            at++;
        }
    }

    private bool TakeWord(string word)
    {
        bool here = GrammarText.HasWord(text, at, word);
        at += here ? word.Length : 0;
        return here;
    }
}
