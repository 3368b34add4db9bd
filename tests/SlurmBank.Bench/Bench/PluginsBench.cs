using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using SlurmBank.Bench.Lab;

namespace SlurmBank.Bench;

/// <summary>What the gate costs slurmctld: time for each submission, beside no plugin and the older plugins' HTTP; and memory.</summary>
internal sealed class PluginsBench
{
    private const int Rounds = 5;
    private const int SbatchRounds = 8;
    private const int SbatchEach = 60;
    private readonly PluginLab lab;
    private readonly Figures figures;
    private readonly bool full;

    private PluginsBench(PluginLab lab, Figures figures, bool full)
    {
        this.lab = lab;
        this.figures = figures;
        this.full = full;
    }

    /// <summary>What was seen of one way to check.</summary>
    private sealed class Way(string plugin, int port = 0)
    {
        internal string Plugin { get; } = plugin;

        internal int Port { get; } = port;

        internal List<double> Inside { get; } = [];

        internal List<double> Outside { get; } = [];

        internal List<double> Rates { get; } = [];
    }

    internal static void Run(TestCluster? cluster, string why, bool full, Figures figures)
    {
        using PluginLab? lab = cluster is null ? null : PluginLab.TryMake(cluster, out why);
        if (lab is null)
        {
            figures.NotMeasured("plugins", why);
            return;
        }

        var bench = new PluginsBench(lab, figures, full);
        using (var syncs = new SyncLoop(lab.Bank))
        {
            bench.Costs();
            bench.Sbatch();
            bench.Queue();
            syncs.End();
            figures.Fact("syncs beside it", string.Create(CultureInfo.InvariantCulture, $"{syncs.Done.Count}"), $"one after the other, {Figures.Seconds(syncs.Done.Seconds)} each; {syncs.Done.Failed} got no answer");
        }

        new GateHost(lab, figures).Run();
    }

    private void Costs()
    {
        figures.Section($"The gate in slurmctld: {PluginLab.Accounts} accounts, a sync all the time; {Rounds} rounds, all in turn");
        using var bare = new HttpPeer(PluginLab.Accounts);
        using PythonPeer? python = PythonPeer.TryStart(Path.Combine(lab.Tools, "accounts.db"), PluginLab.Accounts);
        // A plugin of HTTP learns its port when it is loaded: the two are never neighbours.
        Way none = new(string.Empty), http = new("sbwatch_http", bare.Port), gate = new("sbwatch_gate"), server = new("sbwatch_http", python?.Port ?? 0);
        Way[] ways = python is null ? [none, http, gate] : [none, http, gate, server];
        for (int round = 0; round <= Rounds; round++)
        {
            Array.ForEach(ways, way => Measured(way, round > 0));
        }

        Samples ours = new(gate.Inside);
        figures.Bound("gate, median", ours.Median <= 50e-6, Figures.Micros(ours.Median), "20 to 50 us");
        figures.Bound("gate, 99th of a hundred", ours.P99 < 500e-6, Figures.Micros(ours.P99), "under 500 us");
        figures.Fact("gate, longest", Figures.Micros(ours.Longest), string.Create(CultureInfo.InvariantCulture, $"of {ours.Count}"));
        Inside("HTTP, answered from memory", ours, http);
        if (python is null)
        {
            figures.NotMeasured("HTTP, a server with a database", "no python3 here");
        }
        else
        {
            Inside("HTTP, a server with a database", ours, server);
        }

        figures.Fact("a client waits, no plugin", Figures.Micros(new Samples(none.Outside).Median), new Samples(none.Outside).Text);
        foreach (Way way in ways.Skip(1))
        {
            Outside(way == gate ? "gate" : way == http ? "HTTP from memory" : "HTTP with database", way, none);
        }
    }

    /// <summary>Time in slurmctld, beside another way.</summary>
    private void Inside(string name, Samples ours, Way other)
    {
        Samples theirs = new(other.Inside);
        figures.Row($"in slurmctld, median: gate / {name}", Figures.Micros(ours.Median), Figures.Micros(theirs.Median), ours.Median / theirs.Median, "0.020 is the aim");
        figures.Row("  99th of a hundred", Figures.Micros(ours.P99), Figures.Micros(theirs.P99), ours.P99 / theirs.P99, $"longest {Figures.Micros(theirs.Longest)}");
    }

