using System;
using System.Collections.Generic;
using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>An allocation with what was granted in it and what is left.</summary>
/// <param name="Allocation">The allocation.</param>
/// <param name="Granted">What was granted in it, deposits and withdrawals included.</param>
/// <param name="Remaining">What is left and can be spent while the window is open.</param>
/// <param name="Expired">What was left when the window ended; late charges of the window draw from it.</param>
public sealed record AllocationBalance(Allocation Allocation, ServiceUnits Granted, ServiceUnits Remaining, ServiceUnits Expired)
{
    /// <summary>What was drawn from it.</summary>
    public ServiceUnits Drawn => Granted - Remaining - Expired;
}

/// <summary>The figures of an account in one currency at one instant.</summary>
/// <param name="Account">The account.</param>
/// <param name="Currency">The currency.</param>
/// <param name="Settings">What was decided for the account.</param>
/// <param name="Instant">The instant, in seconds since 1970 UTC.</param>
/// <param name="IsManaged">False for an account that never had a grant in any currency: recorded, never gated or held.</param>
/// <param name="Granted">Active grants.</param>
/// <param name="Remaining">What is left in them.</param>
/// <param name="Overdraft">What nothing covered, ever; zero or more.</param>
/// <param name="TotalCharged">All that was ever charged.</param>
/// <param name="Pending">Liens of unfinished jobs.</param>
/// <param name="Allocations">The active allocations.</param>
public sealed record AccountBalance(
    Account Account,
    string Currency,
    AccountSettings Settings,
    long Instant,
    bool IsManaged,
    ServiceUnits Granted,
    ServiceUnits Remaining,
    ServiceUnits Overdraft,
    ServiceUnits TotalCharged,
    PendingSums Pending,
    IReadOnlyList<AllocationBalance> Allocations)
{
    /// <summary>What accounts that draw on one another get and give.</summary>
    public TreeShare Tree { get; init; }

    /// <summary>What was charged against the active grants, with the overdraft; draws of accounts that draw on this one included.</summary>
    public ServiceUnits Charged => Fit((Int128)Granted.Units - Remaining.Units + Overdraft.Units);

    /// <summary>Whether no figure limits this account.</summary>
    public bool IsUnlimited => Settings.Kind == AccountKind.Unlimited || (Settings.Kind == AccountKind.Owned && Settings.OwnedPartitions.Length == 0);

    /// <summary>Active grants and credit limit, less what was charged and what running jobs may still cost. The hold follows this figure.</summary>
    public ServiceUnits Spendable => IsUnlimited ? ServiceUnits.Unlimited : Fit((Int128)Remaining.Units - Overdraft.Units + Settings.CreditLimit.Units - Pending.Running.Units - Tree.ClaimedByRunning.Units + Tree.FromParentSpendable.Units);

    /// <summary>What a new job may cost: <see cref="Spendable"/> less what waiting gated jobs may cost.</summary>
    public ServiceUnits Available => IsUnlimited ? ServiceUnits.Unlimited : Fit((Int128)Remaining.Units - Overdraft.Units + Settings.CreditLimit.Units - Pending.Running.Units - Pending.Gated.Units - Tree.ClaimedByAll.Units + Tree.FromParentAvailable.Units);

    /// <summary>The rule: nothing spendable is left. Exactly zero counts; waiting work does not; unmanaged, unlimited and owned-hardware accounts never.</summary>
    public bool IsSpent => IsManaged && !IsUnlimited && Settings.Kind != AccountKind.Owned && Spendable <= ServiceUnits.Zero;

    /// <summary>Percent of the active grants that is charged, to two decimals; null without active grants.</summary>
    public decimal? PercentUsed => Granted.Units > 0 ? Math.Round(100m * Charged.Units / Granted.Units, 2, MidpointRounding.AwayFromZero) : null;

    /// <summary>When the first of the active windows ends, in seconds since 1970 UTC; null where none does.</summary>
    public long? NextEnd
    {
        get
        {
            long? end = null;
            foreach (AllocationBalance allocation in Allocations)
            {
                if (allocation.Allocation.End != Allocation.Forever && (end is null || allocation.Allocation.End < end))
                {
                    end = allocation.Allocation.End;
                }
            }

            return end;
        }
    }

    /// <summary>Sums of figures that each fit stop at the largest amount, which prints <c>unlimited</c>, or its opposite.</summary>
    private static ServiceUnits Fit(Int128 units) => ServiceUnits.FromUnits((long)Int128.Clamp(units, -long.MaxValue, long.MaxValue));
}
