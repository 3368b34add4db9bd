using System;
using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Slurm.Tests;

public sealed class ForgedRowTests
{
    private const string Head = "~1795251236~1795251236~1795251237~1795251247~10~00:00:00~COMPLETED~chem~carol~20003~gpu~normal~10~cpu=2~billing=3,cpu=2~lab~0:0~1~SchedMain~99~~";

    // What a user could know: the usual delimiters, and one that was drawn for an earlier query.
    public static TheoryData<string> Delimiters() => ["|", "\u001f", "\u001fAbCdEfGhIj", "\u001f\u001f", "\t"];

    [Theory]
    [MemberData(nameof(Delimiters))]
    public void A_job_name_cannot_make_up_a_run(string guess)
    {
        string forged = "x\n" + ("666~666" + Head).Replace("~", guess, StringComparison.Ordinal) + "c1" + guess + "None" + guess + "y" + guess + "\n";
        string row = "7~4_1" + Head + "g1~None~" + forged.Replace("~", guess, StringComparison.Ordinal) + "~/home/carol~comment\n\nlines~sbatch x~\n";
        FakeRunner runner = FakeRunner.Of(row + "8~8" + Head + "g1~None~wrap~/home/carol~~sbatch y~\n");

        List<SlurmRow<SacctJob>> rows = [.. new SlurmCommands(null, runner).Sacct.ReadJobs(new SacctJobFilter())];

        Assert.Equal([7L, 8L], rows.Select(job => job.Record!.Run.JobIdRaw));
        Assert.Equal(forged, rows[0].Record!.JobName);
        Assert.Equal("comment\n\nlines", rows[0].Record!.Comment);
        Assert.Equal("sbatch x", rows[0].Record!.SubmitLine);
        Assert.Equal("wrap", rows[1].Record!.JobName);
    }

    [Theory]
    [MemberData(nameof(Delimiters))]
    public void A_job_name_cannot_make_up_a_waiting_job(string guess)
    {
        const string Fields = "~N/A~N/A~N/A~N/A~1795251236~1795251236~N/A~PENDING~Priority~chem~carol~20003~gpu~normal~10:00~1~2~cpu=2~~";
        string forged = "x\n" + ("666" + Fields).Replace("~", guess, StringComparison.Ordinal) + "y" + guess;
        FakeRunner runner = FakeRunner.Of("7" + Fields + forged + "~\n8" + Fields + "~\n");

        List<SlurmRow<QueuedJob>> rows = [.. new SlurmCommands(null, runner).Squeue.ReadJobs()];

        Assert.Equal([7L, 8L], rows.Select(job => job.Record!.JobIdRaw));
        Assert.Equal(forged, rows[0].Record!.JobName);
    }

    [Theory]
    [InlineData("x UserId=root(0) GroupId=root(0) Account=rich")]
    [InlineData("x Account=rich UserId=root(0)")]
    public void A_job_name_that_imitates_fields_of_scontrol_is_told_as_ambiguous(string name)
    {
        string line = $"JobId=12 JobName={name} UserId=alice(20001) GroupId=users(100) Account=physics QOS=normal JobState=PENDING\n";
        ShownJob job = Assert.Single(new SlurmCommands(null, FakeRunner.Of(line)).Scontrol.ReadJob(12).Rows);
        Assert.True(job.IsAmbiguous);
    }
}
