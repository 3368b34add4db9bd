using System;
using System.Collections.Generic;

namespace SlurmBank.Bank;

/// <summary>A reason why the ledger and one of Slurm's figures differ, with its amount.</summary>
/// <param name="Cause">
/// Its name: <c>requeue</c>, <c>resize</c>, <c>running</c>, <c>suspended</c>, <c>period</c>, <c>hours</c>, <c>reservations</c>, <c>decay</c>,
/// <c>truncation</c>, <c>below-one-unit</c>, <c>not-enforced</c>, <c>whole-seconds</c>, <c>weights</c>, <c>partition-price</c>, <c>qos-factor</c>, <c>free</c>, <c>minimum</c>, <c>tariff</c>,
/// <c>before-bank</c>, <c>parked</c>, <c>late</c>, <c>purged</c>, <c>refunds</c>, <c>other-currency</c>, <c>unexplained</c>.
/// </param>
/// <param name="Amount">By how much the ledger is higher (or, negative, lower) for it, in SU.</param>
/// <param name="AmountUnits">The same in units.</param>
/// <param name="Runs">How many runs have it; 0 where it is not one of runs.</param>
/// <param name="Text">What it is.</param>
public sealed record ComparisonCause(string Cause, decimal Amount, long AmountUnits, int Runs, string Text);

/// <summary>
/// The ledger's usage of an account in a period beside a figure that Slurm gives, in the same units: a billing-second is 1 000 units. The
/// amounts of the causes sum to the difference, exactly.
/// </summary>
public sealed record ComparisonReport
{
    /// <summary>The name of the cause of what cannot be explained.</summary>
    public const string Unexplained = "unexplained";

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>Whose figure: <c>sacct</c>, <c>sreport</c> or <c>sshare</c>.</summary>
    public required string Source { get; init; }

    /// <summary>How the figure is come by, as a person would.</summary>
    public required string Basis { get; init; }

    /// <summary>First moment of the period.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>The end of the period, itself not in it.</summary>
    public required DateTimeOffset EndTime { get; init; }

    /// <summary>What the ledger says that the work of the period cost, less refunds, in SU.</summary>
    public required decimal Ledger { get; init; }

    /// <summary>What the ledger says, in units.</summary>
    public required long LedgerUnits { get; init; }

    /// <summary>What Slurm says: its billing-seconds as SU.</summary>
    public required decimal Slurm { get; init; }

    /// <summary>What Slurm says, in units.</summary>
    public required long SlurmUnits { get; init; }

    /// <summary>The ledger less Slurm, in SU.</summary>
    public required decimal Difference { get; init; }

    /// <summary>The ledger less Slurm, in units.</summary>
    public required long DifferenceUnits { get; init; }

    /// <summary>How much of the difference no cause explains, in SU; nothing is missing where it is 0.</summary>
    public required decimal Rest { get; init; }

    /// <summary>How much of the difference no cause explains, in units.</summary>
    public required long RestUnits { get; init; }

    /// <summary>The causes, the largest first, what is unexplained last.</summary>
    public required IReadOnlyList<ComparisonCause> Causes { get; init; }

    /// <summary>The ledger's currency.</summary>
    public required string Currency { get; init; }
}
