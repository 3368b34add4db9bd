namespace SlurmBank.Ledger;

/// <summary>What a notice tells of. The numbers are part of the stored form and never change.</summary>
public enum NoticeKind
{
    /// <summary>A percentage of what was granted is used.</summary>
    Use = 1,

    /// <summary>An allocation ends in so many days.</summary>
    End = 2,
}

/// <summary>How far a notice has come. The numbers are part of the stored form and never change.</summary>
public enum NoticeState
{
    /// <summary>It is to be sent.</summary>
    Pending = 0,

    /// <summary>It was sent.</summary>
    Sent = 1,

    /// <summary>A higher threshold was crossed in the same moment, whose notice says more: it is recorded and not sent.</summary>
    Superseded = 2,
}

/// <summary>What happened to a notice after it was crossed. The numbers are part of the stored form and never change.</summary>
public enum NoticeStep
{
    /// <summary>It is being sent; without a later step the sender was ended half way.</summary>
    Trying = 1,

    /// <summary>It was sent.</summary>
    Sent = 2,

    /// <summary>It could not be sent, or not to these recipients.</summary>
    Failed = 3,

    /// <summary>It was sent to these recipients, and is still to be sent to others.</summary>
    Delivered = 4,
}

/// <summary>A threshold that was crossed.</summary>
/// <param name="Id">The notice's number.</param>
/// <param name="AccountId">The account.</param>
/// <param name="Currency">What the amounts are counted in.</param>
/// <param name="AllocationId">The allocation that ends; null for a percentage of use.</param>
/// <param name="Kind">What it tells of.</param>
/// <param name="Threshold">Of use: hundredths of a percent. Of an end: days.</param>
/// <param name="Granted">What was granted when it was crossed, in units.</param>
/// <param name="Charged">What was charged against that, in units.</param>
/// <param name="End">When the allocation, or the first of the account's, ends, in seconds since 1970 UTC; null where none does.</param>
/// <param name="Crossed">When it was found crossed, in microseconds since 1970 UTC.</param>
/// <param name="State">How far it has come.</param>
public sealed record Notice(
    long Id,
    long AccountId,
    string Currency,
    long? AllocationId,
    NoticeKind Kind,
    int Threshold,
    long Granted,
    long Charged,
    long? End,
    long Crossed,
    NoticeState State);

/// <summary>A step in a notice's life; steps are only ever added.</summary>
/// <param name="NoticeId">The notice.</param>
/// <param name="Number">The step's number, from 1.</param>
/// <param name="Step">What happened.</param>
/// <param name="Recorded">When, in microseconds since 1970 UTC.</param>
/// <param name="Actor">Who sent it, or tried to.</param>
/// <param name="Recipients">The addresses, parted by commas.</param>
/// <param name="Detail">Of a failure what went wrong; of a success the text that was sent.</param>
public sealed record NoticeEvent(long NoticeId, int Number, NoticeStep Step, long Recorded, string Actor, string Recipients, string Detail);

/// <summary>
/// What the last look for crossed thresholds saw of an account, so that a threshold counts as crossed once, and again only after what was granted has changed.
/// It can be computed again from the notices and balances, and is no record of its own.
/// </summary>
/// <param name="AccountId">The account.</param>
/// <param name="Currency">The currency.</param>
/// <param name="Seen">The figures, in the form of whoever looks.</param>
/// <param name="Crossed">The thresholds that are crossed, in the form of whoever looks.</param>
public sealed record NoticeMark(long AccountId, string Currency, string Seen, string Crossed);
