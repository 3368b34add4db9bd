using System.Linq;

namespace SlurmBank.Ledger;

/// <summary>Rows of the ledger that say what is left in allocations: of one account, or of all accounts at once, so that many trees are read in one go.</summary>
internal sealed class FundRows
{
    /// <summary>Reads the rows.</summary>
    /// <param name="reader">The ledger.</param>
    /// <param name="only">The account; null for all.</param>
    internal FundRows(ILedgerReader reader, long? only)
    {
        Allocations = reader.Allocations(only).ToLookup(a => a.AccountId);
        Books = reader.Books(only).Where(b => b.AllocationId is not null).ToLookup(b => b.AllocationId!.Value);
        Liens = reader.Liens(only).ToLookup(l => l.AccountId);
    }

    /// <summary>Allocations by account.</summary>
    internal ILookup<long, Allocation> Allocations { get; }

    /// <summary>Books by allocation.</summary>
    internal ILookup<long, Book> Books { get; }

    /// <summary>Liens by account.</summary>
    internal ILookup<long, Lien> Liens { get; }
}
