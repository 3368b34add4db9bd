namespace SlurmBank.Engine.Tests.Grammar;

public sealed class TimeLimitTests
{
    [Theory]
    // slurm.md 2.10, values from Slurm's own functions
    [InlineData("60", 3600, 60)]
    [InlineData("60:15", 3615, 61)]
    [InlineData("1:60:15", 7215, 121)]
    [InlineData("0:30", 30, 1)]
    [InlineData("90:90", 5490, 92)]
    [InlineData("1-0", 86400, 1440)]
    [InlineData("1-12:30", 131400, 2190)]
    [InlineData("0-1:60:15", 7215, 121)]
    [InlineData("1-1:60:15", 93615, 1561)]
    [InlineData("365-0:0:0", 31536000, 525600)]
    [InlineData("2-30:00:00", 280800, 4680)]
    [InlineData("1-", 86400, 1440)]
    [InlineData("1:30", 90, 2)]
    [InlineData("1-1:30", 91800, 1530)]
    public void Section_2_10_time(string text, long seconds, long minutes)
    {
        TimeLimit limit = TimeLimit.Parse(text);

        Assert.Equal(seconds, limit.Seconds);
        Assert.Equal(minutes, limit.Minutes);
    }

    [Theory]
    // seeds.md 7.5; the whole hours that the older bank rounded to are in the ids only: SlurmBank keeps the exact time
    [InlineData("T1", "4-00:00:00", 96 * 3600)]
    [InlineData("T2", "90", 5400)]
    [InlineData("T4a", "0:20:00", 1200)]
    [InlineData("T4b", "00:45", 45)]
    [InlineData("T5", "1-12", 36 * 3600)]
    [InlineData("T6", "10:00", 600)]
    [InlineData("T8", "32-00:00:00", 46080 * 60)]
    [InlineData("beyond", "49710-06:28:15", 4294967295)]
    public void Seed_7_5_time(string id, string text, long seconds) => Assert.True(seconds == TimeLimit.Parse(text).Seconds, id);

    [Theory]
    [InlineData("0")]
    [InlineData("0:0")]
    [InlineData("00:00:00")]
    [InlineData("0-")]
    [InlineData("0-0:0:0")]
    [InlineData("UNLIMITED")]
    [InlineData("unlimited")]
    [InlineData("infinite")]
    [InlineData("INFINITE")]
    [InlineData("-1")]
    public void Section_2_10_unlimited(string text)
    {
        Assert.Equal(TimeLimit.Unlimited, TimeLimit.Parse(text));
        Assert.Null(TimeLimit.Parse(text).Seconds);
        Assert.Equal("UNLIMITED", TimeLimit.Parse(text).ToString());
    }

    [Fact]
    public void T9_the_word_of_a_job_without_a_limit_is_typed()
    {
        TimeLimit limit = TimeLimit.Parse("Partition_Limit");

        Assert.Equal(TimeLimitKind.PartitionLimit, limit.Kind);
        Assert.Null(limit.Minutes);
        Assert.Equal("Partition_Limit", limit.ToString());
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("", 0)]
    [InlineData("60:", 3)]
    [InlineData("1:2:3:4", 5)]
    [InlineData("1.5", 1)]
    [InlineData("1h", 1)]
    [InlineData(" 0:0:0", 0)]
    [InlineData("0:0:0 ", 5)]
    [InlineData(":5", 0)]
    [InlineData("-5", 0)]
    [InlineData("--1", 0)]
    [InlineData("1--1", 2)]
    [InlineData("1-2-3", 3)]
    [InlineData("1:2-3", 1)]
    [InlineData("1-:30", 2)]
    [InlineData("1-2:", 4)]
    [InlineData("+5", 0)]
    [InlineData("INVALID", 0)]
    [InlineData("9999999999999999999999", 0)]
    [InlineData("4294967294", 0)]
    [InlineData("٣", 0)]
    public void A_wrong_text_is_an_error_with_its_position(string? text, int position)
    {
        Assert.False(TimeLimit.TryParse(text, out _, out TextError error));
        Assert.Equal(position, error.Position);
        Assert.NotEmpty(error.Message);
        Assert.Equal(error, Assert.Throws<TextFormatException>(() => TimeLimit.Parse(text)).Error);
    }

    [Theory]
    [InlineData(0, "00:00:00")]
    [InlineData(59, "00:00:59")]
    [InlineData(86399, "23:59:59")]
    [InlineData(86400, "1-00:00:00")]
    [InlineData(2764800, "32-00:00:00")]
    [InlineData(257698037580, "2982616-04:13:00")]
    public void Printed_as_Slurm_prints_it(long seconds, string text)
    {
        Assert.Equal(text, TimeLimit.FromSeconds(seconds).ToString());
        Assert.Equal(seconds == 0 ? TimeLimit.Unlimited : TimeLimit.FromSeconds(seconds), TimeLimit.Parse(text));
    }
}
