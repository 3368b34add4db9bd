using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Slurm;

namespace SlurmBank.Bank.Tests.Sync;

public sealed class WatermarkTests
{
    private const long Now = TestBank.Open + (20 * TestBank.Day);
    private const string Weekly = "[sync]\nwindow = \"7d\"\nbatch_rows = 2\n";

    [Fact]
    public void It_does_not_move_while_slurmctld_has_records_for_slurmdbd_but_runs_are_settled()
    {
        using TestBank bank = Bank();
        bank.Slurm.DbdQueue(3);
        SyncReport report = bank.Sync();
        Assert.Equal((40L, 3), (report.Charged, report.DbdQueue));
        Assert.Null(bank.Mark());
        Assert.Contains(report.Warnings, w => w.Contains("3 records", StringComparison.Ordinal));
    }

    [Fact]
    public void It_does_not_move_where_sdiag_does_not_answer()
    {
        using TestBank bank = Bank();
        bank.Slurm.Fail("sdiag");
        SyncReport report = bank.Sync();
        Assert.Null(report.DbdQueue);
        Assert.Null(bank.Mark());
        Assert.Equal(40, report.Charged);
    }

    /// <summary>A later sync may settle up to the moment at which the queue was last seen empty, even where the one that saw it failed.</summary>
    [Fact]
    public void It_reaches_the_moment_at_which_the_queue_was_last_empty_and_no_further()
    {
        using TestBank bank = Bank();
        bank.Slurm.Put("cut.sacct", Text(TestBank.Open + (8 * TestBank.Day)));
        Assert.ThrowsAny<SlurmCommandException>(() => bank.Sync());
        Assert.Equal(TestBank.Open + (7 * TestBank.Day), bank.Mark());
        bank.Slurm.Remove("cut.sacct");
        bank.Slurm.DbdQueue(1);
        bank.Clock.Seconds = Now + TestBank.Day;
        bank.Sync();
        Assert.Equal(Now, bank.Mark());
    }

    /// <summary>slurmctld is asked after the clock is read: what it took in between may not be in slurmdbd.</summary>
    [Fact]
    public void It_is_never_later_than_the_moment_before_slurmctld_was_asked()
    {
        using TestBank bank = Bank();
        var ticking = new TickingClock(Now);
        long asked = long.MaxValue;
        BankOptions options = TestBank.Options(bank.Configuration, ticking) with
        {
            OnCommand = text => asked = text.Contains("sdiag", StringComparison.Ordinal) ? ticking.Last : asked,
        };
        using BankService service = BankService.Open(options);
        service.Sync(new SyncCommand());
        Assert.InRange(bank.Mark()!.Value, Now, asked);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(8, 7)]
    [InlineData(20, 14)]
    public void It_stands_at_the_last_whole_window_where_sacct_breaks_off_and_a_rerun_completes(int breaksAt, int reached)
    {
        using TestBank bank = Bank();
        using TestBank undisturbed = Bank();
        undisturbed.Sync();
        bank.Slurm.Put("cut.sacct", Text(TestBank.Open + (breaksAt * TestBank.Day)));
        Assert.ThrowsAny<SlurmCommandException>(() => bank.Sync());
        Assert.Equal(reached == 0 ? null : TestBank.Open + (reached * TestBank.Day), bank.Mark());
        Assert.Empty(bank.Service.ParkedRuns());
        bank.Slurm.Remove("cut.sacct");
        bank.Sync();
        Assert.Equal(Now, bank.Mark());
        Assert.Equal(undisturbed.See(LedgerDigest.Totals), bank.See(LedgerDigest.Totals));
        Assert.Equal(undisturbed.See(LedgerDigest.Charges), bank.See(LedgerDigest.Charges));
    }

    [Fact]
    public void It_never_moves_back_and_never_over_a_gap()
    {
        using TestBank bank = Bank();
        bank.Sync(TestBank.Open + (3 * TestBank.Day), Now);
        Assert.Null(bank.Mark());
        bank.Sync(TestBank.Open, TestBank.Open + (5 * TestBank.Day));
        Assert.Equal(TestBank.Open + (5 * TestBank.Day), bank.Mark());
        bank.Sync(TestBank.Open, TestBank.Open + (2 * TestBank.Day));
        Assert.Equal(TestBank.Open + (5 * TestBank.Day), bank.Mark());
        bank.Sync(TestBank.Open + (6 * TestBank.Day), Now);
        Assert.Equal(TestBank.Open + (5 * TestBank.Day), bank.Mark());
        bank.Sync(TestBank.Open + (4 * TestBank.Day), Now + (5 * TestBank.Day));
        Assert.Equal(Now, bank.Mark());
    }

    [Fact]
    public void A_clock_stepped_back_moves_nothing_back_and_loses_nothing()
    {
        using TestBank bank = Bank();
        bank.Sync();
        string totals = bank.See(LedgerDigest.Totals);
        bank.Clock.Seconds = Now - (2 * TestBank.Day);
        SyncReport back = bank.Sync(new SyncCommand { Nightly = true });
        Assert.Equal((0L, 0L, Now), (back.Charged, back.Adjusted, bank.Mark()));
        bank.Clock.Seconds = Now - TestBank.Day;
        bank.Slurm.Jobs(Rows().Append(JobRow.Run(900, Now - (3 * TestBank.Day), 60)));
        Assert.Equal(1, bank.Sync(new SyncCommand { Nightly = true }).Charged);
        bank.Clock.Seconds = Now + 10;
        bank.Sync();
        Assert.Equal(Now + 10, bank.Mark());
        Assert.NotEqual(totals, bank.See(LedgerDigest.Totals));
        bank.AssertSound();
    }

    /// <summary>A timer that fires while the clock stands before the watermark finds nothing to read, and says no error.</summary>
    [Fact]
    public void An_ordinary_sync_by_a_clock_that_stands_before_the_watermark_reads_again_and_does_no_harm()
    {
        using TestBank bank = Bank();
        bank.Sync();
        string before = bank.See(LedgerDigest.Totals);
        bank.Clock.Seconds = Now - (2 * TestBank.Day);
        SyncReport report = bank.Sync();
        Assert.Equal((0L, Now), (report.Charged, bank.Mark()));
        Assert.Equal(before, bank.See(LedgerDigest.Totals));
    }

    private static IEnumerable<JobRow> Rows() => Enumerable.Range(0, 40).Select(i => JobRow.Run(i + 1, TestBank.Open + (i * TestBank.Day / 2), 3000, i + 1));

    private static TestBank Bank()
    {
        TestBank bank = TestBank.Opened(more: Weekly);
        bank.Slurm.Jobs(Rows());
        bank.Clock.Seconds = Now;
        return bank;
    }

    private static string Text(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A clock that is a second later each time it is read.</summary>
    private sealed class TickingClock(long first) : TimeProvider
    {
        private long next = first;

        public long Last => next - 1;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(next++);
    }
}
