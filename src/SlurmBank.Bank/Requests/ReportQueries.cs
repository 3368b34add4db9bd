using System.Collections.Generic;

namespace SlurmBank.Bank;

/// <summary>The form in which usage is given.</summary>
public enum UsageForm
{
    /// <summary>Rows of usage.</summary>
    Usage,

    /// <summary>Rows in the columns of the FOCUS specification.</summary>
    Focus,
}

/// <summary>Which usage is exported in the columns of FOCUS.</summary>
public sealed record FocusQuery
{
    /// <summary>Names or wildcard patterns of accounts; empty for all.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>First moment of the period; null for the beginning.</summary>
    public SiteMoment? StartTime { get; init; }

    /// <summary>The end of the period; a date is inclusive. Null for no end.</summary>
    public SiteMoment? EndTime { get; init; }

    /// <summary>Whether a charge period is a month; a day without it.</summary>
    public bool Monthly { get; init; }
}

/// <summary>What a chart shows.</summary>
public enum ChartKind
{
    /// <summary>What was granted, what was charged so far, and where that leads.</summary>
    BurnDown,

    /// <summary>What work cost, by user or another key, month by month.</summary>
    Usage,
}

/// <summary>Which chart is asked for.</summary>
public sealed record ChartQuery
{
    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>What it shows.</summary>
    public ChartKind Kind { get; init; } = ChartKind.BurnDown;

    /// <summary>By what a chart of usage is told apart.</summary>
    public UsageKey By { get; init; } = UsageKey.User;

    /// <summary>First moment; null for the beginning of the first active window, of usage for eleven months before this one.</summary>
    public SiteMoment? StartTime { get; init; }

    /// <summary>The end; a date is inclusive. Null for the end of the last active window, of usage for now.</summary>
    public SiteMoment? EndTime { get; init; }

    /// <summary>The currency; null for the site's default.</summary>
    public string? Currency { get; init; }
}

/// <summary>Which comparison of the ledger with Slurm's own figures is asked for.</summary>
public sealed record CompareQuery
{
    /// <summary>Names or wildcard patterns of accounts; empty for all.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>First moment of the period; null for the opening of the books.</summary>
    public SiteMoment? StartTime { get; init; }

    /// <summary>The end of the period; a date is inclusive. Null for now.</summary>
    public SiteMoment? EndTime { get; init; }

    /// <summary>The cluster; null where the site has one.</summary>
    public string? Cluster { get; init; }
}
