using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;

namespace SlurmBank.Bank.Tests.Reports;

/// <summary>
/// What slurmctld counts in cycles: pieces of resized jobs twice, running jobs up to the last cycle. The test counts as slurmctld does, cycle by cycle; the causes have to say the same to the unit, and a
/// fault beside them has to stay unexplained.
/// </summary>
public sealed class CompareCyclesTests
{
    private const long T = TestBank.Open;
    private const long Period = 60;
    private const long Now = T + 36_000;

    public static IEnumerable<object[]> Seeds => Soak.Seeds(6);

    private static decimal Rate(JobRow row) => (long.Parse(row.Tres.Split(',')[0][8..], CultureInfo.InvariantCulture) * 1000) + (250m / 1024);

    private static JobRow[] Resized(long job, long start, long end, params (long At, long Billing)[] sizes) =>
    [
        .. sizes.Select((size, i) => new JobRow(job, i == 0 ? start : size.At, start, i + 1 < sizes.Length ? sizes[i + 1].At : end == 0 ? null : end)
        {
            State = i + 1 < sizes.Length ? "RESIZING" : end == 0 ? "RUNNING" : "COMPLETED", Tres = JobRow.Billing(size.Billing),
        }),
    ];

    /// <summary>Units of usage: at each cycle what ran since the one before, at the size of then; at each end, and each resize, what ran since the last cycle.</summary>
    private static decimal Counted(IEnumerable<JobRow> rows, long phase, bool countsEnds = true)
    {
        decimal used = 0;
        foreach (JobRow row in rows)
        {
            long from = Math.Max(row.Start!.Value, row.Submit);
            long last = from - ((((from - phase) % Period) + Period) % Period);
            for (long cycle = last + Period; cycle <= (row.End ?? Now); cycle += Period)
            {
                used += Rate(row) * (cycle - Math.Max(last, row.Start.Value));
                last = cycle;
            }

            used += row.End is long end && countsEnds ? Rate(row) * (end - Math.Max(last, row.Start.Value)) : 0;
        }

        return used;
    }

    private static ComparisonReport Sshare(JobRow[] rows, decimal used, Action<FakeSlurm>? more = null)
    {
        using TestBank bank = TestBank.Opened();
        bank.Clock.Seconds = Now;
        bank.Slurm.Jobs(rows);
        more?.Invoke(bank.Slurm);
        _ = bank.Sync(T, Now);
        long raw = (long)Math.Floor(used / 1000);
        bank.Slurm.Put("sshare.txt", string.Create(CultureInfo.InvariantCulture, $"lab| bio|||1|1|{raw}|0|0||||||\nlab| bio|ann||1|1|{raw}|0|0||||||\n"));
        ComparisonReport report = bank.Service.Compare(new CompareQuery { Accounts = ["bio"] }).Single(r => r.Source == "sshare");
        Assert.Equal((raw * 1000, report.DifferenceUnits), (report.SlurmUnits, report.Causes.Sum(c => c.AmountUnits)));
        return report;
    }

    private static long Of(ComparisonReport report, string cause) => report.Causes.Where(c => c.Cause == cause).Sum(c => c.AmountUnits);

    private static string Text(ComparisonReport report) => string.Join("; ", report.Causes.Select(c => $"{c.Cause} {c.AmountUnits} {c.Text}"));

