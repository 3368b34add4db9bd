using System;
using System.Globalization;
using SlurmBank.Engine;

namespace SlurmBank.Bank;

/// <summary>Periods as people name them.</summary>
public static class SitePeriod
{
    /// <summary>The first and the last day of a month, both inclusive.</summary>
    /// <param name="text">The month: <c>2027-03</c>.</param>
    /// <exception cref="TextFormatException">The text is no month.</exception>
    public static (SiteMoment? From, SiteMoment? To) Month(string text)
    {
        if (!DateOnly.TryParseExact(text.Trim() + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly first))
        {
            throw new TextFormatException("month", text, new TextError("a year and a month like 2027-03 are expected", 0));
        }

        return (SiteMoment.FromDate(first), SiteMoment.FromDate(first.AddDays(DateTime.DaysInMonth(first.Year, first.Month) - 1)));
    }
}
