namespace SlurmBank.Ledger;

public partial interface ILedgerReader
{
    /// <summary>A book's balance in units after its last posting up to an entry, that entry included; 0 where it had none. It costs the same however long ago that was.</summary>
    /// <param name="bookId">The book.</param>
    /// <param name="seq">The entry's number; 0 for before all.</param>
    long BalanceAt(long bookId, long seq);
}
