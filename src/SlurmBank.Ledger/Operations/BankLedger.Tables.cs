namespace SlurmBank.Ledger;

public sealed partial class BankLedger
{
    /// <summary>A consistent view of the ledger, table by table.</summary>
    /// <exception cref="LedgerUnavailableException">It cannot be read, or this store has no tables.</exception>
    public ITableReader ReadTables() => (store as ILedgerTables)?.ReadTables()
        ?? throw new LedgerUnavailableException("LedgerHasNoTables", $"The ledger '{Location}' cannot be read table by table.", "Use the tools of its database.");
}
