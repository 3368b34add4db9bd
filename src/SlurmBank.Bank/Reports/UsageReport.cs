using System;
using System.Collections.Generic;

namespace SlurmBank.Bank;

/// <summary>What an account's work cost in a period, by when it was done: of one user, partition, QOS, cluster, state or month where it was asked for by these.</summary>
public sealed record UsageReport
{
    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The month of the work, <c>2027-03</c>, in the site's time zone; null where it was not asked for by month.</summary>
    public required string? Month { get; init; }

    /// <summary>The cluster; null where it was not asked for by cluster.</summary>
    public required string? Cluster { get; init; }

    /// <summary>The user; null where it was not asked for by user.</summary>
    public required string? User { get; init; }

    /// <summary>The partition; null where it was not asked for by partition.</summary>
    public required string? Partition { get; init; }

    /// <summary>The QOS; null where it was not asked for by QOS.</summary>
    public required string? Qos { get; init; }

    /// <summary>The end state; null where it was not asked for by state.</summary>
    public required string? State { get; init; }

    /// <summary>How many runs did some of it.</summary>
    public required int Runs { get; init; }

    /// <summary>For how long they ran within the period, all together, suspended time included.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>What it cost, less what was refunded, in SU.</summary>
    public required decimal Charged { get; init; }

    /// <summary>What it cost, less what was refunded, in units.</summary>
    public required long ChargedUnits { get; init; }

    /// <summary>What was refunded of it, in SU.</summary>
    public required decimal Refunded { get; init; }

    /// <summary>What was refunded of it, in units.</summary>
    public required long RefundedUnits { get; init; }

    /// <summary>What each of the last 30 days of the period cost, oldest first, in units; empty where it was asked for by month.</summary>
    public IReadOnlyList<long> Daily { get; init; } = [];

    /// <summary>What the amounts are counted in.</summary>
    public required string Currency { get; init; }
}
