using System;
using System.Globalization;
using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>The rules of a row of allocations: how long each lasts, what each is worth, what becomes of what is left.</summary>
/// <param name="Months">The length of a period in calendar months: 1, 3 or 12.</param>
/// <param name="First">The first day of the first period, in the time zone.</param>
/// <param name="Zone">The IANA zone in which a day begins at midnight.</param>
/// <param name="Amount">What each period is worth, or, where <see cref="IsSplit"/>, all of them together.</param>
public sealed record SeriesTerms(int Months, DateOnly First, string Zone, ServiceUnits Amount)
{
    /// <summary>What stands for the whole in <see cref="CarryOver"/>, <see cref="CarryOverLimit"/> and <see cref="Advance"/>.</summary>
    public const int Whole = 1_000_000;

    /// <summary>The most periods that a series may have: a hundred years of months.</summary>
    public const int MostPeriods = 1200;

    /// <summary>How many periods there are; null for no end.</summary>
    public int? Periods { get; init; }

    /// <summary>Whether the amount is divided over the periods instead of granted in each.</summary>
    public bool IsSplit { get; init; }

    /// <summary>The part of what a period leaves unused that goes to the next one, in millionths.</summary>
    public int CarryOver { get; init; }

    /// <summary>The most that goes to the next period, in millionths of the period's share; null for no such limit.</summary>
    public int? CarryOverLimit { get; init; }

    /// <summary>The part of a later period's share that may be spent in advance, in millionths; of a series that is not split only of the next one.</summary>
    public int Advance { get; init; }

    /// <summary>How many days after its period an allocation may still be spent.</summary>
    public int GraceDays { get; init; }

    /// <summary>
    /// The share of one period. A whole number of SU is divided into whole numbers of SU, everything else into units; what does not divide goes to the
    /// first periods, one each, so that the shares sum to the amount: 1000 SU over 3 periods are 334, 333 and 333.
    /// </summary>
    /// <param name="number">The period, from 1.</param>
    public ServiceUnits Share(int number)
    {
        if (!IsSplit || Periods is not int periods)
        {
            return Amount;
        }

        long piece = Amount.Units % ServiceUnits.UnitsPerServiceUnit == 0 ? ServiceUnits.UnitsPerServiceUnit : 1;
        (long each, long rest) = Math.DivRem(Amount.Units / piece, periods);
        return ServiceUnits.FromUnits((each + (number <= rest ? 1 : 0)) * piece);
    }

    /// <summary>A part of an amount, rounded down to a unit.</summary>
    internal static long Part(long units, int millionths) => (long)((Int128)units * millionths / Whole);
}

/// <summary>A row of allocations of one account with the same terms, one after the other: a monthly grant, an investment of five years.</summary>
/// <param name="Id">The series' number.</param>
/// <param name="AccountId">The account.</param>
/// <param name="Currency">What it is counted in.</param>
/// <param name="Kind">What the site calls it.</param>
/// <param name="Priority">Which is drawn first: the lowest.</param>
/// <param name="Scope">What it may pay for.</param>
/// <param name="Reference">The award or ticket number, if it was given.</param>
/// <param name="Terms">The rules.</param>
/// <param name="Seq">The entry that made it.</param>
public sealed record AllocationSeries(
    long Id, long AccountId, string Currency, string Kind, int Priority, AllocationScope Scope, string? Reference, SeriesTerms Terms, long Seq)
{
    /// <summary>The last period, where the series was stopped before its time.</summary>
    public int? Stopped { get; init; }

    /// <summary>The last period that there is to be; null for no end.</summary>
    public int? Last => Stopped ?? Terms.Periods;

    /// <summary>The reference of one period's grant: that of the series, or its number, with the period's.</summary>
    public string ReferenceOf(int number) => Reference is null
        ? string.Create(CultureInfo.InvariantCulture, $"series:{Id}#{number}")
        : string.Create(CultureInfo.InvariantCulture, $"{Reference}#{number}");
}

/// <summary>The place of an allocation in its series, and what was moved between it and its neighbours.</summary>
/// <param name="AllocationId">The allocation.</param>
/// <param name="SeriesId">The series.</param>
/// <param name="Number">Which period it is, from 1.</param>
/// <param name="Share">What it was granted.</param>
public sealed record AllocationPeriod(long AllocationId, long SeriesId, int Number, ServiceUnits Share)
{
    /// <summary>What of it was carried over to the next period.</summary>
    public ServiceUnits Carried { get; init; }

    /// <summary>What it received in advance from later periods; negative where it gave to an earlier one.</summary>
    public ServiceUnits Advanced { get; init; }

    /// <summary>How many entries carried something over from it, or corrected that.</summary>
    public int Revision { get; init; }
}
