using System;
using SlurmBank.Engine;

namespace SlurmBank.Bank.Tests.Time;

public sealed class SiteMomentTests
{
    /// <summary>A date is midnight in the site's zone, as an end the midnight that follows; hours that are skipped or come twice have one meaning.</summary>
    [Theory]
    [InlineData("UTC", "2026-03-29", "2026-03-29T00:00:00Z", "2026-03-30T00:00:00Z")]
    [InlineData("Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z")]
    [InlineData("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:00:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25T02:30+01:00", "2026-10-25T01:30:00Z", "2026-10-25T01:30:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25T00:00:00", "2026-10-24T22:00:00Z", "2026-10-24T22:00:00Z")]
    [InlineData("Europe/Berlin", "2028-02-29", "2028-02-28T23:00:00Z", "2028-02-29T23:00:00Z")]
    [InlineData("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z", "2018-11-05T02:00:00Z")]
    [InlineData("America/Havana", "2026-11-01", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-04-05", "2026-04-04T13:00:00Z", "2026-04-05T13:30:00Z")]
    [InlineData("Asia/Kathmandu", "2026-12-31", "2026-12-30T18:15:00Z", "2026-12-31T18:15:00Z")]
    public void A_moment_in_a_zone(string zone, string text, string start, string end)
    {
        SiteMoment moment = SiteMoment.Parse(text);
        TimeZoneInfo there = TimeZoneInfo.FindSystemTimeZoneById(zone);
        Assert.Equal((start, end), (Text(moment.ToStart(there)), Text(moment.ToEnd(there))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2027-02-29")]
    [InlineData("2100-02-29")]
    [InlineData("2026-13-01")]
    [InlineData("2026-1-1")]
    [InlineData("2026-01-01T24:00")]
    [InlineData("2026-01-01T12:60")]
    [InlineData("01/02/2026")]
    [InlineData("tomorrow")]
    [InlineData("2026-01-01x")]
    [InlineData("2026-01-01T12:00+25:00")]
    public void What_is_no_moment_is_an_error(string text)
    {
        Assert.False(SiteMoment.TryParse(text, out _, out TextError error));
        Assert.NotEmpty(error.ToString());
        Assert.Throws<TextFormatException>(() => SiteMoment.Parse(text));
    }

    private static string Text(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
