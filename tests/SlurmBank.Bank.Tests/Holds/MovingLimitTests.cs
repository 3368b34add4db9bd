using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank.Tests.Holds;

/// <summary>The limit that follows the balance. What slurmctld counts is the double's; the same on a real one is in the cluster's tests.</summary>
public sealed class MovingLimitTests : IDisposable
{
    private const string Moving = "[enforce]\nmode = \"enforce\"\nbrake = 1\nhold = \"moving-limit\"\n";
    private const long Hour = 3600;
    private const long Unit = 3_600_000;
    private readonly TestBank bank = Make();

    [Fact]
    public void K1_what_is_used_and_what_is_left_is_the_limit()
    {
        Use(400 * Hour);
        _ = bank.Grant("bio", 1000 * Unit);
        HoldAction action = Enforce();
        Assert.Equal(("limit", true, null), (action.Action, action.Done, action.Error));
        Assert.Equal("billing=60000", Limit());
        Assert.Equal(0, bank.Enforce().Commands);
    }

    [Fact]
    public void K3_what_an_ended_award_used_stays_in_the_limit_and_the_rest_counts_against_the_next()
    {
        long end = TestBank.Open + (100 * TestBank.Day);
        _ = bank.Grant("bio", 1000 * Unit, end: end);
        Use(1000 * Hour);
        bank.Clock.Seconds = end + TestBank.Day;
        _ = bank.Grant("bio", 500 * Unit, start: end);
        Use(300 * Hour);
        _ = Enforce();
        Assert.Equal("billing=90000", Limit());
        Assert.Equal([1000m, 300m], bank.Service.Allocations(["bio"]).Select(a => a.Drawn));
        Assert.Equal(200m, bank.Balance().Spendable);
    }

    /// <summary>Whatever stands there first, a limit is no history: it is kept to be given back, and nothing is derived from it.</summary>
    [Theory]
    [InlineData("", 8)]
    [InlineData("billing=123456", 8)]
    [InlineData("cpu=77", 8)]
    public void K4_an_absent_or_foreign_limit_is_history_of_zero(string before, long hours)
    {
        SetLimit(before);
        _ = bank.Grant("bio", 10 * Unit);
        Use(2 * Hour);
        Assert.Equal(hours, bank.Balance().Spendable);
        _ = Enforce();
        Assert.Contains("billing=600", Limit().Split(','));
        _ = bank.Service.SetAccount(new AccountChange { Account = "bio", HoldMechanism = "grp-submit-jobs" });
        _ = bank.Enforce();
        Assert.Equal(before, Limit());
    }

    [Fact]
    public void A_change_by_hand_is_told_and_comes_back_when_the_bank_lets_go()
    {
        _ = bank.Grant("bio", 10 * Unit);
        _ = Enforce();
        SetLimit("billing=5");
        HoldReportSet set = bank.Enforce();
        Assert.Contains(set.Warnings, w => w.Contains("changed to 5 by somebody else", StringComparison.Ordinal));
        Assert.Equal("billing=600", Limit());
        _ = bank.Service.SetAccount(new AccountChange { Account = "bio", Mode = AccountMode.Track });
        _ = bank.Enforce();
        Assert.Equal("billing=5", Limit());
    }

    [Fact]
    public void It_follows_grants_and_refunds_and_ends_at_the_balance()
    {
        _ = bank.Grant("bio", 10 * Unit);
        Use(4 * Hour);
        _ = Enforce();
        Assert.Equal("billing=600", Limit());
        _ = bank.Service.Deposit(new DepositCommand { Account = "bio", Amount = ServiceUnits.Parse("5") });
        _ = Enforce();
        Assert.Equal("billing=900", Limit());
        _ = bank.Service.Refund(new RefundCommand { JobIds = ["1"], Amount = ServiceUnits.Parse("1"), Reason = "node failed" });
        _ = Enforce();
        Assert.Equal("billing=960", Limit());
        Use(13 * Hour);
        Assert.Equal(("keep", "held"), (Enforce().Action, bank.Balance().Status));
        Assert.Equal("billing=960", Limit());
        _ = bank.Service.Deposit(new DepositCommand { Account = "bio", Amount = ServiceUnits.Parse("2") });
        Assert.Equal(("limit", "open"), (Enforce().Action, bank.Balance().Status));
        bank.AssertSound();
    }

