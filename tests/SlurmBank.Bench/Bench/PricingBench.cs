using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using SlurmBank.Bench.Lab;
using SlurmBank.Engine;

namespace SlurmBank.Bench;

/// <summary>The price of one run, of each kind of tariff, against the same figure from split texts and decimals.</summary>
internal static class PricingBench
{
    private const int Calls = 200_000;
    private const int Rounds = 9;
    private const string Tres = "billing=12,cpu=4,gres/gpu=2,mem=8192M,node=1";
    private static long sink;

    internal static void Run(Figures figures)
    {
        figures.Section($"Pricing one run ({Tres}); medians of {Rounds} x {Calls}, the two in turn");
        foreach (string kind in (string[])["billing", "billing-exact", "partition-price"])
        {
            Tariff tariff = Build(kind);
            RunOnce(tariff);
            (double ours, double peer) = Measure.Alternate(Rounds, () => Time(() => RunOnce(tariff)), () => Time(() => sink += Naive(kind, Tres, 3601)));
            figures.Row(
                kind,
                string.Create(CultureInfo.InvariantCulture, $"{ours:0} ns, {Allocated(() => RunOnce(tariff))} B"),
                string.Create(CultureInfo.InvariantCulture, $"decimals {peer:0} ns, {Allocated(() => sink += Naive(kind, Tres, 3601))} B"),
                ours / peer,
                "the aim is 100 ns");
            figures.Bound($"{kind}: bytes allocated", Allocated(() => RunOnce(tariff)) == 0, $"{Allocated(() => RunOnce(tariff))}", "none");
        }
    }

    private static void RunOnce(Tariff tariff)
    {
        _ = tariff.Price(new RunUsage { Partition = "gpu", Qos = "normal", State = "COMPLETED", AllocTres = Tres, WallSeconds = 3601 }, out PriceResult result);
        sink += result.Amount.Units;
    }

    private static double Time(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Calls; i++)
        {
            work();
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Calls;
    }

    private static long Allocated(Action work)
    {
        work();
        long before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static Tariff Build(string kind)
    {
        var definition = new TariffDefinition
        {
            Version = 1,
            EffectiveFrom = 0,
            Kind = kind,
            PartitionWeights = new Dictionary<string, string> { ["cpu"] = "CPU=1.0,Mem=0.25G", ["gpu"] = "CPU=1.0,Mem=0.25G,GRES/gpu=4.0" },
            PartitionPrices = new Dictionary<string, string> { ["cpu"] = "1", ["gpu"] = "2.67" },
        };
        return Tariff.TryBuild(definition, out Tariff? tariff, out IReadOnlyList<TariffFinding> findings)
            ? tariff
            : throw new InvalidOperationException(string.Join(' ', findings));
    }

    /// <summary>How a script would do it: no overflow, no other units, no free partitions, no QOS.</summary>
    private static long Naive(string kind, string tres, long seconds)
    {
        var counts = tres.Split(',').Select(p => p.Split('=')).ToDictionary(p => p[0], p => decimal.Parse(p[1].TrimEnd('M'), CultureInfo.InvariantCulture));
        return kind switch
        {
            "billing" => (long)(counts["billing"] * seconds * 1000m),
            "billing-exact" => (long)Math.Round((counts["cpu"] + (counts["mem"] / 1024m * 0.25m) + (counts["gres/gpu"] * 4.0m)) * seconds * 1000m, MidpointRounding.AwayFromZero),
            _ => (long)(Math.Round(counts["cpu"] * 2.67m * seconds / 3600m, 2, MidpointRounding.AwayFromZero) * 3_600_000m),
        };
    }
}
