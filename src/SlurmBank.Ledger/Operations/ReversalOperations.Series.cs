using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;

namespace SlurmBank.Ledger;

public sealed partial class ReversalOperations
{
    /// <summary>What the later periods gave comes back to them; what was spent of it cannot.</summary>
    private Entry Advance(Entry entry, EntryDraft draft)
    {
        Allocation present = Of(entry);
        long amount = Issued(entry, present);
        _ = Settled(present);
        RefuseSpent(entry, present, amount);
        Dictionary<long, Book> books = session.Transaction.Books(present.AccountId).ToDictionary(b => b.Id);
        var moves = new List<(Book, long)>();
        foreach (Posting posting in entry.Postings)
        {
            if (books[posting.BookId] is { Kind: BookKind.Issued } book && book.AllocationId != present.Id)
            {
                Allocation later = Of(entry, book.AllocationId);
                moves.AddRange(Give(later, posting.Amount));
                Shift(later.Id, posting.Amount);
            }
        }

        Shift(present.Id, -amount);
        return Take(draft, present, amount, moves);
    }

    private void Shift(long allocationId, long units)
    {
        AllocationPeriod period = session.Transaction.FindPeriod(allocationId)!;
        session.Transaction.PutPeriod(period with { Advanced = period.Advanced + ServiceUnits.FromUnits(units) });
    }

    /// <summary>A period that its neighbours gave to, or took from, is not taken out of its row.</summary>
    private void RefuseMoved(Entry entry, Allocation allocation)
    {
        if (session.Transaction.FindPeriod(allocation.Id) is not AllocationPeriod period)
        {
            return;
        }

        AllocationPeriod? before = session.Transaction.Periods(period.SeriesId).FirstOrDefault(p => p.Number == period.Number - 1);
        if (period.Revision > 0 || period.Advanced != ServiceUnits.Zero || before?.Revision > 0)
        {
            throw new NotReversibleException(
                entry.Seq,
                $"allocation {allocation.Id} is a period of series {period.SeriesId} that has given to another one or received from it.",
                "Reverse an advance first (Get-SlurmTransaction shows it), or take what is left: Remove-SlurmCredit.");
        }
    }
}
