using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger.Tests.Support;
using static SlurmBank.Ledger.Tests.Support.TestLedger;

namespace SlurmBank.Ledger.Tests.Operations;

public sealed class LienTests
{
    [Fact]
    public void Two_jobs_asked_at_once_do_not_both_get_what_is_there_once()
    {
        using TestLedger ledger = InMemory();
        ledger.Grant(100, 0);
        ledger.Do(s => s.Liens.Gate(Job(1, 60, LienPhase.Queued)));
        var error = Assert.Throws<InsufficientFundsException>(() => ledger.Do(s => s.Liens.Gate(Job(2, 60, LienPhase.Queued))));
        Assert.Equal((60, 40), (error.Asked.Units, error.Available.Units));
        ledger.Do(s => s.Liens.Gate(Job(3, 40, LienPhase.Queued)));
        Assert.Equal(0, ledger.Balance().Available.Units);
        Assert.Equal(100, ledger.Balance().Spendable.Units);
        Assert.False(ledger.Balance().IsSpent);
    }

    [Fact]
    public void In_one_write_too_and_with_what_it_has_charged()
    {
        using TestLedger ledger = InMemory();
        ledger.Grant(100, 0);
        ledger.Do(s =>
        {
            s.Runs.Settle(Priced(TestLedger.Facts(9, 10, 20), 50), null);
            s.Liens.Observe(Job(8, 20));
            Assert.Throws<InsufficientFundsException>(() => s.Liens.Gate(Job(1, 31, LienPhase.Queued)));
            s.Liens.Gate(Job(1, 30, LienPhase.Queued));
            Assert.Throws<InsufficientFundsException>(() => s.Liens.Gate(Job(2, 1, LienPhase.Queued)));
        });
        Assert.Equal(0, ledger.Balance().Available.Units);
    }

    /// <summary>The older allocation pays the late work; only then is known what the gate may give.</summary>
    [Fact]
    public void The_gate_decides_upon_canonical_draws()
    {
        using TestLedger ledger = InMemory();
        long now = ledger.Clock.Seconds;
        ledger.Grant(100, now - 100, now + 100);
        ledger.Grant(100, now - 100, now + 200, priority: 100);
        ledger.Settle(TestLedger.Facts(1, now - 10, now - 5), 100);
        ledger.Do(s =>
        {
            s.Runs.Settle(Priced(TestLedger.Facts(2, now - 50, now - 40), 60), null);
            Assert.Throws<InsufficientFundsException>(() => s.Liens.Gate(Job(3, 41, LienPhase.Queued)));
            s.Liens.Gate(Job(3, 40, LienPhase.Queued));
        });
        Assert.Equal(0, ledger.Balance().Available.Units);
        ledger.AssertSound();
    }

    [Fact]
    public void An_account_without_grants_is_recorded_and_never_refused()
    {
        using TestLedger ledger = InMemory();
        ledger.Do(s => s.Liens.Gate(Job(1, 1000, LienPhase.Queued)));
        Assert.False(ledger.Balance().IsManaged);
        Assert.False(ledger.Balance().IsSpent);
        Assert.Equal(1000, ledger.Balance().Pending.Gated.Units);
    }

    [Fact]
    public void An_unlimited_account_passes_any_gate()
    {
        using TestLedger ledger = InMemory();
        ledger.Grant(1, 0);
        ledger.Do(s => s.Accounts.Decide("a", AccountSettings.Default with { Kind = AccountKind.Unlimited }, "r"));
        ledger.Do(s => s.Liens.Gate(Job(1, 1000, LienPhase.Queued)));
        Assert.Equal("unlimited", ledger.Balance().Available.ToString());
    }

