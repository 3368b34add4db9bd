using System;
using System.Linq;

namespace SlurmBank.Slurm.Tests;

/// <summary>The changes of accounts, users, limits and usage, as sacctmgr is called and as it answers.</summary>
public sealed class AccountWritingTests
{
    [Fact]
    public void Accounts_are_made_by_one_command()
    {
        FakeRunner runner = FakeRunner.Of(" Adding Account(s)\n  bio\n");
        new SlurmCommands(null, runner).Sacctmgr.AddAccounts("lab", ["bio", "geo", "bio"], new NewAccount { Parent = "science", Description = "a text; with = in it", Shares = 3 });
        Assert.Equal(
            ["sacctmgr", "--immediate", "add", "account", "name=bio,geo", "cluster=lab", "parent=science", "description=a text; with = in it", "Fairshare=3"],
            Assert.Single(runner.Requests).Arguments);
    }

    [Fact]
    public void Texts_and_parent_are_changed_each_where_they_belong()
    {
        FakeRunner runner = FakeRunner.Of(string.Empty);
        new SlurmCommands(null, runner).Sacctmgr.ModifyAccounts("lab", ["bio"], new NewAccount { Parent = "industry", Organization = "x" });
        Assert.Equal(
            [["sacctmgr", "--immediate", "modify", "account", "where", "account=bio", "set", "organization=x"],
                ["sacctmgr", "--immediate", "modify", "account", "where", "account=bio", "cluster=lab", "set", "parent=industry"]],
            runner.Requests.Select(request => request.Arguments));
    }

    [Fact]
    public void Users_limits_and_usage_are_changed()
    {
        FakeRunner runner = FakeRunner.Of(string.Empty);
        Sacctmgr sacctmgr = new SlurmCommands(null, runner).Sacctmgr;
        sacctmgr.AddUsers("lab", ["bio", "geo"], ["ann", "ben"], "gpu", 2);
        sacctmgr.DeleteUsers("lab", "bio", ["ann"]);
        sacctmgr.SetCoordinators("bio", ["ann"], remove: false);
        sacctmgr.DeleteAccounts(null, ["bio"]);
        sacctmgr.DeleteAccounts("lab", ["bio"]);
        sacctmgr.ResetUsage("lab", ["bio", "geo"], []);
        sacctmgr.ResetUsage("lab", ["bio"], ["ann"]);
        sacctmgr.SetAssociations("lab", ["bio"], ["ann"], "gpu",
            [new AssociationChange(AssociationSetting.GrpTres, "cpu", 5), new AssociationChange(AssociationSetting.GrpTres, "gres/gpu", null), new AssociationChange(AssociationSetting.MaxWall, null, 60)]);
        Assert.Equal(
            ["add user name=ann,ben account=bio,geo cluster=lab partition=gpu Fairshare=2", "delete user where name=ann account=bio cluster=lab", "add coordinator account=bio names=ann",
                "delete account where name=bio", "delete account where name=bio cluster=lab", "modify account where account=bio,geo cluster=lab set RawUsage=0",
                "modify user where name=ann account=bio cluster=lab set RawUsage=0",
                "modify user where name=ann account=bio cluster=lab partition=gpu set GrpTRES=cpu=5,gres/gpu=-1 MaxWallDurationPerJob=60"],
            runner.Requests.Select(request => string.Join(' ', request.Arguments.Skip(2))));
    }

    [Theory]
    [InlineData(" Nothing new added.\n", "", null)]
    [InlineData(" Nothing deleted\n", "", null)]
    [InlineData(" Nothing modified\n", "", null)]
    [InlineData(" Nothing new added.\n", " This account 'nosuch' doesn't exist.\n        Contact your admin to add this account.\n", typeof(SlurmNotFoundException))]
    [InlineData("", " Parent account 'nosuch' doesn't exist on cluster lab\n", typeof(SlurmNotFoundException))]
    [InlineData("", " Error with request: Job(s) active, cancel job(s) before remove\n  JobID = 2          C = lab        A = chem       U = bob      \n", typeof(SlurmRefusedException))]
    [InlineData("", " Error with request: You can not remove the default account of a user\n", typeof(SlurmRefusedException))]
    [InlineData("", "", typeof(SlurmRefusedException))]
    public void What_sacctmgr_answers_is_told_apart(string output, string errors, Type? kind)
    {
        Sacctmgr sacctmgr = new SlurmCommands(null, FakeRunner.Of(output, 1, errors)).Sacctmgr;
        Exception? error = Record.Exception(() => sacctmgr.DeleteUsers("lab", "bio", ["ann"]));
        Assert.Equal(kind, error?.GetType());
    }

