using System;
using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Slurm.Tests;

public sealed class SacctTests
{
    private static readonly SacctRunQuery Day = new()
    {
        From = new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.FromHours(2)),
        To = new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero),
    };

    private const string Good = "7~4_1~1795251236~1795251236~1795251237~1795251247~10~00:00:00~COMPLETED~Chem~carol~20003~gpu~normal~10~cpu=2~billing=3,cpu=2~lab~0:0~1~SchedMain~99~";

    internal static FakeRunner Sampled(string file) => new(argv =>
    {
        if (argv.Contains("--helpformat"))
        {
            return new FakeRunner.Answer(Samples.Text("sacct-helpformat.out"));
        }

        string format = argv.First(argument => argument.StartsWith("--format=", StringComparison.Ordinal))["--format=".Length..];
        return new FakeRunner.Answer(Samples.Columns(file, format, FakeRunner.DelimiterOf(argv)));
    });

    [Fact]
    public void The_recorded_runs_are_read()
    {
        var slurm = new SlurmCommands(null, Sampled("sacct-P-X-full.out"));
        List<SlurmRow<SacctRun>> rows = [.. slurm.Sacct.ReadRuns(Day)];

        Assert.Equal(9, rows.Count);
        Assert.All(rows, row => Assert.Null(row.Problem));
        SacctRun array = rows[5].Record!;
        Assert.Equal("4_1", array.JobId);
        Assert.Equal(7, array.JobIdRaw);
        Assert.Equal(1795251236, array.SubmitSeconds);
        Assert.Equal(1795251237, array.EligibleSeconds);
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 8, 53, 57, TimeSpan.Zero), array.Start);
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 8, 54, 7, TimeSpan.Zero), array.End);
        Assert.Equal(10, array.ElapsedSeconds);
        Assert.Equal(0, array.SuspendedSeconds);
        Assert.Equal(("COMPLETED", ""), (array.State, array.StateDetail));
        Assert.Equal(("lab", "chem", "carol", "gpu", "normal"), (array.Cluster, array.Account, array.User, array.Partition, array.Qos));
        Assert.Equal(20003, array.Uid);
        Assert.Equal(10, array.TimeLimitMinutes);
        Assert.Equal("billing=3,cpu=2,gres/gpu=1,mem=2048M,node=1", array.AllocTres);
        Assert.Equal("SchedBackfill,StartRecieved", array.Flags);
        Assert.Equal("0:0", array.ExitCode);
        Assert.Null(array.AdminComment);
        Assert.Equal("3:0", rows[3].Record!.ExitCode);
        Assert.Equal("FAILED", rows[3].Record!.State);
    }

    [Fact]
    public void An_account_is_in_lower_case_and_the_columns_that_may_be_missing_are_read()
    {
        SacctRun run = Assert.Single(Rows(Good + "\n")).Record!;
        Assert.Equal(("chem", 99L, 1L), (run.Account, run.DbIndex, run.NodeCount));
    }

    [Theory]
    [InlineData("COMPLETED", "CANCELLED by 20001", "CANCELLED", "by 20001")]
    [InlineData("COMPLETED", "NODE_FAIL", "NODE_FAIL", "")]
    [InlineData("COMPLETED", "CANCELLED by ", "CANCELLED", "by ")]
    public void The_state_is_told_from_its_detail(string from, string to, string state, string detail)
    {
        SacctRun run = Assert.Single(Rows(Good.Replace(from, to, StringComparison.Ordinal) + "\n")).Record!;
        Assert.Equal((state, detail), (run.State, run.StateDetail));
    }

    [Theory]
    [InlineData("~10~cpu=2", "~UNLIMITED~cpu=2", null, true, false)]
    [InlineData("~10~cpu=2", "~Partition_Limit~cpu=2", null, false, true)]
    [InlineData("~10~cpu=2", "~~cpu=2", null, false, false)]
    [InlineData("~10~cpu=2", "~0~cpu=2", 0L, false, false)]
    [InlineData("~10~cpu=2", "~525600000~cpu=2", 525600000L, false, false)]
    public void Time_limits_are_numbers_or_words(string from, string to, long? minutes, bool unlimited, bool partitions)
    {
        SacctRun run = Assert.Single(Rows(Good.Replace(from, to, StringComparison.Ordinal) + "\n")).Record!;
        Assert.Equal((minutes, unlimited, partitions), (run.TimeLimitMinutes, run.TimeLimitIsUnlimited, run.TimeLimitIsPartitions));
    }

    [Theory]
    [InlineData("~1795251237~1795251247~10~", "~Unknown~Unknown~0~")]
    [InlineData("~1795251237~1795251247~10~", "~None~Unknown~0~")]
    public void A_time_that_is_not_is_null(string from, string to)
    {
        SacctRun run = Assert.Single(Rows(Good.Replace(from, to, StringComparison.Ordinal) + "\n")).Record!;
        Assert.Null(run.StartSeconds);
        Assert.Null(run.Start);
        Assert.Null(run.End);
    }

    [Theory]
    [InlineData("~00:00:00~", "~00:20:00~", 1200)]
    [InlineData("~00:00:00~", "~1-00:00:01~", 86401)]
    [InlineData("~00:00:00~", "~400-23:59:59~", 34646399)]
    [InlineData("~00:00:00~", "~~", 0)]
    public void Suspended_time_is_in_seconds(string from, string to, long seconds) =>
        Assert.Equal(seconds, Assert.Single(Rows(Good.Replace(from, to, StringComparison.Ordinal) + "\n")).Record!.SuspendedSeconds);

    [Theory]
    [InlineData("7~4_1", "x~4_1", "JobIDRaw")]
    [InlineData("7~4_1", "-7~4_1", "JobIDRaw")]
    [InlineData("7~4_1", "7.batch~4_1", "JobIDRaw")]
    [InlineData("4_1~1795251236", "4_1~Unknown", "Submit")]
    [InlineData("4_1~1795251236", "4_1~17952512361795251236", "Submit")]
    [InlineData("~1795251247~10~", "~soon~10~", "End is not a time")]
    [InlineData("~1795251247~10~", "~99999999999999~10~", "End is not a time")]
    [InlineData("~10~00:00:00", "~-10~00:00:00", "ElapsedRaw")]
    [InlineData("~10~00:00:00", "~~00:00:00", "ElapsedRaw")]
    [InlineData("~00:00:00~", "~INVALID~", "Suspended")]
    [InlineData("~COMPLETED~", "~~", "State")]
    [InlineData("~10~cpu=2", "~ten~cpu=2", "TimelimitRaw")]
    [InlineData("~99~", "~99~extra~", "too many columns")]
    [InlineData("~99~", "~99~extra", "too many columns")]
    public void A_bad_row_is_a_problem_and_stops_no_other(string from, string to, string why)
    {
        List<SlurmRow<SacctRun>> rows = Rows(Good + "\n" + Good.Replace(from, to, StringComparison.Ordinal) + "\n" + Good + "\n");
        Assert.Equal(3, rows.Count);
        Assert.NotNull(rows[0].Record);
        Assert.Null(rows[1].Record);
        Assert.Contains(why, rows[1].Problem!.Why, StringComparison.Ordinal);
        Assert.Equal(2, rows[1].Problem!.LineNumber);
        Assert.NotNull(rows[2].Record);
    }

    [Theory]
    [InlineData("half a row\n", "not part of a record")]
    [InlineData("7~4_1~1795251236\n", "too few columns")]
    [InlineData("\n", "not part of a record")]
    public void A_broken_row_does_not_swallow_the_next(string broken, string why)
    {
        List<SlurmRow<SacctRun>> rows = Rows(broken + Good + "\n" + Good + "\n");
        Assert.Equal([false, true, true], rows.Select(row => row.Record is not null));
        Assert.Contains(why, rows[0].Problem!.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_was_cut_off_is_seen_to_be()
    {
        // The tail "~" of the last column and the newline are missing, or the newline alone.
        Assert.Contains("cut off", Rows(Good + "\n" + Good[..^2])[1].Problem!.Why, StringComparison.Ordinal);
        Assert.Contains("cut off", Rows(Good + "\n" + Good)[1].Problem!.Why, StringComparison.Ordinal);
        Assert.Contains("too few columns", Rows(Good + "\n7~4_1~\n")[1].Problem!.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_broken_lines_never_make_a_run()
    {
        int half = Good.IndexOf("10~00:00:00", StringComparison.Ordinal);
        List<SlurmRow<SacctRun>> rows = Rows(Good[..half] + "\n" + Good[half..] + "\n" + Good + "\n");
        Assert.Equal([false, false, true], rows.Select(row => row.Record is not null));
    }

    [Fact]
    public void A_comment_of_several_lines_is_one_text()
    {
        FakeRunner runner = FakeRunner.Of(Good + "one\ntwo\n\n~\n" + Good + "~\n" + Good + "x\n");
        List<SlurmRow<SacctRun>> rows = [.. new SlurmCommands(null, runner).Sacct.ReadRuns(Day with { WithAdminComment = true })];
        Assert.Equal(["one\ntwo\n\n", ""], rows.Take(2).Select(row => row.Record!.AdminComment));
        Assert.Contains("incomplete", rows[2].Problem!.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_comes_after_the_rows_before_it()
    {
        FakeRunner runner = FakeRunner.Of(Good + "\n", 1, Samples.Text("nodbd-sacct.err"));
        using IEnumerator<SlurmRow<SacctRun>> rows = new SlurmCommands(null, runner).Sacct.ReadRuns(Day).GetEnumerator();
        Assert.True(rows.MoveNext());
        Assert.NotNull(rows.Current.Record);
        Assert.Throws<SlurmDidNotAnswerException>(() => rows.MoveNext());
    }

    private static List<SlurmRow<SacctRun>> Rows(string output) =>
        [.. new SlurmCommands(null, FakeRunner.Of(output)).Sacct.ReadRuns(Day)];
}
