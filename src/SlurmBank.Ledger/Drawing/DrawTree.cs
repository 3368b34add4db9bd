using System;
using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Ledger;

/// <summary>
/// Which accounts may draw on which others' allocations, and when. A later decision replaces the earlier ones from its moment on, so that what
/// was done before stays as it was.
/// </summary>
public sealed class DrawTree
{
    private readonly Dictionary<long, List<(long From, long? Parent)>> lines = [];
    private readonly Dictionary<long, List<long>> groups = [];
    private readonly ILookup<long, long> childrenEver;

    /// <summary>Puts the decisions together. It costs what the number of decisions does.</summary>
    /// <param name="links">The decisions, in the order in which they were made.</param>
    public DrawTree(IEnumerable<DrawLink> links)
    {
        var joined = new Dictionary<long, long>();
        foreach (DrawLink link in links)
        {
            if (!lines.TryGetValue(link.AccountId, out List<(long From, long? Parent)>? line))
            {
                lines.Add(link.AccountId, line = []);
            }

            line.RemoveAll(l => l.From >= link.From);
            if ((line.Count == 0 ? null : line[^1].Parent) != link.ParentId)
            {
                line.Add((link.From, link.ParentId));
            }

            if (link.ParentId is long parent)
            {
                // Also where a later decision takes this one's place altogether: what was drawn under it goes back.
                joined[First(joined, link.AccountId)] = First(joined, parent);
            }
        }

        childrenEver = lines.SelectMany(l => l.Value.Select(v => v.Parent).OfType<long>().Distinct().Select(parent => (Parent: parent, Child: l.Key))).OrderBy(l => l.Child).ToLookup(l => l.Parent, l => l.Child);
        foreach (IGrouping<long, long> group in joined.Keys.ToList().GroupBy(member => First(joined, member)))
        {
            List<long> members = [.. group.Order()];
            members.ForEach(member => groups.Add(member, members));
        }
    }

    /// <summary>Whether nobody draws on anybody, and never did.</summary>
    public bool IsEmpty => groups.Count == 0;

    /// <summary>The accounts whose draws depend on each other, by number: those that drew on one another at any time.</summary>
    public IReadOnlyList<long> Group(long accountId) => groups.TryGetValue(accountId, out List<long>? group) ? group : [accountId];

    /// <summary>The account that an account draws on at an instant; null for none.</summary>
    public long? ParentAt(long accountId, long instant)
    {
        long? parent = null;
        foreach ((long from, long? next) in lines.TryGetValue(accountId, out List<(long From, long? Parent)>? line) ? line : [])
        {
            parent = from <= instant ? next : parent;
        }

        return parent;
    }

    /// <summary>The accounts that an account draws on at an instant, the nearest first.</summary>
    public IReadOnlyList<long> ChainAt(long accountId, long instant)
    {
        var chain = new List<long>();
        var met = new HashSet<long> { accountId };
        for (long? next = ParentAt(accountId, instant); next is long parent && met.Add(parent); next = ParentAt(parent, instant))
        {
            chain.Add(parent);
        }

        return chain;
    }

    /// <summary>The accounts that draw on an account at an instant without another between them, by number.</summary>
    public IEnumerable<long> ChildrenAt(long accountId, long instant) => childrenEver[accountId].Where(a => a != accountId && ParentAt(a, instant) == accountId);

    /// <summary>The stretches of time in which an account draws on the same others; the first one begins at the smallest Int64.</summary>
    public IReadOnlyList<(long From, IReadOnlyList<long> Chain)> Stretches(long accountId)
    {
        var stretches = new List<(long From, IReadOnlyList<long> Chain)> { (long.MinValue, ChainAt(accountId, long.MinValue)) };
        foreach (long from in Above(accountId).SelectMany(a => lines.TryGetValue(a, out List<(long From, long? Parent)>? line) ? line.Select(l => l.From) : []).Distinct().Order())
        {
            IReadOnlyList<long> chain = ChainAt(accountId, from);
            if (from > long.MinValue && !chain.SequenceEqual(stretches[^1].Chain))
            {
                stretches.Add((from, chain));
            }
        }

        return stretches;
    }

    /// <summary>An account and all that it drew on at any time, directly or through others: whose decisions change what it draws on.</summary>
    private HashSet<long> Above(long accountId)
    {
        var all = new HashSet<long> { accountId };
        var open = new Queue<long>([accountId]);
        while (open.TryDequeue(out long next))
        {
            foreach (long parent in lines.TryGetValue(next, out List<(long From, long? Parent)>? line) ? line.Select(l => l.Parent).OfType<long>() : [])
            {
                if (all.Add(parent))
                {
                    open.Enqueue(parent);
                }
            }
        }

        return all;
    }

    /// <summary>The account that stands for all that are joined with this one; the way to it is made shorter each time.</summary>
    private static long First(Dictionary<long, long> joined, long member)
    {
        if (joined.TryAdd(member, member))
        {
            return member;
        }

        long first = member;
        while (joined[first] != first)
        {
            first = joined[first] = joined[joined[first]];
        }

        return first;
    }
}
