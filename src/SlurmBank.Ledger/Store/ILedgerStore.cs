using System;
using System.Threading;

namespace SlurmBank.Ledger;

/// <summary>
/// Keeps a ledger. A store stores and finds; it decides nothing: chaining, drawing and checking are done above it, so that every
/// store gives the same answers. One conformance suite runs on each of them.
/// </summary>
public interface ILedgerStore : IDisposable
{
    /// <summary>Where the ledger is, for messages.</summary>
    string Location { get; }

    /// <summary>Opens a consistent view of what was committed last. It neither waits for writers nor stops them.</summary>
    ILedgerReader Read();

    /// <summary>Opens the only write transaction there is at a time; waits for others up to the store's limit. Not committed, it leaves nothing.</summary>
    /// <exception cref="LedgerUnavailableException">The ledger cannot be written, or other writers kept it for too long.</exception>
    ILedgerTransaction Write(CancellationToken cancellation = default);
}
