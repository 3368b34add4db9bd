namespace SlurmBank.Engine.Tests;

/// <summary>seeds.md 7.1, the cases of the older plugins' cost engine, and the partition prices of slurm.md 2.11 E.</summary>
public class PartitionPriceAcceptanceTests
{
    [Theory]
    [InlineData("C1", "1", 4, 86400, "96.00")]
    [InlineData("C2", "1.67", 24, 3600, "40.08")]
    [InlineData("C4", "0.75", 20, 254, "1.06")]
    [InlineData("C5", "1", 1, 30, "0.01")]
    [InlineData("C6", "1", 1, 18, "0.01")]
    [InlineData("C6 one second less", "1", 1, 17, "0.00")]
    [InlineData("C8", "1", 6, 3, "0.01")]
    [InlineData("C9", "0.4", 9, 25, "0.03")]
    [InlineData("C10", "0.4", 9, 35, "0.04")]
    [InlineData("C12", "1.00", 56, 259200, "4032.00")]
    [InlineData("C13", "2.67", 2, 259200, "384.48")]
    [InlineData("C14", "1.20", 12, 5400, "21.60")]
    [InlineData("C16", "0.5", 36, 1, "0.01")]
    [InlineData("C17", "2.67", 0, 86400, "0.00")]
    [InlineData("C17 no seconds", "2.67", 64, 0, "0.00")]
    [InlineData("C21", "0.75", 65535, 3600, "49151.25")]
    [InlineData("C25 estimate", "1", 4, 86400, "96.00")]
    [InlineData("C25 actual", "1", 4, 3600, "4.00")]
    [InlineData("C26 first run", "1", 6, 600, "1.00")]
    [InlineData("C26 second run", "1", 6, 1200, "2.00")]
    [InlineData("S04", "1.00", 24, 259200, "1728.00")]
    [InlineData("S05", "0.75", 20, 86400, "360.00")]
    [InlineData("S07", "2.67", 32, 37800, "897.12")]
    [InlineData("S09", "1", 128, 259200, "9216.00")]
    [InlineData("S16", "424074479/24852480", 1, 3600, "17.06")]
    [InlineData("S17", "424074479/24852480", 256, 10800, "13104.90")]
    [InlineData("a third", "1/3", 3, 3600, "1.00")]
    public void Case(string id, string price, int cpus, long seconds, string expected)
    {
        PriceResult result = Tariffs.Price(price).Build().Of($"billing=999,cpu={cpus},mem=1024M,node=1", seconds);
        Assert.True(result.IsPriced, id);
        Assert.Equal($"{id} {expected}", $"{id} {result.Amount}");
        Assert.Equal(0, result.Amount.Units % 36_000);
    }

    [Theory]
    [InlineData("C18 and S08", 86400, PriceReason.UnlistedPartition)]
    [InlineData("S27", 0, PriceReason.ZeroSeconds)]
    public void An_unlisted_partition_is_an_error_unless_nothing_ran(string id, long seconds, PriceReason expected)
    {
        PriceResult result = Tariffs.Price("1").Build().Of("cpu=64", seconds, partition: "other");
        Assert.Equal($"{id} {expected}", $"{id} {result.Reason}");
        Assert.Equal(ServiceUnits.Zero, result.Amount);
    }

    [Theory]
    [InlineData("C20", "abc")]
    [InlineData("C20 empty", "")]
    [InlineData("C20 comma", "1,5")]
    [InlineData("C20 negative", "-1")]
    [InlineData("C20 by zero", "1/0")]
    [InlineData("C20 infinite", "inf")]
    [InlineData("C20 too many digits", "0.1234567890123456789")]
    public void An_unparsable_price_is_a_finding(string id, string price)
    {
        TariffFinding finding = Assert.Single(Tariffs.Price(price).Findings());
        Assert.Equal($"{id}: BadPrice Error PartitionPrices[p]", $"{id}: {finding.Code} {finding.Severity} {finding.Place}");
    }

    [Theory]
    [InlineData("", PriceReason.NoBilling)]
    [InlineData("billing=5,mem=1G", PriceReason.NoBilling)]
    [InlineData("cpu=1,cpu=1", PriceReason.BadTres)]
    [InlineData("cpu=4,mem", PriceReason.BadTres)]
    [InlineData("cpu=18446744073709551615", PriceReason.Overflow)]
    [InlineData("cpu=9223372036854775807", PriceReason.Overflow)]
    public void No_silent_zero(string tres, PriceReason expected) => Assert.Equal(expected, Tariffs.Price("1").Build().Of(tres, 3600).Reason);

    [Fact]
    public void The_rounding_is_the_last_step_after_the_factor()
    {
        Tariff tariff = (Tariffs.Price("1") with { QosFactors = new System.Collections.Generic.Dictionary<string, string> { ["half"] = "0.5", ["third"] = "1/3" } }).Build();
        // 6 CPUs x 3 s is exactly 0.005: half of it rounds to nothing, while 12 CPUs at half do not.
        Assert.Equal("0.01", tariff.Amount("cpu=6", 3));
        Assert.Equal("0.00", tariff.Amount("cpu=6", 3, "half"));
        Assert.Equal("0.01", tariff.Amount("cpu=12", 3, "half"));
        Assert.Equal("0.01", tariff.Amount("cpu=18", 3, "third"));
        Assert.Equal("0.00", tariff.Amount("cpu=17", 3, "THIRD"));
    }
}
