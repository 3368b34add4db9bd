using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank.Tests.Holds;

public sealed class HoldBatchTests
{
    /// <summary>A handful of commands for hundreds of accounts, and an error of one is its own.</summary>
    [Fact]
    public void Hundreds_of_accounts_are_held_and_released_in_a_handful_of_commands()
    {
        string[] names = [.. Enumerable.Range(0, 300).Select(i => FormattableString.Invariant($"a{i}"))];
        using HoldScene scene = HoldScene.Plain(string.Empty, string.Join(' ', names.Take(3)));
        scene.Bank.Slurm.Associations([new AssociationRow("root"), .. names.Select(n => new AssociationRow(n))]);
        _ = scene.Bank.Service.Initialize(new InitializeCommand());
        _ = scene.Bank.Slurm.TakeCommands();
        HoldCommand[] commands = [.. names.Take(150).Append("nosuch").Concat(names.Skip(150)).Select(n => new HoldCommand { Account = n, Reason = n == "a7" ? " " : "audit" })];
        IReadOnlyList<HoldOutcome> outcomes = scene.Bank.Service.LockAll(commands);
        Assert.Equal(commands.Select(c => c.Account), outcomes.Select(o => o.Account));
        Assert.Equal(("InvalidRequest", "AccountNotFound"), (outcomes[7].Error!.ErrorId, outcomes[150].Error!.ErrorId));
        Assert.Equal(299, outcomes.Count(o => o.Action is { Action: "hold", Done: true, Error: null }));
        Assert.Equal(1, scene.Bank.Slurm.TakeCommands().Count(c => c.Contains(" modify ", StringComparison.Ordinal)));
        Assert.Equal(("cpu=0", string.Empty), (scene.Limit("a299"), scene.Limit("a7")));
        Assert.All(scene.Bank.Service.UnlockAll([.. names.Where(n => n != "a7").Select(n => new HoldCommand { Account = n, Reason = "over" })]), o => Assert.Equal("release", o.Action!.Action));
        Assert.DoesNotContain(scene.Bank.Slurm.Associations(), a => a.Contains("cpu=0", StringComparison.Ordinal));
        Assert.Empty(scene.Bank.Service.LockAll([]));
    }

