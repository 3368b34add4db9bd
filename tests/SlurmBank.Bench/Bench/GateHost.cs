using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using SlurmBank.Bench.Lab;

namespace SlurmBank.Bench;

/// <summary>Decisions of the real plugin in a C host, without slurmctld: how many a second, and whether the number of accounts matters.</summary>
internal sealed class GateHost
{
    private const int Decisions = 20_000;
    private const int FirstUid = 30_000;
    private static readonly int[] Sizes = [100, PluginLab.Accounts, 100_000];
    private readonly PluginLab lab;
    private readonly Figures figures;

    internal GateHost(PluginLab lab, Figures figures)
    {
        this.lab = lab;
        this.figures = figures;
    }

    internal void Run()
    {
        figures.Section($"Decisions in a C host, {Decisions} in a row, nothing synced between");
        double[][] found = [.. Sizes.Select(Measured)];
        for (int i = 0; i < Sizes.Length; i++)
        {
            double[] f = found[i];
            figures.Fact($"{Sizes[i]} accounts", Figures.PerSecond(f[0]), $"median {Figures.Micros(f[1] / 1e9)}, 99th {Figures.Micros(f[2] / 1e9)}, longest {Figures.Micros(f[3] / 1e9)}");
        }

        figures.Row($"{Sizes[^1]} accounts / {Sizes[0]}, medians", Figures.Micros(found[^1][1] / 1e9), Figures.Micros(found[0][1] / 1e9), found[^1][1] / found[0][1], "about 1 is the aim");
        double[] usual = found[1];
        figures.Row("last tenth / first tenth, medians", Figures.Micros(usual[5] / 1e9), Figures.Micros(usual[4] / 1e9), usual[5] / usual[4], $"{Decisions} promises that no sync has taken over");
        figures.Bound("decisions a second", usual[0] >= 10_000, Figures.PerSecond(usual[0]), "10000 or more");
        figures.Bound("all of them accepted", found.All(f => f[6] == 0), string.Join(", ", found.Select(f => f[6])), "0 refused");
    }

    private double[] Measured(int accounts)
    {
        string folder = Path.Combine(lab.Tools, string.Create(CultureInfo.InvariantCulture, $"host{accounts}"));
        Directory.CreateDirectory(Path.Combine(folder, "journal"));
        string site = Path.Combine(Shell.Repository(), "plugins/tests/site");
        var lines = new List<string> { "cluster lab", $"tariff {site}/tariff.txt", $"facts {site}/facts.txt" };
        lines.AddRange(Enumerable.Range(0, accounts).Select(i => $"account {LedgerFill.Name(i)} 64 36000000000000 0 0 0 0"));
        lines.AddRange(Enumerable.Range(0, accounts).Select(i => string.Create(CultureInfo.InvariantCulture, $"member u{i:00000} {LedgerFill.Name(i)} {FirstUid + i} 1")));
        File.WriteAllLines(Path.Combine(folder, "lines"), lines);
        _ = Shell.Output(["/bin/sh", "-c", $"'{lab.Tools}/make-snapshot' '{folder}/gate.snapshot' <'{folder}/lines'"]);
        File.WriteAllText(Path.Combine(folder, "bank-config.toml"), $"[gate]\npolicy = \"enforce\"\nsnapshot = \"{folder}/gate.snapshot\"\njournal = \"{folder}/journal\"\n");
        File.WriteAllText(Path.Combine(folder, "slurmbank_gate.conf"), $"Configuration={folder}/bank-config.toml\n");
        string output = Shell.Output(
            [Path.Combine(lab.Tools, "decide"), Path.Combine(lab.Plugins, "job_submit_slurmbank.so"), Text(Decisions), Text(accounts)],
            new Dictionary<string, string> { ["SLURMBANK_GATE_CONF"] = Path.Combine(folder, "slurmbank_gate.conf") });
        Directory.Delete(folder, true);
        return [.. output.Split(' ').Select(v => double.Parse(v, CultureInfo.InvariantCulture))];
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
