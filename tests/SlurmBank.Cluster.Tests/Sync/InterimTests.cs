using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using SlurmBank.Bank;
using SlurmBank.Engine;

namespace SlurmBank.Cluster.Tests;

/// <summary>A real job that goes on while a window of its account ends: what it ran before is charged to that window, the rest to the next one.</summary>
public sealed class InterimTests
{
    private const long Each = 100L * 3_600_000;

    [ClusterFact]
    public void A_job_across_the_end_of_a_window_is_charged_in_parts_that_sum_to_the_unit()
    {
        using var lab = new Lab("interim");
        lab.Accounts(["across"]);
        using TestBank bank = new TestBank(lab).Opened(DateTimeOffset.UtcNow.AddHours(-3));
        long end = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 60;
        DateTimeOffset edge = DateTimeOffset.FromUnixTimeSeconds(end);
        Grant(bank, edge.AddDays(-1), edge, "first");
        Grant(bank, edge, edge.AddDays(1), "second");
        long job = lab.Submit("across", "exec sleep 600", "-c3", "-t", "20");
        lab.AwaitState(job, "RUNNING");
        Assert.Equal(0, bank.Sync().Charged);
        Assert.Equal((0L, 0L, 0L), Draws(bank));
        Assert.Equal(3L * 1200 * 1000, Assert.Single(bank.Service.Liens(["across"])).RemainingUnits);

        Shell.Await("the end of the window", 120, () => DateTimeOffset.UtcNow.ToUnixTimeSeconds() > end + 2);
        RawRun running = Assert.Single(lab.Runs(), r => r.JobIdRaw == job);
        long before = running.Billing * (end - running.Start!.Value) * 1000;
        Assert.True(before > 0 && running.End is null, running.ToString());
        Assert.Equal(1, bank.Sync().Charged);
        Assert.Equal((before, Each - before, 0L), Draws(bank));
        Assert.Equal(before, bank.Balance("across").TotalChargedUnits);
        TransactionReport interim = Assert.Single(bank.Service.Transactions(new TransactionQuery { Accounts = ["across"], Kinds = ["charge"] }));
        Assert.Contains("Interim", interim.Reason, StringComparison.Ordinal);
        ComparisonReport meanwhile = Compared.Reports(bank, "across").Single(r => r.Source == "sacct");
        Assert.Contains(meanwhile.Causes, c => c.Cause == "running");

        // Asked again it charges nothing more while the window after it goes on.
        Assert.Equal(0, bank.Sync(new SyncCommand { Nightly = true }).Charged);
        Assert.Equal((before, Each - before, 0L), Draws(bank));
        _ = lab.Run("scancel", job.ToString(CultureInfo.InvariantCulture));
        lab.AwaitIdle();
        _ = bank.Sync();
        RawRun run = Assert.Single(lab.Runs(), r => r.JobIdRaw == job);
        long after = run.Billing * (run.End!.Value - end) * 1000;
        Assert.True(after > 0, run.ToString());
        Assert.Equal((before, Each - before, after), Draws(bank));
        Assert.Equal((run.Units, before + after), (bank.Balance("across").TotalChargedUnits, run.Units));
        TransactionReport rest = Assert.Single(bank.Service.Transactions(new TransactionQuery { Accounts = ["across"], Kinds = ["adjustment"] }));
        Assert.Equal((after, end), (rest.ChargedUnits, rest.Effective.ToUnixTimeSeconds()));
        Assert.Empty(bank.Service.Liens(["across"]));
        Assert.All(Compared.Reports(bank, "across"), r => Assert.Equal(run.Units, r.LedgerUnits));
        bank.RequireSound();

        // One sync after everything comes to the same.
        using TestBank late = new TestBank(lab).Opened(DateTimeOffset.UtcNow.AddHours(-3));
        Grant(late, edge.AddDays(-1), edge, "first");
        Grant(late, edge, edge.AddDays(1), "second");
        _ = late.Sync();
        Assert.Equal(Draws(bank), Draws(late));
        late.RequireSound();
    }

    private static void Grant(TestBank bank, DateTimeOffset start, DateTimeOffset end, string reference) => bank.Service.Grant(new GrantCommand
    {
        Account = "across",
        Amount = ServiceUnits.FromUnits(Each),
        StartDate = SiteMoment.FromInstant(start),
        EndDate = SiteMoment.FromInstant(end),
        Reference = reference,
        Reason = "test",
    });

    private static (long First, long Expired, long Second) Draws(TestBank bank)
    {
        AllocationReport[] all = [.. bank.Service.Allocations(["across"]).OrderBy(a => a.AllocationId)];
        return (all[0].DrawnUnits, all[0].ExpiredUnits, all[1].DrawnUnits);
    }
}

/// <summary>Comparisons whose causes have to add up.</summary>
internal static class Compared
{
    /// <summary>The three comparisons of an account; each one's causes add up, with nothing left over.</summary>
    internal static IReadOnlyList<ComparisonReport> Reports(TestBank bank, string account)
    {
        IReadOnlyList<ComparisonReport> reports = bank.Service.Compare(new CompareQuery { Accounts = [account] });
        Assert.Equal(["sacct", "sreport", "sshare"], reports.Select(r => r.Source));
        foreach (ComparisonReport report in reports)
        {
            Assert.Equal(report.DifferenceUnits, report.Causes.Sum(c => c.AmountUnits));
            Assert.True(report.RestUnits == 0, Text(report));
        }

        return reports;
    }

    internal static long Of(ComparisonReport report, string cause) => report.Causes.Where(c => c.Cause == cause).Sum(c => c.AmountUnits);

    internal static string Text(ComparisonReport report) => $"{report.Source}: ledger {report.LedgerUnits}, Slurm {report.SlurmUnits}: " + string.Join("; ", report.Causes.Select(c => $"{c.Cause} {c.AmountUnits}"));

    /// <summary>Moves all runs, suspensions and reservations two hours back, as if it were later, and has slurmdbd sum the hours up.</summary>
    internal static void SumUp(Lab lab)
    {
        const int Back = 7200;
        _ = lab.Sql(string.Create(CultureInfo.InvariantCulture, $"""
            update lab_job_table set time_submit = time_submit - {Back}, time_eligible = time_eligible - {Back}, time_start = time_start - {Back}, time_end = time_end - {Back};
            update lab_suspend_table set time_start = time_start - {Back}, time_end = time_end - {Back};
            update lab_resv_table set time_start = time_start - {Back};
            update lab_event_table set time_start = time_start - {Back * 2};
            update lab_assoc_table set creation_time = creation_time - {Back * 20};
            update lab_last_ran_table set hourly_rollup = floor(unix_timestamp() / 3600) * 3600 - {Back * 2}, daily_rollup = hourly_rollup, monthly_rollup = hourly_rollup;
            """));
        _ = lab.Run("sacctmgr", "-i", "rollup");
    }
}
