using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank.Tests.Sync;

/// <summary>Runs that go on past the end of a window: the part up to it is charged to the window before it expires, the rest later.</summary>
public sealed class InterimTests
{
    private const long T = TestBank.Open;
    private const long End = T + 10_000;

    public static IEnumerable<object[]> Seeds => Soak.Seeds(4);

    /// <summary>One window of 20 000 seconds until <see cref="End"/>, one after it; a job of billing 1 that began 4 000 seconds before the end.</summary>
    private static TestBank Bank()
    {
        TestBank bank = TestBank.Opened();
        _ = bank.Grant("bio", 20_000_000, end: End);
        _ = bank.Grant("bio", 20_000_000, start: End, end: End + 50_000);
        Running(bank, End - 4_000, End - 100);
        return bank;
    }

    private static void Running(TestBank bank, long start, long now)
    {
        bank.Clock.Seconds = now;
        bank.Slurm.Jobs([JobRow.Run(1, start, 0) with { End = null, State = "RUNNING" }]);
        bank.Slurm.Queue([QueueRow.Running(1, start) with { TimeLimit = "5:00:00" }]);
        _ = bank.Sync();
    }

    private static void Ended(TestBank bank, long start, long end, long now)
    {
        bank.Clock.Seconds = now;
        bank.Slurm.Jobs([JobRow.Run(1, start, end - start)]);
        bank.Slurm.Queue([]);
        _ = bank.Sync();
        bank.AssertSound();
    }

    private static (long Drawn, long Expired, long Drawn2) Draws(TestBank bank)
    {
        AllocationReport[] all = [.. bank.Service.Allocations(["bio"])];
        return (all[0].DrawnUnits, all[0].ExpiredUnits, all[1].DrawnUnits);
    }

    [Fact]
    public void The_part_up_to_the_end_is_charged_to_the_window_before_it_expires()
    {
        using TestBank bank = Bank();
        Assert.Equal((0, 0, 0), Draws(bank));
        Assert.Equal(18_000_000, bank.Liens().Single().RemainingUnits);
        Running(bank, End - 4_000, End + 500);
        Assert.Equal((4_000_000, 16_000_000, 0), Draws(bank));

        // What is charged is set aside no more, and charge and lien are never more than the whole.
        Assert.Equal(14_000_000, bank.Liens().Single().RemainingUnits);
        Assert.Equal(4_000_000, bank.Balance().TotalChargedUnits);
        TransactionReport charge = Assert.Single(bank.Service.Transactions(new TransactionQuery { Kinds = ["charge"] }));
        Assert.Contains("Interim", charge.Reason, StringComparison.Ordinal);
        bank.AssertSound();
        string before = bank.Everything();
        _ = bank.Sync(new SyncCommand { Nightly = true });
        Assert.Equal(before.Split('\n')[..^6].Where(l => !l.StartsWith("Lien", StringComparison.Ordinal)), bank.Everything().Split('\n')[..^6].Where(l => !l.StartsWith("Lien", StringComparison.Ordinal)));

        // The rest comes with the run's end, to the window in which it was done, and sums to the unsplit price.
        Ended(bank, End - 4_000, End + 3_000, End + 5_000);
        Assert.Equal((4_000_000, 16_000_000, 3_000_000), Draws(bank));
        Assert.Equal(7_000_000, bank.Balance().TotalChargedUnits);
        Assert.Empty(bank.Liens());
        TransactionReport rest = Assert.Single(bank.Service.Transactions(new TransactionQuery { Kinds = ["adjustment"] }));
        Assert.Equal((3_000_000, End), (rest.ChargedUnits, rest.Effective.ToUnixTimeSeconds()));
        Assert.Contains("interim", rest.Reason, StringComparison.Ordinal);
        Assert.Equal("COMPLETED", bank.Service.Costs(["1"]).Single().State);
    }

