using System;
using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Slurm.Tests;

public sealed class SqueueTests
{
    [Fact]
    public void Waiting_arrays_heterogeneous_and_running_jobs_are_read()
    {
        FakeRunner runner = FakeRunner.Of(
            "9~9~1-5,7:2%2~N/A~N/A~1795251236~1795251240~N/A~PENDING~AssocGrpCPURunMinutesLimit~Chem~carol~20003~gpu~normal~1-10:00:00~1~2~cpu=2,mem=1G,node=1,billing=3~lien=1~wrap~\n"
            + "12~12~N/A~12~1~1795251236~1795251236~1795251300~RUNNING~None~physics~bob~20002~cpu,gpu~normal~UNLIMITED~2~8~cpu=8~~wrap~\n"
            + "13~13~N/A~N/A~N/A~1795251236~Unknown~N/A~PENDING~BeginTime~physics~bob~20002~cpu~normal~NOT_SET~1~1~cpu=1~~wrap~\n"
            + "14~14~N/A~N/A~N/A~1795251236~Unknown~N/A~PENDING~BeginTime~physics~bob~20002~cpu~normal~INVALID~1~1~cpu=1~(null)~wrap~\n"
            + "15~15~3~N/A~N/A~1795251236~Unknown~N/A~RUNNING~None~(null)~bob~20002~cpu~normal~5:30~1~1~N/A~~wrap~\n");
        List<QueuedJob> jobs = [.. new SlurmCommands(null, runner).Squeue.ReadJobs().Select(row => row.Record!)];

        Assert.Equal(5, jobs.Count);
        Assert.Equal((9L, 9L, "1-5,7:2%2"), (jobs[0].JobIdRaw, jobs[0].ArrayJobId, jobs[0].ArrayTasks));
        Assert.Equal(("chem", "carol", 20003L, "AssocGrpCPURunMinutesLimit"), (jobs[0].Account, jobs[0].User, jobs[0].Uid, jobs[0].Reason));
        Assert.Equal((122400L, 1L, 2L, "lien=1"), (jobs[0].TimeLimitSeconds, jobs[0].NodeCount, jobs[0].CpuCount, jobs[0].AdminComment));
        Assert.Null(jobs[0].StartSeconds);
        Assert.Equal(1795251240, jobs[0].EligibleSeconds);
        Assert.Equal("cpu=2,mem=1G,node=1,billing=3", jobs[0].Tres);
        Assert.Equal((12L, 1L), (jobs[1].HetJobId, jobs[1].HetOffset));
        Assert.Null(jobs[1].ArrayJobId);
        Assert.True(jobs[1].TimeLimitIsUnlimited);
        Assert.Equal(1795251300, jobs[1].StartSeconds);
        Assert.True(jobs[2].TimeLimitIsPartitions);
        Assert.Equal((null, false, false), (jobs[3].TimeLimitSeconds, jobs[3].TimeLimitIsUnlimited, jobs[3].TimeLimitIsPartitions));
        Assert.Equal(("", 330L, ""), (jobs[4].Account, jobs[4].TimeLimitSeconds, jobs[4].Tres));
    }

    [Fact]
    public void Each_column_is_asked_for_whole_and_ended_by_the_delimiter()
    {
        FakeRunner runner = FakeRunner.Of("CLUSTER: lab\n");
        var filter = new QueueFilter { Users = ["bob"], Accounts = ["a", "b"], States = ["PENDING"], Cluster = "lab" };
        Assert.Empty(new SlurmCommands(null, runner).Squeue.ReadJobs(filter));

        IReadOnlyList<string> argv = runner.Requests[0].Arguments;
        Assert.Equal(["squeue", "--all", "--noheader", "--noconvert"], argv.Take(4));
        string delimiter = FakeRunner.DelimiterOf(argv);
        Assert.All(argv[4]["--Format=".Length..].Split(','), column => Assert.EndsWith(":0" + delimiter, column, StringComparison.Ordinal));
        Assert.Equal(["--user=bob", "--account=a,b", "--states=PENDING", "--clusters=lab"], argv.Skip(5));
    }

    [Theory]
    [InlineData("x~9~N/A~N/A~N/A~1795251236~", "JobId")]
    [InlineData("9~9~N/A~N/A~N/A~N/A~", "SubmitTime")]
    [InlineData("9~9~1-5,7-9,...~N/A~N/A~1795251236~", "cut")]
    public void A_bad_row_is_a_problem(string head, string why)
    {
        FakeRunner runner = FakeRunner.Of(head + "N/A~N/A~PENDING~None~a~b~1~p~q~1:00~1~1~cpu=1~~n~\n");
        SlurmRow<QueuedJob> row = Assert.Single(new SlurmCommands(null, runner).Squeue.ReadJobs());
        Assert.Contains(why, row.Problem!.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void No_slurmctld_is_no_empty_queue()
    {
        FakeRunner runner = FakeRunner.Of(string.Empty, Samples.ExitCode("noctld-squeue"), Samples.Text("noctld-squeue.err"));
        Assert.Throws<SlurmDidNotAnswerException>(() => new SlurmCommands(null, runner).Squeue.ReadJobs().ToList());
    }
}
