using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Ledger;
using SlurmBank.Ledger.Sqlite;

namespace SlurmBank.Bank.Tests.Holds;

public sealed class ManyAccountsTests
{
    private const int Accounts = 10_000;
    private const int Spent = 1_000;

    /// <summary>A handful of commands whatever the number of accounts: what is read is read once, what is set is set for many at once.</summary>
    [Fact]
    public void Ten_thousand_accounts_take_a_handful_of_commands()
    {
        using TestBank bank = TestBank.Opened(more: HoldScene.Enforced);
        bank.Slurm.Associations(Enumerable.Range(0, Accounts).Select(i => new AssociationRow(Name(i))).Prepend(new AssociationRow("root")));
        Fill(bank);
        bank.Slurm.TakeCommands();
        HoldReportSet first = bank.Enforce();
        Assert.Equal((Accounts, Spent, Spent), (first.Accounts, first.Actions.Count, first.Actions.Count(a => a is { Action: "hold", Done: true, Error: null })));
        Assert.Equal((2, 4), Count(bank));
        Assert.Equal(Spent, bank.Slurm.Associations().Count(a => a.Contains("cpu=0", StringComparison.Ordinal)));
        HoldReportSet second = bank.Enforce();
        Assert.Equal((Spent, 0), (second.Actions.Count(a => a.Action == "keep"), second.Commands));
        Assert.Equal((0, 3), Count(bank));
        Pay(bank);
        HoldReportSet third = bank.Enforce();
        Assert.Equal(Spent, third.Actions.Count(a => a is { Action: "release", Done: true }));
        Assert.Equal((2, 3), Count(bank));
        Assert.DoesNotContain(bank.Slurm.Associations(), a => a.Contains("cpu=0", StringComparison.Ordinal));
        Assert.Equal((0, 2), (bank.Enforce().Commands, Count(bank).Read));
    }

    /// <summary>Commands that changed something, and those that only read.</summary>
    private static (int Changed, int Read) Count(TestBank bank)
    {
        IReadOnlyList<string> commands = bank.Slurm.TakeCommands();
        int changed = commands.Count(c => c.Contains(" modify ", StringComparison.Ordinal));
        return (changed, commands.Count - changed);
    }

    /// <summary>Every tenth has a grant that a run has used up, all others one that is not touched.</summary>
    private static void Fill(TestBank bank) => Write(bank, session =>
    {
        for (int i = 0; i < Accounts; i++)
        {
            session.Grants.Grant(new GrantRequest(Name(i), Engine.ServiceUnits.FromUnits(1_000), TestBank.Open, Allocation.Forever));
            if (i % (Accounts / Spent) == 0)
            {
                var facts = new RunFacts(new RunKey("lab", i + 1, TestBank.Open), "1", Name(i), "u", "cpu", "normal", "COMPLETED", TestBank.Open, TestBank.Open + 1, 0, "billing=1");
                session.Runs.Settle(new PricedRun(facts, "SU", 1, Engine.ServiceUnits.FromUnits(1_000), TestBank.Open), null);
            }
        }
    });

    private static void Pay(TestBank bank) => Write(bank, session =>
    {
        for (int i = 0; i < Accounts; i += Accounts / Spent)
        {
            session.Grants.Grant(new GrantRequest(Name(i), Engine.ServiceUnits.FromUnits(1), TestBank.Open, Allocation.Forever));
        }
    });

    private static void Write(TestBank bank, Action<LedgerSession> work)
    {
        using var ledger = new BankLedger(SqliteLedgerStore.Open(bank.LedgerPath), new LedgerIdentity("tester", "test", "0"), bank.Clock);
        using LedgerSession session = ledger.Write();
        work(session);
        session.Commit();
    }

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"account{number}");
}
