using System;
using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Slurm.Tests;

public sealed class SacctmgrTests
{
    private static readonly LimitChange Hold = new(LimitKind.GrpTresRunMins, "cpu", 0);

    [Fact]
    public void Associations_are_read_with_their_parents()
    {
        string output = Samples.Columns("sacctmgr-P-assoc-tree.out", SacctmgrRows.AssociationColumns.Replace("QOSLevel", "QOS", StringComparison.Ordinal), "|");
        FakeRunner runner = FakeRunner.Of(output);
        SlurmTable<SlurmAssociation> table = new SlurmCommands(null, runner).Sacctmgr.ReadAssociations("lab", ["physics", "Chem"]);

        Assert.Empty(table.Problems);
        Assert.Equal(11, table.Rows.Count);
        SlurmAssociation physics = table.Rows.Single(row => row.Account == "physics" && row.IsAccount);
        Assert.Equal(("science", 5L, 10L, "normal", "lab"), (physics.ParentAccount, physics.Id, physics.Shares, physics.Qos, physics.Cluster));
        Assert.Equal(["alice", "bob"], table.Rows.Where(row => row.Account == "physics" && !row.IsAccount).Select(row => row.User));
        Assert.Equal(
            ["sacctmgr", "--readonly", "--noheader", "--parsable", "show", "association", "cluster=lab", "account=physics,Chem", "format=" + SacctmgrRows.AssociationColumns],
            runner.Requests[0].Arguments);
    }

    [Fact]
    public void Limits_are_read()
    {
        const string Row = "lab|Physics|||science|5|10|0|3|1-00:00:00|cpu=9|billing=0|cpu=0,billing=7|4|5|cpu=2|01:00:00|long|long,normal|\n";
        SlurmAssociation row = Assert.Single(Read(Row).ReadAssociations().Rows);
        Assert.Equal(("physics", "science"), (row.Account, row.ParentAccount));
        Assert.Equal((0L, 3L, 4L, 5L), (row.GrpJobs, row.GrpSubmitJobs, row.MaxJobs, row.MaxSubmitJobs));
        Assert.Equal(("cpu=9", "billing=0", "cpu=0,billing=7", "1-00:00:00"), (row.GrpTres, row.GrpTresMins, row.GrpTresRunMins, row.GrpWall));
        Assert.Equal(("cpu=2", "01:00:00", "long", "long,normal"), (row.MaxTresPerJob, row.MaxWall, row.DefaultQos, row.Qos));
    }

