using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading;
using SlurmBank.Bank;

namespace SlurmBank.Cluster.Tests;

/// <summary>Any window, in any order, any number of times; and rows that slurmdbd gets late.</summary>
[Collection("history")]
public sealed class ReplayTests(History history)
{
    [ClusterFact]
    public void Replay_changes_nothing()
    {
        long before = history.After.Service.Verify().Entries;
        string totals = history.After.Totals();
        SyncReport again = history.After.Sync();
        SyncReport all = history.After.Sync(new SyncCommand { StartTime = SiteMoment.FromInstant(history.Opened) });
        SyncReport nightly = history.After.Sync(new SyncCommand { Nightly = true });
        Assert.All(new[] { again, all, nightly }, r => Assert.Equal((0L, 0L, 0L), (r.Charged, r.Adjusted, r.Parked)));
        int known = history.Runs.Count(r => r.Account != "pending");
        Assert.True(all.Unchanged >= known, $"{all.Unchanged} of {known}");
        Assert.Equal(totals, history.After.Totals());
        Assert.Equal(before, history.After.Service.Verify().Entries);
    }

    [ClusterFact]
    public void Plan_says_what_a_sync_does_and_does_nothing()
    {
        using TestBank bank = history.Bank();
        SyncReport plan = bank.Sync(new SyncCommand { IsPlan = true });
        Assert.True(plan.IsPlan);
        Assert.All(bank.Charged(), c => Assert.Equal(0, c.Value));
        SyncReport real = bank.Sync();
        Assert.Equal((plan.Charged, plan.AmountUnits), (real.Charged, real.AmountUnits));
        Assert.Equal(history.Runs.Sum(r => r.Units), real.AmountUnits);
    }

    [ClusterTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Windows_in_any_order_give_the_same_books(int seed)
    {
        using TestBank bank = history.Bank();
        long first = history.Runs.Min(r => r.Submit);
        long last = history.Runs.Max(r => r.End ?? r.Submit) + 1;
        var windows = new List<(long From, long To)>();
        for (long from = first; from < last; from += 20)
        {
            windows.Add((from, Math.Min(from + 20, last)));
        }

        var random = new Random(seed);
        foreach ((long from, long to) in windows.OrderBy(_ => random.Next()))
        {
            _ = bank.Sync(new SyncCommand { StartTime = At(from), EndTime = At(to) });
        }

        Assert.True(history.After.Totals() == bank.Totals(), $"seed {seed}\n{history.After.Totals()}\n{bank.Totals()}");
        Assert.Equal(history.Runs.Sum(r => r.Units), bank.Charged().Values.Sum());
        bank.RequireSound();
        Assert.Equal(0, bank.Sync().Charged);
    }

    [ClusterFact]
    public void Late_rows_are_charged_by_the_nightly_run_and_never_skipped()
    {
        using TestBank bank = history.Bank();
        _ = bank.Sync();
        long before = bank.Charged()["plain"];
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        Copy("plain", 900_001, now - 90_000, now - 86_400, now - 86_000);
        Copy("plain", 900_002, now - 90_000, now - 86_400, now - 86_400);
        Copy("plain", 900_003, now - 7_100, now - 7_000, now - 20);
        try
        {
            SyncReport usual = bank.Sync();
            Assert.Equal(1, usual.Charged);
            SyncReport nightly = bank.Sync(new SyncCommand { Nightly = true });
            Assert.Equal(2, nightly.Charged);
            RawRun[] late = [.. history.Lab.Runs().Where(r => r.JobIdRaw > 900_000)];
            Assert.Equal(3, late.Length);
            Assert.Contains(late, r => r.Seconds == 0);
            Assert.Equal(before + late.Sum(r => r.Units), bank.Charged()["plain"]);
            bank.RequireSound();
        }
        finally
        {
            _ = history.Lab.Sql("delete from lab_job_table where id_job > 900000;");
        }
    }

    /// <summary>What sacct does not show any more stays charged: absence is not a correction.</summary>
    [ClusterFact]
    public void Rows_that_vanish_and_rows_that_change()
    {
        using TestBank bank = history.Bank();
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        Copy("plain", 910_001, now - 9_100, now - 9_000, now - 8_000);
        try
        {
            _ = bank.Sync();
            long charged = bank.Charged()["plain"];
            _ = history.Lab.Sql("update lab_job_table set time_end = time_end - 400 where id_job = 910001;");
            SyncReport changed = bank.Sync(new SyncCommand { Nightly = true });
            Assert.Equal(1, changed.Adjusted);
            long billing = Assert.Single(history.Lab.Runs(), r => r.JobIdRaw == 910_001).Billing;
            Assert.Equal(charged - (400 * 1000 * billing), bank.Charged()["plain"]);
            _ = history.Lab.Sql("delete from lab_job_table where id_job = 910001;");
            _ = bank.Sync(new SyncCommand { Nightly = true });
            Assert.Equal(charged - (400 * 1000 * billing), bank.Charged()["plain"]);
            bank.RequireSound();
        }
        finally
        {
            _ = history.Lab.Sql("delete from lab_job_table where id_job > 900000;");
        }
    }

    [ClusterFact]
    public void Sync_killed_at_any_moment_is_made_good_by_the_next()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        for (int ledger = 0; ledger < 5; ledger++)
        {
            using TestBank bank = history.Bank();
            string waits = string.Empty;
            for (int kill = 0; kill < 4; kill++)
            {
                int wait = random.Next(300, 2500);
                waits += $" {wait}";
                using Process child = Shell.Start([Environment.ProcessPath!, typeof(Child).Assembly.Location, "sync", bank.ConfigurationPath]);
                Thread.Sleep(wait);
                child.Kill();
                child.WaitForExit();
            }

            _ = bank.Sync();
            Assert.True(history.After.Totals() == bank.Totals(), $"seed {seed}, killed after{waits} ms\n{history.After.Totals()}\n{bank.Totals()}");
            SyncReport again = bank.Sync(new SyncCommand { StartTime = SiteMoment.FromInstant(history.Opened) });
            Assert.Equal((0L, 0L, 0L), (again.Charged, again.Adjusted, again.Parked));
            bank.RequireSound();
        }
    }

    private static SiteMoment At(long seconds) => SiteMoment.FromInstant(DateTimeOffset.FromUnixTimeSeconds(seconds));

    /// <summary>A finished run of an account, as slurmctld would have told slurmdbd of it.</summary>
    private void Copy(string account, long id, long submit, long start, long end)
    {
        const string Kept = "account, cpus_req, derived_ec, exit_code, flags, job_name, id_assoc, id_qos, id_user, id_group, mem_req, nodelist, nodes_alloc, node_inx, `partition`, priority, state, timelimit, work_dir, tres_alloc, tres_req";
        _ = history.Lab.Sql(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            insert into lab_job_table (mod_time, id_array_job, id_array_task, id_job, id_resv, id_wckey, het_job_id, het_job_offset, state_reason_prev,
              time_submit, time_eligible, time_start, time_end, submit_line, {Kept})
            select {end}, 0, 4294967294, {id}, 0, 0, 0, 4294967294, 0, {submit}, {submit}, {start}, {end}, 'sbatch', {Kept}
            from lab_job_table where account = '{account}' and state = 3 and id_job < 900000 limit 1;
            """));
    }
}
