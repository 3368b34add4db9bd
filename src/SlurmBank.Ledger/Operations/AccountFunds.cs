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
    private readonly AllocationBooks books;
    private readonly Dictionary<(long From, string Eligible), long> totals = [];
    private readonly Dictionary<long, Allocation> allocations;
    private readonly List<RunPiece> pieces = [];
    private bool classesChanged;

    internal AccountFunds(ILedgerTransaction transaction, Journal journal, long accountId, string currency, long nowSeconds, DrawTree tree)
    {
        this.transaction = transaction;
        this.journal = journal;
        books = new AllocationBooks(journal, accountId, currency, nowSeconds);
        AccountId = accountId;
        Currency = currency;
        allocations = transaction.Allocations(accountId).Where(a => a.Currency == currency).ToDictionary(a => a.Id);
        Order = MakeOrder(tree);
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

    /// <summary>
    /// The moves that pay an amount for work of this class from what is left of the account's own now; what others' allocations are to pay waits in
    /// the overdraft for the redraw, so that an entry about a run is about one account.
    /// </summary>
    internal void Pay(RunFacts facts, long from, long amount, List<(Book, long)> moves)
    {
        long interval = Order.IntervalOf(from);
        long rest = amount;
        string payers = Order.EligibleFor(interval, facts);
        foreach (long id in DrawPlan.Ids(payers).Where(allocations.ContainsKey))
        {
            rest -= books.Take(id, rest, moves);
            if (rest == 0)
            {
                return;
            }
        }

        if (rest > 0)
        {
            bool isNobodys = interval < Order.ManagedFrom || payers == DrawOrder.OwnHardware;
            moves.Add((journal.Book(isNobodys ? BookKind.Unmanaged : BookKind.Overdraft, AccountId, null, Currency), -rest));
        }
    }

    /// <summary>The moves that give an amount back: to the overdraft first, then to what was drawn, last drawn first.</summary>
    /// <param name="amount">Units.</param>
    /// <param name="isShared">Whether the account's work may have been paid by another account's allocations.</param>
    /// <param name="moves">Receives the moves.</param>
    internal void Return(long amount, bool isShared, List<(Book, long)> moves)
    {
        long rest = amount;
        foreach (BookKind kind in new[] { BookKind.Overdraft, BookKind.Unmanaged })
        {
            Book book = journal.Book(kind, AccountId, null, Currency);
            AllocationBooks.Give(book, Math.Min(rest, Math.Max(-book.Balance, 0)), ref rest, moves);
        }

        foreach (Allocation allocation in Order.Ordered.Reverse())
        {
            AllocationBooks.Give(books.HomeOf(allocation), Math.Min(rest, books.Drawn(allocation.Id)), ref rest, moves);
        }

        if (rest != 0 && isShared)
        {
            // Another account's allocations paid for it; the redraw gives it to them.
            moves.Add((journal.Book(BookKind.Overdraft, AccountId, null, Currency), rest));
        }
        else if (rest != 0)
        {
            throw new LedgerCorruptException($"{rest} {Currency} units cannot be given back to account {AccountId}: they were never drawn.");
        }
    }

    /// <summary>
    /// Reads the allocations and the tree again after something was added or changed. Only work done at or after its start can belong to another class now:
    /// the runs that ended at it or later are taken out of the totals as they were counted and counted again.
    /// </summary>
    internal void Reload(long start, DrawTree tree)
    {
        long endedAfter = start == long.MinValue ? start : start - 1;
        Recount(endedAfter, -1);
        allocations.Clear();
        foreach (Allocation allocation in transaction.Allocations(AccountId).Where(a => a.Currency == Currency))
        {
            allocations.Add(allocation.Id, allocation);
        }

        Order = MakeOrder(tree);
        Recount(endedAfter, +1);
        classesChanged = true;
    }

    /// <summary>Whether an amount more can be issued to the account without any sum of its allocations leaving the Int64.</summary>
    internal bool CanIssue(long amount)
    {
        Int128 sum = amount;
        foreach (long id in allocations.Keys)
        {
            sum += books.Capacity(id);
        }

        return sum < long.MaxValue;
    }

    /// <summary>What was issued in each of the account's allocations, in units.</summary>
    internal Dictionary<long, long> Capacities() => allocations.Keys.ToDictionary(id => id, books.Capacity);

    /// <summary>The account's class totals.</summary>
    internal IEnumerable<DrawWork> Work() => Classes().Select(c => new DrawWork(AccountId, Order.DepthAt(c.From), c.From >= Order.ManagedFrom, c));

    /// <summary>The moves of this account's books from what is drawn to what a plan says; they sum to zero where no other account's draws depend on these.</summary>
    internal List<(Book Book, long Amount)> Redraw(DrawPlan plan)
    {
        var moves = new List<(Book, long)>();
        foreach (Allocation allocation in Order.Ordered)
        {
            long over = books.Drawn(allocation.Id) - plan.Drawn.GetValueOrDefault(allocation.Id);
            if (over > 0)
            {
                moves.Add((books.HomeOf(allocation), over));
            }
            else if (over < 0)
            {
                _ = books.Take(allocation.Id, -over, moves);
            }
        }

        Adjust(BookKind.Overdraft, plan.Overdrafts.GetValueOrDefault(AccountId), moves);
        Adjust(BookKind.Unmanaged, plan.Unmanageds.GetValueOrDefault(AccountId), moves);
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

    private DrawOrder MakeOrder(DrawTree tree) => new(
        AccountId,
        id => id == AccountId ? allocations.Values : transaction.Allocations(id).Where(a => a.Currency == Currency).ToList(),
        tree,
        transaction.Settings(AccountId));

    private void Recount(long endedAfter, int sign)
    {
        foreach (Run run in transaction.Runs(AccountId, Currency, endedAfter))
        {
            Count(run.Facts, run.ChargedFrom, run.Net, sign);
        }
    }

    private IEnumerable<DrawClass> Classes() => totals.Where(t => t.Value != 0).Select(t => new DrawClass(t.Key.From, t.Key.Eligible, t.Value));

    private void Adjust(BookKind kind, long target, List<(Book, long)> moves)
    {
        Book book = journal.Book(kind, AccountId, null, Currency);
        if (-book.Balance != target)
        {
            moves.Add((book, -book.Balance - target));
        }
    }
}
