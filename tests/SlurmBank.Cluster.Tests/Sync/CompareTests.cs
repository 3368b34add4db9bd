using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using SlurmBank.Bank;

namespace SlurmBank.Cluster.Tests;

/// <summary>A real Slurm's own three figures of one account, and the causes for which each differs from the ledger: to the unit, with nothing left over.</summary>
public sealed class CompareTests
{
    [ClusterFact]
    public void Each_difference_between_the_ledger_and_slurm_has_its_causes_to_the_unit()
    {
        using var lab = new Lab("compare", "SlurmdTimeout=30\n");
        DateTimeOffset open = DateTimeOffset.UtcNow.AddHours(-3);
        _ = lab.Run("sacctmgr", "-i", "add", "qos", "half", "UsageFactor=0.5");
        _ = lab.Run("sacctmgr", "-i", "modify", "account", "physics", "set", "qos+=half");
        _ = lab.Run("scontrol", "create", "reservation", "reservationname=idle", "starttime=now", "duration=120", "accounts=physics", "nodes=c2", "flags=ignore_jobs");
        long plain = lab.Submit("physics", "sleep 5", "-c4", "--mem=1G");
        long requeue = lab.Submit("physics", "sleep 8", "-c2", "--requeue", "--mem=1G");
        long suspend = lab.Submit("physics", "sleep 9", "-c2", "--mem=1G");
        long half = lab.Submit("physics", "sleep 4", "-c3", "--qos=half", "--mem=1G");
        long[] all = [plain, requeue, suspend, half];
        Array.ForEach(all, job => lab.AwaitState(job, "RUNNING"));
        Thread.Sleep(2000);
        _ = lab.Run("scontrol", "requeue", requeue.ToString(CultureInfo.InvariantCulture));
        _ = lab.Run("scontrol", "suspend", suspend.ToString(CultureInfo.InvariantCulture));
        Thread.Sleep(3000);
        _ = lab.Run("scontrol", "resume", suspend.ToString(CultureInfo.InvariantCulture));

        // A requeued job waits for two minutes; it is let go.
        _ = lab.Try("scontrol", "update", "JobId=" + requeue.ToString(CultureInfo.InvariantCulture), "StartTime=now");
        lab.AwaitIdle(300);

        using TestBank bank = new TestBank(lab).Opened(open).Granted("1000", "physics");
        _ = bank.Sync();
        IReadOnlyList<ComparisonReport> live = Compare(bank);
        long ledger = bank.Balance("physics").TotalChargedUnits;
        Assert.All(live, r => Assert.Equal(ledger, r.LedgerUnits));

        // sacct as a person asks it: without --duplicates, Elapsed times billing.
        string[] shown = [.. lab.Run("sacct", "-X", "-P", "-n", "-A", "physics", "-S", "now-3hours", "--noconvert", "-o", "ElapsedRaw,AllocTRES").Lines];
        long naive = shown.Select(l => l.Split('|')).Sum(f => long.Parse(f[0], CultureInfo.InvariantCulture) * long.Parse(f[1].Split(',').First(t => t.StartsWith("billing=", StringComparison.Ordinal))[8..], CultureInfo.InvariantCulture) * 1000);
        ComparisonReport sacct = live.Single(r => r.Source == "sacct");
        Assert.Equal(naive, sacct.SlurmUnits);
        Assert.True(Of(sacct, "requeue") > 0 && Of(sacct, "suspended") > 0, Text(sacct));

        // sshare: half of one run by its QOS, and quarters that billing has not.
        ComparisonReport sshare = live.Single(r => r.Source == "sshare");
        long raw = lab.Run("sshare", "-n", "-P", "-a", "-A", "physics", "-o", "User,RawUsage").Lines.Select(l => l.Split('|')).Where(f => f[0].Length > 0).Sum(f => long.Parse(f[1], CultureInfo.InvariantCulture));
        Assert.Equal(raw * 1000, sshare.SlurmUnits);
        Assert.True(Of(sshare, "qos-factor") > 0 && Of(sshare, "truncation") < 0, Text(sshare));

        // sreport has nothing of this hour; an hour that is over is made by moving the rows and letting slurmdbd sum up.
        SumUp(lab);
        using TestBank later = new TestBank(lab).Opened(open).Granted("1000", "physics");
        _ = later.Sync();
        ComparisonReport sreport = Compare(later).Single(r => r.Source == "sreport");
        Assert.Equal(ledger, sreport.LedgerUnits);
        Assert.True(sreport.SlurmUnits > 0, Text(sreport));
        Assert.Contains("CPU-seconds", sreport.Causes.Single(c => c.Cause == "reservations").Text, StringComparison.Ordinal);
    }

    /// <summary>Moves all runs, suspensions and the reservation two hours back, as if it were later, and has slurmdbd sum the hours up.</summary>
    private static void SumUp(Lab lab)
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

    private static IReadOnlyList<ComparisonReport> Compare(TestBank bank)
    {
        IReadOnlyList<ComparisonReport> reports = bank.Service.Compare(new CompareQuery { Accounts = ["physics"] });
        Assert.Equal(["sacct", "sreport", "sshare"], reports.Select(r => r.Source));
        foreach (ComparisonReport report in reports)
        {
            Assert.Equal(report.DifferenceUnits, report.Causes.Sum(c => c.AmountUnits));
            Assert.True(report.RestUnits == 0, Text(report));
        }

        return reports;
    }

    private static long Of(ComparisonReport report, string cause) => report.Causes.Where(c => c.Cause == cause).Sum(c => c.AmountUnits);

    private static string Text(ComparisonReport report) => $"{report.Source}: ledger {report.LedgerUnits}, Slurm {report.SlurmUnits}: " + string.Join("; ", report.Causes.Select(c => $"{c.Cause} {c.AmountUnits}"));
}
