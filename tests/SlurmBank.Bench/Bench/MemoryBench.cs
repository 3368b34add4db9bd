using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using SlurmBank.Bench.Lab;

namespace SlurmBank.Bench;

/// <summary>What slurmctld grows by while many jobs come and go, with the gate and without a plugin; a slurmctld of its own for each.</summary>
internal sealed class MemoryBench
{
    private const int Parts = 10;
    private const int Rate = 500;
    private const int Waiting = 500;
    private const int MostSeconds = 120;
    private readonly PluginLab lab;
    private readonly Figures figures;

    private MemoryBench(PluginLab lab, Figures figures)
    {
        this.lab = lab;
        this.figures = figures;
    }

    internal static void Run(TestCluster? cluster, string why, bool full, Figures figures)
    {
        using PluginLab? lab = cluster is null ? null : PluginLab.TryMake(cluster, out why);
        if (lab is null)
        {
            figures.NotMeasured("memory", why);
            return;
        }

        int jobs = full ? 100_000 : 10_000;
        figures.Section($"slurmctld's memory over {jobs} submissions, {Rate} a second at most; each is cancelled, and purged from slurmctld's list");
        // As where the gate is in use; a sync is not what is measured here.
        using var syncs = new SyncLoop(lab.Bank, 30);
        var bench = new MemoryBench(lab, figures);
        double[] without = bench.Growth("no plugin", string.Empty, jobs), with = bench.Growth("with the gate", "slurmbank", jobs);
        figures.Row("resident in the end: gate / no plugin", Megabytes(with[^1]), Megabytes(without[^1]), with[^1] / without[^1]);
        figures.Row("growth: gate / no plugin", Megabytes(with[^1] - with[0]), Megabytes(without[^1] - without[0]), (with[^1] - with[0]) / (without[^1] - without[0]));
        figures.Fact("growth in the second half: gate, no plugin", Megabytes(with[^1] - with[Parts / 2]), Megabytes(without[^1] - without[Parts / 2]));
        figures.Bound("what the gate adds", with[^1] - without[^1] <= 25, Megabytes(with[^1] - without[^1]), "25 MB at most");
    }

    /// <summary>Resident memory at the start and after each tenth of the jobs; at the end when all are purged.</summary>
    private double[] Growth(string name, string plugin, int jobs)
    {
        WaitForPurge();
        lab.Use(plugin);
        lab.Restart();
        List<double> resident = [lab.Megabytes()];
        int accepted = 0;
        double seconds = 0;
        for (int part = 0; part < Parts; part++)
        {
            Submission done = lab.Submit(jobs / Parts, 2, Rate, Waiting);
            (accepted, seconds) = (accepted + done.Accepted, seconds + done.Seconds);
            if (part == Parts - 1)
            {
                WaitForPurge();
            }

            resident.Add(lab.Megabytes());
        }

        string all = string.Join(' ', resident.Select(m => string.Create(CultureInfo.InvariantCulture, $"{m:0}")));
        figures.Fact(name, Megabytes(resident[^1]), string.Create(CultureInfo.InvariantCulture, $"MB at the start and after each tenth: {all}; {accepted} accepted, {accepted / seconds:0} a second; {lab.Jobs()} jobs left"));
        return [.. resident];
    }

    private void WaitForPurge()
    {
        for (int i = 0; i < MostSeconds && lab.Jobs() > 0; i++)
        {
            Thread.Sleep(1000);
        }
    }

    private static string Megabytes(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0.0} MB");
}
