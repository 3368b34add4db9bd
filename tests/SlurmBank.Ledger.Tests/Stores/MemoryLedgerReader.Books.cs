using System.Linq;

namespace SlurmBank.Ledger.Tests.Stores;

internal partial class MemoryLedgerReader
{
    public long BalanceAt(long bookId, long seq) =>
        State.Entries.Where(e => e.Seq <= seq).SelectMany(e => e.Postings).Where(p => p.BookId == bookId).Select(p => p.BalanceAfter).LastOrDefault();
}
