using System;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank.Tests.Service;

/// <summary>Movements through the bank's service, with runs that a sync has settled. Amounts are in units: a billing of 1 for a second is 1000.</summary>
public sealed class MovementTests
{
    private const long Hour = 3600;
    private const long T = TestBank.Open;

    [Fact]
    public void L9_a_run_that_is_reported_again_with_less_costs_less()
    {
        using TestBank bank = Settled(JobRow.Run(1, T + 10, 500));
        Assert.Equal(500_000, bank.Balance().TotalChargedUnits);
        bank.Slurm.Jobs([JobRow.Run(1, T + 10, 120)]);
        bank.Sync(T, T + Hour);
        Assert.Equal(120_000, bank.Balance().TotalChargedUnits);
        bank.AssertSound();
    }

    [Fact]
    public void L11_the_same_run_twice_is_charged_once()
    {
        using TestBank bank = Settled(JobRow.Run(1, T + 10, 500), JobRow.Run(1, T + 10, 500));
        bank.Sync(T, T + Hour);
        Assert.Equal(500_000, bank.Balance().TotalChargedUnits);
    }

    [Fact]
    public void L12_what_ran_is_charged_beyond_the_funds()
    {
        using TestBank bank = Settled(JobRow.Run(1, T + 10, 600));
        bank.Grant("bio", 500_000);
        Assert.Equal((600_000, -100_000), (bank.Balance().TotalChargedUnits, bank.Balance().AvailableUnits));
        MovementReport forgiven = bank.Service.WriteOff(new WriteOffCommand { Account = "bio", Reason = "agreed", IsPlan = true });
        Assert.Equal((100_000, 100_000, 0L), (forgiven.Allocation.GrantedUnits, forgiven.Allocation.DrawnUnits, forgiven.Seq));
        Assert.Equal(-100_000, bank.Balance().AvailableUnits);
        bank.Service.WriteOff(new WriteOffCommand { Account = "bio", Reason = "agreed" });
        Assert.Equal((600_000, 0), (bank.Balance().TotalChargedUnits, bank.Balance().AvailableUnits));
        bank.AssertSound();
    }

    [Fact]
    public void L15_work_before_the_allocation_leaves_its_funds()
    {
        using TestBank bank = Settled(JobRow.Run(1, T + 10, 600));
        bank.Grant("bio", 500_000, T + Hour);
        bank.Clock.Seconds = T + (2 * Hour);
        Assert.Equal((600_000, 500_000), (bank.Balance().TotalChargedUnits, bank.Balance().AvailableUnits));
    }

    [Fact]
    public void L17_a_refund_never_gives_back_what_was_not_charged()
    {
        using TestBank bank = Settled(JobRow.Run(1, T + 10, 500));
        Assert.Throws<RefundExceedsChargeException>(() => Refund(bank, "1", 500_001));
        Assert.Equal(200_000, Refund(bank, "1", 200_000).AmountUnits);
        Assert.Throws<RefundExceedsChargeException>(() => Refund(bank, "1", 300_001));
        RefundReport rest = Refund(bank, "1", null);
        Assert.Equal(("refund", 300_000L, 500_000L), (rest.Outcome, rest.AmountUnits, rest.RefundedUnits));
        Assert.Equal(("before", 0L), (Refund(bank, "1", null).Outcome, Refund(bank, "1", null).AmountUnits));
        Assert.Equal(0, bank.Balance().TotalChargedUnits);
        string before = bank.Head();
        bank.Sync(T, T + Hour);
        Assert.Equal(before, bank.Head());
    }

    [Fact]
    public void B17_on_its_last_day_an_allocation_pays_and_the_day_after_nothing_is_left()
    {
        using TestBank bank = Settled();
        bank.Grant("bio", 1000, T, T + (365 * TestBank.Day));
        bank.Clock.Seconds = T + (365 * TestBank.Day) - 1;
        Assert.Equal(1000, bank.Balance().AvailableUnits);
        bank.Clock.Seconds++;
        Assert.Equal((0, "spent"), (bank.Balance().AvailableUnits, bank.Balance().Status));
        long id = bank.Service.Allocations(["bio"]).Single().AllocationId;
        MovementReport extended = bank.Service.SetAllocation(new TermsCommand { AllocationId = id, EndDate = TestBank.At(T + (400 * TestBank.Day)) });
        Assert.Equal((true, 1000, "active"), (extended.IsNew, extended.Allocation.RemainingUnits, extended.Allocation.Status));
        bank.AssertSound();
    }

