using System;
using System.Collections.Generic;

namespace SlurmBank.Engine.Tests;

public class TresReaderTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("billing=6,cpu=4,mem=8192M,node=1", "billing:6 cpu:4 mem:8192 node:1")]
    [InlineData("billing=3,cpu=2,gres/gpu=1,mem=2G,node=1", "billing:3 cpu:2 gres/gpu:1 mem:2048 node:1")]
    [InlineData("cpu=64,mem=500G,node=1,billing=197,gres/gpu=8", "cpu:64 mem:512000 node:1 billing:197 gres/gpu:8")]
    [InlineData("gres/gpu:a100=2,gres/gpu=2,cpu=1", "gres/gpu:a100:2 gres/gpu:2 cpu:1")]
    [InlineData("CPU=1,MEM=1G", "CPU:1 MEM:1024")]
    [InlineData("mem=65536", "mem:65536")]
    [InlineData("mem=0", "mem:0")]
    [InlineData("mem=1.50G", "mem:1536")]
    [InlineData("mem=1.33G", "mem:1362")]
    [InlineData("mem=0.50M", "mem:1")]
    [InlineData("mem=0.49M", "mem:0")]
    [InlineData("mem=512K", "mem:1")]
    [InlineData("mem=511K", "mem:0")]
    [InlineData("mem=1536K", "mem:2")]
    [InlineData("mem=2T", "mem:2097152")]
    [InlineData("mem=1.95T", "mem:2044723")]
    [InlineData("mem=3P", "mem:3221225472")]
    [InlineData("mem=4g", "mem:4096")]
    [InlineData("bb/cray=4G", "bb/cray:4096")]
    [InlineData("bb/cray=100", "bb/cray:100")]
    [InlineData("gres/gpumem=40G", "gres/gpumem:40960")]
    [InlineData("license/x=3,license/matlab@flex=2", "license/x:3 license/matlab@flex:2")]
    [InlineData("energy=1.50K", "energy:1536")]
    [InlineData("energy=18446744073709551614", "energy:18446744073709551614")]
    [InlineData("fs/disk=1024,vmem=5,pages=6", "fs/disk:1024 vmem:5 pages:6")]
    [InlineData("gres/gpu:nvidia_a100-sxm4-40gb=1", "gres/gpu:nvidia_a100-sxm4-40gb:1")]
    [InlineData("gres/shard=10K", "gres/shard:10240")]
    [InlineData("cpu=NONE", "cpu:18446744073709551615")]
    [InlineData("cpu=007", "cpu:7")]
    [InlineData("cpu=18446744073709551615", "cpu:18446744073709551615")]
    public void Reads_every_form_that_Slurm_prints(string text, string expected)
    {
        List<string> read = [];
        TresReader reader = new(text);
        while (reader.Read())
        {
            read.Add($"{reader.Name}:{reader.Count}");
        }

        Assert.Null(reader.Error);
        Assert.Equal(expected, string.Join(' ', read));
        Assert.False(reader.Read());
    }

    [Theory]
    [InlineData("cpu", 3)]
    [InlineData("cpu=", 4)]
    [InlineData("=4", 0)]
    [InlineData("cpu=1,", 6)]
    [InlineData(",cpu=1", 0)]
    [InlineData("cpu=1,,mem=1", 6)]
    [InlineData("cpu=1,mem", 9)]
    [InlineData("cpu=-1", 4)]
    [InlineData("cpu= 1", 4)]
    [InlineData("cpu=1, mem=1", 6)]
    [InlineData("c u=1", 1)]
    [InlineData("cpu=1\n", 5)]
    [InlineData("cpu=1x", 5)]
    [InlineData("mem=1GB", 6)]
    [InlineData("mem=1.G", 6)]
    [InlineData("mem=.5G", 4)]
    [InlineData("mem=1.5.G", 7)]
    [InlineData("mem=1.0000000000G", 15)]
    [InlineData("mem=1E", 5)]
    [InlineData("mem=1?", 5)]
    [InlineData("cpu=1=2", 5)]
    [InlineData("cpu=NONES", 4)]
    [InlineData("cpu=18446744073709551616", 23)]
    [InlineData("mem=18446744073709551615G", 24)]
    [InlineData("cpu=99999999999999999999999999999999999999999999", 23)]
    public void Stops_at_what_is_wrong_with_the_position(string text, int position)
    {
        TresReader reader = new(text);
        while (reader.Read())
        {
            Assert.False(reader.Name.IsEmpty);
        }

        Assert.NotNull(reader.Error);
        Assert.Equal(position, reader.Error.Value.Position);
        Assert.NotEmpty(reader.Error.Value.Message);
        Assert.False(reader.Read());
    }

    [Fact]
    public void Does_not_allocate()
    {
        const string Text = "billing=6,cpu=4,gres/gpu:a100=2,gres/gpu=2,mem=1.50G,node=1";
        long Sum(int rounds)
        {
            ulong sum = 0;
            for (int round = 0; round < rounds; round++)
            {
                TresReader reader = new(Text);
                while (reader.Read())
                {
                    sum += reader.Count;
                }
            }

            return (long)sum;
        }

        Sum(10);
        long before = GC.GetAllocatedBytesForCurrentThread();
        long total = Sum(10_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(10_000L * (6 + 4 + 2 + 2 + 1536 + 1), total);
    }

    [Fact]
    public void Never_throws_and_agrees_with_the_set()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        const string Letters = "cpumemgresnodelicensebb/:=,,==0123456789..KMGTPE \0-";
        for (int round = 0; round < 100_000; round++)
        {
            string text = round % 2 == 0
                ? Fuzz.Text(random, Letters, 60)
                : Fuzz.Mutate(random, "billing=6,cpu=4,gres/gpu:a100=2,gres/gpu=2,mem=1.50G,node=1", Letters);
            TresReader reader = new(text);
            int pieces = 0;
            while (reader.Read())
            {
                pieces++;
            }

            bool read = TresSet.TryParse(text, out TresSet? set, out TextError error);
            Assert.True(!read || (reader.Error is null && set!.Count == pieces && set.ToString() == text), $"seed {seed}: '{text}'");
            Assert.True(read || (error.Position >= 0 && error.Position <= text.Length && error.Message.Length > 0), $"seed {seed}: '{text}' {error}");
        }
    }
}
