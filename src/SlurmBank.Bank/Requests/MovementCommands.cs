using System;
using System.Collections.Generic;
using SlurmBank.Engine;

namespace SlurmBank.Bank;

/// <summary>A transfer from one allocation to another, of the same account or of two.</summary>
public sealed record TransferCommand
{
    /// <summary>The account that pays.</summary>
    public required string Account { get; init; }

    /// <summary>The account that is paid; it may be the same, where the allocations are named.</summary>
    public required string ToAccount { get; init; }

    /// <summary>The amount, more than zero, never more than is left and available.</summary>
    public required ServiceUnits Amount { get; init; }

    /// <summary>The allocation that pays; null for the account's only active one (several are an error that lists them).</summary>
    public long? AllocationId { get; init; }

    /// <summary>The allocation that is paid; null for the account's only active one.</summary>
    public long? ToAllocationId { get; init; }

    /// <summary>What the amount is counted in; null for the site's default.</summary>
    public string? Currency { get; init; }

    /// <summary>The unit that was written behind the amount, which says the currency too; null for none.</summary>
    public string? Unit { get; init; }

    /// <summary>The ticket number, unique per account that pays.</summary>
    public string? Reference { get; init; }

    /// <summary>Why.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>Changes nothing and answers with what would be.</summary>
    public bool IsPlan { get; init; }
}

/// <summary>An overdraft that is forgiven.</summary>
public sealed record WriteOffCommand
{
    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>How much; null for all of it.</summary>
    public ServiceUnits? Amount { get; init; }

    /// <summary>What the amount is counted in; null for the site's default.</summary>
    public string? Currency { get; init; }

    /// <summary>The unit that was written behind the amount, which says the currency too; null for none.</summary>
    public string? Unit { get; init; }

    /// <summary>The ticket number, unique per account.</summary>
    public string? Reference { get; init; }

    /// <summary>Why.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>Changes nothing and answers with what would be.</summary>
    public bool IsPlan { get; init; }
}

/// <summary>A change of an allocation's terms; null leaves one as it is.</summary>
public sealed record TermsCommand
{
    /// <summary>The allocation.</summary>
    public required long AllocationId { get; init; }

    /// <summary>The account that it must belong to; null for any.</summary>
    public string? Account { get; init; }

    /// <summary>The last date of the window (inclusive), or the first instant after it.</summary>
    public SiteMoment? EndDate { get; init; }

    /// <summary>The window does not end any more.</summary>
    public bool HasNoEnd { get; init; }

    /// <summary>Which is drawn first: the lowest.</summary>
    public int? Priority { get; init; }

    /// <summary>Clusters that it may pay for; empty for all.</summary>
    public IReadOnlyList<string>? Clusters { get; init; }

    /// <summary>Partitions that it may pay for; empty for all.</summary>
    public IReadOnlyList<string>? Partitions { get; init; }

    /// <summary>QOS that it may pay for; empty for all.</summary>
    public IReadOnlyList<string>? Qos { get; init; }

    /// <summary>Users that it may pay for; empty for all.</summary>
    public IReadOnlyList<string>? Users { get; init; }

    /// <summary>The ticket number, unique per account.</summary>
    public string? Reference { get; init; }

    /// <summary>Why.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>Changes nothing and answers with what would be.</summary>
    public bool IsPlan { get; init; }
}

/// <summary>The end of an allocation: what is left then expires.</summary>
public sealed record CloseCommand
{
    /// <summary>The allocation.</summary>
    public required long AllocationId { get; init; }

    /// <summary>The account that it must belong to; null for any.</summary>
    public string? Account { get; init; }

    /// <summary>Its last date (inclusive), or the first instant after it; null for now.</summary>
    public SiteMoment? EndDate { get; init; }

    /// <summary>The ticket number, unique per account.</summary>
    public string? Reference { get; init; }

    /// <summary>Why.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>Changes nothing and answers with what would be.</summary>
    public bool IsPlan { get; init; }
}

/// <summary>An entry that is taken back.</summary>
public sealed record UndoCommand
{
    /// <summary>The entry's number.</summary>
    public required long Seq { get; init; }

