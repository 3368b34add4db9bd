using System;
using System.Globalization;

namespace SlurmBank.Engine.Tests;

/// <summary>Formatting into a span gives the text that <c>ToString</c> gives, or says that it does not fit.</summary>
public sealed class SpanFormatTests
{
    [Fact]
    public void Amounts_and_times_are_the_same_in_a_span()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        for (int round = 0; round < 200_000; round++)
        {
            long units = round switch { 0 => long.MaxValue, 1 => long.MaxValue - 1, 2 => long.MinValue, _ => (random.NextInt64() - random.NextInt64()) >> random.Next(64) };
            units = round % 3 == 0 && round > 2 ? units / 18_000 * 18_000 : units;
            long seconds = Math.Min(random.NextInt64() >> random.Next(22, 63), TimeLimit.MaximumMinutes * 60);
            Same(ServiceUnits.FromUnits(units), $"seed {seed}, units {units}");
            Same(TimeLimit.FromSeconds(seconds), $"seed {seed}, seconds {seconds}");
        }

        Same(TimeLimit.Unlimited, "unlimited");
        Same(TimeLimit.PartitionLimit, "partition");
    }

    private static void Same<T>(T value, string where)
        where T : ISpanFormattable
    {
        string text = value.ToString(null, null);
        Span<char> room = stackalloc char[64];
        Assert.True(value.TryFormat(room, out int written, default, CultureInfo.InvariantCulture), where);
        Assert.True(text == room[..written].ToString(), $"{where}: {text}, {room[..written]}");
        Assert.False(value.TryFormat(room[..(text.Length - 1)], out _, default, null), where);
    }
}
