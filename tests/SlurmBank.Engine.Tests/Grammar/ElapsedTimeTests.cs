namespace SlurmBank.Engine.Tests.Grammar;

public sealed class ElapsedTimeTests
{
    [Theory]
    [InlineData("00:00:00", 0)]
    [InlineData("00:20:00", 1_200_000_000)]
    [InlineData("23:59:59", 86_399_000_000)]
    [InlineData("1-00:00:00", 86_400_000_000)]
    [InlineData("32-00:00:00", 2_764_800_000_000)]
    [InlineData("36500-23:59:59.999", 3_153_686_399_999_000)]
    [InlineData("106751990-00:00:00", 9_223_371_936_000_000_000)]
    [InlineData("00:15.250", 15_250_000)]
    [InlineData("45:01", 2_701_000_000)]
    [InlineData("01:00:00.5", 3_600_500_000)]
    [InlineData("00:00.000001", 1)]
    [InlineData("100:00:00", 360_000_000_000)]
    public void Printed_lengths_are_read_to_the_microsecond(string text, long microseconds)
    {
        ElapsedTime elapsed = ElapsedTime.Parse(text);

        Assert.Equal(microseconds, elapsed.Microseconds);
        Assert.Equal(microseconds / 1_000_000, elapsed.Seconds);
        Assert.Equal(elapsed, ElapsedTime.Parse(elapsed.ToString()));
    }

    [Theory]
    [InlineData("UNLIMITED", ElapsedKind.Unlimited)]
    [InlineData("Partition_Limit", ElapsedKind.PartitionLimit)]
    [InlineData("INVALID", ElapsedKind.Invalid)]
    public void T9_the_words_are_typed(string text, ElapsedKind kind)
    {
        ElapsedTime elapsed = ElapsedTime.Parse(text);

        Assert.Equal(kind, elapsed.Kind);
        Assert.Null(elapsed.Microseconds);
        Assert.Null(elapsed.Seconds);
        Assert.Equal(text, elapsed.ToString());
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("", 0)]
    [InlineData("60", 2)]
    [InlineData("00:60", 3)]
    [InlineData("00:60:00", 3)]
    [InlineData("1-24:00:00", 2)]
    [InlineData("1-00:00", 7)]
    [InlineData("1-", 2)]
    [InlineData("00:00:00.", 8)]
    [InlineData("00:00:00.1234567", 8)]
    [InlineData("00:00:00.1x", 10)]
    [InlineData("00:00:00:00", 8)]
    [InlineData("-1:00:00", 0)]
    [InlineData("Unknown", 0)]
    [InlineData("999999999-00:00:00", 0)]
    public void A_wrong_text_is_an_error_with_its_position(string? text, int position)
    {
        Assert.False(ElapsedTime.TryParse(text, out _, out TextError error));
        Assert.Equal(position, error.Position);
        Assert.Throws<TextFormatException>(() => ElapsedTime.Parse(text));
    }
}
