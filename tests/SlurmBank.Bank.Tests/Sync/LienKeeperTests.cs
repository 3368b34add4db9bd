using System;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Slurm;

namespace SlurmBank.Bank.Tests.Sync;

/// <summary>A lien is voided only where squeue and sacct both answered, whole, nothing waits for slurmdbd, neither knows the job, and a grace has passed.</summary>
public sealed class LienKeeperTests
{
    private const long Submitted = TestBank.Open + 100;
    private const long Grace = 3600;

    [Theory]
    [InlineData(Grace - 1, 0)]
    [InlineData(Grace, 1)]
    [InlineData(100 * Grace, 1)]
    public void A_job_that_nobody_knows_loses_its_lien_after_the_grace(long later, int voided)
    {
        using TestBank bank = Seen(QueueRow.Running(1, Submitted));
        bank.Slurm.Queue([]);
        bank.Clock.Seconds += later;
        SyncReport report = bank.Sync();
        Assert.Equal((voided, 1 - voided), (report.Voided, report.Liens));
        Assert.Equal(voided == 0 ? "open" : "voided", bank.Liens(ended: true).Single().State);
        Assert.Equal(voided == 0 ? 3_600_000 : 0, bank.Balance().RunningUnits);
        bank.AssertSound();
    }

    /// <summary>The grace counts from when Slurm last showed the job, not from when it was missed first.</summary>
    [Fact]
    public void Each_time_the_job_is_seen_the_grace_begins_again()
    {
        using TestBank bank = Seen(QueueRow.Running(1, Submitted));
        bank.Clock.Seconds += 5 * Grace;
        bank.Sync();
        bank.Slurm.Queue([]);
        bank.Clock.Seconds += Grace - 1;
        Assert.Equal(0, bank.Sync().Voided);
        bank.Clock.Seconds++;
        Assert.Equal(1, bank.Sync().Voided);
    }

    public static TheoryData<string> Doubts() => ["squeue", "sdiag", "queue", "sacct-jobs", "squeue-row", "sacct-row", "sacct-open", "sacct-requeued", "other-clock"];

    /// <summary>Each of these alone is a reason to keep it.</summary>
    [Theory]
    [MemberData(nameof(Doubts))]
    public void In_doubt_it_stays(string doubt)
    {
        using TestBank bank = Seen(QueueRow.Running(1, Submitted));
        bank.Slurm.Queue([]);
        bank.Clock.Seconds += 10 * Grace;
        Cast(bank, doubt);
        Exception? error = Record.Exception(() => Assert.Equal(0, bank.Sync().Voided));
        Assert.True(error is null || (doubt == "sacct-jobs" && error is SlurmCommandException), error?.ToString());
        Assert.Equal("open", bank.Liens().Single(l => l.JobId == "1").State);
        Assert.Equal(3_600_000, bank.Balance().RunningUnits);

        // The doubt is gone, so is the lien.
        bank.Clock.Seconds = TestBank.Open + (20 * Grace);
        Clear(bank, doubt);
        Assert.Equal(1, bank.Sync().Voided);
        bank.AssertSound();
    }

    [Fact]
    public void A_plan_voids_nothing_and_says_what_would_be()
    {
        using TestBank bank = Seen(QueueRow.Running(1, Submitted));
        bank.Slurm.Queue([]);
        bank.Clock.Seconds += 2 * Grace;
        string before = bank.Everything();
        Assert.Equal(1, bank.Sync(new SyncCommand { IsPlan = true }).Voided);
        Assert.Equal(before, bank.Everything());
    }

    /// <summary>The run ended while nobody looked and outside the window that is read: it is asked for by its number, and charged.</summary>
    [Fact]
    public void A_job_that_left_the_queue_is_asked_for_by_number_and_charged()
    {
        using TestBank bank = Seen(QueueRow.Running(1, Submitted));
        bank.Slurm.Queue([]);
        bank.Clock.Seconds += 30 * TestBank.Day;
        bank.Sync();
        bank.Slurm.Queue([QueueRow.Running(2, Submitted)]);
        bank.Sync();
        bank.Slurm.Queue([]);
        bank.Slurm.Jobs([JobRow.Run(2, Submitted, 60)]);
        bank.Clock.Seconds += TestBank.Day;
        SyncReport report = bank.Sync();
        Assert.Equal((1L, 0, 0), (report.Charged, report.Liens, report.Voided));
        Assert.Equal((60_000, 0), (bank.Balance().TotalChargedUnits, bank.Balance().RunningUnits));
        Assert.Equal(["voided", "posted"], bank.Liens(ended: true).OrderBy(l => l.JobId, StringComparer.Ordinal).Select(l => l.State));
    }

