using System;
using System.Globalization;
using System.IO;

namespace SlurmBank.Year;

/// <summary>What the parts of the year agree on: its days, its files, the columns of its rows.</summary>
internal static class Site
{
    /// <summary>2026-01-01T00:00:00Z.</summary>
    internal const long Open = 1_767_225_600;

    internal const long Day = 86_400;

    /// <summary>No run ends later, so that the last late row comes before the last sync, on the last day.</summary>
    internal const long LastEnd = Open + (358 * Day);

    internal const int Weeks = 53;

    internal const string Cluster = "lab";

    /// <summary>The columns of a row, in their order in the files.</summary>
    internal static readonly string[] Columns =
    [
        "JobIDRaw", "JobID", "Submit", "Eligible", "Start", "End", "ElapsedRaw", "Suspended", "State", "Account", "User", "UID", "Partition", "QOS", "TimelimitRaw", "ReqTRES", "AllocTRES", "Cluster", "ExitCode",
    ];

    /// <summary>First days of the quarters, and the first day after the year.</summary>
    internal static readonly long[] Quarters = [Open, Open + (90 * Day), Open + (181 * Day), Open + (273 * Day), Open + (365 * Day)];

    internal static string Rows(string folder, int week) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"sacct-{week:00}.txt"));

    /// <summary>For each row of a week: when slurmdbd has it, and what it said of its end first (0: the truth) until when.</summary>
    internal static string Arrivals(string folder, int week) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"arrivals-{week:00}.bin"));

    /// <summary>account, reference, units, start, end, kind: <c>quarter</c>, <c>floating</c> (drawn after the others) or <c>deposit</c> into the allocation of that reference.</summary>
    internal static string Grants(string folder) => Path.Combine(folder, "grants.csv");

    /// <summary>JobIDRaw, submit, units (empty for the whole), and the job as people see it: a number alone would mean all tasks of an array.</summary>
    internal static string Refunds(string folder) => Path.Combine(folder, "refunds.csv");

    internal static int WeekOf(long end) => (int)Math.Clamp((end - Open) / (7 * Day), 0, Weeks - 1);

    internal static long Whole(ReadOnlySpan<char> text) => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
