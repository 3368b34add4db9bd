using System.Linq;
using SlurmBank.Ledger.Tests.Support;
using static SlurmBank.Ledger.Tests.Support.TestLedger;

namespace SlurmBank.Ledger.Tests.Operations;

public sealed class StatementTests
{
    private const long T = FakeClock.Start;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Opening_and_movements_are_closing_and_one_closing_is_the_next_opening(bool sqlite)
    {
        using TestLedger ledger = Create(sqlite);
        Year(ledger);
        using LedgerView view = ledger.Bank.Read();
        Statement first = Print(view, T, T + 10);
        Statement second = Print(view, T + 10, T + 20);
        Statement third = Print(view, T + 20, T + 30);
        Assert.Equal((0, 70), (first.Opening.Units, first.Closing.Units));
        Assert.Equal([(100, 0, 100), (-30, 30, 70)], Lines(first));
        Assert.Equal((70, -20), (second.Opening.Units, second.Closing.Units));
        Assert.Equal([(-90, 90, -20)], Lines(second));
        Assert.Equal((-20, 30), (third.Opening.Units, third.Closing.Units));
        Assert.Equal([(50, 0, 30), (0, 0, 30)], Lines(third));
        Assert.True(first.IsClosed && second.IsClosed);
        Assert.False(Print(view, T + 20, T + 1000).IsClosed);
        Assert.Equal(first.Lines.Concat(second.Lines).Concat(third.Lines).Select(l => l.Entry.Seq), Print(view, long.MinValue / 1_000_000, T + 30).Lines.Select(l => l.Entry.Seq));
        Assert.Equal(2, first.HeadSeq);
        Assert.Equal(view.Reader.FindEntry(2)!.Hash, first.Head);
    }

    [Fact]
    public void A_period_in_which_nothing_was_and_one_before_everything()
    {
        using TestLedger ledger = InFile();
        Year(ledger);
        using LedgerView view = ledger.Bank.Read();
        Statement quiet = Print(view, T + 5, T + 10);
        Assert.Equal((70, 70, 0), (quiet.Opening.Units, quiet.Closing.Units, quiet.Lines.Count));
        Statement before = Print(view, T - 20, T - 10);
        Assert.Equal((0, 0, 0L), (before.Opening.Units, before.Closing.Units, before.HeadSeq));
        Assert.Equal(EntryHash.Origin, before.Head);
        Assert.Throws<AccountNotFoundException>(() => view.Statement("nobody", "SU", 0, 1));
    }

    [Fact]
    public void Late_work_of_an_ended_window_is_shown_with_its_cost_and_takes_nothing_from_the_funds()
    {
        using TestLedger ledger = InMemory();
        ledger.Grant(100, T - 10, T + 1);
        ledger.Clock.Seconds = T + 1;
        ledger.Do(s => s.Grants.ExpireDue());
        ledger.Settle(TestLedger.Facts(1, T - 5, T), 30);
        using LedgerView view = ledger.Bank.Read();
        Assert.Equal([(100, 0, 100), (-100, 0, 0), (0, 30, 0)], Lines(Print(view, T, T + 100)));
    }

    [Fact]
    public void Other_accounts_do_not_come_into_it()
    {
        using TestLedger ledger = InFile();
        Year(ledger);
        ledger.Grant(7, T, account: "b");
        using LedgerView view = ledger.Bank.Read();
        Assert.Equal([(7, 0, 7)], Lines(view.Statement("b", "SU", long.MinValue, long.MaxValue)));
    }

    /// <summary>A grant and a run; ten seconds later a run that overdraws; ten later a grant that covers it.</summary>
    private static void Year(TestLedger ledger)
    {
        ledger.Grant(100, T - 100);
        ledger.Settle(TestLedger.Facts(1, T - 50, T - 40), 30);
        ledger.Clock.Seconds = T + 10;
        ledger.Settle(TestLedger.Facts(2, T - 30, T - 20), 90);
        ledger.Clock.Seconds = T + 20;
        ledger.Grant(50, T - 100);
    }

    private static Statement Print(LedgerView view, long from, long to) => view.Statement("a", "SU", from * 1_000_000, to * 1_000_000);

    private static (long, long, long)[] Lines(Statement statement) => [.. statement.Lines.Select(l => (l.Amount.Units, l.Charged.Units, l.Balance.Units))];
}
