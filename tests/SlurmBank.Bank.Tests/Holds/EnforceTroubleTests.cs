using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Slurm;

namespace SlurmBank.Bank.Tests.Holds;

public sealed class EnforceTroubleTests
{
    [Fact]
    public void Where_slurm_refuses_it_is_told_in_its_words_and_tried_again()
    {
        using HoldScene scene = HoldScene.Plain("bio chem");
        scene.Bank.Slurm.Put("fail.modify", "modify");
        HoldReportSet report = scene.Bank.Enforce();
        Assert.All(report.Actions, a => Assert.True(a is { Action: "hold", Done: false } && a.Error!.Contains("permission denied", StringComparison.Ordinal), a.Error));
        Assert.Empty(scene.Bank.Service.Holds([]));
        Assert.Equal("spent", scene.Bank.Balance().Status);
        scene.Bank.Slurm.Remove("fail.modify");
        Assert.All(scene.Bank.Enforce().Actions, a => Assert.Equal((true, null), (a.Done, a.Error)));
        scene.Bank.Slurm.Put("fail.modify", "modify");
        scene.Bank.Grant("bio", 5_000);
        HoldAction release = scene.Bank.Enforce().Actions.Single(a => a.Account == "bio");
        Assert.Equal(("release", false), (release.Action, release.Done));
        Assert.Equal("held", scene.Bank.Balance().Status);
        scene.Bank.Slurm.Remove("fail.modify");
        Assert.True(scene.Bank.Enforce().Actions.Single(a => a.Account == "bio").Done);
        Assert.Equal(string.Empty, scene.Limit("bio"));
    }

    /// <summary>What was written is not taken for what is: only what is read back counts.</summary>
    [Fact]
    public void A_slurmdbd_that_says_yes_and_does_nothing_is_found_out()
    {
        using HoldScene scene = HoldScene.Plain("bio");
        scene.Bank.Slurm.Put("deaf", string.Empty);
        HoldAction hold = scene.Only();
        Assert.False(hold.Done);
        Assert.Contains("read back", hold.Error, StringComparison.Ordinal);
        Assert.Empty(scene.Bank.Service.Holds([]));
        scene.Bank.Slurm.Remove("deaf");
        Assert.True(scene.Only().Done);
        scene.Bank.Slurm.Put("deaf", string.Empty);
        scene.Bank.Grant("bio", 5_000);
        Assert.Contains("read back", scene.Only().Error, StringComparison.Ordinal);
        Assert.Equal("held", scene.Bank.Balance().Status);
    }

    [Theory]
    [InlineData("sacctmgr")]
    [InlineData("scontrol-config")]
    public void A_slurm_that_does_not_answer_changes_nothing(string silent)
    {
        using HoldScene scene = HoldScene.Plain("bio");
        scene.Bank.Enforce();
        scene.Bank.Grant("bio", 5_000);
        string before = scene.Everything();
        scene.Bank.Slurm.Fail(silent);
        Assert.ThrowsAny<SlurmCommandException>(() => scene.Bank.Enforce());
        Assert.Equal(before, scene.Everything());
        scene.Bank.Slurm.Fail(silent, false);
        Assert.Equal("release", scene.Only().Action);
    }

