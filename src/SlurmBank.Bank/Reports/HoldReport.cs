using System;

namespace SlurmBank.Bank;

/// <summary>A hold in force, or a pardon: who, why, since when, until when, and whether Slurm honours it.</summary>
public sealed record HoldReport
{
    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary><c>automatic</c>, <c>person</c> or <c>pardon</c>; in a detailed list <c>foreign</c>, too: a limit of somebody else that keeps a solvent account from starting jobs.</summary>
    public required string Owner { get; init; }

    /// <summary>Who set it.</summary>
    public required string Actor { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>The currency that alone is held, while the account has something left in another; empty where all work is.</summary>
    public string Currency { get; init; } = string.Empty;

    /// <summary>The user that alone is held, the limit inside the account being used up; empty where all users are.</summary>
    public string User { get; init; } = string.Empty;

    /// <summary>The Slurm limit used, such as <c>grp-tres-run-mins</c>; empty for a pardon.</summary>
    public required string Mechanism { get; init; }

    /// <summary>When it was set; null for a limit of somebody else.</summary>
    public required DateTimeOffset? Placed { get; init; }

    /// <summary>Until when; null for "until lifted" and for automatic ones.</summary>
    public required DateTimeOffset? Until { get; init; }

    /// <summary>When it ended; null while in force.</summary>
    public required DateTimeOffset? Lifted { get; init; }

    /// <summary>Who ended it.</summary>
    public required string? LiftedBy { get; init; }

    /// <summary>The limit as Slurm names it, such as <c>GrpTRESRunMins=cpu</c>; empty where none is set.</summary>
    public string Limit { get; init; } = string.Empty;

    /// <summary>The associations that carry it: <c>name</c>, <c>name/user</c> or <c>name/user/partition</c>.</summary>
    public System.Collections.Generic.IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>The values that it replaced and that come back, of the associations in their order, parted by commas; empty where there were none.</summary>
    public string Replaced { get; init; } = string.Empty;

    /// <summary>Whether Slurm shows it and honours it; null where Slurm was not asked.</summary>
    public bool? Effective { get; init; }

    /// <summary>Why it is not effective; empty where it is.</summary>
    public string Note { get; init; } = string.Empty;
}

/// <summary>What enforcement does, or would do, to one account.</summary>
public sealed record HoldAction
{
    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary><c>hold</c>, <c>release</c>, <c>keep</c> (held and stays so), <c>limit</c> (the limit that follows the balance was set), <c>none</c>, or <c>not-effective</c> (Slurm would not honour it).</summary>
    public required string Action { get; init; }

    /// <summary>Why: the figures, the person, or what stands in the way.</summary>
    public required string Reason { get; init; }

    /// <summary><c>automatic</c>, <c>person</c> or <c>pardon</c>.</summary>
    public required string Owner { get; init; }

    /// <summary>The Slurm limit concerned, such as <c>GrpTRESRunMins=cpu</c>.</summary>
    public required string Limit { get; init; }

    /// <summary>The associations that carry it: <c>name</c>, <c>name/user</c> or <c>name/user/partition</c>.</summary>
    public required System.Collections.Generic.IReadOnlyList<string> Targets { get; init; }

    /// <summary>The currency of what is spendable: of work in one currency that one, else that of the figures which decided.</summary>
    public string Currency { get; init; } = "SU";

    /// <summary>What is spendable, in SU, or in hours of the currency.</summary>
    public required decimal Spendable { get; init; }

    /// <summary>What is spendable, in units.</summary>
    public required long SpendableUnits { get; init; }

    /// <summary>True where it was done and read back; false for a plan, or where it failed.</summary>
    public required bool Done { get; init; }

    /// <summary>What went wrong, with Slurm's own words; null where nothing did.</summary>
    public required string? Error { get; init; }
}

/// <summary>The result of an enforcement or of its plan.</summary>
public sealed record HoldReportSet
{
    /// <summary>The cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>What is done or would be done, account by account; accounts with nothing to do are left out.</summary>
    public required System.Collections.Generic.IReadOnlyList<HoldAction> Actions { get; init; }

    /// <summary>How many accounts were looked at.</summary>
    public required int Accounts { get; init; }

    /// <summary>How many Slurm commands changed something.</summary>
    public required int Commands { get; init; }

    /// <summary>True for a plan.</summary>
    public required bool IsPlan { get; init; }

    /// <summary>What the administrator should know besides.</summary>
    public required System.Collections.Generic.IReadOnlyList<string> Warnings { get; init; }
}
