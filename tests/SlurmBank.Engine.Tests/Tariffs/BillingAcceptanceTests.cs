using System.Collections.Generic;

namespace SlurmBank.Engine.Tests;

/// <summary>slurm.md 2.11 E, and 2.3: the costs under the kinds that use Slurm's billing.</summary>
public class BillingAcceptanceTests
{
    [Theory]
    [InlineData("S01", "billing", "", "", "billing=16,cpu=16", 7200, "32.00")]
    [InlineData("S03 stored", "billing", "cpu=0.8,mem=0.102G", "MAX_TRES", "cpu=24,mem=196608,node=1", 36000, "190.00")]
    [InlineData("S03 exact", "billing-exact", "cpu=0.8,mem=0.102G", "MAX_TRES", "cpu=24,mem=196608,node=1", 36000, "195.84")]
    [InlineData("S19", "billing", "CPU=1,Mem=0.25G", "MAX_TRES", "cpu=2,mem=32G,node=1", 36000, "80.00")]
    [InlineData("S20", "billing-exact", "CPU=1,Mem=0.25G,gres/gpu=16", "MAX_TRES_GRES", "cpu=8,mem=64G,gres/gpu=1", 3600, "32.00")]
    [InlineData("S25", "billing", "CPU=1.0,Mem=0.25G,GRES/gpu=15.0", "MAX_TRES_GRES", "cpu=28,mem=114688,gres/gpu=4,node=1", 7200, "176.00")]
    [InlineData("S25 exact", "billing-exact", "CPU=1.0,Mem=0.25G,GRES/gpu=15.0", "MAX_TRES_GRES", "cpu=28,mem=114688,gres/gpu=4,node=1", 7200, "176.00")]
    [InlineData("B17 stored", "billing", "cpu=0.29", "", "cpu=100", 3600, "28.00")]
    [InlineData("B17 exact", "billing-exact", "cpu=0.29", "", "cpu=100", 3600, "29.00")]
    [InlineData("B46 stored", "billing", "cpu=0.8", "", "cpu=1", 3600, "0.00")]
    [InlineData("B46 exact", "billing-exact", "cpu=0.8", "", "cpu=1", 3600, "0.80")]
    [InlineData("U04 stored", "billing", "cpu=1.5", "", "cpu=3", 3600, "4.00")]
    [InlineData("U04 exact", "billing-exact", "cpu=1.5", "", "cpu=3", 3600, "4.50")]
    [InlineData("no weights", "billing-exact", "", "", "billing=9,cpu=3", 3600, "3.00")]
    public void Case(string id, string kind, string weights, string flags, string tres, long seconds, string expected) =>
        Assert.Equal($"{id} {expected}", $"{id} {Tariffs.Weights(kind, weights, flags).Build().Amount(tres, seconds)}");

    [Theory]
    [InlineData("S11", "cpu=1", "cpu=16", 1234, "", 19_744_000)]
    [InlineData("S12", "cpu=1,mem=0.001M", "cpu=16,mem=2048M", 3600, "twice", 129_945_600)]
    [InlineData("S13", "cpu=1,mem=0.001M", "cpu=16,mem=2048M", 1234, "twice", 44_542_464)]
    [InlineData("S21", "node=1,cpu=0,gres/gpu=10", "cpu=8,gres/gpu=2,node=1", 100, "", 2_100_000)]
    [InlineData("B37", "gres/gpu=1M", "gres/gpu=4", 1_000_000, "", 3_815)]
    [InlineData("B27", "cpu=1,billing=5", "cpu=4,mem=8192,billing=999", 1, "", 4_000)]
    [InlineData("not consumed", "cpu=1,license/x=5", "cpu=4,license/x=18446744073709551613", 1, "", 4_000)]
    [InlineData("B36", "cpu=1K", "cpu=2048", 1, "", 2_000)]
    [InlineData("B40", "cpu=0x10", "cpu=2", 1, "", 32_000)]
    [InlineData("B41", "CPU=1.0,Mem=0.25G", "cpu=2,mem=3000", 8, "", 21_859)]
    [InlineData("half a unit up", "cpu=0.0005", "cpu=1", 1, "", 1)]
    [InlineData("less than half a unit", "cpu=0.000499999", "cpu=1", 1, "", 0)]
    public void Exact_billing_to_the_unit(string id, string weights, string tres, long seconds, string qos, long units)
    {
        Tariff tariff = (Tariffs.Weights("billing-exact", weights) with { QosFactors = new Dictionary<string, string> { ["twice"] = "2" } }).Build();
        Assert.Equal($"{id} {units}", $"{id} {tariff.Of(tres, seconds, qos: qos).Amount.Units}");
    }

    [Fact]
    public void S23_each_row_of_a_requeued_job_is_charged()
    {
        Tariff tariff = Tariffs.Weights("billing", "").Build();
        ServiceUnits total = tariff.Of("billing=4,cpu=4", 600).Amount + tariff.Of("billing=4,cpu=4", 300).Amount + tariff.Of("billing=4,cpu=4", 1200).Amount;
        Assert.Equal(ServiceUnits.FromBillingSeconds(8400), total);
        Assert.Equal(ServiceUnits.FromBillingSeconds(4800), tariff.Of("billing=4,cpu=4", 1200).Amount);
    }