    /// <summary>The process dies after its 1st, 2nd, ... command; the next enforcement ends what it began, and what stood there before comes back.</summary>
    [Theory]
    [MemberData(nameof(Deaths))]
    public void One_that_dies_after_any_command_is_made_good_by_the_next(int after, bool releasing)
    {
        using var scene = new HoldScene(
            [new AssociationRow("bio") { RunMins = "cpu=77,mem=5" }, new AssociationRow("chem"), new AssociationRow("top"), new AssociationRow("top", "tom") { RunMins = "cpu=9" }, new AssociationRow("low", Parent: "top")],
            "bio chem top",
            "low");
        string open = string.Join('\n', scene.Bank.Slurm.Associations());
        if (releasing)
        {
            scene.Bank.Enforce();
            Pay(scene.Bank);
        }

        Die(scene.Bank, after);
        scene.Bank.Enforce();
        Assert.Equal(0, scene.Bank.Enforce().Commands);
        if (!releasing)
        {
            Assert.Equal(("0", "cpu=0", "cpu=0", ""), (Cpu(scene.Limit("bio")), scene.Limit("chem"), scene.Limit("top", "tom"), scene.Limit("top")));
            Pay(scene.Bank);
            scene.Bank.Enforce();
        }

        Assert.Equal(Sorted(open), Sorted(string.Join('\n', scene.Bank.Slurm.Associations())));
        Assert.Empty(scene.Bank.Service.Holds([]));
        scene.Bank.AssertSound();
    }

    public static IEnumerable<object[]> Deaths() => from after in Enumerable.Range(1, 7) from releasing in (bool[])[false, true] select new object[] { after, releasing };

    [Fact]
    public void A_limit_that_somebody_changed_since_is_theirs()
    {
        using HoldScene scene = HoldScene.Plain("bio");
        scene.Set("bio", "cpu=40");
        scene.Bank.Enforce();
        scene.Set("bio", "cpu=123");
        scene.Bank.Grant("bio", 5_000);
        HoldReportSet report = scene.Bank.Enforce();
        Assert.Contains(report.Warnings, w => w.Contains("changed by somebody else", StringComparison.Ordinal));
        Assert.Equal("cpu=123", scene.Limit("bio"));
        Assert.Equal("open", scene.Bank.Balance().Status);
        Assert.Empty(scene.Bank.Enforce().Warnings);
    }

    /// <summary>While the account is spent the hold is set again; what a person put there instead is what comes back in the end.</summary>
    [Theory]
    [InlineData("", "cpu=40")]
    [InlineData("cpu=123", "cpu=123")]
    public void A_hold_that_somebody_took_away_is_set_again(string instead, string inTheEnd)
    {
        using HoldScene scene = HoldScene.Plain("bio");
        scene.Set("bio", "cpu=40");
        scene.Bank.Enforce();
        scene.Set("bio", instead);
        Assert.True(scene.Only() is { Action: "hold", Done: true });
        Assert.Equal("cpu=0", scene.Limit("bio"));
        scene.Bank.Grant("bio", 5_000);
        scene.Bank.Enforce();
        Assert.Equal(inTheEnd, scene.Limit("bio"));
    }

    /// <summary>A zero that an administrator had set is what the account gets back.</summary>
    [Fact]
    public void A_zero_that_was_there_before_stays()
    {
        using HoldScene scene = HoldScene.Plain("bio");
        scene.Set("bio", "cpu=0");
        Assert.True(scene.Only().Done);
        scene.Bank.Grant("bio", 5_000);
        scene.Bank.Enforce();
        Assert.Equal("cpu=0", scene.Limit("bio"));
        Assert.Equal("open", scene.Bank.Balance().Status);
    }

    /// <summary>A name that cannot stand on a command line is told; the others of its account, and other accounts, are held.</summary>
    [Fact]
    public void A_user_with_an_odd_name_stands_in_nobodys_way()
    {
        using var scene = new HoldScene(
            [new AssociationRow("top"), new AssociationRow("top", "ann"), new AssociationRow("top", "x,root"), new AssociationRow("top", "bob"), new AssociationRow("low", Parent: "top"), new AssociationRow("bio")], "top bio", "low");
        HoldReportSet report = scene.Bank.Enforce();
        Assert.True(report.Actions.Single(a => a.Account == "bio").Done);
        HoldAction top = report.Actions.Single(a => a.Account == "top");
        Assert.Contains("cannot be the name of a user", top.Error, StringComparison.Ordinal);
        Assert.Equal(("cpu=0", "cpu=0", "", false), (scene.Limit("top", "ann"), scene.Limit("top", "bob"), scene.Limit("top", "x,root"), top.Done));
    }

