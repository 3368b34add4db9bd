using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace SlurmBank.Ledger.Tests.Model;

/// <summary>
/// What the figures of accounts that draw on one another must be, computed each time from the list of all facts. Like <see cref="ModelBank"/> it has no
/// entries, no books and nothing of the ledger's own code.
/// </summary>
internal sealed class ModelTree
{
    public sealed record Grant(long Id, string Account, BigInteger Amount, long Start, long End, int Priority, string[] Partitions);

    public sealed record Work(string Account, string Partition, long From, long To, BigInteger Units);

    public sealed record Lien(string Account, bool Running, bool Gated, long Units);

    /// <summary>Who draws on whom from a moment on, in the order of the decisions.</summary>
    public List<(string Account, string? Parent, long From)> Links { get; } = [];

    public List<Grant> Grants { get; } = [];

    public Dictionary<long, Work> Runs { get; } = [];

    public Dictionary<long, Lien> Liens { get; } = [];

    public HashSet<string> Unmanaged { get; } = [];

    private IReadOnlyList<string> accounts = [];

    /// <summary>In the order of their numbers.</summary>
    public required IReadOnlyList<string> Accounts
    {
        get => accounts;
        init => accounts = value;
    }

    /// <summary>A later decision holds from its moment on, whatever was decided before for later moments.</summary>
    public string? Parent(string account, long at)
    {
        (string Account, string? Parent, long From)[] own = [.. Links.Where(l => l.Account == account)];
        for (int i = own.Length - 1; i >= 0; i--)
        {
            if (own[i].From <= at)
            {
                return own[i].Parent;
            }
        }

        return null;
    }

    public List<string> Above(string account, long at)
    {
        var above = new List<string>();
        string? next = Parent(account, at);
        while (next is not null && next != account && !above.Contains(next))
        {
            above.Add(next);
            next = Parent(next, at);
        }

        return above;
    }

    public (Dictionary<long, BigInteger> Left, Dictionary<string, BigInteger> Overdraft, Dictionary<string, BigInteger> Nobodys) Settle()
    {
        var parts = new Dictionary<(long Edge, string Payers, int Depth, string Account), BigInteger>();
        foreach (Work run in Runs.Values)
        {
            long[] edges = Edges(run.Account);
            foreach ((long at, BigInteger units) in Split(run, edges))
            {
                long edge = edges.Where(e => e <= at).DefaultIfEmpty(long.MinValue).Max();
                var key = (edge, string.Join(",", Payers(run, edge).Select(g => g.Id)), Above(run.Account, edge).Count, run.Account);
                parts[key] = parts.GetValueOrDefault(key) + units;
            }
        }

        var left = Grants.ToDictionary(g => g.Id, g => g.Amount);
        var overdraft = accounts.ToDictionary(a => a, _ => BigInteger.Zero);
        var nobodys = accounts.ToDictionary(a => a, _ => BigInteger.Zero);
        foreach (var part in parts.OrderBy(p => p.Key.Edge).ThenBy(p => Ids(p.Key.Payers).Length).ThenBy(p => p.Key.Payers, StringComparer.Ordinal).ThenBy(p => p.Key.Depth).ThenBy(p => accounts.ToList().IndexOf(p.Key.Account)))
        {
            BigInteger rest = part.Value;
            foreach (long id in Ids(part.Key.Payers))
            {
                BigInteger paid = BigInteger.Min(rest, left[id]);
                left[id] -= paid;
                rest -= paid;
            }

            Dictionary<string, BigInteger> book = part.Key.Edge < Managed(part.Key.Account) ? nobodys : overdraft;
            book[part.Key.Account] += rest;
        }

        return (left, overdraft, nobodys);
    }