    [Fact]
    public void Ten_thousand_accounts_are_a_handful_of_commands()
    {
        FakeRunner runner = FakeRunner.Of(" Nothing modified\n", 1);
        string[] accounts = [.. Enumerable.Range(0, 10_000).Select(i => $"project-{i:00000}")];
        new SlurmCommands(null, runner).Sacctmgr.SetAssociations("lab", accounts, [], null, [new AssociationChange(AssociationSetting.GrpJobs, null, null)]);
        Assert.Equal(20, runner.Requests.Count);
    }

    public static TheoryData<string> Bad => ["", "-i", "a b", "a,b", "a=b", "a\nb", "a'; drop table--", "$(reboot)", "a|b", "naïve"];

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_name_that_could_be_anything_else_runs_nothing(string name)
    {
        FakeRunner runner = FakeRunner.Of(string.Empty);
        var slurm = new SlurmCommands(null, runner);
        Action[] calls =
        [
            () => slurm.Sacctmgr.AddAccounts("lab", ["bio", name], new NewAccount()), () => slurm.Sacctmgr.AddAccounts(name, ["bio"], new NewAccount()),
            () => slurm.Sacctmgr.AddAccounts("lab", ["bio"], new NewAccount { Parent = name }), () => slurm.Sacctmgr.DeleteAccounts(name, ["bio"]),
            () => slurm.Sacctmgr.AddUsers("lab", [name], ["ann"]), () => slurm.Sacctmgr.AddUsers("lab", ["bio"], [name]), () => slurm.Sacctmgr.AddUsers("lab", ["bio"], ["ann"], name),
            () => slurm.Sacctmgr.DeleteUsers("lab", name, ["ann"]), () => slurm.Sacctmgr.SetCoordinators(name, ["ann"], true), () => slurm.Sacctmgr.ResetUsage("lab", [name], []),
            () => slurm.Sacctmgr.ListUsers([name]), () => slurm.Sacctmgr.ListQos([name]), () => slurm.Sacctmgr.ReadUserAssociations([name]), () => slurm.Scontrol.ListNodes(name),
            () => slurm.Scontrol.ListPartitions("cpu", name), () => slurm.Sinfo.ReadUse([name]),
        ];
        Assert.All(calls, call => Assert.Throws<SlurmNameException>(call));
        Assert.Empty(runner.Requests);
    }

    [Theory]
    [InlineData("it's")]
    [InlineData("a \"b\"")]
    [InlineData("a|b")]
    [InlineData("a\nb")]
    [InlineData("a\\b")]
    [InlineData("`id`")]
    public void A_text_that_Slurm_would_change_runs_nothing(string text)
    {
        FakeRunner runner = FakeRunner.Of(string.Empty);
        Sacctmgr sacctmgr = new SlurmCommands(null, runner).Sacctmgr;
        Assert.Throws<SlurmTextException>(() => sacctmgr.AddAccounts("lab", ["bio"], new NewAccount { Description = text }));
        Assert.Throws<SlurmTextException>(() => sacctmgr.ModifyAccounts("lab", ["bio"], new NewAccount { Organization = text }));
        Assert.Throws<SlurmTextException>(() => sacctmgr.AddAccounts("lab", ["bio"], new NewAccount { Description = new string('x', 256) }));
        Assert.Empty(runner.Requests);
    }

    [Fact]
    public void A_limit_without_sense_cannot_be_made()
    {
        Assert.Throws<ArgumentException>(() => new AssociationChange(AssociationSetting.GrpTres, null, 1));
        Assert.Throws<ArgumentException>(() => new AssociationChange(AssociationSetting.GrpJobs, "cpu", 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AssociationChange(AssociationSetting.GrpJobs, null, 4294967294));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AssociationChange(AssociationSetting.GrpJobs, null, -1));
        Assert.Throws<SlurmNameException>(() => new AssociationChange(AssociationSetting.GrpTres, "cpu=1,mem", 1));
        Assert.Throws<ArgumentException>(() => AssociationChange.Words([]));
        Assert.Equal("GrpTRESRunMins=cpu", new AssociationChange(AssociationSetting.GrpTresRunMins, "cpu", 1).Limit);
        Assert.Equal(["Fairshare=1"], AssociationChange.Words([new AssociationChange(AssociationSetting.Fairshare, null, null)]));
    }
}
