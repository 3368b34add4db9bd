using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Bench.Lab;

namespace SlurmBank.Bench;

/// <summary>One sync in a process of its own, so that its peak memory is its own. Prints one line of figures.</summary>
internal static class SyncChild
{
    internal static int Run(IReadOnlyList<string> arguments)
    {
        (string folder, string bin, long open) = (arguments[0], arguments[1], long.Parse(arguments[2], CultureInfo.InvariantCulture));
        using BankService bank = BenchBank.Open(folder, bin);
        if (!System.IO.File.Exists(bank.LedgerPath))
        {
            BenchBank.Begin(bank, DateTimeOffset.FromUnixTimeSeconds(open));
        }

        double waited = 0;
        var windows = new List<string>();
        bank.Slurm.CommandRan += report =>
        {
            if (report.Arguments.FirstOrDefault(a => a.StartsWith("--starttime=", StringComparison.Ordinal)) is string from)
            {
                waited += report.Duration.TotalSeconds;
                windows.Add($"WINDOW {from} {report.Arguments.First(a => a.StartsWith("--endtime=", StringComparison.Ordinal))}");
            }
        };
        var command = new SyncCommand { StartTime = SiteMoment.FromInstant(DateTimeOffset.FromUnixTimeSeconds(open)) };
        long start = Stopwatch.GetTimestamp();
        SyncReport sync = bank.Sync(command).Single();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double cpu = Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"FIGURES {seconds} {sync.Rows} {sync.Charged} {sync.Unchanged} {sync.Parked} {sync.Problems.Count} {Measure.PeakMegabytes()} {cpu} {waited}"));
        windows.ForEach(Console.WriteLine);
        return sync.Problems.Count == 0 ? 0 : 1;
    }
}