    [Fact]
    public void A_hold_tells_its_limit_where_it_is_and_what_it_replaced()
    {
        using HoldScene scene = HoldScene.Plain(string.Empty, "bio chem");
        scene.Set("bio", "cpu=500");
        _ = scene.Lock("bio");
        HoldReport hold = Assert.Single(scene.Bank.Service.Holds([]));
        Assert.Equal(("GrpTRESRunMins=cpu", "bio", "500", null), (hold.Limit, string.Join(' ', hold.Targets), hold.Replaced, hold.Effective));
        Assert.True(Assert.Single(scene.Bank.Service.HoldsInSlurm([])).Effective);
        scene.Bank.Slurm.Put("qos.rows", "normal|1|0||1.000000|||cpu=9||||||||||\n");
        HoldReport over = Assert.Single(scene.Bank.Service.HoldsInSlurm([]));
        Assert.Equal((false, true), (over.Effective, over.Note.Contains("QOS normal", StringComparison.Ordinal)));
        scene.Bank.Slurm.Put("qos.rows", "normal|1|0||1.000000|||||||||||||\n");
        scene.Set("bio", string.Empty);
        Assert.Contains("does not show it", Assert.Single(scene.Bank.Service.HoldsInSlurm([])).Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_of_others_that_keep_solvent_accounts_are_named()
    {
        using var scene = new HoldScene(
            [new AssociationRow("dept") { SubmitJobs = "0" }, new AssociationRow("bio", Parent: "dept"), new AssociationRow("chem") { Mins = "billing=100" }, new AssociationRow("phys")], string.Empty, "bio chem phys");
        scene.Bank.Slurm.Shares(("chem", 6000, 0), ("phys", 6000, 0));
        Assert.Empty(scene.Bank.Service.Holds([]));
        Assert.Equal(
            [
                "bio GrpSubmitJobs of account 'dept' above it is 0; the bank did not set it",
                "chem GrpTRESMins=billing of the account is 100, and 100 minutes are used; the bank did not set it",
            ],
            scene.Bank.Service.HoldsInSlurm(["bio", "chem", "phys"]).Select(h => $"{h.Account} {h.Reason}"));
    }

    /// <summary>A ledger from a backup does not know of holds that came after it: they look like anybody's limits.</summary>
    [Fact]
    public void Limits_that_the_ledger_has_forgotten_are_told_and_adopted()
    {
        using HoldScene scene = HoldScene.Plain("bio", "chem");
        string backup = scene.Bank.Service.Backup(new BackupCommand { Path = scene.Bank.Folder.File("b.db") }).Path;
        _ = scene.Bank.Enforce();
        _ = scene.Lock("chem");
        Assert.Equal(("cpu=0", "cpu=0"), (scene.Limit("bio"), scene.Limit("chem")));
        _ = scene.Bank.Service.Restore(new RestoreCommand { Path = backup, Force = true, Reason = "test" });
        HoldReportSet plan = scene.Bank.Enforce(new EnforceCommand { IsPlan = true, Force = true });
        Assert.Contains(plan.Warnings, w => w.Contains("bio, chem", StringComparison.Ordinal) && w.Contains("-Adopt", StringComparison.Ordinal));
        HoldReportSet adopted = scene.Bank.Enforce(new EnforceCommand { Force = true, Adopt = true });
        Assert.Equal(["bio hold True", "chem release True"], adopted.Actions.Select(a => $"{a.Account} {a.Action} {a.Done}"));
        Assert.Equal(("cpu=0", string.Empty), (scene.Limit("bio"), scene.Limit("chem")));
        Assert.Empty(scene.Bank.Enforce().Warnings);
        _ = scene.Bank.Grant("bio", 5_000);
        _ = scene.Bank.Enforce();
        Assert.Equal(string.Empty, scene.Limit("bio"));
        scene.Bank.AssertSound();
    }

    /// <summary>In the same step as the restore: what people hold and which limits stand in Slurm is brought over, each by an entry.</summary>
    [Fact]
    public void A_restore_tells_of_holds_since_the_backup_and_brings_them_over()
    {
        using HoldScene scene = HoldScene.Plain("bio", "chem phys math");
        scene.Set("chem", "cpu=500");
        _ = scene.Lock("phys");
        string backup = scene.Bank.Service.Backup(new BackupCommand { Path = scene.Bank.Folder.File("b.db") }).Path;
        _ = scene.Bank.Enforce();
        _ = scene.Lock("chem");
        _ = scene.Unlock("phys");
        _ = scene.Bank.Grant("math", 5_000);
        string slurm = string.Join('\n', scene.Bank.Slurm.Associations());
        RestoreReport plan = scene.Bank.Service.Restore(new RestoreCommand { Path = backup, IsPlan = true });
        Assert.Equal(["bio", "chem", "phys"], plan.HeldSince);
        Assert.False(plan.IsAdopted);
        Assert.Contains(plan.Warnings, w => w.Contains("bio, chem, phys", StringComparison.Ordinal) && w.Contains("--adopt", StringComparison.Ordinal));

        RestoreReport report = scene.Bank.Service.Restore(new RestoreCommand { Path = backup, Force = true, Adopt = true, Reason = "test" });
        Assert.Equal(plan.HeldSince, report.HeldSince);
        Assert.True(report.IsAdopted);
        Assert.Equal(slurm, string.Join('\n', scene.Bank.Slurm.Associations()));
        HoldReport hold = Assert.Single(scene.Bank.Service.Holds([]), h => h.Owner == "person");
        Assert.Equal(("chem", "audit", "500"), (hold.Account, hold.Reason, hold.Replaced));
        Assert.Empty(scene.Bank.Enforce(new EnforceCommand { IsPlan = true, Force = true }).Warnings);
        Assert.DoesNotContain(scene.Bank.Enforce().Actions, a => a.Action is "hold" && a.Account != "bio");
        Assert.Equal(slurm, string.Join('\n', scene.Bank.Slurm.Associations()));

        // The limit that the hold replaced comes back, as if there had been no restore; the grant does not.
        _ = scene.Unlock("chem");
        Assert.Equal("cpu=500", scene.Limit("chem"));
        Assert.Equal(1_000, scene.Bank.Balance("math").GrantedUnits);
        scene.Bank.AssertSound();
    }

    [Fact]
    public void Holds_of_a_ledger_that_cannot_be_read_are_not_brought_over_and_that_is_said()
    {
        using HoldScene scene = HoldScene.Plain("bio", "chem");
        string backup = scene.Bank.Service.Backup(new BackupCommand { Path = scene.Bank.Folder.File("b.db") }).Path;
        _ = scene.Lock("chem");
        scene.Bank.Close();
        System.IO.File.WriteAllText(scene.Bank.LedgerPath, "rubbish");
        RestoreReport report = scene.Bank.Service.Restore(new RestoreCommand { Path = backup, Force = true, Adopt = true, Reason = "test" });
        Assert.False(report.IsAdopted);
        Assert.Contains(report.Warnings, w => w.Contains("enforce --adopt", StringComparison.Ordinal));
    }

    /// <summary>Slurm refuses a command as a whole: the account it does not want has the error, and the others are held.</summary>
    [Fact]
    public void One_account_that_slurm_refuses_keeps_its_own_error()
    {
        string[] names = [.. Enumerable.Range(100, 40).Select(i => FormattableString.Invariant($"a{i}"))];
        using HoldScene scene = HoldScene.Plain(string.Empty, string.Join(' ', names.Take(2)));
        scene.Bank.Slurm.Associations([new AssociationRow("root"), .. names.Select(n => new AssociationRow(n))]);
        _ = scene.Bank.Service.Initialize(new InitializeCommand());
        scene.Bank.Slurm.Put("fail.modify", "a117");
        _ = scene.Bank.Slurm.TakeCommands();
        IReadOnlyList<HoldOutcome> outcomes = scene.Bank.Service.LockAll([.. names.Select(n => new HoldCommand { Account = n, Reason = "audit" })]);
        Assert.Equal("a117", Assert.Single(outcomes, o => o.Action is not { Done: true, Error: null }).Account);
        Assert.Contains("permission denied", outcomes.Single(o => o.Account == "a117").Action!.Error, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(39, scene.Bank.Slurm.Associations().Count(a => a.Contains("cpu=0", StringComparison.Ordinal)));
        Assert.InRange(scene.Bank.Slurm.TakeCommands().Count(c => c.Contains(" modify ", StringComparison.Ordinal)), 2, 14);

        // Where it refuses everything, it is not asked for each account by itself.
        scene.Bank.Slurm.Put("fail.modify", "modify");
        _ = scene.Bank.Service.UnlockAll([.. names.Select(n => new HoldCommand { Account = n, Reason = "over" })]);
        Assert.InRange(scene.Bank.Slurm.TakeCommands().Count(c => c.Contains(" modify ", StringComparison.Ordinal)), 1, 130);
    }

    [Theory]
    [InlineData("grp-jobs", 7, "0")]
    [InlineData("grp-tres-run-mins-billing", 12, "billing=0")]
    [InlineData("grp-tres-run-mins-gpu", 12, "gres/gpu=0")]
    [InlineData("grp-tres-mins-billing", 11, "billing=0")]
    public void Every_mechanism_of_the_older_banks_holds_and_gives_back(string mechanism, int column, string held)
    {
        using HoldScene scene = HoldScene.Plain("bio");
        scene.Bank.Slurm.Restarted();
        _ = scene.Bank.Service.SetAccount(new AccountChange { Account = "bio", HoldMechanism = mechanism });
        Assert.Equal(("hold", true), (scene.Only().Action, scene.Limit("bio", column: column) == held));
        _ = scene.Bank.Grant("bio", 5_000);
        Assert.Equal(("release", string.Empty), (scene.Only().Action, scene.Limit("bio", column: column)));
    }

    /// <summary>The day after an allocation's last one Slurm's count is set to zero, once, with what it was in the ledger.</summary>
    [Fact]
    public void B17_usage_is_reset_when_a_period_has_ended_and_once()
    {
        using HoldScene scene = HoldScene.Plain(string.Empty, "chem", HoldScene.Enforced + "reset_usage = true\n");
        long end = TestBank.Open + (365 * TestBank.Day);
        scene.Bank.Slurm.Associations([new AssociationRow("root"), new AssociationRow("chem"), new AssociationRow("bio")]);
        _ = scene.Bank.Grant("bio", 1_000, end: end);
        scene.Bank.Slurm.Shares(("bio", 7200, 0), ("chem", 60, 0));
        _ = scene.Bank.Enforce();
        scene.Bank.Clock.Seconds = end - 1;
        _ = scene.Bank.Enforce();
        Assert.DoesNotContain(scene.Bank.Slurm.TakeCommands(), c => c.Contains("RawUsage=0", StringComparison.Ordinal));
        scene.Bank.Clock.Seconds = end;
        Assert.Contains(scene.Bank.Enforce(new EnforceCommand { IsPlan = true, Force = true }).Warnings, w => w.Contains("would be set to zero", StringComparison.Ordinal));
        scene.Bank.Slurm.Put("fail.modify", "RawUsage");
        Assert.Contains(scene.Bank.Enforce().Warnings, w => w.Contains("tries again", StringComparison.Ordinal));
        scene.Bank.Slurm.Remove("fail.modify");
        _ = scene.Bank.Slurm.TakeCommands();
        for (int i = 0; i < 3; i++)
        {
            _ = scene.Bank.Enforce();
        }

        Assert.Equal("account=bio", Assert.Single(scene.Bank.Slurm.TakeCommands(), c => c.Contains("RawUsage=0", StringComparison.Ordinal)).Split(' ').Single(w => w.StartsWith("account=", StringComparison.Ordinal)));
        TransactionReport reset = Assert.Single(scene.Bank.Service.Transactions(new TransactionQuery { Kinds = ["usagereset"] }));
        Assert.Contains(">usage_before=7200\n", reset.Body, StringComparison.Ordinal);
        scene.Bank.AssertSound();
    }
}
