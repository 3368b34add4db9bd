namespace SlurmBank.Ledger.Sqlite;

internal partial class SqliteLedgerReader
{
    /// <summary>The end of a stretch of the index posting_book, which holds n as the rest of the posting's key.</summary>
    internal const string LastPosting = "SELECT balance_after FROM posting WHERE book_id = ?1 AND seq <= ?2 ORDER BY seq DESC, n DESC LIMIT 1";

    public long BalanceAt(long bookId, long seq) => SqliteSession.FirstLong(Prepare(LastPosting).Bind(1, bookId).Bind(2, seq)) ?? 0;
}