    private static void AssertExplained(ComparisonReport report) => Assert.True(report.RestUnits == 0 && report.Causes.All(c => c.Cause != ComparisonReport.Unexplained), Text(report));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(39)]
    [InlineData(59)]
    public void A_resize_is_counted_twice_from_the_last_cycle_on_to_the_unit(long phase)
    {
        JobRow[] rows = Resized(1, T + 100, T + 900, (0, 5), (T + 420, 2));
        ComparisonReport report = Sshare(rows, Counted(rows, phase));
        AssertExplained(report);
        long seconds = (T + 420 - phase) % Period;
        Assert.Equal(-(long)Math.Round(Rate(rows[1]) * seconds), Of(report, "resize"));
        Assert.Equal(seconds != 0, report.Causes.Any(c => c.Cause == "resize" && c.Text.Contains("at both sizes", StringComparison.Ordinal)));
        Assert.DoesNotContain("at most", Text(report), StringComparison.Ordinal);
    }

    /// <summary>Ninety seconds are more than lie between two cycles, and half a second of its billing is no second of it.</summary>
    [Theory]
    [InlineData(90 * 7000)]
    [InlineData(20 * 7000 + 3500)]
    [InlineData(-2000)]
    public void A_fault_is_not_taken_for_a_resize(long fault)
    {
        JobRow[] rows = Resized(1, T + 100, T + 900, (0, 5), (T + 420, 7));
        ComparisonReport report = Sshare(rows, rows.Sum(r => Rate(r) * (r.End!.Value - Math.Max(r.Start!.Value, r.Submit))) + fault);
        Assert.InRange(report.RestUnits, -fault - 2000, -fault + 2000);
        Assert.Equal(0, Of(report, "resize"));
    }

    [Fact]
    public void Resizes_in_one_cycle_and_right_after_the_start_are_counted_from_where_slurmctld_counts()
    {
        foreach (JobRow[] rows in (JobRow[][])[Resized(1, T + 100, T + 900, (0, 5), (T + 420, 2), (T + 425, 9)), Resized(1, T + 100, T + 900, (0, 5), (T + 103, 2)), Resized(1, T + 100, T + 107, (0, 5), (T + 103, 2), (T + 104, 3))])
        {
            ComparisonReport report = Sshare(rows, Counted(rows, phase: (T + 400) % Period));
            AssertExplained(report);
            decimal own = rows.Sum(r => Rate(r) * (r.End!.Value - Math.Max(r.Start!.Value, r.Submit)));
            Assert.InRange(-Of(report, "resize"), Counted(rows, (T + 400) % Period) - own - 1001, Counted(rows, (T + 400) % Period) - own + 1001);
        }
    }

    [Fact]
    public void A_running_job_is_counted_up_to_the_last_cycle_and_a_fault_beside_it_is_seen()
    {
        JobRow[] rows = [JobRow.Run(1, Now - 1000, 0, 16) with { End = null, State = "RUNNING" }, .. Resized(2, T + 100, 0, (0, 5), (Now - 500, 3)), JobRow.Run(3, T + 50, 700, 4)];
        decimal used = Counted(rows, phase: 13);
        ComparisonReport report = Sshare(rows, used);
        AssertExplained(report);
        Assert.True(Of(report, "running") < 0 && Of(report, "resize") < 0, Text(report));
        Assert.InRange(-Of(report, "running") - Of(report, "resize"), used - (Rate(rows[3]) * 700) - (Rate(rows[1]) * (Now - 500 - T - 100)) - 1005, used);
        Assert.True(Sshare(rows, used + 2_000_000).RestUnits < 0);
        Assert.True(Sshare(rows, used - 2_500_000).RestUnits > 0);
    }

    /// <summary>After a restart the cycles have another phase: then it is only said how much it can be.</summary>
    [Fact]
    public void What_no_single_clock_gives_is_said_to_be_at_most()
    {
        JobRow[] first = Resized(1, T + 100, T + 900, (0, 5), (T + 420, 17));
        JobRow[] second = Resized(2, T + 2000, T + 2900, (0, 5), (T + 2420, 23));
        decimal used = Counted(first, (T + 420 - 3) % Period) + Counted(second, (T + 2420 - 50) % Period);
        ComparisonReport report = Sshare([.. first, .. second], used);
        AssertExplained(report);
        Assert.Contains("at most", report.Causes.Single(c => c.Cause == "resize").Text, StringComparison.Ordinal);
        Assert.True(Sshare([.. first, .. second], used + (65 * 40_000)).RestUnits < 0);
    }

    [Fact]
    public void Without_enforced_limits_what_ran_after_the_last_cycle_is_not_counted()
    {
        JobRow[] rows = [JobRow.Run(1, T + 100, 1000, 4), JobRow.Run(2, T + 333, 20, 8), .. Resized(3, T + 2000, T + 2900, (0, 5), (T + 2420, 23))];
        decimal used = Counted(rows, phase: 7, countsEnds: false);
        void Lax(FakeSlurm slurm) => slurm.Change("scontrol-config.txt", "AccountingStorageEnforce = associations,limits,qos,safe", "AccountingStorageEnforce = associations");
        ComparisonReport report = Sshare(rows, used, Lax);
        AssertExplained(report);
        Assert.True(Of(report, "not-enforced") > 0, Text(report));
        Assert.True(Sshare(rows, used).RestUnits > 0);
        Assert.True(Sshare(rows, used - 5_000_000, Lax).RestUnits > 0);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Whatever_was_resized_and_runs_one_clock_explains(int seed) => Soak.WithSeed(seed, random =>
    {
        var rows = new List<JobRow>();
        for (int job = 1; job <= random.Next(1, 8); job++)
        {
            long start = T + random.Next(20_000);
            var sizes = new List<(long, long)> { (0, random.Next(1, 64)) };
            long at = start;
            for (int i = random.Next(4); i > 0; i--)
            {
                at += random.Next(1, 200);
                sizes.Add((at, random.Next(1, 64)));
            }

            rows.AddRange(Resized(job, start, random.Next(4) == 0 ? 0 : at + random.Next(1, 3000), [.. sizes]));
        }

        long phase = random.Next((int)Period);
        decimal used = Counted(rows, phase);
        ComparisonReport report = Sshare([.. rows], used);
        AssertExplained(report);
        Assert.DoesNotContain("at most", Text(report), StringComparison.Ordinal);
        decimal own = rows.Where(r => r.End is not null).Sum(r => Rate(r) * (r.End!.Value - Math.Max(r.Start!.Value, r.Submit)));
        Assert.InRange(-Of(report, "resize") - Of(report, "running"), used - own - 1000 - rows.Count, used - own + 1000 + rows.Count);
        Assert.True(Sshare([.. rows], used + 1_000_000_000).RestUnits < 0);
    });
}
