using System;
using System.Collections.Generic;

namespace SlurmBank.Engine.Tests;

public class TariffPriceTests
{
    private static readonly TariffDefinition Free = Tariffs.Weights("billing", "cpu=1") with
    {
        PartitionWeights = new Dictionary<string, string> { ["p"] = "cpu=1", ["debug"] = "cpu=1" },
        FreePartitions = ["debug", "unlisted"],
        FreeQos = ["Scavenger"],
        FreeStates = ["node_fail", "CANCELLED"],
        Minimum = "0.05",
    };

    [Theory]
    [InlineData("debug", "", "COMPLETED", PriceReason.FreePartition)]
    [InlineData("unlisted", "", "COMPLETED", PriceReason.FreePartition)]
    [InlineData("DEBUG", "", "COMPLETED", PriceReason.Priced)]
    [InlineData("p", "scavenger", "COMPLETED", PriceReason.FreeQos)]
    [InlineData("p", "SCAVENGER", "COMPLETED", PriceReason.FreeQos)]
    [InlineData("p", "scavenge", "COMPLETED", PriceReason.Priced)]
    [InlineData("p", "", "NODE_FAIL", PriceReason.FreeState)]
    [InlineData("p", "", "CANCELLED by 1000", PriceReason.FreeState)]
    [InlineData("p", "", "cancelled", PriceReason.FreeState)]
    [InlineData("p", "", "CANCELLEDX", PriceReason.Priced)]
    [InlineData("p", "", "", PriceReason.Priced)]
    public void Free_runs_are_zero_and_say_so(string partition, string qos, string state, PriceReason expected)
    {
        PriceResult result = Free.Build().Of("billing=4,cpu=4", 3600, partition, qos, state);
        Assert.Equal(expected, result.Reason);
        Assert.Equal(expected != PriceReason.Priced, result.IsFree);
        Assert.Equal(result.IsFree ? 0 : 4 * 3_600_000, result.Amount.Units);
        Assert.Equal(3600, result.ChargedSeconds);
    }

    [Fact]
    public void A_free_run_is_free_even_where_it_could_not_be_priced() =>
        Assert.Equal(PriceReason.FreeState, Free.Build().Of("rubbish", 10, "nowhere", state: "NODE_FAIL").Reason);

    [Theory]
    [InlineData(0, 0, PriceReason.ZeroSeconds, 0)]
    [InlineData(1, 0, PriceReason.Minimum, 180_000)]
    [InlineData(45, 0, PriceReason.Priced, 180_000)]
    [InlineData(46, 0, PriceReason.Priced, 184_000)]
    [InlineData(44, 0, PriceReason.Minimum, 180_000)]
    public void The_minimum_is_for_runs_that_lasted(long seconds, long suspended, PriceReason reason, long units)
    {
        PriceResult result = Free.Build().Of("billing=4", seconds, suspended: suspended);
        Assert.Equal((reason, units), (result.Reason, result.Amount.Units));
        Assert.False(result.IsFree);
    }

    [Fact]
    public void The_minimum_is_above_even_a_price_of_zero() =>
        Assert.Equal(180_000, Free.Build().Of("billing=0", 100).Amount.Units);

    [Theory]
    [InlineData(100, 100, "free", PriceReason.ZeroSeconds)]
    [InlineData(100, 101, "free", PriceReason.BadDuration)]
    [InlineData(100, -1, "free", PriceReason.BadDuration)]
    [InlineData(-1, 0, "free", PriceReason.BadDuration)]
    [InlineData(-1, 0, "charge", PriceReason.BadDuration)]
    [InlineData(long.MinValue, long.MaxValue, "charge", PriceReason.BadDuration)]
    [InlineData(100, 101, "charge", PriceReason.Priced)]
    [InlineData(0, 5, "free", PriceReason.ZeroSeconds)]
    public void Contradicting_times_have_no_price(long wall, long suspended, string policy, PriceReason expected)
    {
        Tariff tariff = (Tariffs.Weights("billing", "") with { Suspended = policy }).Build();
        Assert.Equal(expected, tariff.Of("billing=4", wall, suspended: suspended).Reason);
    }

    [Fact]
    public void An_energy_weight_in_a_stored_version_has_no_price_whatever_Slurm_stored()
    {
        string text = Tariffs.Weights("billing", "cpu=1,energy=0").Build().ToCanonicalText().Replace("energy=0", "energy=1", StringComparison.Ordinal);
        Tariff tariff = Tariff.ParseCanonical(text);
        Assert.Equal(PriceReason.EnergyWeight, tariff.Of("billing=0,cpu=2", 10).Reason);
        Assert.Equal(PriceReason.ZeroSeconds, tariff.Of("billing=0,cpu=2", 0).Reason);
    }

