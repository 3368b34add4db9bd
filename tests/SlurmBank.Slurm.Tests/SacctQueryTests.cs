using System;
using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Slurm.Tests;

public sealed class SacctQueryTests
{
    private static readonly SacctRunQuery Day = new()
    {
        From = new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.FromHours(2)),
        To = new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero),
    };

    [Fact]
    public void The_money_query_asks_for_no_text_that_a_user_can_set()
    {
        FakeRunner runner = FakeRunner.Of(string.Empty);
        Assert.Empty(new SlurmCommands(null, runner).Sacct.ReadRuns(Day with { Cluster = "lab" }));

        IReadOnlyList<string> argv = runner.Requests[1].Arguments;
        Assert.Equal(
            ["sacct", "--allusers", "--allocations", "--noheader", "--parsable", "--noconvert"], argv.Take(6));
        Assert.Equal(
            "--format=JobIDRaw,JobID,Submit,Eligible,Start,End,ElapsedRaw,Suspended,State,Account,User,UID,Partition,QOS,TimelimitRaw,ReqTRES,AllocTRES,"
            + "Cluster,ExitCode,NNodes,Flags,DBIndex", argv[7]);
        Assert.Equal(
            ["--duplicates", "--starttime=2026-11-20T22:00:00", "--endtime=2026-11-22T00:00:00", "--clusters=lab"], argv.Skip(8));
    }

    [Fact]
    public void The_delimiter_is_drawn_anew_for_each_call_and_columns_are_asked_once()
    {
        FakeRunner runner = FakeRunner.Of(string.Empty);
        var slurm = new SlurmCommands(null, runner);
        for (int i = 0; i < 50; i++)
        {
            Assert.Empty(slurm.Sacct.ReadRuns(Day));
        }

        List<string> delimiters = [.. runner.Requests.Skip(1).Select(request => FakeRunner.DelimiterOf(request.Arguments))];
        Assert.Equal(50, delimiters.Distinct().Count());
        Assert.All(delimiters, delimiter => Assert.Matches("^\u001f[a-zA-Z]{10}$", delimiter));
        Assert.Single(runner.Requests, request => request.Arguments.Contains("--helpformat"));
    }

    [Fact]
    public void Columns_that_a_later_sacct_has_are_asked_for_and_missing_ones_say_so()
    {
        var newer = new FakeRunner(argv => new FakeRunner.Answer(
            argv.Contains("--helpformat") ? Samples.Text("sacct-helpformat.out") + " SLUID Restarts\n" : string.Empty));
        Assert.Empty(new SlurmCommands(null, newer).Sacct.ReadRuns(Day with { WithAdminComment = true }));
        Assert.EndsWith(",DBIndex,SLUID,AdminComment", newer.Requests[1].Arguments[7], StringComparison.Ordinal);

        var older = new FakeRunner(_ => new FakeRunner.Answer("JobID JobIDRaw Submit\n"));
        SlurmOutputException error = Assert.Throws<SlurmOutputException>(
            () => new SlurmCommands(null, older).Sacct.ReadRuns(Day).ToList());
        Assert.Contains("no column Eligible", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Jobs_are_asked_for_in_bites_each_once()
    {
        FakeRunner runner = FakeRunner.Of(string.Empty);
        long[] ids = [.. Enumerable.Range(1, 1201).Select(i => (long)i), 5, 6];
        Assert.Empty(new SlurmCommands(null, runner).Sacct.ReadRuns(new SacctRunQuery { JobIds = ids }));

        List<string> asked = [.. runner.Requests.Skip(1).Select(request => request.Arguments[^1])];
        Assert.Equal(3, asked.Count);
        Assert.All(asked, jobs => Assert.StartsWith("--jobs=", jobs, StringComparison.Ordinal));
        Assert.Equal(Enumerable.Range(1, 1201), asked.SelectMany(jobs => jobs["--jobs=".Length..].Split(',')).Select(int.Parse));
        Assert.DoesNotContain(runner.Requests[1].Arguments, argument => argument.StartsWith("--starttime", StringComparison.Ordinal));
    }

    [Fact]
    public void Nodes_are_one_argument_and_nothing_but_names()
    {
        FakeRunner runner = FakeRunner.Of(string.Empty);
        var slurm = new SlurmCommands(null, runner);
        Assert.Empty(slurm.Sacct.ReadRuns(Day with { Nodes = ["c1", "c17"] }));
        Assert.Contains("--nodelist=c1,c17", runner.Requests[^1].Arguments);
        foreach (string wrong in (string[])["c[1-3]", "c1 c2", "-x", "c1;id", string.Empty])
        {
            Assert.Throws<SlurmNameException>(() => slurm.Sacct.ReadRuns(Day with { Nodes = [wrong] }).ToList());
        }
    }

    [Fact]
    public void A_query_without_window_or_jobs_is_a_mistake_seen_at_once()
    {
        var slurm = new SlurmCommands(null, FakeRunner.Of(string.Empty));
        Assert.Throws<ArgumentException>(() => slurm.Sacct.ReadRuns(new SacctRunQuery()));
        Assert.Throws<ArgumentOutOfRangeException>(() => slurm.Sacct.ReadRuns(new SacctRunQuery { JobIds = [0] }));
    }

    [Fact]
    public void A_filter_is_one_argument_for_each_property()
    {
        FakeRunner runner = FakeRunner.Of(string.Empty);
        var filter = new SacctJobFilter
        {
            From = DateTimeOffset.UnixEpoch, Users = ["bob"], Accounts = ["a", "b"], Partitions = ["cpu"], Qos = ["normal"], States = ["CD", "F"],
            JobIds = ["1", "4_3", "12+0"], JobNames = ["--delimiter=x; rm -rf /"], Clusters = ["lab"], EachRun = true,
        };
        Assert.Empty(new SlurmCommands(null, runner).Sacct.ReadJobs(filter));
        Assert.Equal(
            ["--starttime=1970-01-01T00:00:00", "--user=bob", "--accounts=a,b", "--partition=cpu", "--qos=normal", "--state=CD,F",
                "--jobs=1,4_3,12+0", "--name=--delimiter=x; rm -rf /", "--clusters=lab", "--duplicates"],
            runner.Requests[1].Arguments.Skip(8));
        Assert.EndsWith(",AdminComment,NodeList,Reason,JobName,WorkDir,Comment,SubmitLine", runner.Requests[1].Arguments[7], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("4_")]
    [InlineData("_4")]
    [InlineData("4_[1-3]")]
    [InlineData("99999999999")]
    public void A_job_that_sacct_would_pass_over_is_refused(string job) => Assert.Throws<SlurmNameException>(
        () => new SlurmCommands(null, FakeRunner.Of(string.Empty)).Sacct.ReadJobs(new SacctJobFilter { JobIds = [job] }));
}
