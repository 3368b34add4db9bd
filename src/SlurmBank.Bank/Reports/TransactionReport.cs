using System;
using System.Collections.Generic;

namespace SlurmBank.Bank;

/// <summary>An amount that an entry moved into (positive) or out of (negative) a book.</summary>
/// <param name="Book">The book: <c>allocation:3</c>, <c>expired:3</c>, <c>issued:3</c>, <c>charged:bio</c>, <c>overdraft:bio</c>, <c>unmanaged:bio</c>.</param>
/// <param name="Amount">The amount in SU.</param>
/// <param name="AmountUnits">The amount in units.</param>
/// <param name="BalanceAfterUnits">The book's balance after it, in units.</param>
public sealed record PostingReport(string Book, decimal Amount, long AmountUnits, long BalanceAfterUnits);

/// <summary>A posted entry of the ledger.</summary>
public sealed record TransactionReport
{
    /// <summary>The entry's number; the ledger's order.</summary>
    public required long Seq { get; init; }

    /// <summary>When it was posted.</summary>
    public required DateTimeOffset Recorded { get; init; }

    /// <summary>When the work was done, or from when the movement counts.</summary>
    public required DateTimeOffset Effective { get; init; }

    /// <summary><c>grant</c>, <c>deposit</c>, <c>withdrawal</c>, <c>transfer</c>, <c>change</c>, <c>charge</c>, <c>adjustment</c>, <c>refund</c>, <c>writeoff</c>, <c>reversal</c>, <c>redraw</c>, <c>expiry</c>, <c>settings</c>, <c>hold</c>, <c>release</c>, <c>tariff</c>, <c>opened</c>, <c>restored</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The account's name; null for entries of no account.</summary>
    public required string? Account { get; init; }

    /// <summary>The account that a transfer pays; null for other entries.</summary>
    public required string? OtherAccount { get; init; }

    /// <summary>The entry that this one corrects, refunds or takes back.</summary>
    public required long? LinkedSeq { get; init; }

    /// <summary>What it moved into (positive) or out of (negative) the account's funds, in SU; of a transfer what left them.</summary>
    public required decimal Amount { get; init; }

    /// <summary>What it moved into or out of the account's funds, in units.</summary>
    public required long AmountUnits { get; init; }

    /// <summary>What it charged to the account (negative: gave back), in SU.</summary>
    public required decimal Charged { get; init; }

    /// <summary>What it charged to the account, in units.</summary>
    public required long ChargedUnits { get; init; }

    /// <summary>What the amounts are counted in.</summary>
    public required string Currency { get; init; }

    /// <summary>The job as people see it (<c>123</c>, <c>4_3</c>, <c>12+0</c>); null where it is not about a run.</summary>
    public required string? JobId { get; init; }

    /// <summary>The user of the run.</summary>
    public required string? User { get; init; }

    /// <summary>The cluster of the run.</summary>
    public required string? Cluster { get; init; }

    /// <summary>The allocation concerned, where one is.</summary>
    public required long? AllocationId { get; init; }

    /// <summary>The award or ticket number.</summary>
    public required string? Reference { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>Who did it.</summary>
    public required string Actor { get; init; }

    /// <summary>Through which door.</summary>
    public required string Source { get; init; }

    /// <summary>The tariff version that priced it.</summary>
    public required int? TariffVersion { get; init; }

    /// <summary>The engine's version.</summary>
    public required string EngineVersion { get; init; }

    /// <summary>What else was decided, a line a field.</summary>
    public required string Body { get; init; }

    /// <summary>The amounts moved; they sum to zero.</summary>
    public required IReadOnlyList<PostingReport> Postings { get; init; }

    /// <summary>How an entry about a run came about, a line a step, from the ledger alone; empty where it was not asked for.</summary>
    public IReadOnlyList<string> Derivation { get; init; } = [];

    /// <summary>The entry's hash in hexadecimal.</summary>
    public required string Hash { get; init; }
}
