using System.Collections.Generic;

namespace SlurmBank.Ledger;

/// <summary>What an entry records. The numbers are part of the stored form and never change.</summary>
public enum EntryKind
{
    /// <summary>An allocation was made and its first amount issued.</summary>
    Grant = 1,

    /// <summary>An amount was added to an allocation.</summary>
    Deposit = 2,

    /// <summary>An amount was taken back from an allocation.</summary>
    Withdrawal = 3,

    /// <summary>A finished run, or a segment of one, was charged.</summary>
    Charge = 4,

    /// <summary>Slurm gave other facts for a settled run: the difference.</summary>
    Adjustment = 5,

    /// <summary>Part or all of a charge was given back.</summary>
    Refund = 6,

    /// <summary>Draws were moved to the allocations that should bear them.</summary>
    Redraw = 7,

    /// <summary>The unused rest of an ended allocation was set aside.</summary>
    Expiry = 8,

    /// <summary>An opening balance when the bank took over a live cluster.</summary>
    Opening = 9,

    /// <summary>An amount was moved from one allocation to another, of the same account or of two.</summary>
    Transfer = 10,

    /// <summary>An overdraft was forgiven: an allocation was made that pays for it.</summary>
    WriteOff = 11,

    /// <summary>An earlier entry was taken back: <see cref="EntryDraft.LinkedSeq"/> says which.</summary>
    Reversal = 12,

    /// <summary>An allocation's end, priority or scope was changed. Moves an amount only where an ended allocation begins to be spendable again.</summary>
    Change = 13,

    /// <summary>A row of allocations was decided, or stopped. Moves no amount: each of its allocations has a grant of its own.</summary>
    Series = 14,

    /// <summary>Part of what a period left unused went to the next one, or a late charge or refund corrected that.</summary>
    CarryOver = 15,

    /// <summary>Part of later periods came into the present one.</summary>
    Advance = 16,

    /// <summary>An account's settings were changed. Moves no amount.</summary>
    Settings = 20,

    /// <summary>An account was held. Moves no amount.</summary>
    Hold = 21,

    /// <summary>An account was released. Moves no amount.</summary>
    Release = 22,

    /// <summary>A tariff version came into the ledger. Moves no amount.</summary>
    Tariff = 23,

    /// <summary>The ledger's books were opened. Moves no amount.</summary>
    Opened = 24,

    /// <summary>The ledger was put back to what a backup held. Moves no amount.</summary>
    Restored = 25,

    /// <summary>An account's usage in Slurm was set to zero. Moves no amount.</summary>
    UsageReset = 26,

    /// <summary>Somebody said what a figure of an account is. Moves no amount; verification holds it against the entries.</summary>
    Assertion = 30,
}

/// <summary>An amount moved into (positive) or out of (negative) a book.</summary>
/// <param name="BookId">The book.</param>
/// <param name="Amount">The amount in units.</param>
/// <param name="BalanceAfter">The book's balance after this posting, in units.</param>
public readonly record struct Posting(long BookId, long Amount, long BalanceAfter);

/// <summary>What is about to be posted.</summary>
/// <param name="Kind">What it records.</param>
/// <param name="Effective">When the work was done or the movement counts, in seconds since 1970 UTC.</param>
public sealed record EntryDraft(EntryKind Kind, long Effective)
{
    /// <summary>The account concerned, if one is.</summary>
    public long? AccountId { get; init; }

    /// <summary>
    /// The second account concerned: the one that a transfer pays. The hash covers it by the books of the postings, which verification holds it against.
    /// </summary>
    public long? OtherAccountId { get; init; }

    /// <summary>The allocation concerned, if one is; of a transfer the one that it came from.</summary>
    public long? AllocationId { get; init; }

    /// <summary>The run concerned, if one is.</summary>
    public long? RunId { get; init; }

    /// <summary>The segment of the run: 0 for the whole run, else from 1.</summary>
    public int Segment { get; init; }

    /// <summary>The revision of the run: 0 for its charge, else the count of adjustments.</summary>
    public int Revision { get; init; }

    /// <summary>The entry that this one corrects, refunds or takes back.</summary>
    public long? LinkedSeq { get; init; }

    /// <summary>The tariff version that priced it.</summary>
    public int? TariffVersion { get; init; }

    /// <summary>Why, in the words of the person who did it; may be empty.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>The award or ticket number, unique per account and kind, of an entry about a run per run and kind; null where none was given.</summary>
    public string? Reference { get; init; }

    /// <summary>What else was decided, as <see cref="EntryBody"/> lines; the same reference must come with the same body.</summary>
    public string Body { get; init; } = string.Empty;
}

/// <summary>A posted entry. It never changes and is never removed.</summary>
/// <param name="Seq">The entry's number: the ledger's total order, from 1 without gaps.</param>
/// <param name="Recorded">When it was posted, in microseconds since 1970 UTC; never before an earlier entry.</param>
/// <param name="Actor">Who did it: the name of the real user, with the user who called sudo as claimed.</param>
/// <param name="Source">The door or the sync that it came through.</param>
/// <param name="EngineVersion">The version of the engine that computed it.</param>
/// <param name="Draft">What was posted.</param>
/// <param name="Postings">The amounts moved; they sum to zero per currency.</param>
/// <param name="Hash">SHA-256 over the entry and the hash before it: see <see cref="EntryHash"/>.</param>
public sealed record Entry(
    long Seq,
    long Recorded,
    string Actor,
    string Source,
    string EngineVersion,
    EntryDraft Draft,
    IReadOnlyList<Posting> Postings,
    byte[] Hash);
