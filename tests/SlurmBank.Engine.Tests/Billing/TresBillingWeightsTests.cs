using System;
using System.Globalization;
using System.Linq;

namespace SlurmBank.Engine.Tests;

public class TresBillingWeightsTests
{
    private static readonly string[] Tracked = ["cpu", "mem", "energy", "node", "billing", "fs/disk", "vmem", "pages", "gres/gpu", "license/matlab"];

    [Theory]
    [InlineData("cpu=1", "cpu=1")]
    [InlineData("CPU=1.0,Mem=0.25G,GRES/gpu=2.0", "CPU=1 Mem=0.000244140625 GRES/gpu=2")]
    [InlineData("cPu=1,mem=-0.5G,node=.3,energy=-10", "cPu=1 mem=-0.00048828125 energy=-10 node=0.3")]
    [InlineData("mem=1T", "mem=9.5367431640625E-07")]
    [InlineData("mem=1P", "mem=9.313225746154785E-10")]
    [InlineData("bb/cray=1K", "bb/cray=1")]
    [InlineData("cpu=1G", "cpu=9.313225746154785E-10")]
    [InlineData("cpu=1k", "cpu=0.0009765625")]
    [InlineData("cpu=2,cpu=3", "cpu=3")]
    [InlineData("cpu=2,CPU=3", "CPU=3")]
    [InlineData(",,cpu=1,,", "cpu=1")]
    [InlineData("=cpu=1", "cpu=1")]
    [InlineData("cpu= 1", "cpu=1")]
    [InlineData("cpu=+1e2", "cpu=100")]
    [InlineData("cpu=1e", null)]
    [InlineData("cpu=1.e1", "cpu=10")]
    [InlineData("cpu=0x10", "cpu=16")]
    [InlineData("cpu=-0x1.8p1", "cpu=-3")]
    [InlineData("cpu=0x.8", "cpu=0.5")]
    [InlineData("cpu=0x10K", "cpu=0.015625")]
    [InlineData("cpu=0xg", null)]
    [InlineData("cpu=K", "cpu=0")]
    [InlineData("mem=0.25GB", "mem=0.000244140625")]
    [InlineData("gres/gpu:a100=1", "gres/gpu:a100=1")]
    public void Reads_as_Slurm_does(string text, string? expected)
    {
        bool read = TresBillingWeights.TryParse(text, null, out TresBillingWeights? weights, out TextError error);
        Assert.True(read == (expected is not null), error.ToString());
        if (weights is not null)
        {
            Assert.Equal(expected, string.Join(' ', weights.Weights.Select(weight => string.Create(CultureInfo.InvariantCulture, $"{weight.Name}={weight.Weight}"))));
            Assert.Equal(text, weights.ToString());
            Assert.False(weights.IsNone);
        }
    }

    [Theory]
    [InlineData("cpu=", 4)]
    [InlineData("cpu=1,=", 7)]
    [InlineData("=", 1)]
    [InlineData("cpu=1,disk=2", 6)]
    [InlineData(" cpu=1", 0)]
    [InlineData("cpu =1", 0)]
    [InlineData("gres=1", 0)]
    [InlineData("gres/=1", 0)]
    [InlineData("/gpu=1", 0)]
    [InlineData("cpu=inf", 4)]
    [InlineData("cpu=-Infinity", 4)]
    [InlineData("cpu=nan", 4)]
    [InlineData("cpu=1e400", 4)]
    [InlineData("cpu=1e-400", 4)]
    [InlineData("cpu=1T", 5)]
    [InlineData("gres/gpu=1P", 10)]
    [InlineData("cpu=1x", 5)]
    [InlineData("cpu=1 ", 5)]
    [InlineData("cpu==1", 4)]
    [InlineData("cpu=1=2", 5)]
    [InlineData("mem=1E", 5)]
    [InlineData("cpu=0x11223344556677889", 4)]
    public void Refuses_with_the_position(string text, int position)
    {
        Assert.False(TresBillingWeights.TryParse(text, null, out TresBillingWeights? weights, out TextError error), text);
        Assert.Null(weights);
        Assert.Equal(position, error.Position);
        Assert.Throws<TextFormatException>(() => TresBillingWeights.Parse(text));
    }

