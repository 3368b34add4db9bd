using System;
using System.Threading;

namespace SlurmBank.Ledger;

/// <summary>A ledger: reading it and writing to it, whatever store it lies in.</summary>
public sealed partial class BankLedger : IDisposable
{
    private readonly ILedgerStore store;
    private readonly TimeProvider clock;

    /// <summary>Opens the ledger that a store keeps; the store is disposed with it.</summary>
    /// <param name="store">The store.</param>
    /// <param name="who">Who writes.</param>
    /// <param name="clock">The clock.</param>
    public BankLedger(ILedgerStore store, LedgerIdentity who, TimeProvider clock)
    {
        this.store = store;
        this.clock = clock;
        Who = who;
    }

    /// <summary>Who writes.</summary>
    public LedgerIdentity Who { get; }

    /// <summary>Where the ledger is, for messages.</summary>
    public string Location => store.Location;

    /// <summary>A consistent view of what was committed last, at the time of the clock.</summary>
    public LedgerView Read() => new(store.Read(), Journal.Microseconds(clock.GetUtcNow()));

    /// <summary>Begins a write; waits for other writers up to the store's limit.</summary>
    /// <exception cref="LedgerUnavailableException">The ledger cannot be written, or other writers kept it for too long.</exception>
    public LedgerSession Write(CancellationToken cancellation = default)
    {
        ILedgerTransaction transaction = store.Write(cancellation);
        try
        {
            return new LedgerSession(transaction, Who, clock);
        }
        catch
        {
            transaction.Dispose();
            throw;
        }
    }

    /// <summary>Writes what was committed last into a new file, complete in itself.</summary>
    /// <exception cref="LedgerUnavailableException">It cannot be written, or this store has no file.</exception>
    public void CopyTo(string path) => File.CopyTo(path);

    /// <summary>Replaces the whole content by that of a copy, in one transaction.</summary>
    /// <exception cref="LedgerUnavailableException">It cannot be replaced, or this store has no file.</exception>
    public void ReplaceBy(string path, CancellationToken cancellation = default) => File.ReplaceBy(path, cancellation);

    private ILedgerFile File => store as ILedgerFile
        ?? throw new LedgerUnavailableException("LedgerHasNoFile", $"The ledger '{Location}' is not one file that could be copied.", "Use the tools of its database.");

    /// <inheritdoc/>
    public void Dispose() => store.Dispose();
}
