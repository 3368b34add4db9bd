using System;
using System.Collections.Generic;
using SlurmBank.Engine;
using SlurmBank.Engine.Configuration;
using SlurmBank.Engine.Decisions;

namespace SlurmBank.Bank;

/// <summary>What the gate would do with a job, and why. Nothing is submitted, and nothing is set aside.</summary>
public sealed record JobDecision
{
    /// <summary>The account that would pay.</summary>
    public required string Account { get; init; }

    /// <summary>The cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>The partition priced: the dearest of those named.</summary>
    public required string Partition { get; init; }

    /// <summary>Whether the account can pay for the job, or is never refused.</summary>
    public required bool Affordable { get; init; }

    /// <summary>What was found: <c>paid</c>, <c>free</c>, <c>not-gated</c> or <c>short</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>The policy in force for this account and its partitions: <c>observe</c>, <c>warn</c> or <c>enforce</c>.</summary>
    public required string Policy { get; init; }

    /// <summary>What the gate does: <c>allow</c>, <c>warn</c> or <c>refuse</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The most the job would cost, in SU.</summary>
    public required decimal Cost { get; init; }

    /// <summary>The most the job would cost, in units.</summary>
    public required long CostUnits { get; init; }

    /// <summary>What is available to the account, in SU; null where the account has no figures.</summary>
    public required decimal? Available { get; init; }

    /// <summary>What is available to the account, in units.</summary>
    public required long? AvailableUnits { get; init; }

    /// <summary>What the account lacks, in SU; 0 where it can pay.</summary>
    public required decimal Missing { get; init; }

    /// <summary>What the account lacks, in units.</summary>
    public required long MissingUnits { get; init; }

    /// <summary>The longest time limit, in whole minutes, with which the account could pay for the same job; null where it can pay, or for none.</summary>
    public required TimeSpan? FitsTimeLimit { get; init; }

    /// <summary>What the amounts are counted in.</summary>
    public required string Currency { get; init; }

    /// <summary>What was filled in because the request did not say it.</summary>
    public required IReadOnlyList<string> Assumptions { get; init; }

    /// <summary>The text that the gate gives the user.</summary>
    public required string Text { get; init; }

    /// <summary>When the figures behind it were computed.</summary>
    public required DateTimeOffset FiguresFrom { get; init; }

    internal static JobDecision Of(QuoteReport quote, GatePolicy policy, GateOutcome outcome, GateAction action)
    {
        var figures = new QuoteFigures(
            quote.UpperTres,
            quote.Tasks,
            (long)quote.TimeLimit.TotalSeconds,
            ServiceUnits.FromUnits(quote.LowerUnits),
            ServiceUnits.FromUnits(quote.UpperUnits),
            ServiceUnits.FromUnits(quote.HourlyRateUnits),
            quote.Currency);
        bool isShort = outcome == GateOutcome.Short;
        ServiceUnits available = ServiceUnits.FromUnits(quote.AvailableUnits ?? 0);
        ServiceUnits missing = isShort ? figures.Missing(available) : ServiceUnits.Zero;
        return new JobDecision
        {
            Account = quote.Account,
            Cluster = quote.Cluster,
            Partition = quote.Partition,
            Affordable = !isShort,
            Outcome = outcome == GateOutcome.NotGated ? "not-gated" : Word(outcome),
            Policy = Word(policy),
            Action = Word(action),
            Cost = quote.Upper,
            CostUnits = quote.UpperUnits,
            Available = quote.Available,
            AvailableUnits = quote.AvailableUnits,
            Missing = missing.Amount,
            MissingUnits = missing.Units,
            FitsTimeLimit = isShort && figures.Fits(available) is long seconds ? TimeSpan.FromSeconds(seconds) : null,
            Currency = quote.Currency,
            Assumptions = [.. quote.Assumptions],
            Text = quote.Text,
            FiguresFrom = quote.FiguresFrom,
        };
    }

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
