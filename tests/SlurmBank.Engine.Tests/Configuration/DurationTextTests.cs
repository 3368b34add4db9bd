using System;
using SlurmBank.Engine.Configuration;

namespace SlurmBank.Engine.Tests.Configuration;

public class DurationTextTests
{
    [Theory]
    [InlineData("0s", 0, "0s")]
    [InlineData("250ms", 250, "250ms")]
    [InlineData("90s", 90_000, "1m30s")]
    [InlineData("30m", 1_800_000, "30m")]
    [InlineData("1d12h", 129_600_000, "1d12h")]
    [InlineData("2w", 1_209_600_000, "14d")]
    [InlineData("1w1d1h1m1s1ms", 694_861_001, "8d1h1m1s1ms")]
    [InlineData("0:30", 30_000, "30s")]
    [InlineData("90:90", 5_490_000, "1h31m30s")]
    [InlineData("1:60:15", 7_215_000, "2h15s")]
    [InlineData("1-0", 86_400_000, "1d")]
    [InlineData("1-12:30", 131_400_000, "1d12h30m")]
    [InlineData("2-30:00:00", 280_800_000, "3d6h")]
    [InlineData("365-0:0:0", 31_536_000_000, "365d")]
    [InlineData("36500d", 3_153_600_000_000, "36500d")]
    [InlineData("3153600000000ms", 3_153_600_000_000, "36500d")]
    public void Durations_are_read_and_written(string text, long milliseconds, string written)
    {
        Assert.True(DurationText.TryParse(text, out TimeSpan value, out TextError error), error.ToString());
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), value);
        Assert.Equal(written, DurationText.Format(value));
        Assert.Equal(value, DurationText.Parse(written));
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("", 0)]
    [InlineData("60", 2)]
    [InlineData("1.5h", 1)]
    [InlineData("-5s", 0)]
    [InlineData(" 5s", 0)]
    [InlineData("5s ", 2)]
    [InlineData("5 s", 1)]
    [InlineData("5S", 1)]
    [InlineData("5min", 1)]
    [InlineData("1h2d", 2)]
    [InlineData("1h2h", 2)]
    [InlineData("1h30", 4)]
    [InlineData("60:", 3)]
    [InlineData("1-", 2)]
    [InlineData("1:2:3:4", 5)]
    [InlineData("1-2:3:4:5", 7)]
    [InlineData("1:2-3", 3)]
    [InlineData("1-2-3", 3)]
    [InlineData("unlimited", 0)]
    [InlineData("36501d", 0)]
    [InlineData("36500d1ms", 6)]
    [InlineData("99999999999999999999999999999999999999w", 0)]
    [InlineData("99999999999999999999999999-00", 0)]
    [InlineData("٣s", 0)]
    public void What_is_no_duration_is_refused_where_it_goes_wrong(string? text, int position)
    {
        Assert.False(DurationText.TryParse(text, out TimeSpan value, out TextError error));
        Assert.Equal((TimeSpan.Zero, position), (value, error.Position));
        Assert.Contains(error.Message, Assert.Throws<TextFormatException>(() => DurationText.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_durations_survive_a_round_trip()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        for (int round = 0; round < 20_000; round++)
        {
            TimeSpan value = TimeSpan.FromMilliseconds(random.NextInt64((long)DurationText.Longest.TotalMilliseconds + 1));
            Assert.True(DurationText.TryParse(DurationText.Format(value), out TimeSpan read, out _) && read == value, $"seed {seed} round {round}: {value}");
        }
    }
}
