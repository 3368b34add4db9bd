using System.Threading;

namespace SlurmBank.Ledger;

/// <summary>What a store can do whose ledger is one file: give a copy of it while it is in use, and take one back.</summary>
public interface ILedgerFile
{
    /// <summary>The name of the property that changes whenever the ledger's content is replaced: open connections forget what they remembered.</summary>
    public const string IncarnationProperty = "incarnation";

    /// <summary>Writes what was committed last into a new file, complete in itself. It neither waits for writers nor stops them.</summary>
    /// <param name="path">The new file, on a local disk; one that exists is an error.</param>
    /// <exception cref="LedgerUnavailableException">The ledger cannot be read, or the file not written.</exception>
    void CopyTo(string path);

    /// <summary>Replaces the whole content by that of a copy, in one transaction: after a crash it is all of one or all of the other.</summary>
    /// <param name="path">A copy, on a local disk, with an <see cref="IncarnationProperty"/> of its own.</param>
    /// <param name="cancellation">Ends the waiting for other writers; once the content is being replaced it is ignored.</param>
    /// <exception cref="LedgerUnavailableException">The copy cannot be read, or the ledger not written, or other writers kept it for too long.</exception>
    void ReplaceBy(string path, CancellationToken cancellation = default);
}