    [Fact]
    public void Each_window_end_has_its_part_and_statements_add_up()
    {
        using TestBank bank = TestBank.Opened();
        for (int i = 0; i < 4; i++)
        {
            _ = bank.Grant("bio", 10_000_000, T + (i * 5_000), T + ((i + 1) * 5_000));
        }

        for (int now = 1_000; now < 20_000; now += 2_500)
        {
            Running(bank, T + 1_000, T + now);
        }

        Assert.Equal([4_000_000, 5_000_000, 5_000_000, 0], bank.Service.Allocations([]).Select(a => a.DrawnUnits));
        StatementReport statement = bank.Service.Statements(new StatementQuery { Accounts = ["bio"] }).Single();
        Assert.Equal(statement.ClosingUnits, statement.OpeningUnits + statement.Lines.Sum(l => l.AmountUnits));
        Assert.Equal(14_000_000, statement.ChargedUnits);
        Ended(bank, T + 1_000, T + 17_000, T + 19_000);
        Assert.Equal([4_000_000, 5_000_000, 5_000_000, 2_000_000], bank.Service.Allocations([]).Select(a => a.DrawnUnits));
    }

    [Fact]
    public void A_job_that_only_slurmdbd_calls_running_is_not_charged()
    {
        using TestBank bank = Bank();
        bank.Clock.Seconds = End + 500;
        bank.Slurm.Queue([]);
        _ = bank.Sync();
        Assert.Equal(0, bank.Balance().TotalChargedUnits);

        // It had ended before the window did; what slurmdbd learns late is charged as ever.
        Ended(bank, End - 4_000, End - 3_000, End + 900);
        Assert.Equal((1_000_000, 19_000_000, 0), Draws(bank));
    }

    [Fact]
    public void An_end_with_other_facts_than_the_interim_charge_is_an_adjustment_down_too()
    {
        using TestBank bank = Bank();
        Running(bank, End - 4_000, End + 500);
        Ended(bank, End - 4_000, End - 1_000, End + 900);
        Assert.Equal((3_000_000, 17_000_000, 0), Draws(bank));
        _ = bank.Service.Refund(new RefundCommand { JobIds = ["1"] });
        Assert.Equal(0, bank.Balance().TotalChargedUnits);
    }

    [Fact]
    public void A_plan_charges_nothing()
    {
        using TestBank bank = Bank();
        bank.Clock.Seconds = End + 500;
        string before = bank.Everything();
        Assert.Equal(1, bank.Sync(new SyncCommand { IsPlan = true }).Charged);
        Assert.Equal(before, bank.Everything());
    }

    /// <summary>Syncs at any moments while runs go on, or one sync at the end: the same totals and draws.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void When_it_is_synced_changes_nothing_in_the_end(int seed) => Soak.WithSeed(seed, random =>
    {
        (long Start, long Length)[] runs = [.. Enumerable.Range(0, 12).Select(_ => ((long)random.Next(20_000), (long)random.Next(1, 25_000)))];
        long[] edges = [.. Enumerable.Range(0, 5).Select(_ => (long)random.Next(1, 40_000)).Append(0).Append(50_000).Distinct().Order()];
        long[] amounts = [.. edges.Select(_ => (long)random.Next(40_000_000))];
        string Play(IEnumerable<long> moments)
        {
            using TestBank bank = TestBank.Opened(more: "[sync]\nwindow = \"7d\"\n");
            for (int i = 0; i + 1 < edges.Length; i++)
            {
                _ = bank.Grant("bio", amounts[i] + 1, T + edges[i], T + edges[i + 1]);
            }

            foreach (long moment in moments)
            {
                bank.Clock.Seconds = T + moment;
                var there = runs.Select((r, i) => (Job: i + 1L, r.Start, End: r.Start + r.Length)).Where(r => r.Start <= moment).ToList();
                bank.Slurm.Jobs(there.Select(r => JobRow.Run(r.Job, T + r.Start, r.End - r.Start, 3) with { End = r.End <= moment ? T + r.End : null, State = r.End <= moment ? "COMPLETED" : "RUNNING" }));
                bank.Slurm.Queue(there.Where(r => r.End > moment).Select(r => QueueRow.Running(r.Job, T + r.Start) with { TimeLimit = "10:00:00", Tres = "cpu=3,mem=1M,node=1,billing=3" }));
                _ = bank.Sync();
                bank.AssertSound();
                Assert.True(bank.See(v => v.Reader.Runs(v.Account("bio").Id, "SU", long.MinValue).Sum(r => r.Price.Units)) >= 0);
            }

            Assert.Equal(runs.Sum(r => r.Length * 3_000), bank.Balance().TotalChargedUnits);
            return bank.See(LedgerDigest.Totals);
        }

        string expected = Play([60_000]);
        Assert.Equal(expected, Play(Enumerable.Range(0, 8).Select(_ => (long)random.Next(45_000)).Order().Append(60_000)));
    });
}
