namespace SlurmBank.Ledger;

/// <summary>The write side of a store. Nothing is kept unless <see cref="Commit"/> returns.</summary>
public partial interface ILedgerTransaction : ILedgerReader
{
    /// <summary>Makes everything durable, or raises an error and keeps nothing.</summary>
    void Commit();

    /// <summary>Sets a value of the ledger's own.</summary>
    void PutProperty(string name, string value);

    /// <summary>Adds an account and gives it its number.</summary>
    Account AddAccount(string name, long opened);

    /// <summary>Sets where an account stands in a cluster's tree.</summary>
    void PutAssociation(Association association);

    /// <summary>Replaces what was decided for an account.</summary>
    void PutSettings(long accountId, AccountSettings settings);

    /// <summary>Adds an allocation and gives it its number (the one in the argument is not read).</summary>
    Allocation AddAllocation(Allocation allocation);

    /// <summary>Puts other terms of an allocation (start, end, priority, scope) in force; those before are kept.</summary>
    void PutTerms(Allocation allocation);

    /// <summary>Adds a book with balance zero.</summary>
    Book AddBook(BookKind kind, long? accountId, long? allocationId, string currency);

    /// <summary>Stores a book's balance.</summary>
    void PutBalance(long bookId, long balance);

    /// <summary>Replaces all class totals of an account and currency.</summary>
    void PutDrawClasses(long accountId, string currency, System.Collections.Generic.IEnumerable<DrawClass> classes);

    /// <summary>Appends an entry; its number must be the last one's plus 1.</summary>
    void Append(Entry entry);

    /// <summary>Adds a run and gives it its number (the one in the argument is not read).</summary>
    Run AddRun(Run run);

    /// <summary>Replaces what is known of a run.</summary>
    void PutRun(Run run);

    /// <summary>Adds a lien and gives it its number (the one in the argument is not read).</summary>
    Lien AddLien(Lien lien);

    /// <summary>Replaces a lien.</summary>
    void PutLien(Lien lien);

    /// <summary>Stores the sums of an account's open liens.</summary>
    void PutPending(long accountId, string currency, PendingSums sums);

    /// <summary>Adds or replaces a parked run.</summary>
    void PutParked(ParkedRun run);

    /// <summary>Removes a parked run that was settled.</summary>
    void RemoveParked(RunKey key);

    /// <summary>Adds a hold or pardon and gives it its number (the one in the argument is not read).</summary>
    Hold AddHold(Hold hold);

    /// <summary>Replaces a hold.</summary>
    void PutHold(Hold hold);

    /// <summary>Adds or replaces a limit that stands in Slurm.</summary>
    void PutPlacedLimit(PlacedLimit limit);

    /// <summary>Forgets a limit that no longer stands in Slurm.</summary>
    void RemovePlacedLimit(PlacedLimit limit);

    /// <summary>Stores how far a reading of Slurm has come, in seconds since 1970 UTC.</summary>
    void PutWatermark(string cluster, string name, long value);

    /// <summary>Adds a tariff version; its number must not exist.</summary>
    void AddTariff(TariffVersion tariff);
}
