using System;
using System.Collections.Generic;

namespace SlurmBank.Bank;

/// <summary>What becomes of an allocation if work goes on as in the last days.</summary>
public sealed record AllocationForecast
{
    /// <summary>The allocation's number.</summary>
    public required long AllocationId { get; init; }

    /// <summary>The account that it was granted to: the one of the forecast, or one that it draws on.</summary>
    public string Account { get; init; } = string.Empty;

    /// <summary>When its window begins.</summary>
    public required DateTimeOffset StartDate { get; init; }

    /// <summary>When its window ends; null where it does not.</summary>
    public required DateTimeOffset? EndDate { get; init; }

    /// <summary>What is left in it, in SU.</summary>
    public required decimal Remaining { get; init; }

    /// <summary>What is left in it, in units.</summary>
    public required long RemainingUnits { get; init; }

    /// <summary>When it will be empty; null for not before its window ends.</summary>
    public required DateTimeOffset? RunsOut { get; init; }

    /// <summary>What will be left when its window ends, in SU; null where it does not end, or is empty before.</summary>
    public required decimal? Unused { get; init; }

    /// <summary>What will be left when its window ends, in units.</summary>
    public required long? UnusedUnits { get; init; }
}

/// <summary>How fast an account spends, and when its money runs out if that goes on. An estimate from settled runs; no amount is moved by it.</summary>
public sealed record ForecastReport
{
    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>What the amounts are counted in.</summary>
    public required string Currency { get; init; }

    /// <summary>Over which time the rate was measured: the days asked for, or less where the books were opened since.</summary>
    public required TimeSpan Period { get; init; }

    /// <summary>What the work of this time cost, in SU.</summary>
    public required decimal Charged { get; init; }

    /// <summary>What the work of this time cost, in units.</summary>
    public required long ChargedUnits { get; init; }

    /// <summary>What a day cost on average, in SU.</summary>
    public required decimal BurnRate { get; init; }

    /// <summary>What a day cost on average, in units, rounded down.</summary>
    public required long BurnRateUnits { get; init; }

    /// <summary>What is spendable now: grants and credit limit less charges and running work, in SU.</summary>
    public required decimal Spendable { get; init; }

    /// <summary>What is spendable now, in units; the largest Int64 for an unlimited account.</summary>
    public required long SpendableUnits { get; init; }

    /// <summary><c>runs-out</c> (on <see cref="RunsOut"/>), <c>lasts</c> (its windows end first, or nothing is used), <c>spent</c>, <c>unmanaged</c> or <c>unlimited</c>.</summary>
    public required string Outlook { get; init; }

    /// <summary>When nothing is spendable any more; null for never.</summary>
    public required DateTimeOffset? RunsOut { get; init; }

    /// <summary>How long it is until then; null for never.</summary>
    public required TimeSpan? TimeLeft { get; init; }

    /// <summary>The percentage of the active grants that was asked about.</summary>
    public required int Threshold { get; init; }

    /// <summary>How long it is until that part of the active grants is charged; 0 where it is, null for never.</summary>
    public required TimeSpan? TimeToThreshold { get; init; }

    /// <summary>The windows that the account may spend, active or to begin later: its own, and those of the accounts that it draws on.</summary>
    public required IReadOnlyList<AllocationForecast> Allocations { get; init; }

    /// <summary>What each of the last 30 days cost, oldest first, in units.</summary>
    public required IReadOnlyList<long> Daily { get; init; }

    /// <summary>When it was computed.</summary>
    public required DateTimeOffset Time { get; init; }
}

/// <summary>Whose forecast is asked for.</summary>
public sealed record ForecastQuery
{
    /// <summary>Names or wildcard patterns of accounts; empty for all.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>Only this currency; null for all that an account has.</summary>
    public string? Currency { get; init; }

    /// <summary>Over how many days the rate is measured, 1 to 3660.</summary>
    public int Days { get; init; } = 30;

    /// <summary>The percentage of the active grants that is asked about, 1 to 1000.</summary>
    public int Threshold { get; init; } = 100;
}
