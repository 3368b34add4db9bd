using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Slurm;

namespace SlurmBank.Bank.Tests.Sync;

public sealed class PlanTests
{
    public static IEnumerable<object[]> Seeds => Soak.Seeds(2);

    /// <summary>At each stage of a simulated month: the plan says what the sync then does, in the same figures, and leaves no trace.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_plan_says_what_a_sync_does_and_changes_nothing(int seed) => Soak.WithSeed(seed, random =>
    {
        var history = new History(random, 500);
        using TestBank bank = Bank(history);
        for (int stage = 0; stage < History.Stages; stage++)
        {
            bank.Slurm.Jobs(history.At(stage));
            bank.Clock.Seconds = History.End + (stage * TestBank.Day);
            string before = bank.Everything();
            SyncReport plan = bank.Sync(TestBank.Open, History.End, plan: true);
            Assert.Equal(before, bank.Everything());
            SyncReport done = bank.Sync(TestBank.Open, History.End);
            Assert.True(plan.IsPlan && !done.IsPlan && done.Charged + done.Adjusted > 0);
            Assert.Equal(Figures(done), Figures(plan));
        }
    });

    [Fact]
    public void A_plan_publishes_nothing()
    {
        using TestBank bank = Bank(new History(new Random(1), 20));
        string published = System.IO.File.ReadAllText(bank.Snapshot);
        bank.Sync(new SyncCommand { IsPlan = true });
        bank.Close();
        Assert.Equal(published, System.IO.File.ReadAllText(bank.Snapshot));
    }

    /// <summary>History is filled in window by window; each that was settled stays settled, wherever the next attempt ends.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_back_fill_that_is_interrupted_again_and_again_comes_to_the_same_end(int seed) => Soak.WithSeed(seed, random =>
    {
        var history = new History(random, 500);
        using TestBank straight = Bank(history);
        straight.Sync();
        using TestBank halting = Bank(history);
        long mark = TestBank.Open;
        int breaks = 0;
        while (mark < History.End - TestBank.Day)
        {
            halting.Slurm.Put("cut.sacct", (mark + random.NextInt64(3600, 9 * TestBank.Day)).ToString(System.Globalization.CultureInfo.InvariantCulture));
            Exception? broken = Record.Exception(() => halting.Sync());
            Assert.True(broken is null or SlurmCommandException, broken?.ToString());
            breaks += broken is null ? 0 : 1;
            long now = halting.Mark() ?? TestBank.Open;
            Assert.True(now >= mark);
            mark = now;
            halting.AssertSound();
        }

        halting.Slurm.Remove("cut.sacct");
        halting.Sync();
        Assert.True(breaks > 2);
        Assert.Equal(straight.See(LedgerDigest.Totals), halting.See(LedgerDigest.Totals));
        Assert.Equal(straight.See(LedgerDigest.Charges), halting.See(LedgerDigest.Charges));
        Assert.Equal(straight.Mark(), halting.Mark());
    });

    private static object Figures(SyncReport r) => (r.Rows, r.Charged, r.AmountUnits, r.Unchanged, r.Adjusted, r.Parked, r.BeforeBooks, r.Problems.Count, r.DbdQueue, r.From, r.To);

    private static TestBank Bank(History history)
    {
        TestBank bank = TestBank.Opened(more: "[sync]\nbatch_rows = 100\n");
        bank.Slurm.Jobs(history.At(History.Stages - 1));
        bank.Grant("bio", 400_000_000_000, TestBank.Open, TestBank.Open + (10 * TestBank.Day));
        bank.Grant("chem", 1_000_000_000_000, TestBank.Open + TestBank.Day, TestBank.Open + (25 * TestBank.Day));
        bank.Clock.Seconds = History.End;
        bank.Close();
        return bank;
    }
}
