using System;
using System.Linq;

namespace SlurmBank.Slurm.Tests;

/// <summary>The listings for people, on texts that a real Slurm 22.05 printed.</summary>
public sealed class ListingTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Accounts_are_read_whatever_their_texts_hold()
    {
        FakeRunner runner = FakeRunner.Of("bio|alice,bob|y|a|b|\nchem||university|chem|\nodd||x|first\nsecond|c\n|\nphysics||university|physics|\n");
        SlurmTable<AccountListing> table = new SlurmCommands(null, runner).Sacctmgr.ListAccounts(["bio", "chem"]);
        Assert.Empty(table.Problems);
        Assert.Equal(["bio", "chem", "odd", "physics"], table.Rows.Select(row => row.Name));
        Assert.Equal(("y", "a|b"), (table.Rows[0].Organization, table.Rows[0].Description));
        Assert.Equal(["alice", "bob"], table.Rows[0].Coordinators);
        Assert.Equal("first\nsecond|c\n", table.Rows[2].Description);
        Assert.Equal(
            ["sacctmgr", "--readonly", "--noheader", "--parsable", "show", "account", "withcoord", "account=bio,chem", "format=Account,Coordinators,Organization,Description"],
            Assert.Single(runner.Requests).Arguments);
    }

    [Theory]
    [InlineData("bio||y\n", "too few")]
    [InlineData("|||no name|\n", "empty")]
    [InlineData("a b||x|y|\n", "contains")]
    [InlineData("bio||y|x", "cut")]
    public void An_account_that_cannot_be_read_is_a_problem(string output, string why)
    {
        SlurmTable<AccountListing> table = Read(output).Sacctmgr.ListAccounts();
        Assert.Empty(table.Rows);
        Assert.Contains(why, Assert.Single(table.Problems).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Users_clusters_and_QOS_are_read()
    {
        UserListing user = Assert.Single(Read("alice|Physics|None|bio,chem|\n").Sacctmgr.ListUsers(["alice"]).Rows);
        Assert.Equal(("alice", "physics", "None"), (user.Name, user.DefaultAccount, user.AdminLevel));
        Assert.Equal(["bio", "chem"], user.CoordinatorOf);
        ClusterListing lab = Assert.Single(Read("lab|127.0.0.1|23816|9728||MultipleSlurmd|3|billing=449,cpu=192,gres/gpu=8,mem=1000G,node=3|\n").Sacctmgr.ListClusters().Rows);
        Assert.Equal(("lab", 23816L, 9728L, 3L, "MultipleSlurmd"), (lab.Name, lab.ControlPort, lab.RpcVersion, lab.NodeCount, lab.Flags));
        ClusterListing away = Assert.Single(Read("far||0|0|||||\n").Sacctmgr.ListClusters().Rows);
        Assert.Equal((string.Empty, 0L, null), (away.ControlHost, away.ControlPort, away.NodeCount));
        QosListing qos = Assert.Single(Read(
            "long|2|10|DenyOnLimit,NoDecay|0.500000|cpu=100,gres/gpu=4|||7|||||14-00:00:00|cpu=10||||00:01:00|normal|cluster|||3||cpu=2|\n").Sacctmgr.ListQos().Rows);
        Assert.Equal(("long", 0.5m, "cpu=100,gres/gpu=4", 7L, "14-00:00:00", "cpu=10"), (qos.Qos.Name, qos.Qos.UsageFactor, qos.Qos.GrpTres, qos.Qos.GrpJobs, qos.Qos.MaxWall, qos.Qos.MaxTresPerUser));
        Assert.Equal(("00:01:00", "normal", "cluster", 3L, null, "cpu=2"), (qos.GraceTime, qos.Preempt, qos.PreemptMode, qos.MaxJobsPerAccount, qos.MaxSubmitJobsPerAccount, qos.MinTresPerJob));
    }

    [Theory]
    [InlineData("0", 0L)]
    [InlineData("1024000", 1024000L)]
    [InlineData("1.50K", 1536L)]
    [InlineData("2M", 2097152L)]
    [InlineData("1G", 1073741824L)]
    [InlineData(" 12 ", 12L)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("-3", -3L)]
    [InlineData("9223372036854775808", null)]
    [InlineData("9999999E", null)]
    [InlineData("K", null)]
    [InlineData("1x", null)]
    [InlineData("", null)]
    public void Numbers_that_Slurm_may_have_shortened_are_read(string text, long? number) => Assert.Equal(number, ScaledNumber.Read(text));

    [Fact]
    public void Usage_reports_are_read()
    {
        FakeRunner runner = FakeRunner.Of("lab|root||cpu|123456994290|\nlab| Chem||billing|321854|\nlab|  chem|bob|gres/gpu|0|\n");
        SlurmTable<ReportedUsage> table = new SlurmCommands(null, runner).Sreport.ReadUsage(new ReportQuery
        {
            Kind = ReportKind.TopUser, Start = Start, End = Start.AddDays(30), Accounts = ["chem"], Users = ["bob"], Tres = ["cpu", "gres/gpu"], Cluster = "lab", Top = 3,
        });
        Assert.Empty(table.Problems);
        Assert.Equal(
            [new ReportedUsage("lab", "root", "", "cpu", 123456994290), new ReportedUsage("lab", "chem", "", "billing", 321854), new ReportedUsage("lab", "chem", "bob", "gres/gpu", 0)],
            table.Rows);
        Assert.Equal(
            ["sreport", "--noheader", "--parsable", "-t", "Seconds", "--tres=cpu,gres/gpu", "--cluster=lab", "user", "TopUsage", "topcount=3", "accounts=chem", "users=bob",
                "start=2026-11-01T00:00:00", "end=2026-12-01T00:00:00", "format=Cluster,Account,Login,TresName,Used"],
            Assert.Single(runner.Requests).Arguments);
    }

    [Fact]
    public void Cluster_reports_are_read_and_what_is_planned_is_what_is_left()
    {
        SlurmTable<ReportedCluster> table = Read("lab|cpu|192|100000|5|6|16488787|11|16588808|\nlab|mem|1.00M|1|0|0|0|0|x|\n").Sreport.ReadClusters(Start, Start.AddDays(1));
        ReportedCluster row = Assert.Single(table.Rows);
        Assert.Equal((192L, 100000L, 10L, 16588808L), (row.Count, row.Allocated, row.Planned, row.Reported));
        Assert.Contains("not a number", Assert.Single(table.Problems).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Partitions_use_is_read()
    {
        FakeRunner runner = FakeRunner.Of("cpu|18/110/0/128|1/1/0/2|\nbig|1.00K/0/0/1.00K|2K/0/0/2K|\nodd|1/2/3|1/2/3/4|\n");
        SlurmTable<PartitionUse> table = new SlurmCommands(null, runner).Sinfo.ReadUse(["cpu"]);
        Assert.Equal([new PartitionUse("cpu", 18, 110, 0, 1, 1, 0), new PartitionUse("big", 1024, 0, 0, 2048, 0, 0)], table.Rows);
        Assert.Single(table.Problems);
        Assert.Equal(["sinfo", "--partition=cpu", "--noheader", "--summarize", "--format=%R|%C|%F|"], Assert.Single(runner.Requests).Arguments);
    }

    [Fact]
    public void A_job_of_the_queue_is_read_with_what_people_look_at()
    {
        string[] row =
        [
            "3", "3", "1-9:2%2", "0", "0", "1795293446", "1795293446", "N/A", "PENDING", "BeginTime", "Chem", "carol", "1003", "cpu", "normal", "7-00:00:00", "1", "9",
            "cpu=9,mem=1M,node=1,billing=9", "(null)", "a|b\nc", "5:24", "", "/home/carol", "(null)",
        ];
        FakeRunner runner = FakeRunner.Of(string.Concat(row.Select(text => text + "~")) + "\n");
        QueuedJobListing job = Assert.Single(new SlurmCommands(null, runner).Squeue.ListJobs(null, ["3", "4_1"])).Record!;
        Assert.Equal((324L, "/home/carol", "", ""), (job.UsedSeconds, job.WorkDirectory, job.Comment, job.NodeList));
        Assert.Equal(("1-9:2%2", "chem", "a|b\nc"), (job.Job.ArrayTasks, job.Job.Account, job.Job.JobName));
        Assert.Contains("--jobs=3,4_1", runner.Requests[0].Arguments);
        Assert.Throws<SlurmNameException>(() => new SlurmCommands(null, runner).Squeue.ListJobs(null, ["3;reboot"]));
    }

    [Fact]
    public void A_node_or_partition_that_is_not_there_is_an_answer()
    {
        var slurm = new SlurmCommands(null, FakeRunner.Of("Node nosuch not found\n", 1));
        Assert.Empty(slurm.Scontrol.ListNodes("nosuch").Rows);
        Assert.Empty(new SlurmCommands(null, FakeRunner.Of("Partition nosuch not found\n", 1)).Scontrol.ListPartitions("nosuch").Rows);
        Assert.Throws<SlurmDidNotAnswerException>(() => new SlurmCommands(null, FakeRunner.Of("", 1, "Unable to contact slurm controller")).Scontrol.ListNodes(null));
    }

    private static SlurmCommands Read(string output) => new(null, FakeRunner.Of(output));
}
