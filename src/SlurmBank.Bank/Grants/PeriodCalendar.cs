using System;
using System.Globalization;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>
/// The windows of a row of allocations: each begins at midnight of its first day in the row's time zone, as many calendar months after the first one's as
/// periods lie between. The 31st of a month is the last day of a shorter one, and the 31st again after it.
/// </summary>
internal static class PeriodCalendar
{
    /// <summary>The window of a period, days of grace included, in seconds since 1970 UTC.</summary>
    internal static (long Start, long End) Window(SeriesTerms terms, int number)
    {
        TimeZoneInfo zone = TimeZones.Find(terms.Zone);
        return (At(FirstDay(terms, number), zone), At(FirstDay(terms, number + 1).AddDays(terms.GraceDays), zone));
    }

    /// <summary>The first day of a period.</summary>
    internal static DateOnly FirstDay(SeriesTerms terms, int number) => terms.First.AddMonths(terms.Months * (number - 1));

    /// <summary>How many periods there are to a last day, which must be the last one of a period.</summary>
    /// <exception cref="InvalidRequestException">No period ends with it.</exception>
    internal static int Count(SeriesTerms terms, DateOnly last)
    {
        int count = 1;
        while (FirstDay(terms, count + 1) <= last && count <= SeriesTerms.MostPeriods)
        {
            count++;
        }

        DateOnly end = FirstDay(terms, count + 1).AddDays(-1);
        return last == end ? count : throw new InvalidRequestException(
            string.Create(CultureInfo.InvariantCulture, $"No period ends with {last:yyyy-MM-dd}: the one that it lies in begins on {FirstDay(terms, count):yyyy-MM-dd} and ends with {end:yyyy-MM-dd}."),
            "Give a last day on which a period ends, or the number of periods.");
    }

    /// <summary>Refuses a row that runs beyond what a calendar has.</summary>
    /// <exception cref="InvalidRequestException">It does.</exception>
    internal static void RefuseBeyond(SeriesTerms terms)
    {
        if (terms.First.Year + ((long)terms.Months * (terms.Periods ?? 1) / 12) > 9000)
        {
            throw new InvalidRequestException($"A row of {terms.Periods} periods from {terms.First.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} ends after the year 9000.", "Give fewer periods.");
        }
    }

    private static long At(DateOnly day, TimeZoneInfo zone) => SiteMoment.FromDate(day).ToStart(zone);
}
