using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>
/// The allocations of one account in one currency within one transaction: which class a piece of work belongs to, what is
/// drawn from where, and whether that is what should be.
/// </summary>
internal sealed class AccountFunds
{
    private readonly ILedgerTransaction transaction;
    private readonly Journal journal;
    private readonly long nowSeconds;
    private readonly Dictionary<(long From, string Eligible), long> totals = [];
    private readonly Dictionary<long, Allocation> allocations;
    private readonly List<RunPiece> pieces = [];
    private bool classesChanged;

    internal AccountFunds(ILedgerTransaction transaction, Journal journal, long accountId, string currency, long nowSeconds)
    {
        this.transaction = transaction;
        this.journal = journal;
        this.nowSeconds = nowSeconds;
        AccountId = accountId;
        Currency = currency;
        allocations = transaction.Allocations(accountId).Where(a => a.Currency == currency).ToDictionary(a => a.Id);
        Order = new DrawOrder(allocations.Values);
        foreach (DrawClass work in transaction.DrawClasses(accountId, currency))
        {
            totals[(work.From, work.Eligible)] = work.Total;
        }
    }

    internal long AccountId { get; }

    internal string Currency { get; }

    internal DrawOrder Order { get; private set; }

    /// <summary>The pieces of a run's net amount between the boundaries of this account's windows.</summary>
    internal IReadOnlyList<RunPiece> Pieces(RunFacts facts, long chargedFrom, ServiceUnits amount)
    {
        RunSplit.Split(chargedFrom, facts.End, amount, Order.Boundaries, pieces);
        return pieces;
    }

    /// <summary>Adds an amount of work (or takes it away) to the class totals, piece by piece.</summary>
    internal void Count(RunFacts facts, long chargedFrom, ServiceUnits amount, int sign)
    {
        if (amount == ServiceUnits.Zero)
        {
            return;
        }

        foreach (RunPiece piece in Pieces(facts, chargedFrom, amount))
        {
            long from = Order.IntervalOf(piece.From);
            var key = (from, Order.EligibleFor(from, facts));
            totals[key] = checked(totals.GetValueOrDefault(key) + (sign * piece.Amount.Units));
        }

        classesChanged = true;
    }

    /// <summary>The moves that pay an amount for work of this class from what is left now.</summary>
    internal void Pay(RunFacts facts, long from, long amount, List<(Book, long)> moves)
    {
        long interval = Order.IntervalOf(from);
        long rest = amount;
        foreach (long id in DrawPlan.Ids(Order.EligibleFor(interval, facts)))
        {
            rest -= Take(id, rest, moves);
            if (rest == 0)
            {
                return;
            }
        }

        if (rest > 0)
        {
            moves.Add((journal.Book(interval < Order.ManagedFrom ? BookKind.Unmanaged : BookKind.Overdraft, AccountId, null, Currency), -rest));
        }
    }

    /// <summary>The moves that give an amount back: to the overdraft first, then to what was drawn, last drawn first.</summary>
    internal void Return(long amount, List<(Book, long)> moves)
    {
        long rest = amount;
        foreach (BookKind kind in new[] { BookKind.Overdraft, BookKind.Unmanaged })
        {
            Book book = journal.Book(kind, AccountId, null, Currency);
            Give(book, Math.Min(rest, -book.Balance), ref rest, moves);
        }

        foreach (Allocation allocation in Order.Ordered.Reverse())
        {
            Give(HomeOf(allocation), Math.Min(rest, Drawn(allocation.Id)), ref rest, moves);
        }

        if (rest != 0)
        {
            throw new LedgerCorruptException($"{rest} {Currency} units cannot be given back to account {AccountId}: they were never drawn.");
        }
    }

    /// <summary>Reads the allocations again after one was added, and the class totals of runs that it may concern.</summary>
    internal void Reload(long changedFrom)
    {
        allocations.Clear();
        foreach (Allocation allocation in transaction.Allocations(AccountId).Where(a => a.Currency == Currency))
        {
            allocations.Add(allocation.Id, allocation);
        }

        Order = new DrawOrder(allocations.Values);
        if (transaction.LatestRunEnd(AccountId, Currency) is not long latest || latest <= changedFrom)
        {
            return;
        }

        totals.Clear();
        classesChanged = true;
        foreach (Run run in transaction.Runs(AccountId, Currency, long.MinValue))
        {
            Count(run.Facts, run.ChargedFrom, run.Net, +1);
        }
    }

    /// <summary>The moves from what is drawn to what should be drawn; empty where they agree.</summary>
    internal List<(Book Book, long Amount)> Redraw()
    {
        DrawPlan plan = DrawPlan.Compute(Classes(), allocations.Keys.ToDictionary(id => id, Capacity), Order.ManagedFrom);
        var moves = new List<(Book, long)>();
        foreach (Allocation allocation in Order.Ordered)
        {
            long over = Drawn(allocation.Id) - plan.Drawn.GetValueOrDefault(allocation.Id);
            if (over > 0)
            {
                moves.Add((HomeOf(allocation), over));
            }
            else if (over < 0)
            {
                _ = Take(allocation.Id, -over, moves);
            }
        }

        Adjust(BookKind.Overdraft, plan.Overdraft, moves);
        Adjust(BookKind.Unmanaged, plan.Unmanaged, moves);
        return moves;
    }

    internal void Flush()
    {
        if (classesChanged)
        {
            transaction.PutDrawClasses(AccountId, Currency, Classes());
            classesChanged = false;
        }
    }

    internal long Capacity(long allocationId) => -journal.Book(BookKind.Issued, AccountId, allocationId, Currency).Balance;

    private IEnumerable<DrawClass> Classes() => totals.Where(t => t.Value != 0).Select(t => new DrawClass(t.Key.From, t.Key.Eligible, t.Value));

    private long Drawn(long id) => Capacity(id) - Live(id).Balance - Rest(id).Balance;

    private Book Live(long id) => journal.Book(BookKind.Allocation, AccountId, id, Currency);

    private Book Rest(long id) => journal.Book(BookKind.Expired, AccountId, id, Currency);

    private Book HomeOf(Allocation allocation) => allocation.End <= nowSeconds ? Rest(allocation.Id) : Live(allocation.Id);

    private long Take(long id, long wanted, List<(Book, long)> moves)
    {
        long taken = 0;
        foreach (Book book in new[] { Live(id), Rest(id) })
        {
            long take = Math.Clamp(wanted - taken, 0, Math.Max(book.Balance, 0));
            if (take > 0)
            {
                moves.Add((book, -take));
                taken += take;
            }
        }

        return taken;
    }

    private void Adjust(BookKind kind, long target, List<(Book, long)> moves)
    {
        Book book = journal.Book(kind, AccountId, null, Currency);
        if (-book.Balance != target)
        {
            moves.Add((book, -book.Balance - target));
        }
    }

    private static void Give(Book book, long amount, ref long rest, List<(Book, long)> moves)
    {
        if (amount > 0)
        {
            moves.Add((book, amount));
            rest -= amount;
        }
    }
}
