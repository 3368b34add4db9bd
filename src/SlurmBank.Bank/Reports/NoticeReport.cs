using System;
using System.Collections.Generic;

namespace SlurmBank.Bank;

/// <summary>A threshold that was crossed, and what became of the notice. Amounts are SU; each has its exact units beside it.</summary>
public sealed record NoticeReport
{
    /// <summary>The notice's number.</summary>
    public required long NoticeId { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary><c>use</c> (a percentage of what was granted) or <c>end</c> (days before an allocation's end).</summary>
    public required string Kind { get; init; }

    /// <summary>The threshold: a percentage, or days.</summary>
    public required decimal Threshold { get; init; }

    /// <summary>Percent of what was granted that was charged when it was found crossed; null without grants.</summary>
    public required decimal? PercentUsed { get; init; }

    /// <summary>When it was found crossed.</summary>
    public required DateTimeOffset Crossed { get; init; }

    /// <summary><c>pending</c>, <c>failed</c> (pending still, and tried without success), <c>sent</c> or <c>superseded</c> (a higher one was crossed in the same moment).</summary>
    public required string State { get; init; }

    /// <summary>When it was sent; null before.</summary>
    public required DateTimeOffset? Sent { get; init; }

    /// <summary>How often it was tried to send it.</summary>
    public required int Attempts { get; init; }

    /// <summary>Why it could not be sent the last time; null where it could, or was not tried.</summary>
    public required string? LastError { get; init; }

    /// <summary>Whom it was sent to, or was to be the last time.</summary>
    public required IReadOnlyList<string> Recipients { get; init; }

    /// <summary>The addresses that have it: also of one that others refused, and that is due for those.</summary>
    public required IReadOnlyList<string> Delivered { get; init; }

    /// <summary>The allocation that ends; null for a notice about use.</summary>
    public required long? AllocationId { get; init; }

    /// <summary>When the allocation, or the first of the account's, ends; null where none does.</summary>
    public required DateTimeOffset? EndDate { get; init; }

    /// <summary>What was granted, in SU.</summary>
    public required decimal Granted { get; init; }

    /// <summary>What was granted, in units.</summary>
    public required long GrantedUnits { get; init; }

    /// <summary>What was charged against it, in SU.</summary>
    public required decimal Charged { get; init; }

    /// <summary>What was charged against it, in units.</summary>
    public required long ChargedUnits { get; init; }

    /// <summary>What the amounts are counted in.</summary>
    public required string Currency { get; init; }

    /// <summary>The subject, by the configuration's template.</summary>
    public required string Subject { get; init; }

    /// <summary>The text: of a sent notice as it was sent, else by the configuration's template.</summary>
    public required string Text { get; init; }
}

/// <summary>How the notices stand, for those who watch over the bank.</summary>
/// <param name="Pending">Notices that are to be sent, those that failed included.</param>
/// <param name="Failed">Of these, those that were tried without success.</param>
/// <param name="Oldest">When the oldest of them was crossed; null without any.</param>
/// <param name="LastError">Why the last one that failed did; null where none did.</param>
/// <param name="CanSend">Whether the configuration says how to send.</param>
public sealed record NoticeSummary(int Pending, int Failed, DateTimeOffset? Oldest, string? LastError, bool CanSend);

/// <summary>Which notices are asked for.</summary>
public sealed record NoticeQuery
{
    /// <summary>Names or wildcard patterns of accounts; empty for all.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>Only those that are to be sent.</summary>
    public bool Pending { get; init; }

    /// <summary>Also those that a higher one made superfluous.</summary>
    public bool Superseded { get; init; }
}

/// <summary>Sending notices.</summary>
public sealed record SendNoticesCommand
{
    /// <summary>Only these, whatever their age and however often they failed; empty for all that are due.</summary>
    public IReadOnlyList<long> NoticeIds { get; init; } = [];

    /// <summary>Names or wildcard patterns of accounts; empty for all.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>Tries those again that failed a short time ago.</summary>
    public bool Force { get; init; }

    /// <summary>Sends nothing and says what would be sent, and to whom.</summary>
    public bool IsPlan { get; init; }
}
