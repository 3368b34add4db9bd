using System;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Saying what a figure of an account is.</summary>
public sealed record AssertCommand
{
    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>What the figure is said to be.</summary>
    public required ServiceUnits Amount { get; init; }

    /// <summary>Which figure: what is left in the active grants less the overdraft, or what was charged for work done before the time.</summary>
    public AssertedFigure Figure { get; init; }

    /// <summary>The currency; null for the site's default.</summary>
    public string? Currency { get; init; }

    /// <summary>The unit that was written behind the amount, which says the currency too; null for none.</summary>
    public string? Unit { get; init; }

    /// <summary>When it is so (a date: at its end); null for now.</summary>
    public SiteMoment? Time { get; init; }

    /// <summary>After which entry it is so, instead of a time; null for the newest.</summary>
    public long? Seq { get; init; }

    /// <summary>Who or what says so.</summary>
    public string Said { get; init; } = string.Empty;

    /// <summary>The ticket number, unique per account.</summary>
    public string? Reference { get; init; }

    /// <summary>Why.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>Changes nothing and answers whether it is so.</summary>
    public bool IsPlan { get; init; }
}

/// <summary>What somebody said a figure of an account is, and whether it is. Amounts are in SU, each with its units.</summary>
public sealed record AssertionReport
{
    /// <summary>The entry that says so; 0 in a plan.</summary>
    public required long Seq { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The currency.</summary>
    public required string Currency { get; init; }

    /// <summary>The figure: <c>balance</c> or <c>charged</c>.</summary>
    public required string Figure { get; init; }

    /// <summary>What it is said to be, in SU.</summary>
    public required decimal Expected { get; init; }

    /// <summary>What it is said to be, in units.</summary>
    public required long ExpectedUnits { get; init; }

    /// <summary>What the entries say that it is, in SU.</summary>
    public required decimal Found { get; init; }

    /// <summary>What the entries say that it is, in units.</summary>
    public required long FoundUnits { get; init; }

    /// <summary>Whether it is so: <c>holds</c> or <c>broken</c>.</summary>
    public required string State { get; init; }

    /// <summary>The entry after which it is said of the balance; null for the charged figure.</summary>
    public required long? AtEntry { get; init; }

    /// <summary>When it is said of; of the charged figure: work done before it.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Of a broken one, the first entry of the account after the last assertion that held: where to begin to look.</summary>
    public required long? FirstSuspect { get; init; }

    /// <summary>When it was said; null in a plan.</summary>
    public required DateTimeOffset? Recorded { get; init; }

    /// <summary>Who added it.</summary>
    public required string Actor { get; init; }

    /// <summary>Who or what says so.</summary>
    public required string Said { get; init; }

    /// <summary>The ticket number.</summary>
    public required string? Reference { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>False where it had been said before under the same reference.</summary>
    public required bool IsNew { get; init; }
}
