using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Slurm;

namespace SlurmBank.Cluster.Tests;

/// <summary>Each thing that happened to a job: that it happened, and that the ledger has it to the unit.</summary>
[Collection("history")]
public sealed class ScenarioTests(History history)
{
    public static TheoryData<string> Accounts => [.. History.Accounts];

    [ClusterTheory]
    [MemberData(nameof(Accounts))]
    public void Ledger_and_sacct_agree_to_the_unit(string account)
    {
        long expected = RawRun.Total(history.Runs, account);
        Assert.All(history.RunsOf(account), r => Assert.NotNull(r.End));
        Assert.Equal(expected, history.Live.Balance(account).TotalChargedUnits);
        Assert.Equal(expected, history.After.Balance(account).TotalChargedUnits);
    }

    [ClusterFact]
    public void Requeue_is_two_runs_of_one_job()
    {
        RawRun[] runs = Of("requeue");
        Assert.Equal(["REQUEUED", "COMPLETED"], runs.Select(r => r.State));
        Assert.Single(runs.Select(r => r.JobIdRaw).Distinct());
        Assert.NotEqual(runs[0].Submit, runs[1].Submit);
        AssertCosts("requeue", runs);
    }

    [ClusterFact]
    public void Killed_node_ends_runs_that_are_charged()
    {
        RawRun[] runs = Of("nodekilled");
        Assert.Contains(runs, r => r.State == "NODE_FAIL" && r.JobIdRaw == history.Job("nodekilled") && r.Units > 0);
        Assert.Contains(runs, r => r.JobIdRaw == history.Job("nodekilledrequeue") && r.Units > 0);
        AssertCosts("nodekilled", runs);
    }

    [ClusterFact]
    public void Node_set_down_ends_runs_that_are_charged()
    {
        RawRun run = Assert.Single(Of("nodedown"));
        Assert.Equal("NODE_FAIL", run.State);
        Assert.True(run.Billing >= 3 && run.Seconds > 0, run.ToString());
        AssertCosts("nodedown", [run]);
    }

    [ClusterTheory]
    [InlineData("resize")]
    [InlineData("suspendresize")]
    public void Resize_charges_each_part_once(string account)
    {
        RawRun[] runs = Of(account);
        Assert.Equal(["RESIZING", "COMPLETED"], runs.Select(r => r.State));

        // The second row keeps the start of the first (22.05), or has the resize for its start (25.11).
        Assert.True(runs[1].Start < runs[1].Submit || (history.Lab.IsSince(24, 11) && runs[1].Start == runs[1].Submit), string.Join('\n', runs.AsEnumerable()));
        Assert.True(runs[0].Billing > runs[1].Billing);
        Assert.Equal(runs[1].End - runs[0].Start, runs.Sum(r => r.Seconds));
        AssertCosts(account, runs);
    }

    [ClusterFact]
    public void Suspended_time_is_charged_or_free_as_the_tariff_says()
    {
        RawRun run = Assert.Single(Of("suspend"));
        Assert.True(run.Suspended > 0, run.ToString());
        Assert.Equal(run.Units, history.After.Balance("suspend").TotalChargedUnits);
        Assert.Equal(run.Billing * (run.Seconds - run.Suspended) * 1000, history.Free.Balance("suspend").TotalChargedUnits);
    }

    [ClusterFact]
    public void Free_suspended_time_counts_once_where_the_job_was_resized_too()
    {
        RawRun[] runs = Of("suspendresize");
        long suspended = runs[0].Suspended;
        Assert.True(suspended > 0, string.Join('\n', runs.AsEnumerable()));
        Assert.Equal(0, runs[1].Suspended);
        Assert.Equal(runs.Sum(r => r.Units) - (suspended * runs[0].Billing * 1000), history.Free.Balance("suspendresize").TotalChargedUnits);
    }

    [ClusterFact]
    public void Cancelled_while_waiting_costs_nothing_and_leaves_no_lien()
    {
        RawRun run = Assert.Single(Of("pending"));
        Assert.StartsWith("CANCELLED", run.State, StringComparison.Ordinal);
        Assert.Equal((0L, 0L), (run.Seconds, run.Units));
        Assert.Equal(0, history.Live.Balance("pending").TotalChargedUnits);
        Assert.Contains(history.LiensAtStart, l => l.Account == "pending" && l.Phase == "queued" && l.RemainingUnits == 10L * 600 * 1000);
        Assert.NotEmpty(history.Live.Service.Liens(["pending"], ended: true));
    }

