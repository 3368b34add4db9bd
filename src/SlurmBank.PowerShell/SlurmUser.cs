using System.Collections.Generic;

namespace SlurmBank.PowerShell;

/// <summary>A user of Slurm.</summary>
public sealed record SlurmUser
{
    /// <summary>The user.</summary>
    public required string User { get; init; }

    /// <summary>The account of jobs that name none; empty for none.</summary>
    public string DefaultAccount { get; init; } = string.Empty;

    /// <summary>None, Operator or Administrator.</summary>
    public string AdminLevel { get; init; } = string.Empty;

    /// <summary>The accounts that the user may submit to.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>The accounts that the user may manage.</summary>
    public IReadOnlyList<string> CoordinatorOf { get; init; } = [];
}
