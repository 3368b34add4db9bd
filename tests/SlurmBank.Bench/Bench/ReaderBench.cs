using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SlurmBank.Bench.Lab;
using SlurmBank.Slurm;

namespace SlurmBank.Bench;

/// <summary>Reading a month of runs, against the same sacct with its output thrown away.</summary>
internal static class ReaderBench
{
    internal static void Run(TestCluster cluster, Figures figures)
    {
        figures.Section("Reading a month of runs; medians of 5, the two in turn");
        var slurm = new SlurmCommands(new SlurmOptions { BinFolder = cluster.Bin, Deadline = TimeSpan.FromMinutes(10) });
        DateTimeOffset to = DateTimeOffset.UtcNow.AddDays(-2);
        var query = new SacctRunQuery { From = to.AddDays(-30), To = to, Cluster = "lab" };
        IReadOnlyList<string>? arguments = null;
        slurm.CommandRan += report => arguments = report.Arguments.Any(a => a.StartsWith("--starttime", StringComparison.Ordinal)) ? report.Arguments : arguments;
        long rows = slurm.Sacct.ReadRuns(query).Count();
        string command = string.Join(' ', arguments!.Select(a => $"'{a}'")) + " >/dev/null";
        (double ours, double peer) = Measure.Alternate(
            5,
            () => Measure.Time(() => rows = slurm.Sacct.ReadRuns(query).Count(r => r.Record is not null)).TotalSeconds,
            () => Measure.Time(() => Shell.Output(["/bin/sh", "-c", command], new Dictionary<string, string> { ["TZ"] = "UTC", ["SLURM_TIME_FORMAT"] = "%s" })).TotalSeconds);
        figures.Row("reader / sacct >/dev/null", Figures.Seconds(ours), $"sacct {Figures.Seconds(peer)}", ours / peer, string.Create(CultureInfo.InvariantCulture, $"{rows} rows, {rows / ours:0} a second"));
    }
}
