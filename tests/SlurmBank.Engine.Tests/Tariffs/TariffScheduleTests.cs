using System;
using System.Linq;

namespace SlurmBank.Engine.Tests;

public class TariffScheduleTests
{
    private static readonly TariffSchedule Schedule = new(
        [Version(4, 300), Version(1, 100), Version(3, 200), Version(2, 200), Version(5, 250)]);

    [Theory]
    [InlineData(long.MinValue, 0)]
    [InlineData(99, 0)]
    [InlineData(100, 1)]
    [InlineData(199, 1)]
    [InlineData(200, 3)]
    [InlineData(249, 3)]
    [InlineData(250, 5)]
    [InlineData(299, 5)]
    [InlineData(300, 4)]
    [InlineData(long.MaxValue, 4)]
    public void Start_selects_the_version(long start, int expected) => Assert.Equal(expected, Schedule.At(start)?.Version ?? 0);

    [Fact]
    public void Agrees_with_the_rule_at_random()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        for (int round = 0; round < 200; round++)
        {
            Tariff[] tariffs = [.. Enumerable.Range(1, random.Next(8)).Select(version => Version(version, random.Next(6)))];
            TariffSchedule schedule = new(tariffs);
            for (int start = -1; start < 8; start++)
            {
                Tariff? expected = tariffs.Where(tariff => tariff.EffectiveFrom <= start).OrderBy(tariff => tariff.EffectiveFrom).ThenBy(tariff => tariff.Version).LastOrDefault();
                Assert.True(ReferenceEquals(expected, schedule.At(start)), $"seed {seed}, start {start}");
            }
        }
    }

    [Fact]
    public void Orders_versions_and_refuses_duplicates()
    {
        Assert.Equal([1, 2, 3, 5, 4], Schedule.Versions.Select(tariff => tariff.Version));
        Assert.Null(new TariffSchedule([]).At(0));
        var thrown = Assert.Throws<DuplicateTariffVersionException>(() => new TariffSchedule([Version(2, 1), Version(2, 5)]));
        Assert.Equal((2, "DuplicateTariffVersion"), (thrown.Version, thrown.ErrorId));
    }

    private static Tariff Version(int version, long from) => (Tariffs.Price("1") with { Version = version, EffectiveFrom = from }).Build();
}
