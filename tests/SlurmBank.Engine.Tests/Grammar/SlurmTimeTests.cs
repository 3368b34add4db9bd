using System;
using System.Globalization;

namespace SlurmBank.Engine.Tests.Grammar;

public sealed class SlurmTimeTests
{
    // A Friday, in a zone whose rules are made here, so that the machine's zone data do not matter: UTC-5, an hour more from the
    // second Sunday of March to the first Sunday of November, at 02:00.
    private static readonly DateTimeOffset Now = new(2026, 5, 15, 14, 30, 20, TimeSpan.FromHours(-4));
    private static readonly TimeZoneInfo Eastern = MakeEastern();

    [Theory]
    [InlineData("now", "2026-05-15T18:30:20")]
    [InlineData("NOW", "2026-05-15T18:30:20")]
    [InlineData("now+1hour", "2026-05-15T19:30:20")]
    [InlineData("now+60", "2026-05-15T18:31:20")]
    [InlineData("now + 2 weeks", "2026-05-29T18:30:20")]
    [InlineData("now-7days", "2026-05-08T18:30:20")]
    [InlineData("now-1second", "2026-05-15T18:30:19")]
    [InlineData("now+90minutes", "2026-05-15T20:00:20")]
    [InlineData("today", "2026-05-15T04:00:00")]
    [InlineData("Tomorrow", "2026-05-16T04:00:00")]
    [InlineData("tomorrow noon", "2026-05-16T16:00:00")]
    [InlineData("noon tomorrow", "2026-05-16T16:00:00")]
    [InlineData("uts1700000000", "2023-11-14T22:13:20")]
    [InlineData("2026-01-31", "2026-01-31T05:00:00")]
    [InlineData("2026-01-31T12:30", "2026-01-31T17:30:00")]
    [InlineData("2026-01-31T12:30:45", "2026-01-31T17:30:45")]
    [InlineData("2026-01-31 12:30:45", "2026-01-31T17:30:45")]
    [InlineData("2026-02-1", "2026-02-01T05:00:00")]
    [InlineData("013126", "2026-01-31T05:00:00")]
    [InlineData("01/31/26", "2026-01-31T05:00:00")]
    [InlineData("01.31.26", "2026-01-31T05:00:00")]
    [InlineData("1/2/26-10:00", "2026-01-02T15:00:00")]
    [InlineData("01/31/26-4:30 PM", "2026-01-31T21:30:00")]
    public void Section_2_10_times_that_need_no_guess(string text, string utc)
    {
        Assert.Equal(Utc(utc), SlurmTime.Parse(text, Now, Eastern, SlurmTimeSense.Begin));
        Assert.Equal(Utc(utc), SlurmTime.Parse(text, Now, Eastern, SlurmTimeSense.Since));
    }

    [Theory]
    [InlineData("midnight", "2026-05-16T04:00:00", "2026-05-15T04:00:00")]
    [InlineData("elevenses", "2026-05-16T15:00:00", "2026-05-15T15:00:00")]
    [InlineData("noon", "2026-05-16T16:00:00", "2026-05-15T16:00:00")]
    [InlineData("fika", "2026-05-15T19:00:00", "2026-05-14T19:00:00")]
    [InlineData("teatime", "2026-05-15T20:00:00", "2026-05-14T20:00:00")]
    [InlineData("Teatime", "2026-05-15T20:00:00", "2026-05-14T20:00:00")]
    [InlineData("9:15", "2026-05-16T13:15:00", "2026-05-15T13:15:00")]
    [InlineData("23:59:59", "2026-05-16T03:59:59", "2026-05-15T03:59:59")]
    [InlineData("4:30 PM", "2026-05-15T20:30:00", "2026-05-14T20:30:00")]
    [InlineData("4:30pm", "2026-05-15T20:30:00", "2026-05-14T20:30:00")]
    [InlineData("12:00 AM", "2026-05-16T04:00:00", "2026-05-15T04:00:00")]
    [InlineData("12:00 PM", "2026-05-16T16:00:00", "2026-05-15T16:00:00")]
    [InlineData("14:30", "2026-05-16T18:30:00", "2026-05-15T18:30:00")]
    [InlineData("0131", "2027-01-31T05:00:00", "2026-01-31T05:00:00")]
    [InlineData("12/31", "2026-12-31T05:00:00", "2025-12-31T05:00:00")]
    [InlineData("05/15-15:00", "2026-05-15T19:00:00", "2025-05-15T19:00:00")]
    [InlineData("02/29", "2028-02-29T05:00:00", "2024-02-29T05:00:00")]
    public void Section_2_10_times_that_look_forward_or_back(string text, string begin, string since)
    {
        Assert.Equal(Utc(begin), SlurmTime.Parse(text, Now, Eastern, SlurmTimeSense.Begin));
        Assert.Equal(Utc(since), SlurmTime.Parse(text, Now, Eastern, SlurmTimeSense.Since));
    }

