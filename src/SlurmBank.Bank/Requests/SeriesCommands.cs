using System;
using System.Collections.Generic;
using SlurmBank.Engine;

namespace SlurmBank.Bank;

/// <summary>A renewal of one allocation: the same account, currency, kind, priority and scope again, after it.</summary>
public sealed record RenewalCommand
{
    /// <summary>The allocation.</summary>
    public required long AllocationId { get; init; }

    /// <summary>The amount; null for what it was granted.</summary>
    public ServiceUnits? Amount { get; init; }

    /// <summary>The unit that was written behind the amount, which says the currency too; null for none.</summary>
    public string? Unit { get; init; }

    /// <summary>When the new window begins; null for the end of the old one, or today where that is past.</summary>
    public SiteMoment? StartDate { get; init; }

    /// <summary>Its last date (inclusive); null for as many days as the old one had.</summary>
    public SiteMoment? EndDate { get; init; }

    /// <summary>The award or ticket number; null for one made of the old allocation's number, so that it is renewed once.</summary>
    public string? Reference { get; init; }

    /// <summary>Why.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>Passes over the site's rules about grants.</summary>
    public bool Force { get; init; }

    /// <summary>Changes nothing and answers with what would be.</summary>
    public bool IsPlan { get; init; }
}

/// <summary>A run of what is due: new periods, what is carried over, what rules say of new accounts.</summary>
public sealed record DueCommand
{
    /// <summary>Names or wildcard patterns of accounts; empty for all.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>Changes nothing and answers with what would be done.</summary>
    public bool IsPlan { get; init; }
}

/// <summary>Money of later periods for the present one.</summary>
public sealed record AdvanceCommand
{
    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The amount, more than zero.</summary>
    public required ServiceUnits Amount { get; init; }

    /// <summary>The present period's allocation; null for the account's only one that belongs to a row.</summary>
    public long? AllocationId { get; init; }

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

/// <summary>The end of a row of allocations: no periods after the one that is open.</summary>
public sealed record StopCommand
{
    /// <summary>An allocation of the row.</summary>
    public required long AllocationId { get; init; }

    /// <summary>The ticket number, unique per account.</summary>
    public string? Reference { get; init; }

    /// <summary>Why.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>Changes nothing and answers with what would be.</summary>
    public bool IsPlan { get; init; }
}