    [Fact]
    public void A_job_follows_from_the_queue_through_its_run_to_its_charge()
    {
        using TestBank bank = Seen(new QueueRow(1, Submitted) { Tres = "cpu=2,billing=2" });
        Assert.Equal((0, 7_200_000), (bank.Balance().RunningUnits, bank.Balance().QueuedUnits));
        bank.Slurm.Queue([QueueRow.Running(1, Submitted) with { Tres = "cpu=2,billing=2" }]);
        bank.Sync();
        Assert.Equal((7_200_000, 0), (bank.Balance().RunningUnits, bank.Balance().QueuedUnits));
        bank.Slurm.Queue([]);
        bank.Slurm.Jobs([JobRow.Run(1, Submitted, 30, 2)]);
        bank.Sync();
        Assert.Equal((0, 60_000, "posted"), (bank.Balance().RunningUnits, bank.Balance().TotalChargedUnits, bank.Liens(ended: true).Single().State));
    }

    /// <summary>A requeued job waits under a new submission: what ran is charged, what waits has a lien of its own.</summary>
    [Fact]
    public void A_requeued_job_is_charged_for_what_ran_and_has_a_lien_for_what_waits()
    {
        using TestBank bank = Seen(QueueRow.Running(1, Submitted));
        bank.Slurm.Queue([new QueueRow(1, Submitted + 500)]);
        bank.Slurm.Jobs([JobRow.Run(1, Submitted, 300) with { State = "REQUEUED" }]);
        bank.Clock.Seconds = Submitted + 600;
        Assert.Equal((1L, 1, 0), (bank.Sync().Charged, bank.Liens().Count, bank.Sync().Voided));
        Assert.Equal((300_000, 3_600_000, 0), (bank.Balance().TotalChargedUnits, bank.Balance().QueuedUnits, bank.Balance().RunningUnits));
    }

    [Fact]
    public void Each_waiting_task_of_an_array_counts_and_those_that_run_have_their_own()
    {
        using TestBank bank = Seen(new QueueRow(10, Submitted) { ArrayTasks = "1-5%2" });
        Assert.Equal(18_000_000, bank.Balance().QueuedUnits);
        bank.Slurm.Queue([new QueueRow(10, Submitted) { ArrayTasks = "3-5%2" }, QueueRow.Running(11, Submitted), QueueRow.Running(12, Submitted)]);
        bank.Sync();
        Assert.Equal((10_800_000, 7_200_000), (bank.Balance().QueuedUnits, bank.Balance().RunningUnits));
    }

    private static void Cast(TestBank bank, string doubt)
    {
        switch (doubt)
        {
            case "squeue" or "sdiag" or "sacct-jobs":
                bank.Slurm.Fail(doubt);
                break;
            case "queue":
                bank.Slurm.DbdQueue(1);
                break;
            case "squeue-row":
                bank.Slurm.Queue([QueueRow.Running(1, Submitted) with { JobName = string.Empty, TimeLimit = "1:00:00", State = "RUNNING", Tres = "cpu=1" }]);
                bank.Slurm.Change("squeue.rows", "1\t1\tN/A", "one\tone\tN/A");
                break;
            case "sacct-row":
                bank.Slurm.Jobs([JobRow.Run(1, Submitted, 60)]);
                bank.Slurm.Change("sacct.rows", "\t00:00:00\tCOMPLETED", "\tnonsense\tCOMPLETED");
                bank.Slurm.Change("sacct.rows", $"\t{Submitted}\t{Submitted}\t{Submitted}\t", $"\tbroken\t{Submitted}\t{Submitted}\t");
                break;
            case "sacct-open":
                bank.Slurm.Jobs([new JobRow(1, Submitted, Submitted, null) { State = "RUNNING" }]);
                break;
            case "sacct-requeued":
                bank.Slurm.Jobs([new JobRow(1, Submitted + 7, null, null) { State = "PENDING" }]);
                break;
            default:
                bank.Clock.Seconds = Submitted - 50;
                break;
        }
    }

    private static void Clear(TestBank bank, string doubt)
    {
        if (doubt is "squeue" or "sdiag" or "sacct-jobs")
        {
            bank.Slurm.Fail(doubt, false);
        }

        bank.Slurm.DbdQueue(0);
        bank.Slurm.Queue([]);
        bank.Slurm.Jobs([]);
    }

    private static TestBank Seen(QueueRow row)
    {
        TestBank bank = TestBank.Opened();
        bank.Grant("bio", 100_000_000);
        bank.Clock.Seconds = Submitted;
        bank.Slurm.Queue([row]);
        Assert.Equal(1, bank.Sync().Liens);
        return bank;
    }
}