    [Theory]
    [InlineData("lab|physics|||science|five|10|||||||||||||\n", "ID")]
    [InlineData("lab||||science|5|10|||||||||||||\n", "empty")]
    [InlineData("lab|physics|||science|5|10|lots||||||||||||\n", "a limit")]
    [InlineData("lab|a|b|||science|5|10|||||||||||||\n", "too many")]
    public void A_bad_association_is_a_problem_and_stops_no_other(string row, string why)
    {
        const string Good = "lab|physics|||science|5|10|||||||||||||\n";
        SlurmTable<SlurmAssociation> table = Read(Good + row + Good).ReadAssociations();
        Assert.Equal(2, table.Rows.Count);
        Assert.Contains(why, Assert.Single(table.Problems).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Accounts_users_tres_clusters_and_QOS_are_read()
    {
        SlurmTable<SlurmAccount> accounts = Read(Samples.Columns("sacctmgr-P-account.out", "Account,Org,Descr", "|")).ReadAccounts();
        Assert.Contains(new SlurmAccount("root", "root", "default root account"), accounts.Rows);
        SlurmTable<SlurmUser> users = Read(Samples.Columns("sacctmgr-P-user.out", "User,Def Acct,Admin", "|")).ReadUsers();
        Assert.Contains(new SlurmUser("root", "root", "Administrator"), users.Rows);
        Assert.Contains(new SlurmUser("carol", "chem", "None"), users.Rows);
        SlurmTable<SlurmTres> tres = Read(Samples.Ended("sacctmgr-P-tres.out")).ReadTres();
        Assert.Equal(["cpu", "mem", "energy", "node", "billing", "fs/disk", "vmem", "pages", "gres/gpu"], tres.Rows.Select(row => row.FullName));
        Assert.Equal(1001, tres.Rows[^1].Id);
        SlurmTable<SlurmCluster> clusters = Read(Samples.Columns("sacctmgr-P-cluster.out", "Cluster,ControlHost,ControlPort", "|")).ReadClusters();
        Assert.Equal([new SlurmCluster("lab", "127.0.0.1", 16817)], clusters.Rows);
        SlurmTable<SlurmQos> qos = Read(Samples.Columns("sacctmgr-P-qos.out",
            SacctmgrRows.QosColumns.Replace("GrpSubmitJobs", "GrpSubmit", StringComparison.Ordinal), "|")).ReadQos();
        SlurmQos normal = Assert.Single(qos.Rows);
        Assert.Equal(("normal", 1m, 0L), (normal.Name, normal.UsageFactor, normal.Priority));
        Assert.Empty(accounts.Problems.Concat(users.Problems).Concat(tres.Problems).Concat(clusters.Problems).Concat(qos.Problems));
    }

    [Fact]
    public void A_description_with_bars_and_lines_spoils_no_other_account()
    {
        SlurmTable<SlurmAccount> table = Read("a|uni|one|two|\nb|uni|first\nsecond|\nc|uni|fine|\n").ReadAccounts();
        Assert.Equal([new SlurmAccount("b", "uni", "first\nsecond"), new SlurmAccount("c", "uni", "fine")], table.Rows);
        Assert.Contains("a|uni|one|two|", Assert.Single(table.Problems).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_are_set_by_one_command_for_many_accounts()
    {
        FakeRunner runner = FakeRunner.Of(Samples.Text("hold-02-set-billing0.out"));
        LimitOutcome outcome = new SlurmCommands(null, runner).Sacctmgr.ModifyAssociations(
            "lab", ["physics", "chem", "physics"],
            [Hold, new LimitChange(LimitKind.GrpTresRunMins, "billing", null), new LimitChange(LimitKind.GrpSubmitJobs, null, 0), new LimitChange(LimitKind.GrpJobs, null, null)]);

        Assert.Equal([new ModifiedAssociation("lab", "physics", "")], outcome.Modified);
        Assert.False(outcome.IsUnchanged);
        Assert.Equal(
            ["sacctmgr", "--immediate", "modify", "account", "where", "account=chem,physics", "cluster=lab", "set",
                "GrpTRESRunMins=cpu=0,billing=-1", "GrpSubmitJobs=0", "GrpJobs=-1"],
            Assert.Single(runner.Requests).Arguments);
    }

    [Fact]
    public void Limits_of_users_are_set_in_their_account()
    {
        FakeRunner runner = FakeRunner.Of(" Modified user associations...\n  C = lab        A = physics              U = alice     P = gpu\n  C = lab        A = physics              U = bob      \n");
        LimitOutcome outcome = new SlurmCommands(null, runner).Sacctmgr.ModifyUserAssociations("lab", "physics", ["bob", "alice"], [Hold], "gpu");
        Assert.Equal([new ModifiedAssociation("lab", "physics", "alice"), new ModifiedAssociation("lab", "physics", "bob")], outcome.Modified);
        Assert.Equal(
            ["sacctmgr", "--immediate", "modify", "user", "where", "name=alice,bob", "account=physics", "cluster=lab", "partition=gpu", "set", "GrpTRESRunMins=cpu=0"],
            Assert.Single(runner.Requests).Arguments);
    }

    [Fact]
    public void Ten_thousand_accounts_are_a_handful_of_commands()
    {
        FakeRunner runner = FakeRunner.Of(" Nothing modified\n", 1);
        string[] accounts = [.. Enumerable.Range(0, 10_000).Select(i => $"project-{i:00000}")];
        LimitOutcome outcome = new SlurmCommands(null, runner).Sacctmgr.ModifyAssociations("lab", accounts, [Hold]);
        Assert.True(outcome.IsUnchanged);
        Assert.Equal(20, outcome.Commands);
        Assert.Equal(accounts, runner.Requests.SelectMany(request => request.Arguments[5]["account=".Length..].Split(',')));
    }

    [Theory]
    [InlineData("err-sacctmgr-modify-notpriv", typeof(SlurmRefusedException))]
    [InlineData("err-sacctmgr-modify-badtres", typeof(SlurmNotFoundException))]
    [InlineData("nodbd-sacctmgr-modify", typeof(SlurmDidNotAnswerException))]
    [InlineData("hold-31-rawusage0-notpriv", typeof(SlurmRefusedException))]
    public void A_change_that_fails_says_why(string name, Type kind)
    {
        var runner = FakeRunner.Of(Samples.Text(name + ".out"), Samples.ExitCode(name), Samples.Text(name + ".err"));
        Assert.Throws(kind, () => new SlurmCommands(null, runner).Sacctmgr.ModifyAssociations("lab", ["physics"], [Hold]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-i")]
    [InlineData("a b")]
    [InlineData("a,b")]
    [InlineData("a=b")]
    [InlineData("a\nb")]
    [InlineData("a'; drop table--")]
    [InlineData("$(reboot)")]
    [InlineData("a|b")]
    [InlineData("naïve")]
    public void A_name_that_could_be_anything_else_runs_nothing(string name)
    {
        FakeRunner runner = FakeRunner.Of(string.Empty);
        var slurm = new SlurmCommands(null, runner);
        Assert.Throws<SlurmNameException>(() => slurm.Sacctmgr.ModifyAssociations("lab", ["physics", name], [Hold]));
        Assert.Throws<SlurmNameException>(() => slurm.Sacctmgr.ModifyAssociations(name, ["physics"], [Hold]));
        Assert.Throws<SlurmNameException>(() => slurm.Sacctmgr.ModifyUserAssociations("lab", name, ["bob"], [Hold]));
        Assert.Throws<SlurmNameException>(() => slurm.Sacctmgr.ModifyUserAssociations("lab", "physics", [name], [Hold]));
        Assert.Throws<SlurmNameException>(() => slurm.Sacctmgr.ReadAssociations(name));
        Assert.Throws<SlurmNameException>(() => slurm.Scontrol.ReadUsage([name]));
        Assert.Throws<SlurmNameException>(() => slurm.Sshare.Read([name]));
        Assert.Throws<SlurmNameException>(() => slurm.Squeue.ReadJobs(new QueueFilter { Users = [name] }));
        Assert.Throws<SlurmNameException>(() => slurm.Sacct.ReadJobs(new SacctJobFilter { Accounts = [name] }));
        Assert.Throws<SlurmNameException>(() => slurm.Sacct.ReadJobs(new SacctJobFilter { JobIds = [name] }));
        Assert.Throws<SlurmNameException>(() => slurm.Sacctmgr.ReadUsers(new string('a', 129)));
        Assert.Empty(runner.Requests);
    }

    [Fact]
    public void A_limit_without_sense_cannot_be_made()
    {
        Assert.Throws<ArgumentException>(() => new LimitChange(LimitKind.GrpTresMins, null, 0));
        Assert.Throws<ArgumentException>(() => new LimitChange(LimitKind.GrpJobs, "cpu", 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LimitChange(LimitKind.GrpJobs, null, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LimitChange(LimitKind.GrpJobs, null, 0xffffffff));
        Assert.Throws<SlurmNameException>(() => new LimitChange(LimitKind.GrpTresMins, "cpu=1,billing", 0));
        Assert.Throws<ArgumentException>(() => Read("").ModifyAssociations("lab", ["a"], []));
        Assert.Throws<ArgumentException>(() => Read("").ModifyAssociations("lab", [], [Hold]));
    }

    [Fact]
    public void Shares_are_read()
    {
        const string Names = "Cluster,Account,User,Partition,RawShares,NormShares,RawUsage,NormUsage,EffectvUsage,FairShare,LevelFS,GrpTRESMins,GrpTRESRaw,TRESRunMins";
        FakeRunner runner = FakeRunner.Of(Samples.Columns("sshare-P-a-l.out", Names, "|").Replace("|5|0.312500", "|parent|0.312500", StringComparison.Ordinal));
        SlurmTable<SlurmShare> table = new SlurmCommands(null, runner).Sshare.Read();
        Assert.Empty(table.Problems);
        Assert.Equal(["root", "root", "industry", "industry", "science", "chem", "chem", "chem", "physics", "physics", "physics"], table.Rows.Select(row => row.Account));
        Assert.Equal([0, 1, 1, 2, 1, 2, 3, 3, 2, 3, 3], table.Rows.Select(row => row.Depth));
        Assert.True(table.Rows[2].SharesAreParents);
        SlurmShare bob = table.Rows[^1];
        Assert.Equal(("bob", 960L, 1L, 0.5, 0.166667), (bob.User, bob.RawUsage, bob.RawShares, bob.NormShares, bob.FairShare));
        Assert.Equal(double.PositiveInfinity, table.Rows[1].LevelFairShare);
        Assert.StartsWith("cpu=0,mem=0", bob.TresRunMins, StringComparison.Ordinal);
    }

    private static Sacctmgr Read(string output) => new SlurmCommands(null, FakeRunner.Of(output)).Sacctmgr;
}
