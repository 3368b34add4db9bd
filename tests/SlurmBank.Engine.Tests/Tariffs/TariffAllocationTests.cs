using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace SlurmBank.Engine.Tests;

/// <summary>Pricing one run allocates nothing, for every kind and way through.</summary>
public class TariffAllocationTests
{
    [Theory]
    [InlineData("billing", "cpu=1,mem=0.25G", "billing=6,cpu=4,gres/gpu:a100=2,gres/gpu=2,mem=8192M,node=1", 3601)]
    [InlineData("billing", "cpu=1,mem=0.25G,gres/gpu=8", "cpu=4,gres/gpu=2,mem=8192M,node=1", 3601)]
    [InlineData("billing", "", "cpu=4,mem=1.50G,node=1", 3601)]
    [InlineData("billing-exact", "cpu=0.8,mem=0.102G,gres/gpu=1.37", "billing=6,cpu=4,gres/gpu=2,mem=8192M,node=1", 3601)]
    [InlineData("billing-exact", "cpu=0.8,mem=0.102G,gres/gpu=1.37", "cpu=100000,gres/gpu=200000,mem=819200000M,node=1", 31_536_000)]
    [InlineData("partition-price", "", "billing=6,cpu=4,mem=8192M,node=1", 3601)]
    [InlineData("billing", "", "rubbish", 3601)]
    [InlineData("billing", "cpu=1,mem=-1G", "cpu=1,mem=8192", 3601)]
    public void Price_does_not_allocate(string kind, string weights, string tres, long seconds)
    {
        Tariff tariff = (Tariffs.Weights(kind, weights) with
        {
            PartitionWeights = Enumerable.Range(0, 40).ToDictionary(index => index == 7 ? "p" : "partition" + index.ToString(CultureInfo.InvariantCulture), _ => weights),
            PartitionPrices = new Dictionary<string, string> { ["p"] = "2.67" },
            QosFactors = new Dictionary<string, string> { ["high"] = "1.5", ["low"] = "1/3" },
            FreeQos = ["none"],
            FreeStates = ["NODE_FAIL"],
            Minimum = "0.01",
            Suspended = "free",
        }).Build();
        Loop(tariff, tres, seconds, 10);
        long before = GC.GetAllocatedBytesForCurrentThread();
        long priced = Loop(tariff, tres, seconds, 10_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(tariff.Of(tres, seconds, qos: "LOW", suspended: 1).IsPriced ? 10_000 : 0, priced);
    }

    private static long Loop(Tariff tariff, string tres, long seconds, int rounds)
    {
        long priced = 0;
        for (int round = 0; round < rounds; round++)
        {
            priced += tariff.Price(Tariffs.Run(tres, seconds, "p", "LOW", "CANCELLED by 1000", 1), out _) ? 1 : 0;
        }

        return priced;
    }
}