    [Theory]
    [InlineData("2026-03-08T01:59:59", "2026-03-08T06:59:59")]
    [InlineData("2026-03-08T02:30", "2026-03-08T07:30:00")] // skipped: 03:30 daylight time
    [InlineData("2026-03-08T03:00", "2026-03-08T07:00:00")]
    [InlineData("2026-11-01T00:59", "2026-11-01T04:59:00")]
    [InlineData("2026-11-01T01:30", "2026-11-01T05:30:00")] // happens twice: the first
    [InlineData("2026-11-01T02:00", "2026-11-01T07:00:00")]
    public void Daylight_saving_hours_are_defined(string text, string utc) =>
        Assert.Equal(Utc(utc), SlurmTime.Parse(text, Now, Eastern, SlurmTimeSense.Since));

    [Fact]
    public void Tomorrow_is_the_next_day_on_the_clock_even_where_the_day_has_23_hours()
    {
        DateTimeOffset lateBefore = new(2026, 3, 7, 23, 30, 0, TimeSpan.FromHours(-5));

        Assert.Equal(Utc("2026-03-08T05:00:00"), SlurmTime.Parse("tomorrow", lateBefore, Eastern, SlurmTimeSense.Begin));
        Assert.Equal(Utc("2026-03-08T16:00:00"), SlurmTime.Parse("noon", lateBefore, Eastern, SlurmTimeSense.Begin));
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("", 0)]
    [InlineData("notatime", 0)]
    [InlineData("now+", 4)]
    [InlineData("now+1h", 5)]
    [InlineData("now*1", 3)]
    [InlineData("now+1hour noon", 10)]
    [InlineData("uts5", 3)]
    [InlineData("uts", 3)]
    [InlineData("uts99999999999999999", 3)]
    [InlineData("24:00", 0)]
    [InlineData("12:60", 3)]
    [InlineData("12:5", 2)]
    [InlineData("13:00 PM", 0)]
    [InlineData("2026-02-30", 0)]
    [InlineData("2026-13-01", 5)]
    [InlineData("0000-01-01", 0)]
    [InlineData("0230", 0)]
    [InlineData("1331", 0)]
    [InlineData("01/32", 3)]
    [InlineData("01/01/2", 6)]
    [InlineData("noon midnight", 5)]
    [InlineData("today 01/31", 6)]
    [InlineData("now+999999999999weeks", 0)]
    [InlineData("-T- ", 4)]
    public void A_wrong_time_is_an_error_with_its_position(string? text, int position)
    {
        Assert.False(SlurmTime.TryParse(text, Now, Eastern, SlurmTimeSense.Since, out _, out TextError error));
        Assert.Equal(position, error.Position);
        Assert.Throws<TextFormatException>(() => SlurmTime.Parse(text, Now, Eastern, SlurmTimeSense.Begin));
    }

    [Fact]
    public void The_ends_of_the_calendar_do_not_throw()
    {
        foreach (DateTimeOffset end in new[] { DateTimeOffset.MinValue, DateTimeOffset.MaxValue })
        {
            foreach (string text in new[] { "now", "now-1week", "now+1week", "tomorrow", "midnight", "02/29", "noon" })
            {
                bool read = SlurmTime.TryParse(text, end, Eastern, SlurmTimeSense.Begin, out _, out TextError error);
                Assert.True(read || error.Message.Length > 0);
            }
        }
    }

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text + "Z", CultureInfo.InvariantCulture);

    private static TimeZoneInfo MakeEastern()
    {
        DateTime two = new(1, 1, 1, 2, 0, 0);
        TimeZoneInfo.AdjustmentRule rule = TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
            DateTime.MinValue.Date,
            DateTime.MaxValue.Date,
            TimeSpan.FromHours(1),
            TimeZoneInfo.TransitionTime.CreateFloatingDateRule(two, 3, 2, DayOfWeek.Sunday),
            TimeZoneInfo.TransitionTime.CreateFloatingDateRule(two, 11, 1, DayOfWeek.Sunday));
        return TimeZoneInfo.CreateCustomTimeZone("Test/Eastern", TimeSpan.FromHours(-5), "Eastern", "EST", "EDT", [rule]);
    }
}
