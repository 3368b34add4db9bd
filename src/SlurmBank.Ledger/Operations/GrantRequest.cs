using System;
using System.Linq;
using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>A grant that is asked for.</summary>
/// <param name="Account">The account's name; it is opened where the ledger did not have it.</param>
/// <param name="Amount">The amount; zero or more.</param>
/// <param name="Start">First second of the window, in seconds since 1970 UTC.</param>
/// <param name="End">First second after it; <see cref="Allocation.Forever"/> for none.</param>
public sealed record GrantRequest(string Account, ServiceUnits Amount, long Start, long End)
{
    /// <summary>What the amount is counted in.</summary>
    public string Currency { get; init; } = "SU";

    /// <summary>What the site calls it.</summary>
    public string Kind { get; init; } = "grant";

    /// <summary>Which is drawn first: the lowest.</summary>
    public int Priority { get; init; } = Allocation.SpecificPriority;

    /// <summary>What it may pay for.</summary>
    public AllocationScope Scope { get; init; } = AllocationScope.Everything;

    /// <summary>The award or ticket number; unique per account.</summary>
    public string? Reference { get; init; }

    /// <summary>Why.</summary>
    public string Reason { get; init; } = string.Empty;

    internal void Check()
    {
        if (Amount < ServiceUnits.Zero)
        {
            throw new InvalidRequestException($"A grant to account '{Account}' cannot be {Amount} SU: it is zero or more.", "To take credit away: Remove-SlurmCredit. An account without limit: Set-SlurmBankAccount -Kind Unlimited.");
        }

        if (Amount.IsUnlimited)
        {
            throw new InvalidRequestException($"A grant to account '{Account}' cannot be unlimited.", "Make the account unlimited instead: Set-SlurmBankAccount -Kind Unlimited.");
        }

        if (End <= Start)
        {
            throw new InvalidRequestException($"The window of a grant to account '{Account}' ends ({EntryBody.Moment(End)}) before it begins ({EntryBody.Moment(Start)}).", "Check the two dates; the last one is in the window, and without a first one it begins today.");
        }

        if (Priority == Allocation.WriteOffPriority)
        {
            throw new InvalidRequestException($"A grant to account '{Account}' cannot have the priority {Priority}: it is kept for write-offs.", "Choose a smaller number: the lowest is drawn first.");
        }

        Check(Scope, Account);
    }

    internal static void Check(AllocationScope scope, string account)
    {
        foreach (string name in scope.Clusters.Concat(scope.Partitions).Concat(scope.Qos).Concat(scope.Users))
        {
            if (name.Length == 0 || name.Contains(',', StringComparison.Ordinal))
            {
                throw new InvalidRequestException($"'{name}' in the scope of a grant to account '{account}' is not a name: it is empty or has a comma.");
            }
        }
    }
}

/// <summary>The answer to an action with a reference.</summary>
/// <param name="Allocation">The allocation.</param>
/// <param name="Entry">The entry, new or found by its reference.</param>
/// <param name="IsNew">False where the same action was done before under the same reference.</param>
public sealed record GrantResult(Allocation Allocation, Entry Entry, bool IsNew);
