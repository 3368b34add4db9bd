using System;
using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Engine.Tests;

public class TresSetTests
{
    [Fact]
    public void Prints_as_read_and_indexes_by_name()
    {
        const string Text = "billing=4,cpu=4,gres/gpu:a100=2,gres/gpu=2,mem=32G,node=1";
        TresSet set = TresSet.Parse(Text);
        Assert.Equal(Text, set.ToString());
        Assert.Equal(2, set["gres/gpu"]);
        Assert.Equal(2, set["GRES/GPU:A100"]);
        Assert.Equal(32768, set["mem"]);
        Assert.Equal(0, set["gres/gpu:v100"]);
        Assert.False(set.TryGetValue("license/x", out long absent));
        Assert.Equal(0, absent);
        Assert.True(set.TryGetValue("Node", out long nodes));
        Assert.Equal(1, nodes);
        Assert.True(set.ContainsKey("CPU"));
        Assert.Equal(6, set.Count);
        Assert.Equal(["billing", "cpu", "gres/gpu:a100", "gres/gpu", "mem", "node"], set.Keys);
        Assert.Equal([4L, 4, 2, 2, 32768, 1], set.Values);
        Assert.Equal(set.Keys.Zip(set.Values), set.Select(pair => (pair.Key, pair.Value)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Empty_text_is_the_empty_set(string? text)
    {
        TresSet set = TresSet.Parse(text);
        Assert.Empty(set);
        Assert.Equal(string.Empty, set.ToString());
        Assert.Equal(0, set["cpu"]);
    }

    [Theory]
    [InlineData("cpu=1,cpu=2", 6)]
    [InlineData("cpu=1,mem=2,CPU=1", 12)]
    [InlineData("cpu=1,mem", 9)]
    public void Refuses(string text, int position)
    {
        Assert.False(TresSet.TryParse(text, out TresSet? set, out TextError error));
        Assert.Null(set);
        Assert.Equal(position, error.Position);
        Assert.Throws<TextFormatException>(() => TresSet.Parse(text));
    }

    [Fact]
    public void Markers_above_a_long_read_as_the_largest()
    {
        TresSet set = TresSet.Parse("energy=18446744073709551614,cpu=NONE,node=9223372036854775807");
        Assert.Equal(long.MaxValue, set["energy"]);
        Assert.Equal(long.MaxValue, set["cpu"]);
        Assert.Equal(long.MaxValue, set["node"]);
    }

    [Fact]
    public void Made_of_counts_prints_as_noconvert_does()
    {
        TresSet set = TresSet.From(new Dictionary<string, long> { ["cpu"] = 4, ["mem"] = 8192, ["gres/gpu"] = 0, ["bb/cray"] = 0 });
        Assert.Equal("cpu=4,mem=8192M,gres/gpu=0,bb/cray=0", set.ToString());
        Assert.Equal(8192, set["mem"]);
        Assert.Same(string.Empty, TresSet.From([]).ToString());
        Assert.Throws<ArgumentException>(() => TresSet.From(new Dictionary<string, long> { ["cpu"] = -1 }));
        Assert.Throws<ArgumentException>(() => TresSet.From(new Dictionary<string, long> { ["c,p"] = 1 }));
        Assert.Throws<ArgumentException>(() => TresSet.From(new Dictionary<string, long> { ["cpu"] = 1, ["CPU"] = 1 }));
    }
}
