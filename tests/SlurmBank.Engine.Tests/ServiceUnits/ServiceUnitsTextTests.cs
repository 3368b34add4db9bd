using System;
using System.Globalization;

namespace SlurmBank.Engine.Tests;

public class ServiceUnitsTextTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0", 0)]
    [InlineData("250", 900_000_000)]
    [InlineData("+1", 3_600_000)]
    [InlineData("  10k  ", 36_000_000_000)]
    [InlineData("10K", 36_000_000_000)]
    [InlineData("1.5M SU", 5_400_000_000_000)]
    [InlineData("1.5Msu", 5_400_000_000_000)]
    [InlineData("2.5G", 9_000_000_000_000_000)]
    [InlineData("2T", 7_200_000_000_000_000_000)]
    [InlineData("-3.25", -11_700_000)]
    [InlineData(".5", 1_800_000)]
    [InlineData("5.", 18_000_000)]
    [InlineData("1_000", 3_600_000_000)]
    [InlineData("0.0000025", 9)]
    [InlineData("0.00000250000000000000", 9)]
    [InlineData("0.000000005k", 18)]
    [InlineData("0.0000000000000025T", 9_000)]
    [InlineData("2562047788015.2154", 9223372036854775440)]
    [InlineData("unlimited", long.MaxValue)]
    [InlineData(" UNLIMITED ", long.MaxValue)]
    public void Reads(string text, long units)
    {
        Assert.True(ServiceUnits.TryParse(text, out ServiceUnits value, out TextError error), error.ToString());
        Assert.Equal(units, value.Units);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("", 0)]
    [InlineData("   ", 3)]
    [InlineData("-", 1)]
    [InlineData("--1", 1)]
    [InlineData("abc", 0)]
    [InlineData(".", 1)]
    [InlineData("1..5", 2)]
    [InlineData("1.5.", 3)]
    [InlineData("1,000", 1)]
    [InlineData("_1", 0)]
    [InlineData("1_", 1)]
    [InlineData("1__0", 1)]
    [InlineData("1._0", 2)]
    [InlineData("1e3", 1)]
    [InlineData("10kk", 3)]
    [InlineData("10 k", 3)]
    [InlineData("10 SUs", 3)]
    [InlineData("1 000", 2)]
    [InlineData("\t1", 0)]
    [InlineData("-unlimited", 1)]
    [InlineData("١", 0)]
    [InlineData("0.0000001", 0)]
    [InlineData("  0.0000001", 2)]
    [InlineData("0.00000027", 0)]
    [InlineData("2562047788015.22", 0)]
    [InlineData("3T", 0)]
    [InlineData("99999999999999999999999999999999999999999", 31)]
    public void Refuses_with_the_position(string? text, int position)
    {
        Assert.False(ServiceUnits.TryParse(text, out ServiceUnits value, out TextError error));
        Assert.Equal(position, error.Position);
        Assert.NotEmpty(error.Message);
        Assert.Equal(0, value.Units);
        var thrown = Assert.Throws<TextFormatException>(() => ServiceUnits.Parse(text));
        Assert.Equal("InvalidText", thrown.ErrorId);
    }

    [Fact]
    public void Finite_texts_never_mean_unlimited()
    {
        // 2^63 - 1 units, were they written as SU, would need more digits than a unit has; one below is the largest.
        Assert.False(ServiceUnits.Parse("2562047788015.2154").IsUnlimited);
    }

    [Fact]
    public void What_is_printed_exactly_reads_back()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        for (int round = 0; round < 10_000; round++)
        {
            // Multiples of 9 units have a decimal that ends.
            long units = (random.NextInt64(long.MinValue / 2, long.MaxValue / 2) >> random.Next(62)) / 9 * 9;
            string text = (units / 3_600_000m).ToString(CultureInfo.InvariantCulture);
            Assert.True(ServiceUnits.TryParse(text, out ServiceUnits value, out _) && value.Units == units, $"seed {seed}: {text} is not {units}");
            Assert.True(ServiceUnits.FromDecimal(units / 3_600_000m).Units == units, $"seed {seed}: {text} as a decimal");
        }
    }

    [Fact]
    public void Reading_never_throws()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        for (int round = 0; round < 50_000; round++)
        {
            string text = Fuzz.Text(random, "0123456789..__--++ kKMGTSUsu\0é,e", 45);
            bool read = ServiceUnits.TryParse(text, out _, out TextError error);
            Assert.True(read || (error.Position >= 0 && error.Position <= text.Length), $"seed {seed}: '{text}' {error}");
        }
    }
}
