using System;
using System.Globalization;

namespace SlurmBank.Cli.Output;

/// <summary>Times as people read them, in the site's time zone.</summary>
internal static class TimeText
{
    /// <summary>Date and time to the minute: <c>2027-09-30 12:00</c>; empty for none.</summary>
    internal static string Minute(DateTimeOffset? value, TimeZoneInfo? zone) =>
        value is DateTimeOffset moment ? At(moment, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : string.Empty;

    /// <summary>Date, time to the second and offset: <c>2027-09-30 12:00:05 +02:00</c>.</summary>
    internal static string Moment(DateTimeOffset value, TimeZoneInfo? zone) =>
        At(value, zone).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    /// <summary>The first day of a window.</summary>
    internal static string FirstDay(DateTimeOffset value, TimeZoneInfo? zone) => Day(At(value, zone));

    /// <summary>
    /// The last moment of a window as a person says it: for a window that ends at midnight the day before, inclusive; else date and time;
    /// empty for a window without end.
    /// </summary>
    internal static string LastDay(DateTimeOffset? end, TimeZoneInfo? zone)
    {
        if (end is not DateTimeOffset moment)
        {
            return string.Empty;
        }

        DateTimeOffset local = At(moment, zone);
        return local.TimeOfDay == TimeSpan.Zero ? Day(local.AddDays(-1)) : Minute(moment, zone);
    }

    /// <summary>A span as Slurm writes it: <c>[D-]HH:MM:SS</c>.</summary>
    internal static string Span(TimeSpan value)
    {
        string clock = value.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture);
        return value.Days == 0 ? clock : value.Days.ToString(CultureInfo.InvariantCulture) + "-" + clock;
    }

    private static string Day(DateTimeOffset value) => value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTimeOffset At(DateTimeOffset value, TimeZoneInfo? zone) => zone is null ? value : TimeZoneInfo.ConvertTime(value, zone);
}
