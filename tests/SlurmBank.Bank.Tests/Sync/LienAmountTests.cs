using System;
using System.Globalization;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;

namespace SlurmBank.Bank.Tests.Sync;

/// <summary>What is set aside for a job: what it may cost to its time limit, from what Slurm shows of it.</summary>
public sealed class LienAmountTests
{
    private const long Second = 1_000;
    private const long Now = TestBank.Open + TestBank.Day;

    [Theory]
    [InlineData("1:00:00", 3600)]
    [InlineData("0:01", 1)]
    [InlineData("1-00:00:00", 86_400)]
    [InlineData("32-00:00:00", 32 * 86_400)]
    [InlineData("NOT_SET", 7 * 86_400)]
    [InlineData("UNLIMITED", 20 * 86_400)]
    public void A_waiting_job_to_its_time_limit(string limit, long seconds)
    {
        LienReport lien = Lien(new QueueRow(1, Now - 50) { TimeLimit = limit });
        Assert.Equal((seconds * Second, "queued", 1), (lien.RemainingUnits, lien.Phase, lien.Tasks));
        Assert.NotEmpty(lien.Note);
    }

    /// <summary>A job that runs past its limit (OverTimeLimit, a limit that was shortened) costs what it has run.</summary>
    [Theory]
    [InlineData(0, 3600)]
    [InlineData(3600, 3600)]
    [InlineData(3601, 3601)]
    [InlineData(80_000, 80_000)]
    public void A_running_job_at_least_for_what_it_has_run(long ran, long seconds)
    {
        LienReport lien = Lien(QueueRow.Running(1, Now - ran));
        Assert.Equal((seconds * Second, "running"), (lien.RemainingUnits, lien.Phase));
    }

    /// <summary>Only what lies after the opening of the books is set aside.</summary>
    [Theory]
    [InlineData("2-00:00:00", 90_000, 2 * 86_400 - 3_600)]
    [InlineData("1-00:00:00", 86_400 + 10, 86_400)]
    public void What_ran_before_the_books_were_opened_is_not_set_aside(string limit, long ran, long seconds)
    {
        LienReport lien = Lien(QueueRow.Running(1, Now - ran) with { TimeLimit = limit });
        Assert.Equal(seconds * Second, lien.RemainingUnits);
    }

    /// <summary>Slurm names the billing of the first partition only: with several the dearest is computed from the TRES.</summary>
    [Theory]
    [InlineData("cpu", "cpu=2,mem=1M,node=1,billing=9,gres/gpu=2", 9)]
    [InlineData("gpu", "cpu=2,mem=1M,node=1,gres/gpu=2", 4)]
    [InlineData("cpu,gpu", "cpu=2,mem=1M,node=1,billing=2,gres/gpu=2", 4)]
    [InlineData("gpu,cpu", "cpu=2,mem=1M,node=1,billing=4,gres/gpu=2", 4)]
    [InlineData("nosuch", "cpu=2,mem=1M,node=1", 0)]
    public void The_dearest_of_several_partitions(string partition, string tres, long billing)
    {
        LienReport lien = Lien(new QueueRow(1, Now) { Partition = partition, Tres = tres });
        Assert.Equal(billing * 3600 * Second, lien.RemainingUnits);
    }

    [Theory]
    [InlineData("1-5", 5)]
    [InlineData("0-9:3%2", 4)]
    [InlineData("7", 1)]
    [InlineData("1,3,5-6", 4)]
    public void Each_task_that_waits(string tasks, int count)
    {
        LienReport lien = Lien(new QueueRow(10, Now) { ArrayTasks = tasks });
        Assert.Equal((count * 3600 * Second, count), (lien.RemainingUnits, lien.Tasks));
    }

    /// <summary>What sacct says was allocated counts, not what squeue says was asked for; and its start, not that of an earlier attempt.</summary>
    [Fact]
    public void What_was_allocated_counts_where_sacct_knows_it()
    {
        using TestBank bank = Bank();
        bank.Slurm.Jobs([new JobRow(1, Now - 100, Now - 60, null) { State = "RUNNING", Tres = JobRow.Billing(7) }]);
        bank.Slurm.Queue([QueueRow.Running(1, Now - 100)]);
        bank.Sync();
        Assert.Equal(7 * 3600 * Second, bank.Liens().Single().RemainingUnits);
    }

    private static LienReport Lien(QueueRow row)
    {
        using TestBank bank = Bank();
        bank.Slurm.Queue([row]);
        bank.Sync();
        return Assert.Single(bank.Liens());
    }

    private static TestBank Bank()
    {
        TestBank bank = TestBank.Opened(more: "[sync]\nunlimited_horizon = \"20d\"\n");
        bank.Clock.Seconds = Now;
        return bank;
    }
}