    [Theory]
    [InlineData("S24 charge", "charge", 28_800_000, 3600)]
    [InlineData("S24 free", "free", 19_200_000, 2400)]
    public void S24_suspended_time(string id, string suspended, long units, long seconds)
    {
        PriceResult result = (Tariffs.Weights("billing", "") with { Suspended = suspended }).Build().Of("billing=8,cpu=8", 3600, suspended: 1200);
        Assert.Equal($"{id} {units} {seconds}", $"{id} {result.Amount.Units} {result.ChargedSeconds}");
    }

    [Theory]
    [InlineData("U03 half", "0.5", 1800, 3_600_000)]
    [InlineData("U03 double, S28", "2.0", 1800, 14_400_000)]
    [InlineData("thirds round half up", "1/3", 1, 1_333)]
    [InlineData("two thirds", "2/3", 1, 2_667)]
    public void Qos_factors(string id, string factor, long seconds, long units)
    {
        Tariff tariff = (Tariffs.Weights("billing", "") with { QosFactors = new Dictionary<string, string> { ["Q"] = factor } }).Build();
        Assert.Equal($"{id} {units}", $"{id} {tariff.Of("billing=4,cpu=4", seconds, qos: "q").Amount.Units}");
        Assert.Equal(4000 * seconds, tariff.Of("billing=4,cpu=4", seconds, qos: "other").Amount.Units);
    }

    [Fact]
    public void U03_a_factor_of_zero_is_a_free_qos()
    {
        Tariff tariff = (Tariffs.Weights("billing", "") with { QosFactors = new Dictionary<string, string> { ["q"] = "0" }, Minimum = "1" }).Build();
        PriceResult result = tariff.Of("billing=4", 100, qos: "q");
        Assert.Equal((PriceReason.FreeQos, ServiceUnits.Zero, true), (result.Reason, result.Amount, result.IsFree));
    }

    [Fact]
    public void The_integer_in_AllocTres_wins_over_the_weights()
    {
        Tariff tariff = Tariffs.Weights("billing", "cpu=2").Build();
        Assert.Equal("6.00", tariff.Amount("billing=6,cpu=4", 3600));
        Assert.Equal("8.00", tariff.Amount("cpu=4", 3600));
        Assert.Equal("0.00", tariff.Amount("billing=0,cpu=4", 3600));
        // Slurm's own number needs no listing of the partition; only without it does the price depend on that.
        Assert.Equal(6 * 3_600_000, tariff.Of("billing=6,cpu=4", 3600, partition: "new").Amount.Units);
        Assert.Equal(PriceReason.UnlistedPartition, tariff.Of("cpu=4", 3600, partition: "new").Reason);
        Assert.Equal(PriceReason.UnlistedPartition, Tariffs.Weights("billing-exact", "cpu=2").Build().Of("billing=6,cpu=4", 3600, partition: "new").Reason);
    }

    [Theory]
    [InlineData("billing", "cpu=1", "", "", PriceReason.NoBilling)]
    [InlineData("billing", "", "", "mem=1G", PriceReason.NoBilling)]
    [InlineData("billing-exact", "cpu=1", "", "", PriceReason.NoBilling)]
    [InlineData("billing", "cpu=1", "", "billing=1,billing=2", PriceReason.BadTres)]
    [InlineData("billing", "cpu=1", "", "billing=1,cpu", PriceReason.BadTres)]
    [InlineData("billing", "cpu=1", "", "cpu=1,mem=1,CPU=1", PriceReason.BadTres)]
    [InlineData("billing-exact", "cpu=1", "", "cpu=1,cpu=1", PriceReason.BadTres)]
    [InlineData("billing", "cpu=1,mem=-1G", "", "cpu=1,mem=8192", PriceReason.NegativeBilling)]
    [InlineData("billing-exact", "cpu=1,mem=-1G", "", "cpu=1,mem=8192", PriceReason.NegativeBilling)]
    [InlineData("billing", "cpu=1", "", "billing=18446744073709551609,cpu=1", PriceReason.NegativeBilling)]
    [InlineData("billing", "cpu=1", "", "billing=9223372036854775807,cpu=1", PriceReason.Overflow)]
    [InlineData("billing", "cpu=1e300", "", "cpu=10", PriceReason.Overflow)]
    [InlineData("billing-exact", "cpu=1000000", "", "cpu=18446744073709551615,mem=1", PriceReason.Overflow)]
    [InlineData("billing", "cpu=-1,mem=1G", "MAX_TRES", "cpu=8,mem=2048", PriceReason.Priced)]
    public void No_silent_zero(string kind, string weights, string flags, string tres, PriceReason expected) =>
        Assert.Equal(expected, Tariffs.Weights(kind, weights, flags).Build().Of(tres, 3600).Reason);
}
