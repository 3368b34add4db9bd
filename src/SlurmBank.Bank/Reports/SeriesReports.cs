using System;
using System.Collections.Generic;

namespace SlurmBank.Bank;

/// <summary>A row of allocations: a monthly grant, an investment.</summary>
public sealed record AllocationSeriesReport
{
    /// <summary>The series' number; 0 in a plan.</summary>
    public required long SeriesId { get; init; }

    /// <summary>The account's name.</summary>
    public required string Account { get; init; }

    /// <summary>What the site calls it.</summary>
    public required string Kind { get; init; }

    /// <summary><c>month</c>, <c>quarter</c> or <c>year</c>.</summary>
    public required string Every { get; init; }

    /// <summary><c>future</c>, <c>open</c>, <c>exhausted</c> where nothing is left and nothing to come, or <c>ended</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The period that is open, or was the last one, from 1; 0 before the first.</summary>
    public required int Period { get; init; }

    /// <summary>How many periods there are; null for no end.</summary>
    public required int? Periods { get; init; }

    /// <summary>What each period is worth, or, where it is divided, all of them together, in SU.</summary>
    public required decimal Amount { get; init; }

    /// <summary>The same in units.</summary>
    public required long AmountUnits { get; init; }

    /// <summary>Whether the amount is divided over the periods.</summary>
    public required bool IsSplit { get; init; }

    /// <summary>The present period's own amount, advances included, in SU.</summary>
    public required decimal Current { get; init; }

    /// <summary>The same in units.</summary>
    public required long CurrentUnits { get; init; }

    /// <summary>What the periods that have begun were given, advances included, in SU.</summary>
    public required decimal Withdrawn { get; init; }

    /// <summary>The same in units.</summary>
    public required long WithdrawnUnits { get; init; }

    /// <summary>What was carried over into the present period, in SU.</summary>
    public required decimal CarriedIn { get; init; }

    /// <summary>The same in units.</summary>
    public required long CarriedInUnits { get; init; }

    /// <summary>What is left to spend of the present period, in SU.</summary>
    public required decimal Remaining { get; init; }

    /// <summary>The same in units.</summary>
    public required long RemainingUnits { get; init; }

    /// <summary>What later periods that are granted already hold, in SU.</summary>
    public required decimal Later { get; init; }

    /// <summary>The same in units.</summary>
    public required long LaterUnits { get; init; }

    /// <summary>What may still be spent in advance, in SU.</summary>
    public required decimal Advance { get; init; }

    /// <summary>The same in units.</summary>
    public required long AdvanceUnits { get; init; }

    /// <summary>The part of what is unused that goes to the next period.</summary>
    public required double CarryOver { get; init; }

    /// <summary>The most that goes to the next period, as a part of the share; null for no limit.</summary>
    public required double? CarryOverLimit { get; init; }

    /// <summary>The part of a later period that may be spent in advance.</summary>
    public required double Borrow { get; init; }

    /// <summary>How many days after its period an allocation may still be spent.</summary>
    public required int GraceDays { get; init; }

    /// <summary>What the amounts are counted in.</summary>
    public required string Currency { get; init; }

    /// <summary>First moment of the first period.</summary>
    public required DateTimeOffset StartDate { get; init; }

    /// <summary>First moment after the last period; null for no end.</summary>
    public required DateTimeOffset? EndDate { get; init; }

    /// <summary>When the next period begins; null where there is none.</summary>
    public required DateTimeOffset? NextDate { get; init; }

    /// <summary>The award or ticket number; null where none was given.</summary>
    public required string? Reference { get; init; }
}

/// <summary>What became of one allocation, a period of a row or a single one: granted, received, used, passed on.</summary>
public sealed record AllocationPeriodReport
{
    /// <summary>The allocation.</summary>
    public required long AllocationId { get; init; }

    /// <summary>The account's name.</summary>
    public required string Account { get; init; }

    /// <summary>The row; null for a single allocation.</summary>
    public required long? SeriesId { get; init; }

    /// <summary>Which period of it, from 1; null for a single allocation.</summary>
    public required int? Period { get; init; }

    /// <summary>What the site calls it.</summary>
    public required string Kind { get; init; }

    /// <summary><c>future</c>, <c>active</c>, <c>ended</c> or <c>reversed</c>.</summary>
    public required string Status { get; init; }

    /// <summary>First moment of the window.</summary>
    public required DateTimeOffset StartDate { get; init; }

    /// <summary>First moment after the window; null where it does not end.</summary>
    public required DateTimeOffset? EndDate { get; init; }

    /// <summary>What it was granted, deposits, withdrawals and transfers included, in SU.</summary>
    public required decimal Share { get; init; }

    /// <summary>The same in units.</summary>
    public required long ShareUnits { get; init; }

    /// <summary>What was carried over into it, in SU.</summary>
    public required decimal CarriedIn { get; init; }

    /// <summary>The same in units.</summary>
    public required long CarriedInUnits { get; init; }

    /// <summary>What it received in advance from later periods; negative where it gave to an earlier one. In SU.</summary>
    public required decimal Advanced { get; init; }

    /// <summary>The same in units.</summary>
    public required long AdvancedUnits { get; init; }

    /// <summary>What was used, in SU.</summary>
    public required decimal Drawn { get; init; }

    /// <summary>The same in units.</summary>
    public required long DrawnUnits { get; init; }

    /// <summary>What was carried over from it to the next period, in SU.</summary>
    public required decimal CarriedOut { get; init; }

    /// <summary>The same in units.</summary>
    public required long CarriedOutUnits { get; init; }

    /// <summary>What is left to spend, in SU.</summary>
    public required decimal Remaining { get; init; }

    /// <summary>The same in units.</summary>
    public required long RemainingUnits { get; init; }

    /// <summary>What was left at the end and not carried over, in SU.</summary>
    public required decimal Expired { get; init; }

    /// <summary>The same in units.</summary>
    public required long ExpiredUnits { get; init; }

    /// <summary>What the amounts are counted in.</summary>
    public required string Currency { get; init; }

    /// <summary>The award or ticket number; null where none was given.</summary>
    public required string? Reference { get; init; }
}

/// <summary>One thing that a run of what is due did, or would do.</summary>
public sealed record RenewalAction
{
    /// <summary><c>grant</c>, <c>carry-over</c>, <c>take-back</c> (less was unused than was carried over), <c>settings</c> or <c>failed</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The account's name.</summary>
    public required string Account { get; init; }

    /// <summary>The allocation that was granted, or that it went to; 0 in a plan, or where there is none.</summary>
    public required long AllocationId { get; init; }

    /// <summary>The amount, in SU.</summary>
    public required decimal Amount { get; init; }

    /// <summary>The amount, in units.</summary>
    public required long AmountUnits { get; init; }

    /// <summary>What it is counted in.</summary>
    public required string Currency { get; init; }

    /// <summary>What happened, for people.</summary>
    public required string Reason { get; init; }

    /// <summary>The entry; 0 in a plan.</summary>
    public required long Seq { get; init; }
}

/// <summary>The answer to a grant, of one allocation or of a row of them.</summary>
/// <param name="Series">The row; null for a single allocation.</param>
/// <param name="Allocations">The allocations that there are of it, the first period first; in a plan those that would be made.</param>
/// <param name="Seq">The entry of the grant, or of the row; 0 for a plan.</param>
/// <param name="IsNew">False where the same was granted before under the same reference.</param>
public sealed record GrantReport(AllocationSeriesReport? Series, IReadOnlyList<AllocationReport> Allocations, long Seq, bool IsNew);
