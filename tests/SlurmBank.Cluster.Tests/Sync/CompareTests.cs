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
        IReadOnlyList<ComparisonReport> live = Compared.Reports(bank, "physics");
        long ledger = bank.Balance("physics").TotalChargedUnits;
        Assert.All(live, r => Assert.Equal(ledger, r.LedgerUnits));

        // sacct as a person asks it: without --duplicates, Elapsed times billing.
        string[] shown = [.. lab.Run("sacct", "-X", "-P", "-n", "-A", "physics", "-S", "now-3hours", "--noconvert", "-o", "ElapsedRaw,AllocTRES").Lines];
        long naive = shown.Select(l => l.Split('|')).Sum(f => long.Parse(f[0], CultureInfo.InvariantCulture) * long.Parse(f[1].Split(',').First(t => t.StartsWith("billing=", StringComparison.Ordinal))[8..], CultureInfo.InvariantCulture) * 1000);
        ComparisonReport sacct = live.Single(r => r.Source == "sacct");
        Assert.Equal(naive, sacct.SlurmUnits);
        Assert.True(Compared.Of(sacct, "requeue") > 0 && Compared.Of(sacct, "suspended") > 0, Compared.Text(sacct));

        // sshare: half of one run by its QOS, and quarters that billing has not.
        ComparisonReport sshare = live.Single(r => r.Source == "sshare");
        long raw = lab.Run("sshare", "-n", "-P", "-a", "-A", "physics", "-o", "User,RawUsage").Lines.Select(l => l.Split('|')).Where(f => f[0].Length > 0).Sum(f => long.Parse(f[1], CultureInfo.InvariantCulture));
        Assert.Equal(raw * 1000, sshare.SlurmUnits);
        Assert.True(Compared.Of(sshare, "qos-factor") > 0 && Compared.Of(sshare, "truncation") < 0, Compared.Text(sshare));

        // sreport has nothing of this hour; an hour that is over is made by moving the rows and letting slurmdbd sum up.
        Compared.SumUp(lab);
        using TestBank later = new TestBank(lab).Opened(open).Granted("1000", "physics");
        _ = later.Sync();
        ComparisonReport sreport = Compared.Reports(later, "physics").Single(r => r.Source == "sreport");
        Assert.Equal(ledger, sreport.LedgerUnits);
        Assert.True(sreport.SlurmUnits > 0, Compared.Text(sreport));
        Assert.Contains("CPU-seconds", sreport.Causes.Single(c => c.Cause == "reservations").Text, StringComparison.Ordinal);
    }

    /// <summary>A job that is resized, one that runs on, one that ends: with limits enforced, and without, where slurmctld is not told of an end.</summary>
    [ClusterTheory]
    [InlineData("")]
    [InlineData("AccountingStorageEnforce=associations\n")]
    public void What_slurmctld_counts_in_cycles_is_explained_to_the_unit(string conf)
    {
        using var lab = new Lab("cycles", conf);
        DateTimeOffset open = DateTimeOffset.UtcNow.AddHours(-3);
        lab.Accounts(["cycles"]);
        long resized = lab.Submit("cycles", "exec sleep 20", "-N2", "-n4", "-t", "10");
        long brief = lab.Submit("cycles", "exec sleep 10", "-n3", "-t", "10");
        long running = lab.Submit("cycles", "exec sleep 600", "-n2", "-t", "20");
        Array.ForEach([resized, brief, running], job => lab.AwaitState(job, "RUNNING"));
        Thread.Sleep(4000);
        _ = lab.Run("scontrol", "update", "JobId=" + resized.ToString(CultureInfo.InvariantCulture), "NumNodes=1");
        lab.AwaitIdle(180, running);
        using TestBank bank = new TestBank(lab).Opened(open).Granted("1000", "cycles");
        _ = bank.Sync();
        Assert.Equal(2, lab.Runs().Count(r => r.JobIdRaw == resized));
        ComparisonReport sshare = Compared.Reports(bank, "cycles").Single(r => r.Source == "sshare");
        Assert.True(sshare.RestUnits == 0, Compared.Text(sshare));
        Assert.All(sshare.Causes, c => Assert.Contains(c.Cause, (string[])["resize", "running", "truncation", "whole-seconds", conf.Length > 0 ? "not-enforced" : "resize"]));
        Assert.All(sshare.Causes, c => Assert.DoesNotContain("at most", c.Text, StringComparison.Ordinal));
    }

    /// <summary>Each row that Slurm makes of a job that was resized, requeued or suspended, and what it is worth, read by the test's own few lines.</summary>
    [ClusterFact]
    public void A_resized_a_requeued_and_a_suspended_job_are_named_as_causes_to_the_unit()
    {
        using var lab = new Lab("causes");
        DateTimeOffset open = DateTimeOffset.UtcNow.AddHours(-3);
        lab.Accounts(["changed"]);
        long resize = lab.Submit("changed", "exec sleep 25", "-N2", "-n4", "-t", "10");
        long requeue = lab.Submit("changed", "exec sleep 12", "-n2", "--requeue", "-t", "10");
        long suspend = lab.Submit("changed", "exec sleep 12", "-n3", "-t", "10");
        long[] all = [resize, requeue, suspend];
        Array.ForEach(all, job => lab.AwaitState(job, "RUNNING"));
        Thread.Sleep(3000);
        string[] names = [.. all.Select(job => job.ToString(CultureInfo.InvariantCulture))];
        _ = lab.Run("scontrol", "requeue", names[1]);
        _ = lab.Run("scontrol", "suspend", names[2]);
        _ = lab.Run("scontrol", "update", "JobId=" + names[0], "NumNodes=1");
        Thread.Sleep(3000);
        _ = lab.Run("scontrol", "resume", names[2]);
        _ = lab.Try("scontrol", "update", "JobId=" + names[1], "StartTime=now");
        lab.AwaitIdle(300);

        RawRun[] runs = [.. lab.Runs().Where(r => r.Account == "changed").OrderBy(r => r.Submit)];
        RawRun[] resized = [.. runs.Where(r => r.JobIdRaw == resize)];
        RawRun[] requeued = [.. runs.Where(r => r.JobIdRaw == requeue)];
        RawRun suspended = runs.Single(r => r.JobIdRaw == suspend);
        Assert.Equal((2, 2), (resized.Length, requeued.Length));
        Assert.True(suspended.Suspended > 0, suspended.ToString());

        // Where the second row keeps the start of the first (22.05), Slurm counts that time twice, at the second row's size.
        long twice = resized[1].Billing * (resized[1].Submit - Math.Min(resized[1].Start!.Value, resized[1].Submit)) * 1000;
        using TestBank bank = new TestBank(lab).Opened(open).Granted("1000", "changed");
        _ = bank.Sync();
        ComparisonReport[] live = [.. Compared.Reports(bank, "changed")];
        Assert.All(live, r => Assert.Equal(runs.Sum(run => run.Units), r.LedgerUnits));
        ComparisonReport sacct = live.Single(r => r.Source == "sacct");
        Assert.Equal((requeued[0].Units, -twice, suspended.Suspended * suspended.Billing * 1000), (Compared.Of(sacct, "requeue"), Compared.Of(sacct, "resize"), Compared.Of(sacct, "suspended")));
        Assert.All(sacct.Causes, c => Assert.Contains(c.Cause, (string[])["requeue", "resize", "suspended"]));
        ComparisonReport sshare = live.Single(r => r.Source == "sshare");
        Assert.All(sshare.Causes, c => Assert.Contains(c.Cause, (string[])["resize", "truncation", "whole-seconds"]));
        Assert.True(Compared.Of(sshare, "resize") <= 0 && Compared.Of(sshare, "truncation") < 0, Compared.Text(sshare));
        Assert.All(sshare.Causes, c => Assert.DoesNotContain("at most", c.Text, StringComparison.Ordinal));
        bank.RequireSound();

        // sreport once the hour is over: it has suspended time as the ledger has it, and each row of a requeued job.
        Compared.SumUp(lab);
        using TestBank later = new TestBank(lab).Opened(open).Granted("1000", "changed");
        _ = later.Sync();
        ComparisonReport sreport = Compared.Reports(later, "changed").Single(r => r.Source == "sreport");
        Assert.True(sreport.SlurmUnits > 0 && sreport.LedgerUnits == runs.Sum(run => run.Units), Compared.Text(sreport));
        Assert.Equal((-twice, 0L, 0L), (Compared.Of(sreport, "resize"), Compared.Of(sreport, "requeue"), Compared.Of(sreport, "suspended")));
    }
}
