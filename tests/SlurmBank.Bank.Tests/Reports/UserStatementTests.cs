using System;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Engine;

namespace SlurmBank.Bank.Tests.Reports;

/// <summary>What the work of a user in an account cost: opening, movements, closing.</summary>
public sealed class UserStatementTests
{
    private const long T = TestBank.Open;
    private const long Day = TestBank.Day;
    private const long Su = ServiceUnits.UnitsPerServiceUnit;

    [Fact]
    public void A_users_statement_begins_at_nothing_and_goes_down_by_what_the_work_cost()
    {
        using TestBank bank = Bank();
        StatementReport ann = Of(bank, "ann");
        Assert.Equal(("ann", 0L, -40 * Su, 30 * Su, 10 * Su), (ann.User, ann.OpeningUnits, ann.SpentUnits, -ann.ClosingUnits, ann.ReceivedUnits));
        Assert.Equal(["charge -10 -10", "charge -30 -40", "refund 10 -30"], ann.Lines.Select(l => $"{l.Kind} {l.Amount:0} {l.Balance:0}"));
        Assert.All(ann.Lines, l => Assert.Equal("ann", l.User));
        Assert.Equal(["bio", "chem"], bank.Service.Statements(new StatementQuery { User = "ann" }).Select(s => s.Account));
        Assert.Equal((0L, 0), (Of(bank, "nobody").ClosingUnits, Of(bank, "nobody").Lines.Count));
        Assert.Empty(bank.Service.Statements(new StatementQuery { User = "nobody" }));
    }

    /// <summary>However the time is divided, each closing is the next opening; and the users of an account were charged together what the account was.</summary>
    [Fact]
    public void Periods_join_and_users_sum_to_the_account()
    {
        using TestBank bank = Bank();
        foreach (string user in new[] { "ann", "bob", "nobody" })
        {
            decimal before = 0;
            long sum = 0;
            for (int day = 0; day < 6; day++)
            {
                StatementReport part = bank.Service.Statements(new StatementQuery { Accounts = ["bio"], User = user, StartTime = TestBank.At(T + (day * Day)), EndTime = TestBank.At(T + ((day + 1) * Day)) }).Single();
                Assert.Equal((before, part.Closing), (part.Opening, part.Opening + part.Received + part.Spent));
                Assert.Equal(part.Closing, part.Lines.LastOrDefault()?.Balance ?? part.Opening);
                (before, sum) = (part.Closing, sum + part.ChargedUnits);
            }

            Assert.Equal((Of(bank, user).ClosingUnits, Of(bank, user).Closing), (-sum, before));
        }

        Assert.Equal(bank.Balance().TotalChargedUnits, -Of(bank, "ann").ClosingUnits - Of(bank, "bob").ClosingUnits);
        bank.AssertSound();
    }

    private static StatementReport Of(TestBank bank, string user) => bank.Service.Statements(new StatementQuery { Accounts = ["bio"], User = user }).Single();

    /// <summary>A charge a day from two users, one of them of a job that Slurm corrects later, and a part of one given back and taken back and given back.</summary>
    private static TestBank Bank()
    {
        TestBank bank = TestBank.Opened();
        _ = bank.Grant("bio", 50 * Su);
        JobRow[] rows = [JobRow.Run(1, T, 3600, 10), JobRow.Run(2, T + Day, 3600, 20) with { User = "bob" }, JobRow.Run(3, T + (2 * Day), 3600, 30), JobRow.Run(4, T + (2 * Day), 3600, 5, "chem")];
        rows = [.. rows.Select(r => r.User == "bob" ? r : r with { User = "ann" })];
        for (int day = 1; day <= 3; day++)
        {
            bank.Clock.Seconds = T + (day * Day) + 7200;
            bank.Slurm.Jobs([.. rows.Where(r => r.Job <= (day == 3 ? 4 : day))]);
            _ = bank.Sync(T, bank.Clock.Seconds);
        }

        bank.Clock.Seconds = T + (4 * Day) + 10;
        long wrong = bank.Service.Refund(new RefundCommand { JobIds = ["2"], Amount = ServiceUnits.FromWhole(5), Reason = "wrong" }).Single().Seq;
        bank.Service.Undo(new UndoCommand { Seq = wrong, Reason = "wrong" });
        bank.Service.Refund(new RefundCommand { JobIds = ["1"], Reason = "node failed" });
        bank.Clock.Seconds += Day;
        return bank;
    }
}