    /// <summary>What a client sees, beside slurmctld without a plugin.</summary>
    private void Outside(string name, Way way, Way none)
    {
        Samples ours = new(way.Outside), nothing = new(none.Outside);
        figures.Row($"a client waits, median: {name} / no plugin", Figures.Micros(ours.Median), Figures.Micros(nothing.Median), ours.Median / nothing.Median, ours.Text);
        figures.Row("  submissions a second, 4 clients", Figures.PerSecond(Measure.Median(way.Rates)), Figures.PerSecond(Measure.Median(none.Rates)), Rate(way, none), "median of the rounds' ratios; more is better");
    }

    private static double Rate(Way way, Way none) => Measure.Median(way.Rates.Zip(none.Rates, (a, b) => a / b));

    /// <summary>One round of one way: a client by itself for the times, then four for the rate. The first round only warms up.</summary>
    private void Measured(Way way, bool counts)
    {
        lab.TellPort(way.Port);
        lab.Use(way.Plugin);
        Submission one = lab.Submit(300), four = one;
        Samples inside = lab.Timed(way.Plugin, () => four = lab.Submit(800, 4));
        if (one.Errors + four.Errors > 0)
        {
            throw new InvalidOperationException($"{one.Errors + four.Errors} submissions failed with '{way.Plugin}'");
        }

        if (counts)
        {
            way.Inside.AddRange(inside.Seconds);
            way.Outside.AddRange(one.Each.Seconds);
            way.Rates.Add(four.Rate);
        }
    }

    /// <summary>As users submit: sbatch, a process for each job. The two take turns at going first.</summary>
    private void Sbatch()
    {
        string[] ways = [string.Empty, "slurmbank"];
        List<double>[] rates = [[], []], processor = [[], []];
        for (int round = 0; round < SbatchRounds; round++)
        {
            foreach (int way in (int[])[round % 2, 1 - (round % 2)])
            {
                lab.Use(ways[way]);
                double before = lab.ProcessorSeconds();
                rates[way].Add(lab.SbatchRate(SbatchEach));
                processor[way].Add((lab.ProcessorSeconds() - before) / (4 * SbatchEach));
            }
        }

        (double none, double gate) = (Measure.Median(rates[0]), Measure.Median(rates[1]));
        figures.Row("four loops of sbatch a second: gate / no plugin", Figures.PerSecond(gate), Figures.PerSecond(none), gate / none, $"medians of {SbatchRounds} rounds; more is better");
        figures.Bound("rate with the gate", gate / none >= 0.98, string.Create(CultureInfo.InvariantCulture, $"{gate / none:0.000}"), "0.98 or more of the rate without");
        figures.Row("slurmctld's processor time for each of them", Figures.Micros(Measure.Median(processor[1])), Figures.Micros(Measure.Median(processor[0])), Measure.Median(processor[1]) / Measure.Median(processor[0]));
        lab.CancelAll();
    }

    /// <summary>The same decision with an empty queue and with a long one.</summary>
    private void Queue()
    {
        int waiting = full ? 50_000 : 10_000;
        lab.Use("sbwatch_gate");
        Thread.Sleep(TimeSpan.FromSeconds(3));
        Samples empty = lab.Timed("sbwatch_gate", () => lab.Submit(1000));
        _ = lab.Submit(waiting, 4, keep: true);
        Samples busy = lab.Timed("sbwatch_gate", () => lab.Submit(1000));
        figures.Row($"in slurmctld: {waiting} jobs waiting / none, medians", Figures.Micros(busy.Median), Figures.Micros(empty.Median), busy.Median / empty.Median, $"about 1 is the aim; {busy.Text}");
        figures.Fact("jobs let through because the gate was busy", string.Create(CultureInfo.InvariantCulture, $"{lab.Counter("busy")}"), "it waits 20 ms at most");
        lab.CancelAll();
    }
}
