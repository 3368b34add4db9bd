using System;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank.Tests.Holds;

public sealed class EnforceTests
{
    [Fact]
    public void The_spent_are_held_the_others_not_and_money_releases()
    {
        using HoldScene scene = HoldScene.Plain("bio chem", "phys");
        HoldReportSet report = scene.Bank.Enforce();
        Assert.Equal(["bio hold True", "chem hold True"], report.Actions.Select(a => $"{a.Account} {a.Action} {a.Done}"));
        Assert.Equal((1, 3), (report.Commands, report.Accounts));
        Assert.Equal(("cpu=0", "cpu=0", ""), (scene.Limit("bio"), scene.Limit("chem"), scene.Limit("phys")));
        Assert.Equal("held", scene.Bank.Balance().Status);
        scene.Bank.Grant("bio", 1);
        Assert.Equal(["bio release True", "chem keep True"], scene.Bank.Enforce().Actions.Select(a => $"{a.Account} {a.Action} {a.Done}"));
        Assert.Equal((string.Empty, "cpu=0"), (scene.Limit("bio"), scene.Limit("chem")));
        Assert.Equal("open", scene.Bank.Balance().Status);
        scene.Bank.AssertSound();
    }

    [Fact]
    public void A_plan_says_what_would_be_done_and_changes_nothing()
    {
        using HoldScene scene = HoldScene.Plain("bio chem", "phys");
        string before = scene.Everything();
        scene.Bank.Slurm.TakeCommands();
        HoldReportSet plan = scene.Bank.Enforce(new EnforceCommand { IsPlan = true, Force = true });
        Assert.Equal(before, scene.Everything());
        Assert.DoesNotContain(scene.Bank.Slurm.TakeCommands(), c => c.Contains("modify", StringComparison.Ordinal));
        HoldReportSet done = scene.Bank.Enforce();
        Assert.Equal(done.Actions.Select(a => (a.Account, a.Action, a.Reason, a.Limit, string.Join(',', a.Targets))), plan.Actions.Select(a => (a.Account, a.Action, a.Reason, a.Limit, string.Join(',', a.Targets))));
        Assert.All(plan.Actions, a => Assert.False(a.Done));
        Assert.All(done.Actions, a => Assert.True(a.Done));
    }

    [Fact]
    public void Repeated_a_hundred_times_nothing_drifts()
    {
        using HoldScene scene = HoldScene.Plain("bio chem gone", "phys");
        scene.Set("bio", "cpu=500,gres/gpu=2");
        scene.Lock("phys");
        scene.Bank.Enforce();
        scene.Unlock("gone");
        string limits = string.Join('\n', scene.Bank.Slurm.Associations());
        string head = scene.Bank.Head();
        for (int i = 0; i < 100; i++)
        {
            scene.Bank.Clock.Seconds += 600;
            Assert.Equal(0, scene.Bank.Enforce().Commands);
        }

        Assert.Equal(limits, string.Join('\n', scene.Bank.Slurm.Associations()));
        Assert.Equal(head, scene.Bank.Head());
        Assert.Equal(("cpu=0,gres/gpu=2", "cpu=0", ""), (scene.Limit("bio"), scene.Limit("phys"), scene.Limit("gone")));
        scene.Bank.Grant("bio", 1_000_000);
        scene.Bank.Enforce();
        Assert.Equal("500", scene.Limit("bio").Split(',').Single(l => l.StartsWith("cpu=", StringComparison.Ordinal))[4..]);
    }

