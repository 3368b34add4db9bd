using System;
using System.Collections.Generic;

namespace SlurmBank.Bank;

/// <summary>The answer to a transfer.</summary>
/// <param name="From">The allocation that paid, after it.</param>
/// <param name="To">The allocation that was paid, after it.</param>
/// <param name="Seq">The entry; 0 for a plan.</param>
/// <param name="IsNew">False where the same transfer was done before under the same reference.</param>
public sealed record TransferReport(AllocationReport From, AllocationReport To, long Seq, bool IsNew);

/// <summary>The answer to a reversal.</summary>
/// <param name="Transaction">The entry that takes the other one back; its number is 0 for a plan.</param>
/// <param name="Reversed">The entry that was taken back.</param>
/// <param name="IsNew">False where it was done before under the same reference.</param>
public sealed record ReversalReport(TransactionReport Transaction, TransactionReport Reversed, bool IsNew);

/// <summary>A run and what was, or would be, given back of what it cost.</summary>
public sealed record RefundReport
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

    /// <summary>When the run was submitted, or begun again by a requeue or a resize; with the job's number it names the run.</summary>
    public required DateTimeOffset SubmitTime { get; init; }

    /// <summary>First moment after the run.</summary>
    public required DateTimeOffset EndTime { get; init; }

    /// <summary><c>refund</c>; <c>before</c> where it was refunded before and nothing is left to refund, or was done under the same reference; <c>free</c> where it cost nothing.</summary>
    public required string Outcome { get; init; }

    /// <summary>What this refund gives back, in SU.</summary>
    public required decimal Amount { get; init; }

    /// <summary>What this refund gives back, in units.</summary>
    public required long AmountUnits { get; init; }

    /// <summary>What the run was charged, in SU.</summary>
    public required decimal Cost { get; init; }

    /// <summary>What the run was charged, in units.</summary>
    public required long CostUnits { get; init; }

    /// <summary>All that was given back of it, this refund included, in SU; never more than the cost.</summary>
    public required decimal Refunded { get; init; }

    /// <summary>All that was given back of it, this refund included, in units.</summary>
    public required long RefundedUnits { get; init; }

    /// <summary>What the amounts are counted in.</summary>
    public required string Currency { get; init; }

    /// <summary>The entry; 0 for a plan and where nothing was given back.</summary>
    public required long Seq { get; init; }
}

/// <summary>A movement of an account's funds, as its statement shows it.</summary>
public sealed record StatementLineReport
{
    /// <summary>The entry's number; the ledger's order.</summary>
    public required long Seq { get; init; }

    /// <summary>When it was posted.</summary>
    public required DateTimeOffset Recorded { get; init; }

    /// <summary>When the work was done, or from when the movement counts.</summary>
    public required DateTimeOffset Effective { get; init; }

    /// <summary>The account of the statement.</summary>
    public required string Account { get; init; }

    /// <summary>The kind of the entry: see <see cref="TransactionReport.Kind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>What it moved into (positive) or out of (negative) the funds, in SU.</summary>
    public required decimal Amount { get; init; }

    /// <summary>What it moved into (positive) or out of (negative) the funds, in units.</summary>
    public required long AmountUnits { get; init; }

    /// <summary>What it charged, in SU; it differs from the amount where the funds did not pay.</summary>
    public required decimal Charged { get; init; }

    /// <summary>What it charged, in units.</summary>
    public required long ChargedUnits { get; init; }

    /// <summary>The funds after it, in SU.</summary>
    public required decimal Balance { get; init; }

    /// <summary>The funds after it, in units.</summary>
    public required long BalanceUnits { get; init; }

    /// <summary>What the amounts are counted in.</summary>
    public required string Currency { get; init; }

    /// <summary>The job as people see it; null where the entry is not about a run.</summary>
    public required string? JobId { get; init; }

    /// <summary>The user of the run.</summary>
    public required string? User { get; init; }

    /// <summary>The other account of a transfer.</summary>
    public required string? OtherAccount { get; init; }

    /// <summary>The award or ticket number.</summary>
    public required string? Reference { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>Who did it.</summary>
    public required string Actor { get; init; }
}

/// <summary>The movements of an account's funds in a period, in the order they were recorded: opening + movements = closing, and one period's closing is the next one's opening.</summary>
public sealed record StatementReport
{
    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The user whose work in the account it is about; null for the account's funds. Of a user, opening and closing are what the work cost up to then, below zero.</summary>
    public string? User { get; init; }

    /// <summary>What the amounts are counted in.</summary>
    public required string Currency { get; init; }

    /// <summary>First moment of the period; null for the beginning of the ledger.</summary>
    public required DateTimeOffset? StartTime { get; init; }

    /// <summary>First moment after the period.</summary>
    public required DateTimeOffset EndTime { get; init; }

    /// <summary>The funds before the first movement (what is left in all allocations, less the overdraft), in SU.</summary>
    public required decimal Opening { get; init; }

    /// <summary>The funds before the first movement, in units.</summary>
    public required long OpeningUnits { get; init; }

    /// <summary>What came into the funds, in SU.</summary>
    public required decimal Received { get; init; }

    /// <summary>What came into the funds, in units.</summary>
    public required long ReceivedUnits { get; init; }

    /// <summary>What left the funds, in SU; zero or less.</summary>
    public required decimal Spent { get; init; }

    /// <summary>What left the funds, in units; zero or less.</summary>
    public required long SpentUnits { get; init; }

    /// <summary>The funds after the last movement, in SU.</summary>
    public required decimal Closing { get; init; }

    /// <summary>The funds after the last movement, in units.</summary>
    public required long ClosingUnits { get; init; }

    /// <summary>What was charged in the period less what was given back, whatever paid it, in SU.</summary>
    public required decimal Charged { get; init; }

    /// <summary>What was charged in the period less what was given back, in units.</summary>
    public required long ChargedUnits { get; init; }

    /// <summary>Whether no entry can come into the period any more.</summary>
    public required bool IsClosed { get; init; }

    /// <summary>The number of the newest entry of the ledger at the end of the period; 0 for none.</summary>
    public required long HeadSeq { get; init; }

    /// <summary>The hash of that entry in hexadecimal: kept elsewhere, it proves that nothing before it was changed.</summary>
    public required string Head { get; init; }

    /// <summary>The movements.</summary>
    public required IReadOnlyList<StatementLineReport> Lines { get; init; }
}
