using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace SlurmBank.Ledger;

/// <summary>
/// Which allocations pay for an account's work, and in which order: its own by priority, earliest end, most specific, lowest number; then those of
/// the account that it draws on, and so on up the tree.
/// </summary>
public sealed class DrawOrder
{
    /// <summary>What stands in the place of allocations for work on hardware of the account's own: nobody pays, and nobody owes.</summary>
    public const string OwnHardware = "own";

    private readonly Allocation[] ordered;
    private readonly Dictionary<(long From, string Cluster, string Partition, string Qos, string User), string> eligible = [];
    private readonly Dictionary<long, Allocation[]> parents = [];
    private readonly IReadOnlyList<(long From, IReadOnlyList<long> Chain)> stretches;
    private readonly AccountSettings settings;
    private readonly long[] boundaries;
    private readonly bool scoped;

    /// <summary>Prepares the order for an account that draws on no other.</summary>
    /// <param name="allocations">The allocations of one account in one currency.</param>
    public DrawOrder(IEnumerable<Allocation> allocations)
        : this(0, _ => allocations, new DrawTree([]), AccountSettings.Default)
    {
    }

    /// <summary>Prepares the order.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="allocations">The allocations of an account in the currency.</param>
    /// <param name="tree">Which accounts draw on which.</param>
    /// <param name="settings">What was decided for the account.</param>
    public DrawOrder(long accountId, Func<long, IEnumerable<Allocation>> allocations, DrawTree tree, AccountSettings settings)
    {
        this.settings = settings;
        ordered = Sorted(allocations(accountId));
        stretches = tree.Stretches(accountId);
        foreach (long parent in stretches.SelectMany(s => s.Chain).Distinct())
        {
            // What writes a parent's overdraft off is for that alone.
            parents.Add(parent, Sorted(allocations(parent).Where(a => a.Priority != Allocation.WriteOffPriority)));
        }

        scoped = settings.Kind == AccountKind.Owned || ordered.Concat(parents.Values.SelectMany(p => p)).Any(a => a.Scope.Specificity > 0);
        boundaries = [.. Edges().Where(i => i != Allocation.Forever && i != long.MinValue).Distinct().Order()];
        ManagedFrom = settings.Kind == AccountKind.Unmanaged ? long.MaxValue : Managed();
    }

    /// <summary>All starts and ends of windows that the account's work may be paid from, ascending.</summary>
    public IReadOnlyList<long> Boundaries => boundaries;

    /// <summary>When the first window begins; the largest Int64 without allocations, and for an account that is unmanaged on purpose.</summary>
    public long ManagedFrom { get; }

    /// <summary>The account's own allocations in drawing order.</summary>
    public IReadOnlyList<Allocation> Ordered => ordered;

    /// <summary>How many accounts the account draws on at an instant.</summary>
    public int DepthAt(long instant) => ChainAt(instant).Count;

    /// <summary>The start of the interval between boundaries that an instant lies in.</summary>
    public long IntervalOf(long instant)
    {
        int at = Array.BinarySearch(boundaries, instant);
        int last = at >= 0 ? at : ~at - 1;
        return last < 0 ? long.MinValue : boundaries[last];
    }

    /// <summary>The class's list of allocations for work done in the interval that begins at <paramref name="from"/>.</summary>
    public string EligibleFor(long from, RunFacts facts)
    {
        if (facts.Key.Cluster == OpeningOperations.Cluster)
        {
            // What was used before the bank began was used of this allocation, whatever else could have paid for it.
            return ordered.Any(a => a.Id == facts.Key.JobIdRaw && a.IsActiveAt(from)) ? facts.Key.JobIdRaw.ToString(CultureInfo.InvariantCulture) : string.Empty;
        }

        var key = scoped ? (from, facts.Key.Cluster, facts.Partition, facts.Qos, facts.User) : (from, string.Empty, string.Empty, string.Empty, string.Empty);
        if (!eligible.TryGetValue(key, out string? list))
        {
            list = settings.Owns(facts.Partition) ? OwnHardware : string.Join(
                ",",
                Active(from).Where(a => a.Scope.Covers(facts.Key.Cluster, facts.Partition, facts.Qos, facts.User)).Select(a => a.Id.ToString(CultureInfo.InvariantCulture)));
            eligible.Add(key, list);
        }

        return list;
    }

    /// <summary>All allocations that are active at an instant and may pay for work of the account, in drawing order.</summary>
    public IEnumerable<Allocation> Active(long instant)
    {
        IReadOnlyList<long> chain = ChainAt(instant);
        IEnumerable<(int Rank, Allocation Allocation)> ranked = ordered.Select(a => (a.Priority, a));
        for (int depth = 0; depth < chain.Count; depth++)
        {
            int rank = Allocation.ParentPriority + depth;
            ranked = ranked.Concat(parents[chain[depth]].Select(a => (rank, a)));
        }

        // The sort keeps the order within one rank.
        return ranked.Where(r => r.Allocation.IsActiveAt(instant)).OrderBy(r => r.Rank).Select(r => r.Allocation);
    }

    private static Allocation[] Sorted(IEnumerable<Allocation> allocations) =>
        [.. allocations.OrderBy(a => a.Priority).ThenBy(a => a.End).ThenByDescending(a => a.Scope.Specificity).ThenBy(a => a.Id)];

    private IReadOnlyList<long> ChainAt(long instant) => stretches.Last(s => s.From <= instant).Chain;

    private IEnumerable<long> Edges()
    {
        IEnumerable<long> edges = ordered.SelectMany(a => new[] { a.Start, a.End });
        for (int i = 0; i < stretches.Count; i++)
        {
            long from = stretches[i].From;
            long to = i + 1 < stretches.Count ? stretches[i + 1].From : Allocation.Forever;
            edges = edges.Append(from).Concat(stretches[i].Chain.SelectMany(p => parents[p]).SelectMany(a => new[] { a.Start, a.End }).Where(e => from < e && e < to));
        }

        return edges;
    }

    private long Managed()
    {
        long first = ordered.Length == 0 ? long.MaxValue : ordered.Min(a => a.Start);
        for (int i = 0; i < stretches.Count; i++)
        {
            long to = i + 1 < stretches.Count ? stretches[i + 1].From : Allocation.Forever;
            foreach (Allocation allocation in stretches[i].Chain.SelectMany(p => parents[p]).Where(a => a.Start < to && a.End > stretches[i].From))
            {
                first = Math.Min(first, Math.Max(allocation.Start, stretches[i].From));
            }
        }

        return first;
    }
}
