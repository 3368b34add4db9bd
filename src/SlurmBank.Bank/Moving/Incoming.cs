using System;
using System.Collections.Generic;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>A grant that another bank holds, as this one will have it.</summary>
internal sealed record Incoming
{
    internal required string Place { get; init; }

    internal required string Account { get; init; }

    /// <summary>What the site calls it.</summary>
    internal required string Kind { get; init; }

    internal required ServiceUnits Amount { get; init; }

    /// <summary>What was used of it.</summary>
    internal ServiceUnits Used { get; init; }

    /// <summary>Null for the one of the import.</summary>
    internal string? Currency { get; init; }

    /// <summary>The unit that is written behind the amount; null for none.</summary>
    internal string? Unit { get; init; }

    /// <summary>First second of the window.</summary>
    internal required long Start { get; init; }

    /// <summary>First second after it.</summary>
    internal long End { get; init; } = Allocation.Forever;

    internal int? Priority { get; init; }

    internal AllocationScope Scope { get; init; } = AllocationScope.Everything;

    /// <summary>What it has been called in the other bank; by it a second import knows it.</summary>
    internal required string Reference { get; init; }

    internal string? Reason { get; init; }

    /// <summary>What is to be said of it.</summary>
    internal string Note { get; init; } = string.Empty;

    /// <summary>True for an account that no figure limits; it gets no grant.</summary>
    internal bool IsUnlimited { get; init; }
}

/// <summary>All that was read of another bank.</summary>
internal sealed class IncomingBatch
{
    internal required ImportSource Source { get; init; }

    internal List<Incoming> Grants { get; } = [];

    /// <summary>What is not brought over: where, of whom, what, why.</summary>
    internal List<(string Place, string Account, string Kind, string Why)> Left { get; } = [];

    /// <summary>What is wrong, each with its place.</summary>
    internal List<string> Problems { get; } = [];

    internal List<string> Warnings { get; } = [];

    /// <summary>Reads each record; one that is wrong is a problem and does not stop the others.</summary>
    internal void Each<T>(IEnumerable<T> rows, Action<T> read)
    {
        foreach (T row in rows)
        {
            try
            {
                read(row);
            }
            catch (ForeignRowException error)
            {
                Problems.Add(error.Message);
            }
        }
    }
}
