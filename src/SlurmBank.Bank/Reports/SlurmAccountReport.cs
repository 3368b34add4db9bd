using System.Collections.Generic;

namespace SlurmBank.Bank;

/// <summary>
/// An account of Slurm. Through the pipeline it names the account and nothing else: it has no property that another cmdlet would take
/// for a cluster, a user or a window of time.
/// </summary>
public sealed record SlurmAccountReport
{
    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The parent account; null for root, and where the account has other parents on other clusters.</summary>
    public string? ParentAccount { get; init; }

    /// <summary>What it is; slurmdbd keeps it in lower case.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>The organisation; slurmdbd keeps it in lower case.</summary>
    public string Organization { get; init; } = string.Empty;

    /// <summary>The users who may manage it.</summary>
    public IReadOnlyList<string> Coordinators { get; init; } = [];

    /// <summary>Its parent by cluster, empty for root; a cluster on which it does not exist is not in it.</summary>
    public IReadOnlyDictionary<string, string> Parents { get; init; } = new Dictionary<string, string>();
}