    [Fact]
    public void An_observed_lien_is_recorded_beyond_the_funds_and_holds_only_when_it_runs()
    {
        using TestLedger ledger = InMemory();
        ledger.Grant(100, 0);
        ledger.Do(s => s.Liens.Observe(Job(1, 500, LienPhase.Queued)));
        Assert.Equal((100, 100), (ledger.Balance().Spendable.Units, ledger.Balance().Available.Units));
        ledger.Do(s => s.Liens.Observe(Job(1, 100)));
        Assert.Equal(0, ledger.Balance().Spendable.Units);
        Assert.True(ledger.Balance().IsSpent);
        ledger.Do(s => s.Liens.Observe(Job(1, 99)));
        Assert.False(ledger.Balance().IsSpent);
        ledger.AssertSound();
    }

    [Fact]
    public void A_jobs_own_lien_does_not_count_against_its_charge()
    {
        using TestLedger ledger = InMemory();
        ledger.Grant(100, 0);
        ledger.Do(s => s.Liens.Gate(Job(1, 100, LienPhase.Queued)));
        ledger.Do(s => s.Liens.Observe(Job(1, 100)));
        ledger.Settle(TestLedger.Facts(1, 200, 300, submit: 100), 120);
        AccountBalance balance = ledger.Balance();
        Assert.Equal((0, 20, -20), (balance.Pending.Running.Units, balance.Overdraft.Units, balance.Spendable.Units));
        Lien lien = Assert.Single(ledger.See(v => v.Reader.Liens(ended: true).ToList()));
        Assert.Equal((LienState.Posted, LienKind.Gated, 0L, 1L), (lien.State, lien.Kind, lien.Remaining.Units, lien.RunId));
        Assert.Null(ledger.Do(s => s.Liens.Observe(Job(1, 100))));
        ledger.AssertSound();
    }

    [Fact]
    public void A_lien_ends_once_whatever_was_read_before()
    {
        using TestLedger ledger = InFile();
        Lien old = ledger.Do(s => s.Liens.Observe(Job(1, 50)))!;
        ledger.Do(s => s.Liens.Observe(Job(1, 80)));
        ledger.Do(s =>
        {
            s.Liens.Void(old, "first");
            s.Liens.Void(old, "second");
            s.Liens.Expire(old, "third");
        });
        Lien ended = Assert.Single(ledger.See(v => v.Reader.Liens(ended: true).ToList()));
        Assert.Equal((LienState.Voided, "first"), (ended.State, ended.Note));
        Assert.Equal(0, ledger.Balance().Pending.Running.Units);

        // The same job is seen again: a new lien, which the old one must not end.
        Lien again = ledger.Do(s => s.Liens.Observe(Job(1, 5)))!;
        ledger.Do(s => s.Liens.Void(old, "fourth"));
        Assert.NotEqual(old.Id, again.Id);
        Assert.Equal(5, ledger.Balance().Pending.Running.Units);
        ledger.AssertSound();
    }

    [Fact]
    public void An_arrays_tasks_draw_its_lien_down_once_each()
    {
        using TestLedger ledger = InFile();
        ledger.Do(s => s.Liens.Observe(Job(4, 300, LienPhase.Queued, tasks: 3, jobId: "4_[1-3]")));
        RunFacts first = TestLedger.Facts(5, 200, 300, jobId: "4_1", submit: 100);
        ledger.Settle(first, 70);
        Assert.Equal((200, 2), Array(ledger));
        ledger.Settle(first, 70);
        ledger.Settle(first with { AllocTres = "cpu=9" }, 80);
        Assert.Equal((200, 2), Array(ledger));

        // The second task is seen running on its own, and the array without it.
        ledger.Do(s =>
        {
            s.Liens.Observe(Job(6, 100, jobId: "4_2"));
            s.Liens.Observe(Job(4, 100, LienPhase.Queued, jobId: "4_[3]"));
        });
        ledger.Settle(TestLedger.Facts(6, 200, 300, jobId: "4_2", submit: 100), 70);
        Assert.Equal((100, 1), Array(ledger));
        ledger.Settle(TestLedger.Facts(4, 200, 300, jobId: "4_3", submit: 100), 70);
        Assert.Empty(ledger.See(v => v.Reader.Liens().ToList()));
        Assert.Equal(default, ledger.Balance().Pending);
        Assert.Equal(220, ledger.Balance().TotalCharged.Units);
        ledger.AssertSound();

        static (long, int) Array(TestLedger ledger) => ledger.See(v => v.Reader.FindOpenLien(Job(4, 0).Key)) is Lien lien ? (lien.Remaining.Units, lien.Tasks) : default;
    }

