using System;
using System.Collections.Generic;

namespace SlurmBank.Bank;

/// <summary>What a sync read and settled, or would have settled.</summary>
public sealed record SyncReport
{
    /// <summary>The cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>First moment read.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>First moment not read.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Rows that sacct gave.</summary>
    public required long Rows { get; init; }

    /// <summary>Runs charged for the first time.</summary>
    public required long Charged { get; init; }

    /// <summary>What they were charged, in SU.</summary>
    public required decimal Amount { get; init; }

    /// <summary>What they were charged, in units.</summary>
    public required long AmountUnits { get; init; }

    /// <summary>Runs that were settled already with the same facts.</summary>
    public required long Unchanged { get; init; }

    /// <summary>Runs whose facts changed; the difference was posted.</summary>
    public required long Adjusted { get; init; }

    /// <summary>Runs that no tariff version can price.</summary>
    public required long Parked { get; init; }

    /// <summary>Runs that ended before the books were opened.</summary>
    public required long BeforeBooks { get; init; }

    /// <summary>Rows that could not be read, each with why.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>Open liens after the sync.</summary>
    public required int Liens { get; init; }

    /// <summary>Liens voided because Slurm answered and knows no such job.</summary>
    public required int Voided { get; init; }

    /// <summary>Allocations whose unused rest was set aside.</summary>
    public required int Expired { get; init; }

    /// <summary>Records that slurmctld had not yet given to slurmdbd; null where it did not say.</summary>
    public required int? DbdQueue { get; init; }

    /// <summary>Everything that ended before this is settled; null before the first sync.</summary>
    public required DateTimeOffset? Watermark { get; init; }

    /// <summary>True for a plan.</summary>
    public required bool IsPlan { get; init; }

    /// <summary>What the administrator should know besides.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>What was drained from the completion plugin's spool before; null where the site has none, and but once where it has several clusters.</summary>
    public SpoolReport? Spool { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>This report with that of the spool, whose problems are warnings here.</summary>
    internal SyncReport With(SpoolReport? spool) => spool is null ? this : this with { Spool = spool, Warnings = [.. Warnings, .. spool.Problems] };
}
