using System;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>What a user may be charged in an account at most while the grants that are active now last, with what was used of that.</summary>
public sealed record UserLimitReport
{
    /// <summary>The user.</summary>
    public required string User { get; init; }

    /// <summary>What the amounts are counted in.</summary>
    public required string Currency { get; init; }

    /// <summary>The limit, in SU.</summary>
    public required decimal Limit { get; init; }

    /// <summary>The limit, in units.</summary>
    public required long LimitUnits { get; init; }

    /// <summary>What the user's work since the first of the active grants began cost, in SU.</summary>
    public required decimal Charged { get; init; }

    /// <summary>What the user's work since the first of the active grants began cost, in units.</summary>
    public required long ChargedUnits { get; init; }

    /// <summary>What the user's running jobs may still cost, in SU.</summary>
    public required decimal Running { get; init; }

    /// <summary>What the user's running jobs may still cost, in units.</summary>
    public required long RunningUnits { get; init; }

    /// <summary>What a new job of the user may cost by the limit, in SU.</summary>
    public required decimal Available { get; init; }

    /// <summary>What a new job of the user may cost by the limit, in units.</summary>
    public required long AvailableUnits { get; init; }

    /// <summary>Since when work counts; null for all of it.</summary>
    public required DateTimeOffset? Since { get; init; }

    /// <summary><c>open</c>, or <c>spent</c> where nothing of the limit is left.</summary>
    public required string Status { get; init; }

    internal static UserLimitReport Of(UserFigures figures, Func<long, DateTimeOffset> instant) => new()
    {
        User = figures.Limit.User,
        Currency = figures.Limit.Currency,
        Limit = figures.Limit.Amount.Amount,
        LimitUnits = figures.Limit.Amount.Units,
        Charged = figures.Charged.Amount,
        ChargedUnits = figures.Charged.Units,
        Running = figures.Running.Amount,
        RunningUnits = figures.Running.Units,
        Available = figures.Available.Amount,
        AvailableUnits = figures.Available.Units,
        Since = figures.Since == long.MinValue ? null : instant(figures.Since),
        Status = figures.IsSpent ? "spent" : "open",
    };
}
