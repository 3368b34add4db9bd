using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Ledger;

/// <summary>Reads assertions with whether they hold.</summary>
public static class AssertionView
{
    /// <summary>All assertions in the order in which they were said. Where there are any, all entries are read.</summary>
    /// <param name="reader">The ledger.</param>
    public static IReadOnlyList<(AssertionState State, Entry Entry)> Read(ILedgerReader reader)
    {
        var entries = reader.Entries(new EntryFilter { Kind = EntryKind.Assertion }).ToList().ToDictionary(e => e.Seq);
        return [.. AssertionChecker.Check(reader, [.. entries.Values.Select(Assertion.Of).OfType<Assertion>()]).Select(s => (s, entries[s.Assertion.Seq]))];
    }
}
