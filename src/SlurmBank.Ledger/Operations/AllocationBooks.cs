using System;
using System.Collections.Generic;

namespace SlurmBank.Ledger;

/// <summary>The books of an account's allocations in one currency: what was issued, what is left, what expired, and so what was drawn.</summary>
internal sealed class AllocationBooks(Journal journal, long accountId, string currency, long nowSeconds)
{
    internal long Capacity(long allocationId) => -journal.Book(BookKind.Issued, accountId, allocationId, currency).Balance;

    internal long Drawn(long id) => Capacity(id) - Live(id).Balance - Rest(id).Balance;

    /// <summary>Where what an allocation gets back belongs: with what is left, or, once its window has ended, with what expired.</summary>
    internal Book HomeOf(Allocation allocation) => allocation.End <= nowSeconds ? Rest(allocation.Id) : Live(allocation.Id);

    /// <summary>Takes up to an amount out of an allocation, what expired after what is left.</summary>
    /// <returns>What was taken.</returns>
    internal long Take(long id, long wanted, List<(Book, long)> moves)
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

    internal static void Give(Book book, long amount, ref long rest, List<(Book, long)> moves)
    {
        if (amount > 0)
        {
            moves.Add((book, amount));
            rest -= amount;
        }
    }

    private Book Live(long id) => journal.Book(BookKind.Allocation, accountId, id, currency);

    private Book Rest(long id) => journal.Book(BookKind.Expired, accountId, id, currency);
}