    /// <summary>Seconds are not cut before minutes are: 90 s used and 30 s left are two minutes, not one.</summary>
    [Theory]
    [InlineData(90, 120_000, "billing=2")]
    [InlineData(90, 119_000, "billing=1")]
    [InlineData(59, 60_000, "billing=1")]
    [InlineData(61, 60_000, "billing=1")]
    public void Minutes_are_cut_once(long used, long granted, string limit)
    {
        _ = bank.Grant("bio", granted);
        Use(used);
        _ = Enforce();
        Assert.Equal(limit, Limit());
    }

    /// <summary>A running job's promise is in Slurm's figures and in its time limit: the limit stays where it is while it runs, however far it has come.</summary>
    [Theory]
    [InlineData(0, 60)]
    [InlineData(1200, 40)]
    [InlineData(3540, 1)]
    public void A_running_job_moves_nothing(long ran, long promised)
    {
        _ = bank.Grant("bio", 10 * Unit);
        bank.Slurm.Queue([QueueRow.Running(7, bank.Clock.Seconds)]);
        bank.Slurm.Shares(("bio", ran, promised));
        _ = bank.Sync();
        _ = Enforce();
        Assert.Equal("billing=600", Limit());
    }

    /// <summary>What cannot be known makes the limit too low for a while, never too high.</summary>
    [Fact]
    public void A_job_that_ended_and_is_not_charged_yet_counts_whole()
    {
        _ = bank.Grant("bio", 10 * Unit);
        bank.Slurm.Queue([QueueRow.Running(7, bank.Clock.Seconds)]);
        _ = bank.Sync();
        bank.Slurm.Queue([]);
        bank.Slurm.Shares(("bio", 600, 0));
        _ = Enforce();
        Assert.Equal("billing=550", Limit());
        bank.Slurm.Jobs([JobRow.Run(7, bank.Clock.Seconds, 600)]);
        bank.Clock.Seconds += 700;
        _ = bank.Sync();
        _ = Enforce();
        Assert.Equal("billing=600", Limit());
    }

    public static TheoryData<string, string, string> Obstacles => new()
    {
        { "associations,limits,qos,safe", "associations,limits,qos", "safe" },
        { "PriorityDecayHalfLife   = 00:00:00", "PriorityDecayHalfLife   = 7-00:00:00", "decays" },
        { "PriorityUsageResetPeriod = NONE", "PriorityUsageResetPeriod = MONTHLY", "PriorityUsageResetPeriod=MONTHLY" },
    };

    /// <summary>Where Slurm counts otherwise the limit is not used, and a spent account is held all the same.</summary>
    [Theory]
    [MemberData(nameof(Obstacles))]
    public void Where_slurm_counts_otherwise_it_is_refused_and_the_spent_are_held(string before, string after, string why)
    {
        _ = bank.Grant("bio", 10 * Unit);
        _ = Enforce();
        bank.Slurm.Change("scontrol-config.txt", before, after);
        Assert.Contains(bank.Enforce().Warnings, w => w.Contains("moving limit is not used", StringComparison.Ordinal) && w.Contains(why, StringComparison.Ordinal));
        Assert.Equal(string.Empty, Limit());
        Use(10 * Hour);
        HoldAction hold = bank.Enforce().Actions.Single(a => a.Account == "bio");
        Assert.Equal(("hold", "GrpTRESRunMins=cpu", true), (hold.Action, hold.Limit, hold.Done));
        Assert.Contains(bank.Service.TestConfiguration(), f => f.Code == "MovingLimitRefused");
    }

    [Theory]
    [InlineData("[tariff]\nkind = \"billing-exact\"")]
    [InlineData("[tariff]\nsuspended = \"free\"")]
    public void An_account_of_a_bank_that_counts_otherwise_gets_none(string more)
    {
        bank.Configure("[enforce]\nmode = \"enforce\"\n" + more);
        _ = bank.Grant("bio", 10 * Unit);
        _ = Assert.Throws<InvalidRequestException>(() => bank.Service.SetAccount(new AccountChange { Account = "bio", HoldMechanism = "moving-limit" }));
    }

