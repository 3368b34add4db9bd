using System;

namespace SlurmBank.Bank;

/// <summary>The figures of one account in one currency. Amounts are SU as decimal numbers; each has its exact units beside it (1 SU is 3 600 000 units).</summary>
public sealed record Balance
{
    /// <summary>The account's name.</summary>
    public required string Account { get; init; }

    /// <summary>What the amounts are counted in.</summary>
    public required string Currency { get; init; }

    /// <summary>Active grants, in SU.</summary>
    public required decimal Granted { get; init; }

    /// <summary>Active grants, in units.</summary>
    public required long GrantedUnits { get; init; }

    /// <summary>What was charged against the active grants, with the overdraft, in SU.</summary>
    public required decimal Charged { get; init; }

    /// <summary>What was charged against the active grants, with the overdraft, in units.</summary>
    public required long ChargedUnits { get; init; }

    /// <summary>What running jobs may still cost, in SU.</summary>
    public required decimal Running { get; init; }

    /// <summary>What running jobs may still cost, in units.</summary>
    public required long RunningUnits { get; init; }

    /// <summary>What waiting jobs may cost, in SU; shown as demand, subtracted only where they were gated.</summary>
    public required decimal Queued { get; init; }

    /// <summary>What waiting jobs may cost, in units.</summary>
    public required long QueuedUnits { get; init; }

    /// <summary>How far the account may go below its grants, in SU.</summary>
    public required decimal CreditLimit { get; init; }

    /// <summary>How far the account may go below its grants, in units.</summary>
    public required long CreditLimitUnits { get; init; }

    /// <summary>Grants and credit limit less Charged and Running, in SU; the hold follows it. The largest amount for an unlimited account.</summary>
    public required decimal Spendable { get; init; }

    /// <summary>Grants and credit limit less Charged and Running, in units; the largest Int64 for an unlimited account.</summary>
    public required long SpendableUnits { get; init; }

    /// <summary>What a new job may cost, in SU; never null. The largest amount for an unlimited account.</summary>
    public required decimal Available { get; init; }

    /// <summary>What a new job may cost, in units; the largest Int64 for an unlimited account.</summary>
    public required long AvailableUnits { get; init; }

    /// <summary>All that the account was ever charged, in SU.</summary>
    public required decimal TotalCharged { get; init; }

    /// <summary>All that the account was ever charged, in units.</summary>
    public required long TotalChargedUnits { get; init; }

    /// <summary>Percent of the active grants that is charged; null without active grants.</summary>
    public required decimal? PercentUsed { get; init; }

    /// <summary><c>unmanaged</c> (never had a grant), <c>open</c>, <c>spent</c>, <c>held</c>, <c>pardoned</c> or <c>unlimited</c>.</summary>
    public required string Status { get; init; }

    /// <summary><c>track</c>, <c>notify</c> or <c>enforce</c>.</summary>
    public required string Mode { get; init; }

    /// <summary>When the first of the active windows ends; null where none does.</summary>
    public required DateTimeOffset? EndDate { get; init; }

    /// <summary>When the figures were computed.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The account above it in Slurm's tree; null for none, and where it is another on each cluster.</summary>
    public string? ParentAccount { get; init; }

    /// <summary>The account that it draws on after its own grants; null for none.</summary>
    public string? Parent { get; init; }

    /// <summary>What that one, and those above it, have left for the account, in SU; counted in Spendable and Available. A sum over a tree takes it off.</summary>
    public decimal FromParent { get; init; }

    /// <summary>What the parent has left for the account, in units.</summary>
    public long FromParentUnits { get; init; }

    /// <summary>What jobs of accounts that draw on this one may still cost it, in SU; taken off Spendable.</summary>
    public decimal ClaimedByChildren { get; init; }

    /// <summary>What jobs of accounts that draw on this one may still cost it, in units.</summary>
    public long ClaimedByChildrenUnits { get; init; }

    /// <summary>The cluster that Spendable and Available are for; null for any.</summary>
    public string? Cluster { get; init; }

    /// <summary>The partition that Spendable and Available are for; null for any.</summary>
    public string? Partition { get; init; }

    /// <summary>The QOS that Spendable and Available are for; null for any.</summary>
    public string? Qos { get; init; }

    /// <summary>The user whom Spendable and Available are for; null for any.</summary>
    public string? User { get; init; }

    /// <summary>What the user may be charged in the account at most while the active grants last, in SU; null without a limit.</summary>
    public decimal? UserLimit { get; init; }

    /// <summary>What the user may be charged in the account at most, in units; null without a limit.</summary>
    public long? UserLimitUnits { get; init; }

    /// <summary>What was counted against the user's limit, in SU; null without a limit.</summary>
    public decimal? UserCharged { get; init; }

    /// <summary>What was counted against the user's limit, in units; null without a limit.</summary>
    public long? UserChargedUnits { get; init; }
}
