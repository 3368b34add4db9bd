using System;

namespace SlurmBank.Bank;

/// <summary>When the night's work is due: at a time of day in the site's zone, once a day, also on the days when the clocks change.</summary>
internal static class NightPlan
{
    /// <summary>The first due moment after the night that was done last.</summary>
    internal static DateTimeOffset Next(DateTimeOffset last, TimeSpan timeOfDay, TimeZoneInfo zone)
    {
        DateTime day = TimeZoneInfo.ConvertTime(last, zone).Date;
        DateTimeOffset due = At(day, timeOfDay, zone);
        while (due <= last)
        {
            day = day.AddDays(1);
            due = At(day, timeOfDay, zone);
        }

        return due;
    }

    /// <summary>A time that the clocks leave out is taken where they go on; of one that comes twice the first.</summary>
    private static DateTimeOffset At(DateTime day, TimeSpan timeOfDay, TimeZoneInfo zone)
    {
        DateTime local = day + timeOfDay;
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        TimeSpan offset = zone.IsAmbiguousTime(local) ? Max(zone.GetAmbiguousTimeOffsets(local)) : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset);
    }

    private static TimeSpan Max(TimeSpan[] offsets)
    {
        TimeSpan most = offsets[0];
        foreach (TimeSpan offset in offsets)
        {
            most = offset > most ? offset : most;
        }

        return most;
    }
}
