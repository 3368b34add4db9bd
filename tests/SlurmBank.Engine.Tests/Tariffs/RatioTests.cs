using System;
using System.Numerics;

namespace SlurmBank.Engine.Tests;

public class RatioTests
{
    [Theory]
    [InlineData("2.67", "2.67")]
    [InlineData("0.50", "0.5")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("-1.25", "-1.25")]
    [InlineData("-0", "0")]
    [InlineData("+3", "3")]
    [InlineData(" 1 ", "1")]
    [InlineData("1/3", "1/3")]
    [InlineData("2/6", "1/3")]
    [InlineData("-2/6", "-1/3")]
    [InlineData("2/-6", "-1/3")]
    [InlineData("1.5/0.5", "3")]
    [InlineData("1/8", "0.125")]
    [InlineData("1e3", "1000")]
    [InlineData("1.5E-3", "0.0015")]
    [InlineData("424074479/24852480", "424074479/24852480")]
    [InlineData("0/5", "0")]
    [InlineData("0e999999999", "0")]
    [InlineData("170141183460469231731687303715884105727", "170141183460469231731687303715884105727", false)]
    [InlineData("17014118346046923173168730371588410572", "17014118346046923173168730371588410572")]
    public void Reads_and_prints(string text, string expected, bool reads = true)
    {
        Assert.Equal(reads, RatioText.TryRead(text, out Ratio ratio, out TextError error));
        if (reads)
        {
            Assert.Equal(expected, ratio.ToString());
        }
        else
        {
            Assert.NotEmpty(error.Message);
        }
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 0)]
    [InlineData("-", 1)]
    [InlineData(".", 1)]
    [InlineData("1.2.3", 3)]
    [InlineData("1,5", 1)]
    [InlineData("  1x", 3)]
    [InlineData("1/", 2)]
    [InlineData("1/x", 2)]
    [InlineData("1/2/3", 3)]
    [InlineData("1/0", 2)]
    [InlineData("1 /2", 1)]
    [InlineData("1e50", 4)]
    [InlineData("1e", 1)]
    [InlineData("0x10", 1)]
    [InlineData("9999999999999999999999999999999999999999", 38)]
    public void Refuses_with_the_position(string text, int position)
    {
        Assert.False(RatioText.TryRead(text, out _, out TextError error));
        Assert.Equal(position, error.Position);
    }

    [Fact]
    public void Arithmetic_is_exact_or_says_that_it_does_not_fit()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        for (int round = 0; round < 5_000; round++)
        {
            (Ratio a, Ratio b) = (Some(random), Some(random));
            (BigInteger an, BigInteger ad, BigInteger bn, BigInteger bd) = ((BigInteger)a.Numerator, (BigInteger)a.Denominator, (BigInteger)b.Numerator, (BigInteger)b.Denominator);
            Check(a.TryMultiply(b, out Ratio product), product, an * bn, ad * bd, seed);
            Check(a.TryAdd(b, out Ratio sum), sum, (an * bd) + (bn * ad), ad * bd, seed);
            BigInteger rounded = a.RoundHalfUp();
            Assert.True(((rounded * 2) - 1) * ad <= an * 2 && an * 2 < ((rounded * 2) + 1) * ad, $"seed {seed}: {a} rounds to {rounded}");
        }
    }

    [Fact]
    public void Edges()
    {
        Assert.False(Ratio.TryCreate(1, 0, out _));
        Assert.False(Ratio.TryCreate(Int128.MinValue, 1, out _));
        Assert.True(Ratio.TryCreate(Int128.MaxValue, Int128.MaxValue, out Ratio one));
        Assert.Equal(Ratio.One, one);
        Assert.True(Ratio.TryCreate(Int128.MaxValue, 1, out Ratio most));
        Assert.False(most.TryMultiply(Ratio.Whole(2), out _));
        Assert.False(most.TryAdd(Ratio.One, out _));
    }

    [Fact]
    public void Reading_never_throws()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        for (int round = 0; round < 50_000; round++)
        {
            string text = Fuzz.Text(random, "0123456789../+-eE ", 50);
            bool read = RatioText.TryRead(text, out Ratio ratio, out TextError error);
            Assert.True(read ? ratio.Denominator > 0 : error.Position >= 0 && error.Position <= text.Length, $"seed {seed}: '{text}' {error}");
        }
    }

    private static void Check(bool fits, Ratio result, BigInteger numerator, BigInteger denominator, int seed)
    {
        BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        (numerator, denominator) = (numerator / divisor, denominator / divisor);
        bool expected = BigInteger.Abs(numerator) <= (BigInteger)Int128.MaxValue && denominator <= (BigInteger)Int128.MaxValue;
        Assert.True(fits == expected, $"seed {seed}: {numerator}/{denominator}");
        Assert.True(!fits || ((BigInteger)result.Numerator == numerator && (BigInteger)result.Denominator == denominator), $"seed {seed}: {numerator}/{denominator} is not {result}");
    }

    private static Ratio Some(Random random)
    {
        Int128 numerator = ((Int128)random.NextInt64(long.MinValue, long.MaxValue) << random.Next(60)) >> random.Next(80);
        Int128 denominator = (Int128)random.NextInt64(1, long.MaxValue) << random.Next(60);
        return Ratio.TryCreate(numerator, denominator, out Ratio ratio) ? ratio : Ratio.Zero;
    }
}
