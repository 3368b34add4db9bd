using System;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;

namespace SlurmBank.Bank.Tests.Sync;

public sealed class BadRecordTests
{
    /// <summary>Each run fits into 64 bits, their sum does not: the second is parked, the third is charged to another account.</summary>
    [Fact]
    public void A_sum_that_would_not_fit_parks_one_run_and_no_other()
    {
        using TestBank bank = TestBank.Opened();
        bank.Clock.Seconds += 10 * TestBank.Day;
        bank.Slurm.Jobs([JobRow.Run(1, TestBank.Open, 100_000, 50_000_000_000), JobRow.Run(2, TestBank.Open + 1, 100_000, 50_000_000_000), JobRow.Run(3, TestBank.Open + 2, 60, 1, "chem"), JobRow.Run(4, TestBank.Open + 3, 60)]);
        SyncReport report = bank.Sync();
        Assert.Equal((3L, 1L), (report.Charged, report.Parked));
        Assert.Equal("AmountOverflow", bank.Service.ParkedRuns().Single().Code);
        Assert.Equal(60_000, bank.Balance("chem").TotalChargedUnits);
        Assert.Equal(5_000_000_000_000_060_000, bank.Balance().TotalChargedUnits);
    }

    /// <summary>A job whose lien would not fit is told; the liens of the others are kept, and it is tried again the next time.</summary>
    [Fact]
    public void A_lien_that_would_not_fit_stops_no_other()
    {
        using TestBank bank = TestBank.Opened();
        QueueRow huge = QueueRow.Running(1, TestBank.Open) with { Tres = "cpu=1,billing=9000000000000", TimeLimit = "30-00:00:00" };
        QueueRow large = huge with { Tres = "cpu=1,billing=3000000000" };
        bank.Slurm.Queue([huge, large with { Job = 2 }, large with { Job = 3 }, QueueRow.Running(4, TestBank.Open, "chem")]);
        SyncReport report = bank.Sync();
        Assert.Contains(bank.Liens(), l => l.JobId == "2" && l.RemainingUnits > 0);
        Assert.Contains(bank.Liens(), l => l.JobId == "4" && l.RemainingUnits == 3_600_000);
        Assert.Contains(report.Warnings, w => w.Contains("3", StringComparison.Ordinal) && w.Contains("lien", StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_unreadable_row_is_parked_once_however_often_it_is_read()
    {
        using TestBank bank = TestBank.Opened();
        bank.Clock.Seconds += TestBank.Day;
        bank.Slurm.Jobs([JobRow.Run(1, TestBank.Open, 60) with { Broken = "x", Account = "bio" }, JobRow.Run(1, TestBank.Open, 60) with { Broken = "x", Account = "bio", JobId = "abcdefghijkl" }]);
        bank.Sync();
        bank.Sync(TestBank.Open, bank.Clock.Seconds);
        ParkedRunReport[] parked = [.. bank.Service.ParkedRuns()];
        Assert.Equal(2, parked.Length);
        Assert.All(parked, p => Assert.Equal((2, "UnreadableRow"), (p.Tries, p.Code)));
        Assert.Contains(parked, p => p.Facts.StartsWith("x|abcdefghijkl|", StringComparison.Ordinal));
    }

    /// <summary>Slurm 22.05 showed AllocTRES=billing=80,... for a job that met its deadline while it waited; its completion record had none.</summary>
    [Fact]
    public void What_a_job_that_never_started_was_about_to_get_is_no_fact_of_it()
    {
        using TestBank bank = TestBank.Opened();
        bank.Clock.Seconds += TestBank.Day;
        var late = new JobRow(1, TestBank.Open + 10, null, TestBank.Open + 90) { State = "DEADLINE", Tres = string.Empty };
        bank.Slurm.Jobs([late]);
        Assert.Equal(1, bank.Sync().Charged);
        bank.Slurm.Jobs([late with { Tres = JobRow.Billing(80) }]);
        SyncReport again = bank.Sync(TestBank.Open, bank.Clock.Seconds);
        Assert.Equal((0L, 0L, 1L), (again.Charged, again.Adjusted, again.Unchanged));
        Assert.Equal(0, bank.Balance().TotalChargedUnits);
    }

    [Fact]
    public void A_parked_run_is_settled_once_a_tariff_prices_it()
    {
        using TestBank bank = TestBank.Opened();
        bank.Clock.Seconds += TestBank.Day;
        bank.Slurm.Jobs([JobRow.Run(1, TestBank.Open + 10, 3600) with { Tres = "cpu=2,node=1", Partition = "fresh" }]);
        Assert.Equal(1, bank.Sync().Parked);
        Assert.Equal("UnlistedPartition", bank.Service.ParkedRuns().Single().Code);
        bank.Slurm.Jobs([JobRow.Run(1, TestBank.Open + 10, 3600, 2) with { Partition = "cpu" }]);
        bank.Clock.Seconds += 5 * TestBank.Day;
        Assert.Equal(1, bank.Sync().Charged);
        Assert.Empty(bank.Service.ParkedRuns());
        Assert.Equal(7_200_000, bank.Balance().TotalChargedUnits);
    }

    [Fact]
    public void A_row_without_an_account_is_told_and_does_not_stop_the_others()
    {
        using TestBank bank = TestBank.Opened();
        bank.Clock.Seconds += TestBank.Day;
        bank.Slurm.Jobs([JobRow.Run(1, TestBank.Open, 60) with { Account = string.Empty }, JobRow.Run(2, TestBank.Open, 60)]);
        bank.Sync();
        Assert.Equal(60_000, bank.Balance().TotalChargedUnits);
        Assert.Equal("NoAccount", bank.Service.ParkedRuns().Single().Code);
        bank.AssertSound();
    }

    /// <summary>A run that is settled and then turns out to have ended before the books were opened owes nothing.</summary>
    [Fact]
    public void A_settled_run_whose_end_moves_before_the_opening_is_given_back()
    {
        using TestBank bank = TestBank.Opened();
        bank.Clock.Seconds += TestBank.Day;
        bank.Slurm.Jobs([JobRow.Run(1, TestBank.Open - 100, 200)]);
        bank.Sync();
        Assert.Equal(100_000, bank.Balance().TotalChargedUnits);
        bank.Slurm.Jobs([JobRow.Run(1, TestBank.Open - 100, 50)]);
        bank.Slurm.Change("sacct.awk", "end + 0 < from + 0", "end + 1000 < from + 0");
        Assert.Equal(1, bank.Sync(TestBank.Open, bank.Clock.Seconds).Adjusted);
        Assert.Equal(0, bank.Balance().TotalChargedUnits);
        bank.AssertSound();
    }
}