    private static void Pay(TestBank bank) => Array.ForEach(["bio", "chem", "top"], a => bank.Grant(a, 10_000, reference: "rescue"));

    private static void Die(TestBank bank, int after)
    {
        int commands = 0;
        void Count(string command)
        {
            if (++commands == after)
            {
                throw new DeathException();
            }
        }

        BankOptions options = TestBank.Options(bank.Configuration, bank.Clock) with { OnCommand = Count };
        using BankService service = BankService.Open(options);
        Exception? death = Record.Exception(() => service.SyncHolds(new EnforceCommand { Force = true }));
        Assert.True(death is DeathException || commands < after, death?.ToString());
    }

    private static string Cpu(string limits) => limits.Split(',').Single(l => l.StartsWith("cpu=", StringComparison.Ordinal))[4..];

    private static IEnumerable<string> Sorted(string associations) => associations.Split('\n').Select(l => string.Join('|', l.Split('|').Select(f => string.Join(',', f.Split(',').Order(StringComparer.Ordinal)))));

    private sealed class DeathException : Exception;

    /// <summary>Every cluster has root: an answer without it is no answer, and what is missing in it is not taken for gone.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_answer_without_root_changes_nothing(bool isEmpty)
    {
        using HoldScene scene = HoldScene.Plain("bio", "chem");
        scene.Bank.Enforce();
        string before = scene.Bank.Everything();
        string[] rows = [.. scene.Bank.Slurm.Associations()];
        scene.Bank.Slurm.Put("association.rows", isEmpty ? string.Empty : string.Join('\n', rows.Where(r => r.Contains("|chem|", StringComparison.Ordinal))) + "\n");
        Assert.Equal("AssociationsIncomplete", Assert.Throws<AssociationsIncompleteException>(() => scene.Bank.Enforce()).ErrorId);
        scene.Bank.Slurm.Put("association.rows", string.Join('\n', rows) + "\n");
        Assert.Equal("keep", scene.Only().Action);
        Assert.Equal(before.Split("\n").Length, scene.Bank.Everything().Split("\n").Length);
    }

    /// <summary>What follows the balance is over with the account on the cluster; a person's hold stays until a person lifts it, which works all the same.</summary>
    [Fact]
    public void Holds_of_an_account_that_the_cluster_does_not_have_any_more_end()
    {
        using HoldScene scene = HoldScene.Plain("bio phys", "chem");
        scene.Bank.Service.SetAccount(new AccountChange { Account = "chem", UserLimits = [UserLimitChange.Parse("ann=0")] });
        scene.Bank.Enforce();
        scene.Lock("phys");
        string[] rows = [.. scene.Bank.Slurm.Associations()];
        scene.Bank.Slurm.Put("association.rows", string.Join('\n', rows.Where(r => r.Contains("|root|", StringComparison.Ordinal) && !r.Contains("|bio|", StringComparison.Ordinal) && !r.Contains("|chem|", StringComparison.Ordinal) && !r.Contains("|phys|", StringComparison.Ordinal))) + "\n");
        scene.Bank.Enforce();
        Assert.Equal(["phys person"], scene.Bank.Service.Holds([]).Select(h => $"{h.Account} {h.Owner}"));
        Assert.Contains("has no account 'bio' any more", scene.Bank.Service.Transactions(new TransactionQuery { Accounts = ["bio"] }).Last(t => t.Kind == "release").Reason, StringComparison.Ordinal);
        Assert.Equal("spent", scene.Bank.Balance("bio").Status);
        Assert.Throws<Ledger.InvalidRequestException>(() => scene.Unlock("bio"));
        HoldAction action = scene.Unlock("phys");
        Assert.Equal(("release", true), (action.Action, action.Done));
        Assert.Empty(scene.Bank.Service.Holds([]));
        scene.Bank.AssertSound();
    }
}