    [Fact]
    public void What_is_not_tracked_is_refused()
    {
        Assert.True(TresBillingWeights.TryParse("cpu=1,GRES/GPU=2,license/matlab=1,vmem=1", Tracked, out _, out _));
        Assert.False(TresBillingWeights.TryParse("cpu=1,gres/gpu:a100=2", Tracked, out _, out TextError error));
        Assert.Equal(6, error.Position);
        Assert.Contains("gres/gpu:a100", error.Message, StringComparison.Ordinal);
        // Slurm tracks its own eight whatever the list says.
        Assert.True(TresBillingWeights.TryParse("cpu=1,pages=1", [], out _, out _));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void No_text_is_no_weights(string? text)
    {
        TresBillingWeights weights = TresBillingWeights.Parse(text);
        Assert.True(weights.IsNone);
        Assert.Equal(16, Billing.Compute(weights, PriorityFlags.MaxTres, TresSet.Parse("cpu=16,mem=1")));
        Assert.Equal(0, Billing.Compute(weights, PriorityFlags.MaxTres, TresSet.Empty));
    }

    [Fact]
    public void A_comma_is_weights_that_are_all_zero()
    {
        TresBillingWeights weights = TresBillingWeights.Parse(",");
        Assert.False(weights.IsNone);
        Assert.Equal(0, Billing.Compute(weights, PriorityFlags.None, TresSet.Parse("cpu=16")));
    }

    [Theory]
    [InlineData("cpu=1,energy=1", true)]
    [InlineData("cpu=1,Energy=-1", true)]
    [InlineData("cpu=1,energy=0", false)]
    [InlineData("cpu=1", false)]
    public void Energy_is_noticed(string text, bool expected) => Assert.Equal(expected, TresBillingWeights.Parse(text).WeighsEnergy);

    [Theory]
    [InlineData("", PriorityFlags.None)]
    [InlineData("(null)", PriorityFlags.None)]
    [InlineData("ACCRUE_ALWAYS,SMALL_RELATIVE_TO_TIME,CALCULATE_RUNNING", PriorityFlags.None)]
    [InlineData("max_tres", PriorityFlags.MaxTres)]
    [InlineData("FAIR_TREE, MAX_TRES_GRES", PriorityFlags.MaxTresGres)]
    [InlineData("MAX_TRES_GRES,MAX_TRES,", PriorityFlags.MaxTres | PriorityFlags.MaxTresGres)]
    [InlineData("NO_MAX_TRES", PriorityFlags.None)]
    public void Flags_are_picked_out(string text, PriorityFlags expected)
    {
        Assert.Equal(expected, PriorityFlagsText.Read(text));
        Assert.Equal(expected, PriorityFlagsText.Read(PriorityFlagsText.Print(expected)));
    }

    [Fact]
    public void Reading_never_throws()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        const string Letters = "cpumemgresenergy/:=,,==0123456789..eExXpPKMGT -+infa\0";
        for (int round = 0; round < 100_000; round++)
        {
            string text = round % 2 == 0 ? Fuzz.Text(random, Letters, 40) : Fuzz.Mutate(random, "CPU=1.0,Mem=0.25G,GRES/gpu=0x1p-2,bb/x=1e-3T", Letters);
            bool read = TresBillingWeights.TryParse(text, round % 3 == 0 ? Tracked : null, out TresBillingWeights? weights, out TextError error);
            Assert.True(read || (error.Position >= 0 && error.Position <= text.Length), $"seed {seed}: '{text}' {error}");
            Assert.True(!read || weights!.Weights.All(weight => double.IsFinite(weight.Weight)), $"seed {seed}: '{text}'");
        }
    }
}
