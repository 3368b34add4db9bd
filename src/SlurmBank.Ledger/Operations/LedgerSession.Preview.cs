namespace SlurmBank.Ledger;

public sealed partial class LedgerSession
{
    private bool previewed;

    /// <summary>
    /// The ledger as a commit would leave it, for plans that rest on what would be done first. Nothing of it is kept, and this write cannot be committed
    /// any more; it is over, and others may write, when the view is disposed.
    /// </summary>
    /// <exception cref="InvalidRequestException">It was committed, or an entry of it could not be posted.</exception>
    public LedgerView Preview()
    {
        if (committed || previewed || Journal.HasFailed)
        {
            throw new InvalidRequestException("A write to the ledger that is over or has failed cannot be previewed.");
        }

        previewed = true;
        Flush();
        return new LedgerView(Transaction, checked(NowSeconds * 1_000_000));
    }
}
