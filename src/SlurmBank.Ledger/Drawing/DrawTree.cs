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

    /// <summary>Puts the decisions together.</summary>
    /// <param name="links">The decisions, in the order in which they were made.</param>
    public DrawTree(IEnumerable<DrawLink> links)
    {
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
                Join(link.AccountId, parent);
            }
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
        for (long? next = ParentAt(accountId, instant); next is long parent && parent != accountId && !chain.Contains(parent); next = ParentAt(parent, instant))
        {
            chain.Add(parent);
        }

        return chain;
    }

    /// <summary>The accounts that draw on an account at an instant without another between them, by number.</summary>
    public IEnumerable<long> ChildrenAt(long accountId, long instant) => Group(accountId).Where(a => a != accountId && ParentAt(a, instant) == accountId);

    /// <summary>The stretches of time in which an account draws on the same others; the first one begins at the smallest Int64.</summary>
    public IReadOnlyList<(long From, IReadOnlyList<long> Chain)> Stretches(long accountId)
    {
        var stretches = new List<(long From, IReadOnlyList<long> Chain)> { (long.MinValue, ChainAt(accountId, long.MinValue)) };
        if (groups.ContainsKey(accountId))
        {
            foreach (long from in Group(accountId).SelectMany(a => lines.TryGetValue(a, out List<(long From, long? Parent)>? line) ? line.Select(l => l.From) : []).Distinct().Order())
            {
                IReadOnlyList<long> chain = ChainAt(accountId, from);
                if (from > long.MinValue && !chain.SequenceEqual(stretches[^1].Chain))
                {
                    stretches.Add((from, chain));
                }
            }
        }

        return stretches;
    }

    private void Join(long one, long other)
    {
        List<long> all = [.. Group(one).Union(Group(other)).Order()];
        foreach (long member in all)
        {
            groups[member] = all;
        }
    }
}
