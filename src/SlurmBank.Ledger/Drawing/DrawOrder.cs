using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace SlurmBank.Ledger;

/// <summary>Which allocations of an account pay for a piece of work, and in which order.</summary>
public sealed class DrawOrder
{
    private readonly Allocation[] ordered;
    private readonly Dictionary<(long From, string Cluster, string Partition, string Qos, string User), string> eligible = [];
    private readonly long[] boundaries;
    private readonly bool scoped;

    /// <summary>Prepares the order: by priority, earliest end, most specific, lowest number.</summary>
    /// <param name="allocations">The allocations of one account in one currency.</param>
    public DrawOrder(IEnumerable<Allocation> allocations)
    {
        ordered = [.. allocations.OrderBy(a => a.Priority).ThenBy(a => a.End).ThenByDescending(a => a.Scope.Specificity).ThenBy(a => a.Id)];
        scoped = ordered.Any(a => a.Scope.Specificity > 0);
        boundaries = [.. ordered.SelectMany(a => new[] { a.Start, a.End }).Where(i => i != Allocation.Forever).Distinct().Order()];
        ManagedFrom = ordered.Length == 0 ? long.MaxValue : ordered.Min(a => a.Start);
    }

    /// <summary>All starts and ends of windows, ascending.</summary>
    public IReadOnlyList<long> Boundaries => boundaries;

    /// <summary>When the first window begins; the largest Int64 without allocations.</summary>
    public long ManagedFrom { get; }

    /// <summary>The allocations in drawing order.</summary>
    public IReadOnlyList<Allocation> Ordered => ordered;

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
            list = string.Join(",", ordered
                .Where(a => a.IsActiveAt(from) && a.Scope.Covers(facts.Key.Cluster, facts.Partition, facts.Qos, facts.User))
                .Select(a => a.Id.ToString(CultureInfo.InvariantCulture)));
            eligible.Add(key, list);
        }

        return list;
    }
}
