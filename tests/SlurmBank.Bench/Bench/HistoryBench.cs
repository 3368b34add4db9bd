using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Bench.Lab;

namespace SlurmBank.Bench;

/// <summary>A year of finished jobs: how fast the real sacct produces them, how fast they are settled, how fast a replay is.</summary>
internal sealed class HistoryBench
{
    private const int Days = 366;
    private const string Columns = "JobIDRaw,JobID,Submit,Eligible,Start,End,ElapsedRaw,Suspended,State,Account,User,UID,Partition,QOS,TimelimitRaw,ReqTRES,AllocTRES,Cluster,ExitCode,NNodes,Flags,DBIndex";
    private readonly TestCluster cluster;
    private readonly Figures figures;
    private readonly string folder;
    private readonly long open;

    internal HistoryBench(TestCluster cluster, Figures figures, string folder)
    {
        this.cluster = cluster;
        this.figures = figures;
        this.folder = folder;
        open = DateTimeOffset.UtcNow.AddDays(-Days).ToUnixTimeSeconds();
    }

    /// <summary>What a child that synced found.</summary>
    private sealed record Sync(double Seconds, long Rows, long Charged, long Unchanged, long Parked, long Problems, long Megabytes, double Cpu, double Waited, IReadOnlyList<string> Windows);

    internal void Run()
    {
        long jobs = cluster.Count();
        figures.Section(string.Create(CultureInfo.InvariantCulture, $"History: {jobs} finished jobs of a year; synchronous=FULL"));
        string ledger = Path.Combine(folder, "history");
        _ = cluster.Slurm("sacct", "-a", "-X", "-n", "-P", "-o", "JobIDRaw", "-S", "now-1weeks");
        Sync first = Child(ledger);
        double before = Windows(first.Windows);
        Sync replay = Child(ledger);
        double after = Windows(first.Windows);
        double sacct = Math.Min(before, after);
        figures.Row("first sync / sacct", Figures.Seconds(first.Seconds), $"sacct {Figures.Seconds(before)}, {Figures.Seconds(after)}", first.Seconds / sacct, "1 or less is the aim");
        figures.Row("replay / first sync", Figures.Seconds(replay.Seconds), $"first {Figures.Seconds(first.Seconds)}", replay.Seconds / first.Seconds, "both wait for sacct");
        figures.Row("replay / sacct", Figures.Seconds(replay.Seconds), $"sacct {Figures.Seconds(sacct)}", replay.Seconds / sacct);
        figures.Fact("rows settled", Figures.PerSecond(first.Rows / first.Seconds), string.Create(CultureInfo.InvariantCulture, $"{first.Rows} rows, {first.Charged} charged, {first.Parked} parked; processor time {first.Cpu:0.0} s; sacct under way {first.Waited:0.0} s; {first.Windows.Count} windows"));
        figures.Bound("peak memory, first sync", first.Megabytes < 300, $"{first.Megabytes} MB", "under 300 MB");
        figures.Bound("peak memory, replay", replay.Megabytes < 300, $"{replay.Megabytes} MB", "under 300 MB");
        figures.Bound("every job charged once", first.Charged == jobs && first.Problems == 0, $"{first.Charged}", $"{jobs} jobs");
        figures.Bound("replay charges nothing", replay.Charged == 0 && replay.Unchanged == replay.Rows, $"{replay.Charged}", $"{replay.Rows} rows again");
        Verify(ledger);
    }

    private void Verify(string ledger)
    {
        using BankService bank = BenchBank.Open(ledger, cluster.Bin);
        LedgerCheck? check = null;
        double seconds = Measure.Time(() => check = bank.Verify()).TotalSeconds;
        figures.Bound("verify", check!.IsSound, check.IsSound ? "sound" : "NOT SOUND", string.Create(CultureInfo.InvariantCulture, $"{check.Entries} entries in {seconds:0.0} s"));
        figures.Fact("size of the ledger", $"{new FileInfo(bank.LedgerPath).Length / 1_000_000} MB");
    }

    /// <summary>The same windows with the same columns, one after the other, to /dev/null.</summary>
    private double Windows(IReadOnlyList<string> windows) => Measure.Time(() =>
    {
        string file = Path.Combine(folder, "windows.sh");
        File.WriteAllLines(file, windows.Select(w =>
            $"sacct --allusers --allocations --noheader --parsable --noconvert --delimiter=0123456789abcdef0123456789abcdef --format={Columns} --duplicates {w} --clusters=lab >/dev/null || exit 1"));
        _ = Shell.Output(["/bin/bash", file], new Dictionary<string, string> { ["PATH"] = $"{cluster.Bin}:{Environment.GetEnvironmentVariable("PATH")}", ["TZ"] = "UTC", ["SLURM_TIME_FORMAT"] = "%s", ["SLURM_BITSTR_LEN"] = "0", ["LC_ALL"] = "C" });
    }).TotalSeconds;

    private Sync Child(string ledger)
    {
        string output = Shell.Output([Environment.ProcessPath!, "sync-child", ledger, cluster.Bin, open.ToString(CultureInfo.InvariantCulture)]);
        double[] f = [.. output.Split('\n').First(l => l.StartsWith("FIGURES ", StringComparison.Ordinal)).Split(' ').Skip(1).Select(v => double.Parse(v, CultureInfo.InvariantCulture))];
        return new Sync(f[0], (long)f[1], (long)f[2], (long)f[3], (long)f[4], (long)f[5], (long)f[6], f[7], f[8], [.. output.Split('\n').Where(l => l.StartsWith("WINDOW ", StringComparison.Ordinal)).Select(l => l[7..])]);
    }
}