    [Fact]
    public void An_account_with_accounts_below_it_is_held_in_the_usual_way()
    {
        bank.Slurm.Associations([new AssociationRow("root"), new AssociationRow("bio"), new AssociationRow("lab1", Parent: "bio")]);
        _ = bank.Grant("bio", 10 * Unit);
        HoldReportSet set = bank.Enforce();
        Assert.Contains(set.Warnings, w => w.Contains("accounts below it", StringComparison.Ordinal));
        Assert.Equal(string.Empty, Limit());
    }

    [Fact]
    public void A_person_holds_and_releases_beside_it()
    {
        _ = bank.Grant("bio", 10 * Unit);
        _ = Enforce();
        HoldAction held = bank.Service.Lock(new HoldCommand { Account = "bio", Reason = "audit" });
        Assert.Equal(("hold", "GrpTRESRunMins=cpu", true), (held.Action, held.Limit, held.Done));
        Assert.Equal(string.Empty, Limit());
        _ = bank.Service.Unlock(new HoldCommand { Account = "bio", Reason = "over" });
        _ = bank.Enforce();
        Assert.Equal("billing=600", Limit());
    }

    /// <summary>A run that was ended between the ledger and Slurm leaves a value that the next one knows as the bank's own.</summary>
    [Fact]
    public void A_run_that_was_ended_half_way_is_no_change_by_hand()
    {
        _ = bank.Grant("bio", 10 * Unit);
        _ = Enforce();
        _ = bank.Service.Deposit(new DepositCommand { Account = "bio", Amount = ServiceUnits.Parse("5") });
        bank.Slurm.Put("fail.modify", "modify");
        Assert.NotNull(Enforce().Error);
        bank.Slurm.Remove("fail.modify");
        HoldReportSet set = bank.Enforce();
        Assert.DoesNotContain(set.Warnings, w => w.Contains("somebody else", StringComparison.Ordinal));
        Assert.Equal("billing=900", Limit());
        Assert.Equal("900", bank.See(v => v.Reader.PlacedLimits(FakeSlurm.Cluster).Single().Value));
    }

    public void Dispose() => bank.Dispose();

    private static TestBank Make()
    {
        TestBank made = TestBank.Opened(more: Moving);
        made.Slurm.Restarted();
        made.Slurm.Associations([new AssociationRow("root"), new AssociationRow("bio"), new AssociationRow("bio", "ann")]);
        made.Slurm.Shares(("bio", 0, 0));
        made.Clock.Seconds += TestBank.Day;
        return made;
    }

    private readonly List<JobRow> jobs = [];

    private void Use(long seconds)
    {
        foreach ((long billing, long length) in new[] { (100L, seconds / 100), (1L, seconds % 100) }.Where(r => r.Item2 > 0))
        {
            jobs.Add(JobRow.Run(jobs.Count + 1, bank.Clock.Seconds, length, billing));
            bank.Clock.Seconds += length + 60;
        }

        bank.Slurm.Jobs(jobs);
        bank.Slurm.Shares(("bio", jobs.Sum(j => (j.End!.Value - j.Start!.Value) * long.Parse(j.Tres.Split('=', ',')[1], System.Globalization.CultureInfo.InvariantCulture)), 0));
        _ = bank.Sync();
    }

    private HoldAction Enforce() => bank.Enforce().Actions.Single(a => a.Account == "bio");

    private string Limit() => bank.Slurm.Associations().Select(r => r.Split('|')).Single(r => r[1] == "bio" && r[2].Length == 0)[11];

    private void SetLimit(string value) => bank.Slurm.Put("association.rows", string.Concat(bank.Slurm.Associations().Select(r => r.Split('|')).Select(r =>
    {
        r[11] = r[1] == "bio" && r[2].Length == 0 ? value : r[11];
        return string.Join('|', r) + "\n";
    })));
}