    /// <summary>
    /// The waiting record keeps the array's own number until its last task starts under it (seen on a real cluster). Sync may learn of
    /// all tasks at once, in any order: the lien ends with the array's own run, and no other run opens it again or ends it earlier.
    /// </summary>
    [Theory]
    [InlineData(new[] { 4, 5, 6 }, new long[] { 0, 0, 0 })]
    [InlineData(new[] { 4, 6, 5 }, new long[] { 0, 0, 0 })]
    [InlineData(new[] { 5, 4, 6 }, new long[] { 201, 0, 0 })]
    [InlineData(new[] { 6, 4, 5 }, new long[] { 201, 0, 0 })]
    [InlineData(new[] { 5, 6, 4 }, new long[] { 201, 101, 0 })]
    [InlineData(new[] { 6, 5, 4 }, new long[] { 201, 101, 0 })]
    public void The_task_that_keeps_the_arrays_number_is_its_last_and_ends_the_lien(int[] order, long[] left)
    {
        using TestLedger ledger = InMemory();
        ledger.Do(s => s.Liens.Observe(Job(4, 301, LienPhase.Queued, tasks: 3, jobId: "4_[1-3]")));
        for (int i = 0; i < order.Length; i++)
        {
            ledger.Settle(TestLedger.Facts(order[i], 200, 300, jobId: order[i] == 4 ? "4_3" : $"4_{order[i] - 4}", submit: 100), 70);
            Assert.Equal(left[i], ledger.Balance().Pending.Queued.Units);
        }

        Assert.Equal(LienState.Posted, Assert.Single(ledger.See(v => v.Reader.Liens(ended: true).ToList())).State);
        Assert.Equal(210, ledger.Balance().TotalCharged.Units);
        ledger.AssertSound();
    }

    [Fact]
    public void An_array_cancelled_while_it_waits_is_one_record_and_ends_its_whole_lien()
    {
        using TestLedger ledger = InMemory();
        ledger.Do(s => s.Liens.Observe(Job(4, 300, LienPhase.Queued, tasks: 3, jobId: "4_[1-3]")));
        ledger.Settle(TestLedger.Facts(4, 300, 300, jobId: "4_[1-3]", submit: 100), 0);
        Assert.Equal(default, ledger.Balance().Pending);
        Assert.Equal(0, ledger.Balance().TotalCharged.Units);
        ledger.AssertSound();
    }

    [Fact]
    public void A_lien_follows_its_job_to_another_account()
    {
        using TestLedger ledger = InMemory();
        ledger.Do(s => s.Liens.Observe(Job(1, 50)));
        ledger.Do(s => s.Liens.Observe(Job(1, 60, LienPhase.Queued, account: "b")));
        Assert.Equal(default, ledger.Balance().Pending);
        Assert.Equal(60, ledger.Balance("b").Pending.Queued.Units);
        ledger.AssertSound();
    }

    [Fact]
    public void A_sum_of_liens_that_does_not_fit_is_refused_before_anything_is_done()
    {
        using TestLedger ledger = InFile();
        ledger.Do(s => s.Liens.Observe(Job(1, long.MaxValue)));
        ledger.Do(s =>
        {
            var error = Assert.Throws<AmountOverflowException>(() => s.Liens.Observe(Job(2, 1)));
            Assert.Equal("a", error.Account);
            Assert.Contains("lab/2@100", error.Message, System.StringComparison.Ordinal);
            s.Liens.Observe(Job(3, 7, account: "b"));
        });
        Assert.Equal(2, ledger.See(v => v.Reader.Liens().Count()));
        Assert.Equal(-long.MaxValue, ledger.Balance().Spendable.Units);
        ledger.AssertSound();
    }
}
