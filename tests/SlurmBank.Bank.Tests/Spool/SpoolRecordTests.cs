using System;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Slurm;

namespace SlurmBank.Bank.Tests.Spool;

public sealed class SpoolRecordTests
{
    [Theory]
    [InlineData("1=4,2=8192,4=1,5=6", "cpu=4,mem=8G,node=1,billing=6", null, "billing=6,cpu=4,mem=8192M,node=1")]
    [InlineData("1=4,2=8192,3=18446744073709551614,4=1,5=6,1001=2", "cpu=4,mem=8G,node=1,billing=6,gres/gpu=2", null, "billing=6,cpu=4,gres/gpu=2,mem=8192M,node=1")]
    [InlineData("1=1,1001=2,1002=2", "cpu=1,gres/gpu=2,gres/gpu:a100=2", null, "cpu=1,gres/gpu:a100=2,gres/gpu=2")]
    [InlineData("1=1,3=0,4=1", "cpu=1,energy=0,node=1", 5000L, "cpu=1,energy=5000,node=1")]
    [InlineData("1=1,3=70,4=1", "cpu=1,energy=70,node=1", null, "cpu=1,energy=70,node=1")]
    [InlineData("1=1,1001=3,1002=0", "cpu=1,license/a=3,gres/none=0", null, "cpu=1,gres/none=0,license/a=3")]
    [InlineData("1=1,1003=100", "cpu=1,bb/datawarp=100M", null, "bb/datawarp=100M,cpu=1")]
    [InlineData("1=1,6=5,7=6,8=7", "cpu=1,fs/disk=5,vmem=6,pages=7", null, "cpu=1,fs/disk=5,pages=7,vmem=6")]
    [InlineData("", "", null, "")]
    public void An_allocation_is_written_as_sacct_writes_it(string counts, string names, long? energy, string expected)
    {
        Assert.True(SpoolTres.TryJoin(counts, names, energy, out string text));
        Assert.Equal(expected, text);
    }

    [Theory]
    [InlineData("1=1,1001=2", "cpu=1")]
    [InlineData("1=1", "cpu=1,gres/gpu=2")]
    [InlineData("1=1,9=2", "cpu=1,later=2")]
    [InlineData("1=x", "cpu=1")]
    [InlineData("1", "cpu=1")]
    [InlineData("-1=1", "cpu=1")]
    [InlineData("1=99999999999999999999", "cpu=1")]
    public void Counts_and_names_that_do_not_belong_together_are_refused(string counts, string names) => Assert.False(SpoolTres.TryJoin(counts, names, null, out _));

    [Theory]
    [InlineData(21, 4L, 22, 3L, null, "4_3")]
    [InlineData(21, 4L, 21, 4L, "5-9%2", "4_[5-9%2]")]
    [InlineData(24, 12L, 25, 1L, null, "12+1")]
    [InlineData(21, 4L, 21, 4L, null, "7")]
    public void A_job_is_named_as_people_know_it(ushort first, long firstValue, ushort second, long secondValue, string? tasks, string expected)
    {
        byte[] more = [.. SpoolSegment.Number(first, firstValue), .. SpoolSegment.Number(second, secondValue), .. tasks is null ? [] : SpoolSegment.Text(23, tasks)];
        Assert.Equal(expected, Read(JobRow.Run(7, TestBank.Open, 60), more).JobId);
    }

    [Fact]
    public void A_run_that_never_started_has_no_start_and_no_suspended_time()
    {
        SacctRun run = Read(new JobRow(7, TestBank.Open, null, TestBank.Open + 5) { State = "CANCELLED", Tres = string.Empty, Suspended = 9 });
        Assert.Null(run.StartSeconds);
        Assert.Equal((0, 0, string.Empty), (run.ElapsedSeconds, run.SuspendedSeconds, run.AllocTres));
    }

    [Theory]
    [InlineData(3, 0L)]
    [InlineData(3, -5L)]
    [InlineData(3, 1L << 40)]
    [InlineData(4, 0L)]
    [InlineData(7, 0L)]
    [InlineData(7, long.MaxValue)]
    public void A_number_that_is_none_is_a_problem(ushort field, long value) => AssertProblem(SpoolSegment.Run(JobRow.Run(7, TestBank.Open, 60), SpoolSegment.Number(field, value)));

    [Theory]
    [InlineData(2, "a\nb")]
    [InlineData(10, "bio\u0001")]
    [InlineData(9, "")]
    [InlineData(16, "1=1\n")]
    public void A_name_that_is_none_is_a_problem(ushort field, string value) => AssertProblem(SpoolSegment.Run(JobRow.Run(7, TestBank.Open, 60), SpoolSegment.Text(field, value)));

    [Fact]
    public void What_is_not_text_is_a_problem() => AssertProblem(SpoolSegment.Run(JobRow.Run(7, TestBank.Open, 60), SpoolSegment.Field(10, [0xff, 0xfe])));

    [Fact]
    public void What_users_write_is_not_looked_at() =>
        Assert.Equal(7, Read(JobRow.Run(7, TestBank.Open, 60) with { JobName = "a\nb\u001fc" }, SpoolSegment.Field(35, [0xff, 0, 10])).JobIdRaw);

    [Fact]
    public void A_kind_that_comes_later_is_left_out() => Assert.Equal(default, SpoolRecord.Read(SpoolSegment.Number(1, 77)));

    private static SacctRun Read(JobRow row, params byte[] more)
    {
        SpoolRecord record = SpoolRecord.Read(SpoolSegment.Run(row, more));
        Assert.Null(record.Problem);
        return record.Run!;
    }

    private static void AssertProblem(byte[] payload)
    {
        SpoolRecord record = SpoolRecord.Read(payload);
        Assert.Null(record.Run);
        Assert.False(string.IsNullOrEmpty(record.Problem));
    }
}
