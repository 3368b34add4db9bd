using System.Collections.Generic;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>Which of Slurm's accounts to change, and how far.</summary>
public record SlurmAccountCommand
{
    /// <summary>The accounts.</summary>
    public required IReadOnlyList<string> Accounts { get; init; }

    /// <summary>The cluster; null for the only one.</summary>
    public string? Cluster { get; init; }

    /// <summary>Says what would be, and changes nothing.</summary>
    public bool IsPlan { get; init; }
}

/// <summary>Accounts to make or to change.</summary>
public sealed record AccountSettingCommand : SlurmAccountCommand
{
    /// <summary>What to set; null values stay as they are.</summary>
    public required NewAccount Settings { get; init; }

    /// <summary>Users to make coordinators.</summary>
    public IReadOnlyList<string> AddCoordinators { get; init; } = [];

    /// <summary>Users who shall be none any more.</summary>
    public IReadOnlyList<string> RemoveCoordinators { get; init; } = [];
}

/// <summary>Accounts to remove.</summary>
public sealed record AccountRemoval : SlurmAccountCommand
{
    /// <summary>Also every account below them.</summary>
    public bool Recurse { get; init; }

    /// <summary>Although the bank has funds of them, and with users who have no other account.</summary>
    public bool Force { get; init; }
}

/// <summary>Users to add to accounts, or to remove.</summary>
public sealed record AccountUserCommand : SlurmAccountCommand
{
    /// <summary>The users.</summary>
    public required IReadOnlyList<string> Users { get; init; }

    /// <summary>The partition of the associations; null for all.</summary>
    public string? Partition { get; init; }

    /// <summary>Shares; null for 1.</summary>
    public long? Shares { get; init; }
}

/// <summary>Limits to set, or usage to reset.</summary>
public sealed record AssociationCommand : SlurmAccountCommand
{
    /// <summary>The users; empty for the accounts' own associations.</summary>
    public IReadOnlyList<string> Users { get; init; } = [];

    /// <summary>The partition of the users' associations; null for all.</summary>
    public string? Partition { get; init; }

    /// <summary>The limits; empty where usage is reset.</summary>
    public IReadOnlyList<AssociationChange> Changes { get; init; } = [];

    /// <summary>Also where a hold of the bank would be changed.</summary>
    public bool Force { get; init; }
}
