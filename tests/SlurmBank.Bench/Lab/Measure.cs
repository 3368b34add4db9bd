using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;

namespace SlurmBank.Bench.Lab;

/// <summary>Times work and sums up repeated measurements.</summary>
internal static class Measure
{
    /// <summary>How long one call takes.</summary>
    internal static TimeSpan Time(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>The median of repeated calls of two works in turn, so that a busy machine disturbs both alike.</summary>
    internal static (double Ours, double Peer) Alternate(int rounds, Func<double> ours, Func<double> peer)
    {
        var first = new List<double>(rounds);
        var second = new List<double>(rounds);
        for (int i = 0; i < rounds; i++)
        {
            first.Add(ours());
            second.Add(peer());
        }

        return (Median(first), Median(second));
    }

    /// <summary>The middle value; of an even number, the upper one of the two in the middle.</summary>
    internal static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    /// <summary>The most memory this process ever had, in megabytes (VmHWM of /proc); 0 where the system does not say.</summary>
    internal static long PeakMegabytes()
    {
        string? line = File.Exists("/proc/self/status") ? File.ReadLines("/proc/self/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal)) : null;
        return line is null ? 0 : long.Parse(line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
