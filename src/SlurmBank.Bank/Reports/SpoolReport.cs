using System.Collections.Generic;

namespace SlurmBank.Bank;

/// <summary>What the completion plugin's spool had, and what became of it.</summary>
public sealed record SpoolReport
{
    /// <summary>Segments that were drained, damaged ones included.</summary>
    public required long Segments { get; init; }

    /// <summary>Runs that they told of.</summary>
    public required long Records { get; init; }

    /// <summary>Runs charged for the first time.</summary>
    public required long Charged { get; init; }

    /// <summary>What they were charged, in SU.</summary>
    public required decimal Amount { get; init; }

    /// <summary>What they were charged, in units.</summary>
    public required long AmountUnits { get; init; }

    /// <summary>Runs that were settled already with the same facts.</summary>
    public required long Unchanged { get; init; }

    /// <summary>Runs that were settled already with other facts: what sacct says decides.</summary>
    public required long LeftToSync { get; init; }

    /// <summary>Runs that no tariff version can price.</summary>
    public required long Parked { get; init; }

    /// <summary>Records that the plugin had to drop for want of room; sync settles their runs.</summary>
    public required long Lost { get; init; }

    /// <summary>Segments with records that could not be read, put aside in the folder <c>aside</c>.</summary>
    public required long SetAside { get; init; }

    /// <summary>What could not be read, and what else the administrator should know.</summary>
    public required IReadOnlyList<string> Problems { get; init; }
}