    [ClusterFact]
    public void Cancelled_while_running_costs_what_it_ran()
    {
        RawRun run = Assert.Single(Of("running"));
        Assert.StartsWith("CANCELLED", run.State, StringComparison.Ordinal);
        Assert.Equal(4, run.Billing);
        AssertCosts("running", [run]);
        Assert.Contains(history.LiensAtStart, l => l.Account == "running" && l.Phase == "running" && l.RemainingUnits == 4L * 600 * 1000);
    }

    [ClusterFact]
    public void Heterogeneous_components_add_up()
    {
        RawRun[] runs = Of("het");
        Assert.Equal(2, runs.Length);
        Assert.Equal(2, runs.Select(r => r.JobIdRaw).Distinct().Count());
        Assert.Equal([1L, 3L], runs.Select(r => r.Billing).Order());
        AssertCosts("het", runs);
    }

    [ClusterFact]
    public void Array_charges_the_tasks_that_ran()
    {
        RawRun[] runs = Of("array");
        RawRun[] ran = [.. runs.Where(r => r.State == "COMPLETED")];
        string array = history.Job("array").ToString(CultureInfo.InvariantCulture);
        Assert.Equal([$"{array}_1", $"{array}_2", $"{array}_3", $"{array}_4"], ran.Select(r => r.JobId).Order());
        Assert.All(ran, r => Assert.True(r.Seconds >= 3, r.ToString()));

        // Of a task that is cancelled before its turn Slurm 22.05 keeps no row, later ones one that costs nothing.
        Assert.All(runs.Except(ran), r => Assert.Equal((true, 0), (r.State.StartsWith("CANCELLED", StringComparison.Ordinal), r.Units)));
        AssertCosts("array", ran);
        LienReport[] liens = [.. history.LiensAtStart.Where(l => l.Account == "array")];
        Assert.True(liens.Sum(l => l.RemainingUnits) <= 4 * 600_000, string.Join('\n', liens.AsEnumerable()));
    }

    [ClusterFact]
    public void Time_limit_ends_a_run_that_is_charged_for_all_it_took()
    {
        RawRun run = Assert.Single(Of("timeout"));
        Assert.Equal("TIMEOUT", run.State);
        Assert.True(run.Seconds >= 60, run.ToString());
        AssertCosts("timeout", [run]);
    }

    [ClusterFact]
    public void Slurmdbd_down_is_said_and_changes_nothing_and_is_caught_up_with()
    {
        Assert.IsType<SlurmDidNotAnswerException>(history.SyncWithoutDatabase);
        Assert.Equal(history.AroundOutage.Before, history.AroundOutage.After);
        Assert.Equal(0, history.SyncAfterOutage.Voided);
        Assert.Equal(3, Of("outage").Length);
        AssertCosts("outage", Of("outage"));
    }

    [ClusterFact]
    public void Every_lien_has_ended_and_the_books_are_sound()
    {
        foreach (TestBank bank in new[] { history.Live, history.After, history.Free })
        {
            Assert.Empty(bank.Service.Liens([]));
            Assert.Empty(bank.Service.ParkedRuns());
            Assert.All(bank.Service.Balances([]), b => Assert.Equal(0, b.RunningUnits + b.QueuedUnits));
            bank.RequireSound();
        }

        Assert.Equal(0, history.LastSync.Voided);
        Assert.NotEmpty(history.LiensAtStart);
        Assert.DoesNotContain(history.Live.Service.Liens([], ended: true), l => l.State is "voided" or "open");
        Assert.Empty(history.LastSync.Problems);
        Assert.Equal(history.Live.Charged(), history.After.Charged());
    }

    private RawRun[] Of(string account) => [.. history.RunsOf(account).OrderBy(r => r.Submit).ThenBy(r => r.JobIdRaw)];

    private void AssertCosts(string account, IEnumerable<RawRun> runs)
    {
        long expected = runs.Sum(r => r.Units);
        Assert.True(expected > 0, $"{account} ran for nothing");
        Assert.Equal(expected, history.Live.Balance(account).TotalChargedUnits);
        Assert.Equal(expected, history.After.Balance(account).TotalChargedUnits);
    }
}