    /// <summary>The first enforcement stops where it would hold more than the brake allows, once and for all accounts; a plan only says so.</summary>
    [Theory]
    [InlineData(1, 9, "0.1", false)]
    [InlineData(2, 8, "0.1", true)]
    [InlineData(1, 0, "0.1", true)]
    [InlineData(1, 0, "1", false)]
    [InlineData(1, 9, "0", true)]
    [InlineData(0, 9, "0", false)]
    public void The_first_enforcement_has_a_brake(int spent, int rich, string brake, bool stops)
    {
        using HoldScene scene = HoldScene.Plain(Names("s", spent), Names("r", rich), $"[enforce]\nmode = \"enforce\"\nbrake = {brake}\n");
        string before = scene.Everything();
        HoldReportSet plan = scene.Bank.Enforce(new EnforceCommand { IsPlan = true });
        Assert.Equal(stops, plan.Warnings.Any(w => w.Contains("brake", StringComparison.Ordinal)));
        Assert.Equal(spent, plan.Actions.Count);
        if (stops)
        {
            Assert.Throws<EnforcementBrakeException>(() => scene.Bank.Enforce(new EnforceCommand()));
            Assert.Equal(before, scene.Everything());
            Assert.Equal(spent, scene.Bank.Enforce(new EnforceCommand { Force = true }).Actions.Count(a => a.Done));
            return;
        }

        Assert.Equal(spent, scene.Bank.Enforce(new EnforceCommand()).Actions.Count(a => a.Done));
    }

    /// <summary>Later ones do as they are told: a site that has begun to enforce has seen what it does.</summary>
    [Fact]
    public void The_brake_is_the_first_enforcements_only_and_does_not_count_holds_by_hand()
    {
        using HoldScene scene = HoldScene.Plain("a", Names("r", 9), "[enforce]\nmode = \"enforce\"\nbrake = 0.1\n");
        Array.ForEach(["r1", "r2", "r3"], r => Assert.True(scene.Lock(r).Done));
        Assert.Equal(1, scene.Bank.Enforce(new EnforceCommand()).Actions.Count(a => a.Action == "hold"));
        string[] now = ["r4", "r5", "r6"];
        scene.Bank.Slurm.Jobs(now.Select((a, i) => JobRow.Run(100 + i, TestBank.Open, 1, account: a)));
        scene.Bank.Sync(TestBank.Open, scene.Bank.Clock.Seconds);
        Assert.Equal(3, scene.Bank.Enforce(new EnforceCommand()).Actions.Count(a => a.Action == "hold" && a.Done));
    }

    [Fact]
    public void Only_mode_enforce_holds_and_who_is_exempt_is_not_held()
    {
        using HoldScene scene = HoldScene.Plain("a b c co_x", more: "[enforce]\nmode = \"notify\"\nbrake = 1\nexempt = [\"co_*\"]\n");
        Assert.Empty(scene.Bank.Enforce().Actions);
        foreach ((string account, AccountMode mode) in new[] { ("a", AccountMode.Enforce), ("b", AccountMode.Track), ("co_x", AccountMode.Enforce) })
        {
            scene.Bank.Service.SetAccount(new AccountChange { Account = account, Mode = mode });
        }

        Assert.Equal("a", scene.Only().Account);
        scene.Bank.Service.SetAccount(new AccountChange { Account = "a", UseDefaultMode = true });
        Assert.Equal(("release", true), (scene.Only().Action, scene.Limit("a").Length == 0));
    }

    /// <summary>A QOS that sets the same limit switches the association's off for its jobs: the hold is set and said to be not effective.</summary>
    [Theory]
    [InlineData("fast", "normal,fast", "cpu=900", "not-effective")]
    [InlineData("fast", "normal", "cpu=900", "hold")]
    [InlineData("fast", "normal,fast", "gres/gpu=4", "hold")]
    [InlineData("FAST", "normal,fast", "CPU=900", "not-effective")]
    public void A_qos_may_make_a_hold_not_effective(string qos, string usable, string limits, string action)
    {
        using var scene = new HoldScene([new AssociationRow("bio") { Qos = "normal" }, new AssociationRow("bio", "ann") { Qos = usable }], "bio");
        scene.Bank.Slurm.Put("qos.rows", $"normal|1|0||1.000000|||||||||||||\n{qos}|2|0||1.000000|||{limits}||||||||||\n");
        HoldAction hold = scene.Only();
        Assert.Equal((action, true), (hold.Action, hold.Done));
        Assert.Equal(action == "not-effective", hold.Error?.Contains(qos, StringComparison.Ordinal) ?? false);
        Assert.Equal(action == "hold" ? "keep" : action, scene.Only().Action);
    }