    [Fact]
    public void The_largest_amount_fits_and_one_more_does_not()
    {
        Tariff tariff = Tariffs.Weights("billing", "").Build();
        // (2^63 - 1) / 1000 billing-seconds.
        Assert.Equal(9_223_372_036_854_775_000, tariff.Of("billing=1", 9_223_372_036_854_775).Amount.Units);
        Assert.Equal(PriceReason.Overflow, tariff.Of("billing=1", 9_223_372_036_854_776).Reason);
        Assert.Equal(PriceReason.Overflow, tariff.Of("billing=9223372036854775807", long.MaxValue).Reason);
        Tariff priced = Tariffs.Price("1").Build();
        Assert.Equal(PriceReason.Overflow, priced.Of("cpu=18446744073709551615", long.MaxValue).Reason);
        Assert.Equal(36_000L * 256_204_778_801_521, priced.Of("cpu=1", (256_204_778_801_521L * 36) + 17).Amount.Units);
        Assert.Equal(PriceReason.Overflow, priced.Of("cpu=1", (256_204_778_801_521L * 36) + 18).Reason);
    }

    [Fact]
    public void A_product_that_would_wrap_to_zero_does_not()
    {
        // 2^62 x 2^62 x 1000 x 2 is a multiple of 2^128.
        Tariff tariff = (Tariffs.Weights("billing", "") with { QosFactors = new Dictionary<string, string> { ["q"] = "2" } }).Build();
        Assert.Equal(PriceReason.Overflow, tariff.Of("billing=4611686018427387904", 1L << 62, qos: "q").Reason);
    }

    [Fact]
    public void Beyond_128_bits_the_limit_is_the_same()
    {
        Assert.True(Ratio.TryCreate(1, Int128.One << 64, out Ratio small));
        ExactFactor factor = new(small);
        Assert.True(ExactFactor.TryScale((UInt128)(long.MaxValue - 1) << 64, 1, factor, ExactFactor.One, out long largest));
        Assert.Equal(long.MaxValue - 1, largest);
        Assert.False(ExactFactor.TryScale((UInt128)long.MaxValue << 64, 1, factor, ExactFactor.One, out _));
        Assert.True(ExactFactor.TryScale(UInt128.One << 63, 1, factor, ExactFactor.One, out long half));
        Assert.Equal(1, half);
    }

    [Theory]
    [InlineData("billing", "cpu=1.5", "", "p", "", "cpu=3,mem=1G", 14_400_000)]
    [InlineData("billing", "cpu=1.5", "", "p", "", "cpu=3,billing=7", 25_200_000)]
    [InlineData("billing-exact", "cpu=1.5", "", "p", "", "cpu=3", 16_200_000)]
    [InlineData("billing-exact", "cpu=1.5", "", "p", "Half", "cpu=3", 8_100_000)]
    [InlineData("billing-exact", "cpu=1/3", "", "p", "", "cpu=1", -1)]
    public void Rate_of_an_hour(string kind, string weights, string flags, string partition, string qos, string tres, long units)
    {
        TariffDefinition definition = Tariffs.Weights(kind, weights, flags) with { QosFactors = new Dictionary<string, string> { ["half"] = "0.5" }, Minimum = "1000" };
        if (units < 0)
        {
            Assert.Equal("BadWeights", Assert.Single(definition.Findings()).Code);
            return;
        }

        PriceResult rate = definition.Build().RateOf(partition, qos, TresSet.Parse(tres));
        Assert.Equal((PriceReason.Priced, units, 3600L), (rate.Reason, rate.Amount.Units, rate.ChargedSeconds));
    }

    [Fact]
    public void Rate_of_a_price_is_not_rounded_to_hundredths()
    {
        Tariff tariff = Tariffs.Price("0.001").Build();
        Assert.Equal(3_600, tariff.RateOf("p", null, TresSet.Parse("cpu=1")).Amount.Units);
        Assert.Equal(PriceReason.UnlistedPartition, tariff.RateOf("q", null, TresSet.Parse("cpu=1")).Reason);
        Assert.Equal(PriceReason.UnlistedPartition, tariff.RateOf(null, null, TresSet.Empty).Reason);
        Assert.Equal(PriceReason.Overflow, tariff.RateOf("p", null, TresSet.Parse("cpu=18446744073709551615")).Reason);
        Assert.Equal(PriceReason.FreePartition, Free.Build().RateOf("debug", null, TresSet.Empty).Reason);
    }
}
