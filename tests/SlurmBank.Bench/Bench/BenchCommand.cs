using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SlurmBank.Bench.Lab;

namespace SlurmBank.Bench;

/// <summary>The benchmarks: each part is measured against a peer in the same run, so that ratios count and not the machine.</summary>
internal static class BenchCommand
{
    private static readonly string[] Parts = ["pricing", "settle", "balance", "statement", "trees", "reader", "history", "accounts", "nightly", "plugins", "memory", "start"];

    internal static int Run(IReadOnlyList<string> arguments)
    {
        bool full = arguments.Contains("--full");
        int at = arguments.ToList().IndexOf("--cluster");
        string? folder = at >= 0 && at + 1 < arguments.Count ? arguments[at + 1] : null;
        List<string> parts = [.. arguments.Where((a, i) => !a.StartsWith("--", StringComparison.Ordinal) && (at < 0 || i != at + 1))];
        if (parts.FirstOrDefault(p => !Parts.Contains(p)) is string unknown)
        {
            Console.Error.WriteLine($"bench has no part '{unknown}'; it has {string.Join(", ", Parts)}");
            return 2;
        }

        Console.WriteLine($"{Machine.Describe()}\nratio = ours / peer, measured in this run; below 1 is faster than the peer, except where rates are compared");
        var figures = new Figures();
        string scratch = Directory.CreateTempSubdirectory("slurmbank-bench-").FullName;
        try
        {
            Measured(parts.Count == 0 ? Parts : parts, full, folder, figures, scratch);
        }
        finally
        {
            Directory.Delete(scratch, true);
        }

        Console.WriteLine($"\n{figures.Broken} bounds not kept, {figures.Missing} figures not measured; {Machine.Load()}");
        return figures.Broken == 0 ? 0 : 1;
    }

    private static void Measured(IReadOnlyCollection<string> parts, bool full, string? folder, Figures figures, string scratch)
    {
        if (parts.Contains("pricing"))
        {
            PricingBench.Run(figures);
        }

        var ledger = new LedgerBench(figures, scratch);
        if (parts.Contains("settle"))
        {
            ledger.Settling();
        }

        if (parts.Contains("balance"))
        {
            ledger.Balances(full);
        }

        if (parts.Contains("statement"))
        {
            StatementBench.Run(figures, scratch, full);
        }

        if (parts.Contains("trees"))
        {
            TreeBench.Run(figures, scratch);
        }

        string why = "no part of this run needs it";
        using TestCluster? cluster = parts.Intersect(["reader", "history", "accounts", "nightly", "plugins", "memory", "start"]).Any() ? TestCluster.TryGet(folder, out why) : null;
        OnCluster(parts, full, cluster, why, figures, scratch);
        if (parts.Contains("plugins"))
        {
            PluginsBench.Run(cluster, why, full, figures);
        }

        if (parts.Contains("memory"))
        {
            MemoryBench.Run(cluster, why, full, figures);
        }

        if (parts.Contains("start"))
        {
            StartBench.Run(cluster, figures);
        }
    }

    private static void OnCluster(IReadOnlyCollection<string> parts, bool full, TestCluster? cluster, string why, Figures figures, string scratch)
    {
        foreach (string part in parts.Intersect(["reader", "history", "accounts", "nightly"]))
        {
            if (cluster is null)
            {
                figures.NotMeasured(part, why);
                continue;
            }

            long jobs = full ? 1_000_000 : 100_000;
            cluster.FillHistory(jobs);
            switch (part)
            {
                case "reader":
                    ReaderBench.Run(cluster, figures);
                    break;
                case "history":
                    new HistoryBench(cluster, figures, scratch).Run();
                    break;
                case "nightly":
                    new NightlyBench(cluster, figures, scratch).Run();
                    break;
                default:
                    new ManyAccountsBench(cluster, figures, scratch).Run();
                    break;
            }
        }
    }
}
