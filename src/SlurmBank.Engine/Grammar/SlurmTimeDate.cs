using System;

namespace SlurmBank.Engine;

/// <summary>Fills in what the text of a time left open: the day, the year, midnight.</summary>
internal static class SlurmTimeDate
{
    private const int EarliestYear = 2;
    private const int LatestYear = 9998;

    internal static bool TryComplete(SlurmTimeText read, DateTime present, SlurmTimeSense sense, out DateTime local, out TextError error)
    {
        local = default;
        error = default;
        TimeSpan time = read.TimeOfDay ?? TimeSpan.Zero;
        if (read.Day is not SlurmTimeDay day)
        {
            local = NearestDay(time, present, sense);
            return true;
        }

        if (day.DaysFromToday is int days)
        {
            local = present.Date.AddDays(days) + time;
            return true;
        }

        if (day.Year is int year)
        {
            return TryMake(year, day, time, out local) || NoSuchDay(read, out error);
        }

        return TryNearestYear(day, time, present, sense, out local) || NoSuchDay(read, out error);
    }

    /// <summary>Slurm compares to the minute: at 10:00:30 the next 10:00:45 is tomorrow's.</summary>
    private static DateTime NearestDay(TimeSpan time, DateTime present, SlurmTimeSense sense)
    {
        DateTime today = present.Date + time;
        bool later = Minute(today) > Minute(present);
        return sense == SlurmTimeSense.Begin
            ? later ? today : today.AddDays(1)
            : today > present ? today.AddDays(-1) : today;
    }

    private static bool TryNearestYear(SlurmTimeDay day, TimeSpan time, DateTime present, SlurmTimeSense sense, out DateTime local)
    {
        int step = sense == SlurmTimeSense.Begin ? 1 : -1;
        // February 29 may be up to eight years away (1896 and 1904).
        for (int year = present.Year; Math.Abs(year - present.Year) <= 8; year += step)
        {
            if (TryMake(year, day, time, out local)
                && (sense == SlurmTimeSense.Begin ? Minute(local) > Minute(present) : local <= present))
            {
                return true;
            }
        }

        local = default;
        return false;
    }

    private static bool TryMake(int year, SlurmTimeDay day, TimeSpan time, out DateTime local)
    {
        bool exists = year is >= EarliestYear and <= LatestYear && day.Month is >= 1 and <= 12
            && day.DayOfMonth >= 1 && day.DayOfMonth <= DateTime.DaysInMonth(year, day.Month);
        local = exists ? new DateTime(year, day.Month, day.DayOfMonth) + time : default;
        return exists;
    }

    private static bool NoSuchDay(SlurmTimeText read, out TextError error) =>
        GrammarText.Fail("there is no such day", read.DayPosition, out error);

    private static long Minute(DateTime time) => time.Ticks / TimeSpan.TicksPerMinute;
}
