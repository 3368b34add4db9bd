using System;
using System.Collections.Generic;

namespace SlurmBank.Bank;

/// <summary>What a job would cost, between what it asks for and the most that Slurm may give it, and whether its account could pay.</summary>
public sealed record QuoteReport
{
    /// <summary>The account that would pay.</summary>
    public required string Account { get; init; }

    /// <summary>The cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>The partition priced: the dearest of those named.</summary>
    public required string Partition { get; init; }

    /// <summary>The least it would cost if it ran to its time limit, in SU.</summary>
    public required decimal Lower { get; init; }

    /// <summary>The least it would cost, in units.</summary>
    public required long LowerUnits { get; init; }

    /// <summary>The most it would cost, in SU; a gate uses this one.</summary>
    public required decimal Upper { get; init; }

    /// <summary>The most it would cost, in units.</summary>
    public required long UpperUnits { get; init; }

    /// <summary>What an hour of it would cost at most, in SU.</summary>
    public required decimal HourlyRate { get; init; }

    /// <summary>What an hour of it would cost at most, in units.</summary>
    public required long HourlyRateUnits { get; init; }

    /// <summary>The TRES of one task at least, as Slurm prints them.</summary>
    public required string LowerTres { get; init; }

    /// <summary>The TRES of one task at most, as Slurm prints them.</summary>
    public required string UpperTres { get; init; }

    /// <summary>The time limit that was priced.</summary>
    public required TimeSpan TimeLimit { get; init; }

    /// <summary>How many tasks of an array; 1 where it is not one.</summary>
    public required int Tasks { get; init; }

    /// <summary>What the amounts are counted in.</summary>
    public required string Currency { get; init; }

    /// <summary>What is available to the account, in SU; null where the account has no figures.</summary>
    public required decimal? Available { get; init; }

    /// <summary>What is available to the account, in units.</summary>
    public required long? AvailableUnits { get; init; }

    /// <summary>Whether the account could pay the upper figure.</summary>
    public required bool Affordable { get; init; }

    /// <summary>What was filled in because the request did not say it.</summary>
    public required IReadOnlyList<string> Assumptions { get; init; }

    /// <summary>The arithmetic, a line a step.</summary>
    public required IReadOnlyList<string> Arithmetic { get; init; }

    /// <summary>The text for the user: requested, rate, time, cost; granted, charged, running, queued, available; what would fit; whom to ask.</summary>
    public required string Text { get; init; }

    /// <summary>The tariff version used.</summary>
    public required int TariffVersion { get; init; }

    /// <summary>When the figures behind it were computed: now, or the time of the published snapshot.</summary>
    public required DateTimeOffset FiguresFrom { get; init; }
}

/// <summary>What a settled run cost, and how that came about.</summary>
public sealed record RunCostReport
{
    /// <summary>The job as people see it.</summary>
    public required string JobId { get; init; }

    /// <summary>The cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The user.</summary>
    public required string User { get; init; }

    /// <summary>The partition.</summary>
    public required string Partition { get; init; }

    /// <summary>The end state.</summary>
    public required string State { get; init; }

    /// <summary>First moment charged.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>First moment after the run.</summary>
    public required DateTimeOffset EndTime { get; init; }

    /// <summary>What it was charged, in SU.</summary>
    public required decimal Cost { get; init; }

    /// <summary>What it was charged, in units.</summary>
    public required long CostUnits { get; init; }

    /// <summary>What was given back of it, in SU.</summary>
    public required decimal Refunded { get; init; }

    /// <summary>What was given back of it, in units.</summary>
    public required long RefundedUnits { get; init; }

    /// <summary>What the amounts are counted in.</summary>
    public required string Currency { get; init; }

    /// <summary>The tariff version that priced it.</summary>
    public required int TariffVersion { get; init; }

    /// <summary>The arithmetic, a line a step.</summary>
    public required IReadOnlyList<string> Arithmetic { get; init; }
}
