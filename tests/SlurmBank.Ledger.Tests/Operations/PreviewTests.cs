using System.Linq;
using SlurmBank.Ledger.Tests.Support;

namespace SlurmBank.Ledger.Tests.Operations;

/// <summary>A write can be looked at as it would be kept, and leaves nothing.</summary>
public sealed class PreviewTests
{
    private const long T = FakeClock.Start;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_preview_shows_what_a_commit_would_leave(bool sqlite)
    {
        using TestLedger ledger = TestLedger.Create(sqlite);
        ledger.Settle(TestLedger.Facts(1, T - 10, T), 30);
        using (LedgerSession session = ledger.Bank.Write())
        {
            _ = session.Grants.Grant(new GrantRequest("a", TestLedger.Units(100), T - 20, Allocation.Forever));
            _ = session.Liens.Observe(TestLedger.Job(2, 5));
            using LedgerView ahead = session.Preview();
            Assert.Equal((70, 65, 30), (ahead.Balance("a").Remaining.Units, ahead.Balance("a").Spendable.Units, ahead.Balance("a").Charged.Units));
            Assert.Equal(ahead.Balance("a").Spendable, ahead.Balances().Single().Spendable);
            Assert.Single(ahead.Allocations());
            Assert.Throws<InvalidRequestException>(session.Preview);
            Assert.Throws<InvalidRequestException>(session.Commit);
            Assert.False(session.IsCommitted);
        }

        Assert.Empty(ledger.See(v => v.Reader.Allocations().ToList()));
        Assert.Equal(0, ledger.Balance().Pending.Running.Units);
        ledger.Grant(1, T);
        Assert.Single(ledger.See(v => v.Reader.Allocations().ToList()));
        ledger.AssertSound();
    }

    [Fact]
    public void What_was_committed_is_not_previewed()
    {
        using TestLedger ledger = TestLedger.InMemory();
        using LedgerSession session = ledger.Bank.Write();
        session.Commit();
        Assert.Throws<InvalidRequestException>(session.Preview);
    }
}
