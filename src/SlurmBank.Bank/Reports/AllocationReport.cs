using System;
using System.Collections.Generic;

namespace SlurmBank.Bank;

/// <summary>A grant, what was drawn from it and what is left.</summary>
public sealed record AllocationReport
{
    /// <summary>The allocation's number.</summary>
    public required long AllocationId { get; init; }

    /// <summary>The account's name.</summary>
    public required string Account { get; init; }

    /// <summary>What the amounts are counted in.</summary>
    public required string Currency { get; init; }

    /// <summary>What was granted, deposits and withdrawals included, in SU.</summary>
    public required decimal Granted { get; init; }

    /// <summary>What was granted, in units.</summary>
    public required long GrantedUnits { get; init; }

    /// <summary>What was drawn, in SU.</summary>
    public required decimal Drawn { get; init; }

    /// <summary>What was drawn, in units.</summary>
    public required long DrawnUnits { get; init; }

    /// <summary>What is left to spend, in SU.</summary>
    public required decimal Remaining { get; init; }

    /// <summary>What is left to spend, in units.</summary>
    public required long RemainingUnits { get; init; }

    /// <summary>What was left when the window ended, in SU.</summary>
    public required decimal Expired { get; init; }

    /// <summary>What was left when the window ended, in units.</summary>
    public required long ExpiredUnits { get; init; }

    /// <summary>First moment of the window.</summary>
    public required DateTimeOffset StartDate { get; init; }

    /// <summary>First moment after the window; null where it does not end.</summary>
    public required DateTimeOffset? EndDate { get; init; }

    /// <summary><c>future</c>, <c>active</c>, <c>ended</c>, or <c>reversed</c> where its grant was taken back.</summary>
    public required string Status { get; init; }

    /// <summary>What the site calls it.</summary>
    public required string Kind { get; init; }

    /// <summary>Which is drawn first: the lowest.</summary>
    public required int Priority { get; init; }

    /// <summary>Clusters it may pay for; empty for all.</summary>
    public required IReadOnlyList<string> Clusters { get; init; }

    /// <summary>Partitions it may pay for; empty for all.</summary>
    public required IReadOnlyList<string> Partitions { get; init; }

    /// <summary>QOS it may pay for; empty for all.</summary>
    public required IReadOnlyList<string> Qos { get; init; }

    /// <summary>Users it may pay for; empty for all.</summary>
    public required IReadOnlyList<string> Users { get; init; }

    /// <summary>The award or ticket number; null where none was given.</summary>
    public required string? Reference { get; init; }
}
