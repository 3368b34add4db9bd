using System.Collections.Generic;

namespace SlurmBank.Ledger;

public partial interface ILedgerReader
{
    /// <summary>A series of allocations by its number.</summary>
    AllocationSeries? FindSeries(long id);

    /// <summary>The series that an entry made.</summary>
    AllocationSeries? FindSeriesByEntry(long seq);

    /// <summary>Series of an account, or of all, by number.</summary>
    IEnumerable<AllocationSeries> Series(long? accountId = null);

    /// <summary>The place of an allocation in its series; null where it is in none.</summary>
    AllocationPeriod? FindPeriod(long allocationId);

    /// <summary>Periods of a series, or of all, by series and number.</summary>
    IEnumerable<AllocationPeriod> Periods(long? seriesId = null);
}

public partial interface ILedgerTransaction
{
    /// <summary>Adds a series and gives it its number (the one in the argument is not read).</summary>
    AllocationSeries AddSeries(AllocationSeries series);

    /// <summary>Lets a series end with a period; once.</summary>
    void StopSeries(long seriesId, int last);

    /// <summary>Adds the place of an allocation in a series; its number must be the last one's plus 1.</summary>
    void AddPeriod(AllocationPeriod period);

    /// <summary>Replaces what was moved between a period and its neighbours.</summary>
    void PutPeriod(AllocationPeriod period);
}
