using System;
using System.Collections.Generic;

namespace SlurmBank.Bank;

/// <summary>Days and months of the site, as instants. A day on which the clocks change has 23 or 25 hours.</summary>
internal static class SiteDays
{
    /// <summary>The site's date at an instant.</summary>
    internal static DateOnly DateAt(BankContext context, long seconds) => DateOnly.FromDateTime(context.Instant(seconds).DateTime);

    /// <summary>The first second of a date.</summary>
    internal static long StartOf(BankContext context, DateOnly date) => SiteMoment.FromDate(date).ToStart(context.Zone);

    /// <summary>The edges of the last days up to and with the one that an instant lies in: one edge more than days.</summary>
    internal static long[] Last(BankContext context, long instant, int days) => Range(context, DateAt(context, instant).AddDays(1 - days), days);

    /// <summary>The edges of days from a date on: one edge more than days.</summary>
    internal static long[] Range(BankContext context, DateOnly first, int days)
    {
        var edges = new long[days + 1];
        for (int i = 0; i <= days; i++)
        {
            edges[i] = StartOf(context, first.AddDays(i));
        }

        return edges;
    }

    /// <summary>The edges of periods that cover [from, to): of days, or of months. The outermost lie at or beyond the ends.</summary>
    internal static long[] Covering(BankContext context, long from, long to, bool months)
    {
        var edges = new List<long>();
        DateOnly date = DateAt(context, from);
        date = months ? new DateOnly(date.Year, date.Month, 1) : date;
        for (long start = StartOf(context, date); edges.Count == 0 || edges[^1] < to; start = StartOf(context, date))
        {
            edges.Add(start);
            date = months ? date.AddMonths(1) : date.AddDays(1);
        }

        return [.. edges];
    }
}
