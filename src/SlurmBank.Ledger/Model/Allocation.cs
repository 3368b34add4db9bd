using System;
using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Ledger;

/// <summary>What an allocation may pay for. Each empty list means "all".</summary>
/// <param name="Clusters">Names of clusters.</param>
/// <param name="Partitions">Names of partitions.</param>
/// <param name="Qos">Names of QOS.</param>
/// <param name="Users">Names of users.</param>
public sealed record AllocationScope(
    IReadOnlyList<string> Clusters,
    IReadOnlyList<string> Partitions,
    IReadOnlyList<string> Qos,
    IReadOnlyList<string> Users)
{
    /// <summary>The scope that pays for everything.</summary>
    public static AllocationScope Everything { get; } = new([], [], [], []);

    /// <summary>How many of the four lists are not empty; the more, the more specific.</summary>
    public int Specificity => (Clusters.Count > 0 ? 1 : 0) + (Partitions.Count > 0 ? 1 : 0) + (Qos.Count > 0 ? 1 : 0) + (Users.Count > 0 ? 1 : 0);

    /// <summary>Whether the allocation may pay for work of this cluster, partition, QOS and user.</summary>
    public bool Covers(string cluster, string partition, string qos, string user) =>
        Has(Clusters, cluster) && Has(Partitions, partition) && Has(Qos, qos) && Has(Users, user);

    /// <inheritdoc/>
    public bool Equals(AllocationScope? other) => other is not null
        && Clusters.SequenceEqual(other.Clusters) && Partitions.SequenceEqual(other.Partitions)
        && Qos.SequenceEqual(other.Qos) && Users.SequenceEqual(other.Users);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Clusters.Count, Partitions.Count, Qos.Count, Users.Count);

    private static bool Has(IReadOnlyList<string> names, string name)
    {
        if (names.Count == 0)
        {
            return true;
        }

        foreach (string candidate in names)
        {
            if (string.Equals(candidate, name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>
/// A grant: an amount for an account, to be spent on work done in a window of time. End, priority and scope are those in force; each change
/// is an entry. One whose grant was reversed has a window that never begins.
/// </summary>
/// <param name="Id">The allocation's number.</param>
/// <param name="AccountId">The account that it belongs to.</param>
/// <param name="Currency">What it is counted in, such as <c>SU</c>.</param>
/// <param name="Start">First second of the window, in seconds since 1970 UTC.</param>
/// <param name="End">First second after the window, in seconds since 1970 UTC; <see cref="Forever"/> for none.</param>
/// <param name="Kind">What the site calls it; <c>grant</c> by default.</param>
/// <param name="Priority">Which is drawn first: the lowest. Specific grants have 0, floating ones 100, investments 200.</param>
/// <param name="Scope">What it may pay for.</param>
/// <param name="Reference">The award or ticket number, if it was given.</param>
public sealed record Allocation(
    long Id,
    long AccountId,
    string Currency,
    long Start,
    long End,
    string Kind,
    int Priority,
    AllocationScope Scope,
    string? Reference)
{
    /// <summary>The end of an allocation that does not end.</summary>
    public const long Forever = long.MaxValue;

    /// <summary>The priority of what writes an overdraft off: it is drawn after everything else. No grant can have it.</summary>
    public const int WriteOffPriority = int.MaxValue;

    /// <summary>The kind of what writes an overdraft off.</summary>
    public const string WriteOffKind = "write-off";

    /// <summary>The priority of an ordinary grant.</summary>
    public const int SpecificPriority = 0;

    /// <summary>The priority of a grant that is drawn after the specific ones.</summary>
    public const int FloatingPriority = 100;

    /// <summary>The priority of an investment: it is drawn after what was granted.</summary>
    public const int InvestmentPriority = 200;

    /// <summary>The rank of the allocations of the account that is drawn on next; those of the one above it have 1 more.</summary>
    public const int ParentPriority = 300;

    /// <summary>Whether its grant was reversed: it pays for nothing, and makes no account a managed one.</summary>
    public bool IsReversed => Start == Forever;

    /// <summary>Whether work done, or money spent, at this second is inside the window.</summary>
    public bool IsActiveAt(long instant) => Start <= instant && instant < End;
}
