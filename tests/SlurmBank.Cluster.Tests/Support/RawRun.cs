using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace SlurmBank.Cluster.Tests;

/// <summary>A row of sacct as the test reads it, sharing nothing with the bank's readers, tariffs or amounts.</summary>
internal sealed record RawRun(string JobId, long JobIdRaw, string Account, string State, long Submit, long? Start, long? End, long Suspended, long Billing, string Tres, long LimitMinutes)
{
    internal const string Columns = "JobID,JobIDRaw,Account,State,Submit,Start,End,Suspended,AllocTRES,TimelimitRaw";

    internal static RawRun Read(string line)
    {
        string[] f = line.Split('|');
        string? billing = f[8].Split(',').FirstOrDefault(t => t.StartsWith("billing=", StringComparison.Ordinal));
        return new RawRun(
            f[0], Number(f[1]), f[2], f[3], Number(f[4]), Time(f[5]), Time(f[6]), Clock(f[7]), billing is null ? 0 : Number(billing[8..]), f[8], long.TryParse(f[9], NumberStyles.None, CultureInfo.InvariantCulture, out long limit) ? limit : 0);
    }

    /// <summary>Seconds of its own: a resized row keeps the start of the job.</summary>
    internal long Seconds => End is long end && Start is long start ? Math.Max(end - Math.Max(start, Submit), 0) : 0;

    /// <summary>What it costs: billing x seconds, a thousand units a billing-second.</summary>
    internal long Units => Billing * Seconds * 1000;

    internal static long Total(IEnumerable<RawRun> runs, string account) => runs.Where(r => r.Account == account && r.End is not null).Sum(r => r.Units);

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static long? Time(string text) => text is "Unknown" or "None" or "" ? null : Number(text);

    /// <summary>[days-]hours:minutes:seconds.</summary>
    private static long Clock(string text)
    {
        string[] days = text.Split('-');
        long[] parts = [.. days[^1].Split(':').Select(Number)];
        return (days.Length > 1 ? Number(days[0]) * 86400 : 0) + parts.Aggregate(0L, (sum, p) => (sum * 60) + p);
    }
}
