using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace SlurmBank.Engine.Tests;

public class PriceSplitTests
{
    [Theory]
    [InlineData(100, 3, 0, 0)]
    [InlineData(100, 3, 1, 33)]
    [InlineData(100, 3, 2, 66)]
    [InlineData(100, 3, 3, 100)]
    [InlineData(-100, 3, 0, 0)]
    [InlineData(-100, 3, 1, -34)]
    [InlineData(-100, 3, 3, -100)]
    [InlineData(0, 0, 0, 0)]
    [InlineData(long.MaxValue - 1, long.MaxValue, long.MaxValue - 1, long.MaxValue - 2)]
    [InlineData(long.MinValue, long.MaxValue, long.MaxValue, long.MinValue)]
    [InlineData(long.MinValue, 2, 1, long.MinValue / 2)]
    public void Cumulative(long total, long totalSeconds, long seconds, long expected) =>
        Assert.Equal(expected, PriceSplit.Cumulative(ServiceUnits.FromUnits(total), totalSeconds, seconds).Units);

    [Theory]
    [InlineData(1, 10, 11)]
    [InlineData(1, 10, -1)]
    [InlineData(1, -1, 0)]
    [InlineData(1, 0, 0)]
    [InlineData(long.MaxValue, 10, 1)]
    public void What_cannot_be_split_is_refused(long total, long totalSeconds, long seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PriceSplit.Cumulative(ServiceUnits.FromUnits(total), totalSeconds, seconds));

    [Fact]
    public void A_segment_does_not_end_before_it_starts() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PriceSplit.Segment(ServiceUnits.FromUnits(1), 10, 5, 4));

    [Fact]
    public void Segments_add_up_to_the_whole_wherever_it_is_cut()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        for (int round = 0; round < 5_000; round++)
        {
            long total = random.NextInt64() >> random.Next(63);
            long length = Math.Max(1, random.NextInt64() >> random.Next(62));
            List<long> cuts = [0, .. Enumerable.Range(0, random.Next(6)).Select(_ => random.NextInt64(length)).Order(), length];
            ServiceUnits whole = ServiceUnits.FromUnits(total == long.MaxValue ? 0 : total);
            ServiceUnits sum = ServiceUnits.Zero;
            for (int index = 1; index < cuts.Count; index++)
            {
                ServiceUnits part = PriceSplit.Segment(whole, length, cuts[index - 1], cuts[index]);
                BigInteger fair = (BigInteger)whole.Units * (cuts[index] - cuts[index - 1]) / length;
                Assert.True(BigInteger.Abs(part.Units - fair) <= 1, $"seed {seed}: a part of {whole.Units} over {length} s");
                sum += part;
            }

            Assert.True(sum == whole, $"seed {seed}: {whole.Units} units over {length} s at {string.Join(' ', cuts)}");
        }
    }
}