    /// <summary>The ticket number, unique per account.</summary>
    public string? Reference { get; init; }

    /// <summary>Why.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>Changes nothing and answers with what would be.</summary>
    public bool IsPlan { get; init; }
}

/// <summary>A refund of runs: of those of the jobs named, or of all that fit the other properties, which then include a start.</summary>
public sealed record RefundCommand
{
    /// <summary>Jobs as people see them (123, 4_3, 12+0), or JobIDRaw: all their settled runs. Empty for those that fit.</summary>
    public IReadOnlyList<string> JobIds { get; init; } = [];

    /// <summary>Only the run that was submitted, or begun again by a requeue or a resize, at this moment.</summary>
    public DateTimeOffset? SubmitTime { get; init; }

    /// <summary>Runs that ended at this moment or later.</summary>
    public SiteMoment? StartTime { get; init; }

    /// <summary>Runs that ended before this moment; a date is inclusive.</summary>
    public SiteMoment? EndTime { get; init; }

    /// <summary>Names or wildcard patterns of accounts; empty for all.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>Only runs of this cluster; null for all.</summary>
    public string? Cluster { get; init; }

    /// <summary>Users; empty for all.</summary>
    public IReadOnlyList<string> Users { get; init; } = [];

    /// <summary>Partitions; empty for all.</summary>
    public IReadOnlyList<string> Partitions { get; init; } = [];

    /// <summary>QOS; empty for all.</summary>
    public IReadOnlyList<string> Qos { get; init; } = [];

    /// <summary>End states by Slurm's full words, such as <c>NODE_FAIL</c>; empty for all.</summary>
    public IReadOnlyList<string> States { get; init; } = [];

    /// <summary>Nodes, by name; only runs that had one of them. Slurm is asked for these. Empty for all.</summary>
    public IReadOnlyList<string> Nodes { get; init; } = [];

    /// <summary>How much of one run; null for all that each run costs.</summary>
    public ServiceUnits? Amount { get; init; }

    /// <summary>The unit that was written behind the amount, which says the currency too; null for none.</summary>
    public string? Unit { get; init; }

    /// <summary>The ticket number, unique per run: all the runs of an outage can have the same.</summary>
    public string? Reference { get; init; }

    /// <summary>Why.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>Changes nothing and answers with what would be.</summary>
    public bool IsPlan { get; init; }
}

/// <summary>Which statements are asked for.</summary>
public sealed record StatementQuery
{
    /// <summary>Names or wildcard patterns of accounts; empty for all.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>First moment of the period; null for the beginning of the ledger.</summary>
    public SiteMoment? StartTime { get; init; }

    /// <summary>The end of the period; a date is inclusive. Null for now.</summary>
    public SiteMoment? EndTime { get; init; }

    /// <summary>Only this currency; null for all that an account has.</summary>
    public string? Currency { get; init; }

    /// <summary>The work of this user inside each account, instead of the account's funds; null for the account.</summary>
    public string? User { get; init; }
}

/// <summary>By what usage is told apart, beside the account.</summary>
public enum UsageKey
{
    /// <summary>By user.</summary>
    User,

    /// <summary>By partition.</summary>
    Partition,

    /// <summary>By QOS.</summary>
    Qos,

    /// <summary>By month of the work, in the site's time zone.</summary>
    Month,

    /// <summary>By cluster.</summary>
    Cluster,

    /// <summary>By end state.</summary>
    State,
}

/// <summary>Which usage is asked for. It follows when the work was done: a run over the edge of the period counts by its seconds in it.</summary>
public sealed record UsageQuery
{
    /// <summary>Names or wildcard patterns of accounts; empty for all.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>First moment of the period; null for the beginning.</summary>
    public SiteMoment? StartTime { get; init; }

    /// <summary>The end of the period; a date is inclusive. Null for no end.</summary>
    public SiteMoment? EndTime { get; init; }

    /// <summary>By what it is told apart; empty for one row an account.</summary>
    public IReadOnlyList<UsageKey> By { get; init; } = [UsageKey.User];
}