    [Fact]
    public void Runs_of_an_outage_are_found_by_what_they_were()
    {
        JobRow[] rows =
        [
            JobRow.Run(1, T + 10, 100) with { State = "NODE_FAIL" },
            JobRow.Run(2, T + 10, 100) with { State = "COMPLETED", User = "bo" },
            JobRow.Run(3, T + 500, 100) with { State = "NODE_FAIL", Account = "chem", Partition = "cpu" },
            JobRow.Run(4, T + 10, 0) with { State = "NODE_FAIL" },
            JobRow.Run(5, T + 10, 100) with { State = "NODE_FAIL", Submit = T + 5, Qos = "high" },
        ];
        using TestBank bank = Settled(rows);
        string[] Found(RefundCommand command) => [.. bank.Service.Refund(command with { IsPlan = true, StartTime = command.StartTime ?? TestBank.At(T) }).Where(r => r.Outcome == "refund").Select(r => r.JobId).Order(StringComparer.Ordinal)];
        Assert.Equal(["1", "2", "3", "5"], Found(new RefundCommand()));
        Assert.Equal(["1", "3", "5"], Found(new RefundCommand { States = ["node_fail"] }));
        Assert.Equal(["2"], Found(new RefundCommand { Users = ["bo"] }));
        Assert.Equal(["3"], Found(new RefundCommand { Accounts = ["ch*"] }));
        Assert.Equal(["5"], Found(new RefundCommand { Qos = ["high"] }));
        Assert.Equal(["3"], Found(new RefundCommand { StartTime = TestBank.At(T + 111) }));
        Assert.Equal(["1", "2", "5"], Found(new RefundCommand { EndTime = TestBank.At(T + 111) }));
        Assert.Empty(Found(new RefundCommand { EndTime = TestBank.At(T + 110) }));
        Assert.Empty(Found(new RefundCommand { Cluster = "elsewhere" }));
        Assert.Equal(["free"], bank.Service.Refund(new RefundCommand { JobIds = ["4"] }).Select(r => r.Outcome));
        Assert.Throws<InvalidRequestException>(() => bank.Service.Refund(new RefundCommand { States = ["NODE_FAIL"] }));
        Assert.Throws<InvalidRequestException>(() => bank.Service.Refund(new RefundCommand { StartTime = TestBank.At(T), Amount = ServiceUnits.FromUnits(1) }));
        Assert.Equal(500_000 - 100_000, bank.Balance().TotalChargedUnits + bank.Balance("chem").TotalChargedUnits);
    }

    [Fact]
    public void Of_a_requeued_job_one_run_is_named_by_its_submit_time()
    {
        using TestBank bank = Settled(JobRow.Run(7, T + 10, 100), JobRow.Run(7, T + 500, 40));
        Assert.Throws<InvalidRequestException>(() => Refund(bank, "7", 10));
        RefundReport second = bank.Service.Refund(new RefundCommand { JobIds = ["7"], SubmitTime = DateTimeOffset.FromUnixTimeSeconds(T + 500) }).Single();
        Assert.Equal((40_000, T + 500), (second.AmountUnits, second.SubmitTime.ToUnixTimeSeconds()));
        Assert.Equal(100_000, bank.Balance().TotalChargedUnits);
        Assert.Equal(["refund", "before"], bank.Service.Refund(new RefundCommand { JobIds = ["7"], Reference = "R" }).Select(r => r.Outcome));
        Assert.Equal(["before", "before"], bank.Service.Refund(new RefundCommand { JobIds = ["7"], Reference = "R" }).Select(r => r.Outcome));
    }

    [Fact]
    public void A_reference_that_was_reversed_is_said_to_be_used_up()
    {
        using TestBank bank = Settled(JobRow.Run(1, T + 10, 500));
        bank.Grant("bio", 700_000);
        var deposit = new DepositCommand { Account = "bio", Amount = ServiceUnits.FromUnits(5), Reference = "D" };
        bank.Service.Undo(new UndoCommand { Seq = bank.Service.Deposit(deposit).Seq });
        Refund(bank, "1", 5, "D");
        bank.Service.Undo(new UndoCommand { Seq = bank.Service.Refund(new RefundCommand { JobIds = ["1"], Amount = ServiceUnits.FromUnits(5), Reference = "D" }).Single().Seq });
        bank.Warnings.Clear();
        Assert.False(bank.Service.Deposit(deposit).IsNew);
        Assert.Equal("before", Refund(bank, "1", 5, "D").Outcome);
        Assert.Equal(2, bank.Warnings.Count(w => w.Contains("another reference", StringComparison.Ordinal)));
        Assert.Equal(500_000, bank.Balance().TotalChargedUnits);
    }

    private static RefundReport Refund(TestBank bank, string job, long? units, string? reference = null) =>
        bank.Service.Refund(new RefundCommand { JobIds = [job], Amount = units is long some ? ServiceUnits.FromUnits(some) : null, Reference = reference, Reason = "test" }).Single();

    private static TestBank Settled(params JobRow[] rows)
    {
        TestBank bank = TestBank.Opened();
        bank.Clock.Seconds = T + Hour;
        bank.Slurm.Jobs(rows);
        bank.Sync(T, T + Hour);
        return bank;
    }
}
