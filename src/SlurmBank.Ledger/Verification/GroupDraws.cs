using System;
using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Ledger;

/// <summary>The draws of accounts that draw on one another, or of one account alone, against what they should be.</summary>
internal sealed class GroupDraws(string currency)
{
    private readonly List<DrawWork> work = [];
    private readonly List<(Account Account, AllocationBalance Line)> lines = [];
    private readonly List<(Account Account, long Overdraft, long Unmanaged)> uncovered = [];

    internal void Add(Account account, DrawOrder order, IReadOnlyList<Book> books, IReadOnlyDictionary<(long From, string Eligible), long> totals)
    {
        work.AddRange(totals.Where(t => t.Value != 0).Select(t => new DrawWork(account.Id, order.DepthAt(t.Key.From), t.Key.From >= order.ManagedFrom, new DrawClass(t.Key.From, t.Key.Eligible, t.Value))));
        lines.AddRange(order.Ordered.Select(a => (account, BalanceCalculator.Line(a, books))));
        long Sum(BookKind kind) => -books.Where(b => b.Kind == kind).Sum(b => b.Balance);
        uncovered.Add((account, Sum(BookKind.Overdraft), Sum(BookKind.Unmanaged)));
    }

    internal void Check(List<VerificationFinding> findings)
    {
        DrawPlan plan;
        try
        {
            plan = DrawPlan.Compute(work, lines.ToDictionary(l => l.Line.Allocation.Id, l => l.Line.Granted.Units));
        }
        catch (OverflowException)
        {
            findings.Add(new VerificationFinding(null, "overflow", $"Draws in {currency} of account '{uncovered[0].Account.Name}' are beyond what an amount can be."));
            return;
        }

        foreach ((Account account, AllocationBalance line) in lines)
        {
            long should = plan.Drawn.GetValueOrDefault(line.Allocation.Id);
            LedgerStateVerifier.Expect(
                line.Drawn.Units, should, "draws", $"Allocation {line.Allocation.Id} of account '{account.Name}' has paid {line.Drawn.Units} units; it should have paid {should}.", findings);
        }

        foreach ((Account account, long overdraft, long unmanaged) in uncovered)
        {
            long should = plan.Overdrafts.GetValueOrDefault(account.Id);
            LedgerStateVerifier.Expect(overdraft, should, "draws", $"The overdraft of account '{account.Name}' is {overdraft} units; it should be {should}.", findings);
            long nobodys = plan.Unmanageds.GetValueOrDefault(account.Id);
            LedgerStateVerifier.Expect(unmanaged, nobodys, "draws", $"Account '{account.Name}' has {unmanaged} units of work that is nobody's debt; it should be {nobodys}.", findings);
        }
    }
}
