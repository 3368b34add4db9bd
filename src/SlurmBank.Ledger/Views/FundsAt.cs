using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Ledger;

/// <summary>
/// The balance of books at the end of a period, from the balances that are stored with each posting: the last posting in the period says it;
/// of a book that the period does not touch, the last one before it or the first one after it, whichever is nearer. So a statement costs what its
/// period costs, and not what the account's history does.
/// </summary>
internal sealed class FundsAt(IReadOnlySet<long> books)
{
    private readonly Dictionary<long, long> balances = [];

    /// <summary>An entry of the period; in their order.</summary>
    internal void Passed(Entry entry)
    {
        foreach (Posting posting in entry.Postings.Where(p => books.Contains(p.BookId)))
        {
            balances[posting.BookId] = posting.BalanceAfter;
        }
    }

    /// <summary>The sum at the end of the period.</summary>
    internal long End(ILedgerReader reader, long accountId, long from, long to)
    {
        HashSet<long> open = [.. books.Where(b => !balances.ContainsKey(b))];
        if (open.Count > 0)
        {
            Search(reader, accountId, from, to, open);
        }

        return balances.Values.Aggregate(0L, (sum, balance) => checked(sum + balance));
    }

    private void Search(ILedgerReader reader, long accountId, long from, long to, HashSet<long> open)
    {
        using IEnumerator<Entry> later = reader.Entries(new EntryFilter { AccountId = accountId, RecordedFrom = to }).GetEnumerator();
        using IEnumerator<Entry> earlier = reader.Entries(new EntryFilter { AccountId = accountId, RecordedBefore = from, Descending = true }).GetEnumerator();
        while (open.Count > 0)
        {
            if (!later.MoveNext())
            {
                // Nothing touched them since: they are as they are now.
                foreach (Book book in reader.Books(accountId).Where(b => open.Contains(b.Id)).ToList())
                {
                    balances[book.Id] = book.Balance;
                }

                return;
            }

            foreach (Posting posting in later.Current.Postings.Where(p => open.Remove(p.BookId)))
            {
                balances[posting.BookId] = posting.BalanceAfter - posting.Amount;
            }

            if (open.Count > 0 && !earlier.MoveNext())
            {
                // Nothing had touched them before: they were empty.
                return;
            }

            foreach (Posting posting in open.Count == 0 ? [] : earlier.Current.Postings.Reverse().Where(p => open.Remove(p.BookId)))
            {
                balances[posting.BookId] = posting.BalanceAfter;
            }
        }
    }
}