    /// <summary>A hold of an account is one of all below it, whose QOS count too; where only users are held the others' do not.</summary>
    [Theory]
    [InlineData("top child", "not-effective")]
    [InlineData("top", "hold")]
    public void The_qos_of_accounts_below_count_where_they_are_held_too(string spent, string action)
    {
        using var scene = new HoldScene(
            [new AssociationRow("top"), new AssociationRow("top", "ann"), new AssociationRow("child", Parent: "top"), new AssociationRow("child", "bob") { Qos = "fast" }], spent, spent == "top" ? "child" : "");
        scene.Bank.Slurm.Put("qos.rows", "normal|1|0||1.000000|||||||||||||\nfast|2|0||1.000000|||cpu=9||||||||||\n");
        Assert.Equal(action, scene.Bank.Enforce().Actions.Single(a => a.Account == "top").Action);
    }

    [Fact]
    public void The_qos_of_a_partition_counts_for_everybody_and_an_unreadable_one_is_told()
    {
        using HoldScene scene = HoldScene.Plain("bio");
        scene.Bank.Slurm.Change("scontrol-partition.txt", "PartitionName=gpu AllowGroups=ALL AllowAccounts=ALL AllowQos=ALL AllocNodes=ALL Default=NO QoS=N/A", "PartitionName=gpu AllowGroups=ALL AllowAccounts=ALL AllowQos=ALL AllocNodes=ALL Default=NO QoS=gpuqos");
        scene.Bank.Slurm.Put("qos.rows", "normal|1|0||1.000000|||||||||||||\ngpuqos|2|0||1.000000|||cpu=9||||||||||\nbroken|3\n");
        HoldReportSet report = scene.Bank.Enforce();
        Assert.Equal("not-effective", report.Actions.Single().Action);
        Assert.Contains("gpuqos of partition gpu", report.Actions.Single().Error, StringComparison.Ordinal);
        Assert.Contains(report.Warnings, w => w.Contains("show qos", StringComparison.Ordinal) && w.Contains("broken", StringComparison.Ordinal));
    }

    [Fact]
    public void Accounts_may_be_named_or_matched_and_a_wrong_name_is_an_error()
    {
        using HoldScene scene = HoldScene.Plain("bio biology chem");
        Assert.Throws<AccountNotFoundException>(() => scene.Bank.Enforce(new EnforceCommand { Accounts = ["nosuch"], Force = true }));
        Assert.Equal(["bio", "biology"], scene.Bank.Enforce(new EnforceCommand { Accounts = ["BIO*"], Force = true }).Actions.Select(a => a.Account));
        Assert.Equal(string.Empty, scene.Limit("chem"));
        Assert.Equal("chem", scene.Bank.Enforce(new EnforceCommand { Accounts = ["chem"], Force = true }).Actions.Single().Account);
    }

    private static string Names(string prefix, int count) => string.Join(' ', Enumerable.Range(1, count).Select(i => $"{prefix}{i}"));

    /// <summary>The list of holds names the limit that is there now, not the one of the first time.</summary>
    [Fact]
    public void Another_mechanism_for_a_held_account_is_another_hold()
    {
        using HoldScene scene = HoldScene.Plain("bio");
        scene.Bank.Enforce();
        scene.Bank.Service.SetAccount(new AccountChange { Account = "bio", HoldMechanism = "grp-submit-jobs" });
        scene.Bank.Enforce();
        HoldReport hold = Assert.Single(scene.Bank.Service.HoldsInSlurm(["bio"]));
        Assert.Equal(("grp-submit-jobs", "GrpSubmitJobs", "bio", true), (hold.Mechanism, hold.Limit, string.Join(',', hold.Targets), hold.Effective));
        Assert.Equal(["grp-tres-run-mins", "grp-submit-jobs"], scene.Bank.Service.Holds(["bio"], lifted: true).Select(h => h.Mechanism));
        Assert.Equal(string.Empty, scene.Limit("bio"));
    }
}
