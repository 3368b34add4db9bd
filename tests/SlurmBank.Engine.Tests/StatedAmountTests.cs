using System;

namespace SlurmBank.Engine.Tests;

/// <summary>Amounts with any unit behind them.</summary>
public class StatedAmountTests
{
    [Theory]
    [InlineData("250", 250, null)]
    [InlineData(" 250 ", 250, null)]
    [InlineData("10k", 10_000, null)]
    [InlineData("-3.5", -3.5, null)]
    [InlineData("1.5M SU", 1_500_000, "SU")]
    [InlineData("1.5MSU", 1_500_000, "SU")]
    [InlineData("10 su", 10, "SU")]
    [InlineData("500 GPU-h", 500, "GPU-h")]
    [InlineData("500GPU-h", 500, "GPU-h")]
    [InlineData("500 GPU-hours", 500, "GPU-hours")]
    [InlineData("10k CPU-h", 10_000, "CPU-h")]
    [InlineData("10K  CPU-h ", 10_000, "CPU-h")]
    [InlineData("1.5M GPU_h", 1_500_000, "GPU_h")]
    [InlineData("2 T4-h", 2, "T4-h")]
    [InlineData("7 h", 7, "h")]
    [InlineData("-1_000 core.h", -1000, "core.h")]
    public void Reads(string text, double amount, string? unit)
    {
        Assert.True(StatedAmount.TryParse(text, out StatedAmount read, out TextError error), error.ToString());
        Assert.Equal(((decimal)amount, unit), (read.Amount.Amount, read.Unit));
        Assert.Equal(unit is null ? read.Amount.ToString() : $"{read.Amount} {unit}", read.ToString());
        Assert.Equal(read, StatedAmount.Parse(text));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ten")]
    [InlineData("GPU-h")]
    [InlineData("10x")]
    [InlineData("1e3")]
    [InlineData("10 €")]
    [InlineData("10 GPU h")]
    [InlineData("10 k CPU-h")]
    [InlineData("1.2.3 GPU-h")]
    [InlineData("0.00000001 GPU-h")]
    [InlineData("9999999999999 GPU-h")]
    [InlineData("unlimited GPU-h")]
    [InlineData("10 a-unit-that-is-longer-than-thirty-two-letters")]
    public void Anything_else_is_no_amount(string? text)
    {
        Assert.False(StatedAmount.TryParse(text, out StatedAmount read, out TextError error));
        Assert.Equal((default, true), (read, error.Message.Length > 0));
        Assert.Throws<TextFormatException>(() => StatedAmount.Parse(text));
    }

    [Fact]
    public void Unlimited_is_an_amount() => Assert.Equal(new StatedAmount(ServiceUnits.Unlimited, null), StatedAmount.Parse("unlimited"));

    [Fact]
    public void Never_throws_and_reads_what_amounts_read()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        for (int round = 0; round < 20_000; round++)
        {
            string text = Fuzz.Mutate(random, "1.5M GPU-h", "0123456789.,_-+ kMGTSUxh€\0");
            bool plain = ServiceUnits.TryParse(text, out ServiceUnits amount, out _);
            bool read = StatedAmount.TryParse(text, out StatedAmount stated, out _);
            Assert.True(!plain || (read && stated.Amount == amount), $"seed {seed}: {text}");
        }
    }
}