    /// <summary>
    /// What a job may cost: tried out. Everybody's waiting and running work is paid from his own first, then from above, those who draw on the account last;
    /// what is then left for the account on its way up is what it can pay, less what it owes.
    /// </summary>
    public BigInteger Available(string account, long now, bool all)
    {
        (Dictionary<long, BigInteger> left, Dictionary<string, BigInteger> overdraft, _) = Settle();
        var own = accounts.ToDictionary(a => a, a => Grants.Where(g => g.Account == a && g.Start <= now && now < g.End).Aggregate(BigInteger.Zero, (sum, g) => sum + left[g.Id]) - overdraft[a]);
        var rest = own.ToDictionary(o => o.Key, o => BigInteger.Max(0, o.Value));
        BigInteger unpaid = 0;
        foreach (string who in accounts.OrderBy(a => Above(a, now).Contains(account) ? 2 : a == account ? 1 : 0).ThenBy(a => Above(a, now).Count))
        {
            BigInteger open = Liens.Values.Where(l => l.Account == who && (l.Running || (all && l.Gated))).Aggregate(BigInteger.Zero, (sum, l) => sum + l.Units);
            foreach (string payer in Above(who, now).Prepend(who))
            {
                BigInteger paid = BigInteger.Min(open, rest[payer]);
                rest[payer] -= paid;
                open -= paid;
            }

            unpaid = who == account ? open : unpaid;
        }

        return Above(account, now).Prepend(account).Aggregate(BigInteger.Zero, (sum, a) => sum + rest[a]) - unpaid + BigInteger.Min(0, own[account]);
    }

    private IEnumerable<Grant> Payers(Work run, long at)
    {
        List<string> chain = [.. Above(run.Account, at).Prepend(run.Account)];
        return Grants
            .Where(g => chain.Contains(g.Account) && g.Start <= at && at < g.End && (g.Partitions.Length == 0 || g.Partitions.Contains(run.Partition)))
            .OrderBy(g => g.Account == run.Account ? g.Priority : 299 + chain.IndexOf(g.Account))
            .ThenBy(g => chain.IndexOf(g.Account))
            .ThenBy(g => (g.Priority, g.End, -g.Partitions.Length, g.Id));
    }

    private long[] Edges(string account)
    {
        var edges = new SortedSet<long>(Grants.Where(g => g.Account == account).SelectMany(g => new[] { g.Start, g.End }));
        long[] turns = [.. Links.Select(l => l.From).Distinct().Order()];
        for (int i = 0; i < turns.Length; i++)
        {
            long before = turns[i] - 1;
            List<string> chain = Above(account, turns[i]);
            if (!chain.SequenceEqual(Above(account, before)))
            {
                edges.Add(turns[i]);
            }

            long to = i + 1 < turns.Length ? turns[i + 1] : long.MaxValue;
            edges.UnionWith(Grants.Where(g => chain.Contains(g.Account)).SelectMany(g => new[] { g.Start, g.End }).Where(e => turns[i] <= e && e < to));
        }

        return [.. edges.Where(e => e != long.MaxValue)];
    }

    private long Managed(string account)
    {
        if (Unmanaged.Contains(account))
        {
            return long.MaxValue;
        }

        long first = long.MaxValue;
        foreach (long edge in Edges(account))
        {
            if (edge < first && Grants.Any(g => g.Start <= edge && (g.Account == account || (Above(account, edge).Contains(g.Account) && edge < g.End))))
            {
                first = edge;
            }
        }

        return first;
    }

    private static IEnumerable<(long At, BigInteger Units)> Split(Work run, long[] edges)
    {
        long[] cuts = [run.From, .. edges.Where(e => run.From < e && e < run.To), run.To];
        BigInteger done = 0;
        for (int i = 0; i + 1 < cuts.Length; i++)
        {
            BigInteger upTo = i + 2 == cuts.Length ? run.Units : run.Units * (cuts[i + 1] - run.From) / (run.To - run.From);
            yield return (cuts[i], upTo - done);
            done = upTo;
        }
    }

    private static long[] Ids(string list) => list.Length == 0 ? [] : [.. list.Split(',').Select(long.Parse)];
}
