using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace SlurmBank.Ledger.Tests.Model;

/// <summary>
/// What the bank's figures must be, computed each time from the list of all facts: no entries, no books, no running sums, and
/// nothing of the ledger's own code. Slow and plain on purpose.
/// </summary>
internal sealed class ModelBank
{
    public sealed record Grant(long Id, string Account, BigInteger Amount, long Start, long End, int Priority, string[] Partitions, string[] Users)
    {
        public bool IsReversed => Start == long.MaxValue;
    }

    public sealed record Work(string Account, string Partition, string User, long From, long To, long Price)
    {
        /// <summary>The sum of the partial refunds that stand.</summary>
        public BigInteger Refunds { get; init; }

        public bool IsRefundedInWhole { get; init; }

        public BigInteger Units => IsRefundedInWhole ? 0 : BigInteger.Max(0, Price - Refunds);
    }

    public sealed record Lien(string Account, bool Running, bool Gated, long Remaining);

    public sealed record Figures(IReadOnlyDictionary<long, BigInteger> Drawn, BigInteger Overdraft, BigInteger Unmanaged, BigInteger Charged);

    public List<Grant> Grants { get; } = [];

    /// <summary>The latest facts of each run.</summary>
    public Dictionary<long, Work> Runs { get; } = [];

    /// <summary>Liens that have not ended.</summary>
    public Dictionary<long, Lien> Liens { get; } = [];

    public void Add(long grant, BigInteger amount) => Put(Grants[(int)grant - 1] with { Amount = Grants[(int)grant - 1].Amount + amount });

    public void Put(Grant grant) => Grants[(int)grant.Id - 1] = grant;

    public BigInteger LeftIn(Grant grant) => grant.Amount - Of(grant.Account).Drawn[grant.Id];

    /// <summary>What may be taken out of an allocation: what is left of it, and while its window is open no more than is available.</summary>
    public BigInteger Takeable(Grant grant, long now, long credit) => grant.Start <= now && now < grant.End
        ? BigInteger.Min(LeftIn(grant), BigInteger.Max(0, Left(grant.Account, now, credit).Available))
        : LeftIn(grant);

    public Figures Of(string account)
    {
        List<Grant> grants = [.. Grants.Where(g => g.Account == account).OrderBy(g => (g.Priority, g.End, -Lists(g), g.Id))];
        long[] edges = [.. grants.SelectMany(g => new[] { g.Start, g.End }).Distinct().Order()];
        var groups = new Dictionary<(int Interval, string Payers), BigInteger>();
        BigInteger charged = 0;
        foreach (Work run in Runs.Values.Where(r => r.Account == account))
        {
            charged += run.Units;
            foreach ((long at, BigInteger units) in Split(run, edges))
            {
                int interval = edges.Count(e => e <= at);
                long first = interval == 0 ? long.MinValue : edges[interval - 1];
                string payers = string.Join(",", grants.Where(g => g.Start <= first && first < g.End && Pays(g, run)).Select(g => g.Id));
                groups[(interval, payers)] = groups.GetValueOrDefault((interval, payers)) + units;
            }
        }

        var left = grants.ToDictionary(g => g.Id, g => g.Amount);
        BigInteger overdraft = 0;
        BigInteger unmanaged = 0;
        long managed = grants.Count == 0 ? long.MaxValue : grants.Min(g => g.Start);
        int before = edges.Count(e => e < managed);
        foreach (((int interval, string payers), BigInteger units) in groups.OrderBy(g => g.Key.Interval).ThenBy(g => Payers(g.Key.Payers).Length).ThenBy(g => g.Key.Payers, System.StringComparer.Ordinal))
        {
            BigInteger rest = units;
            foreach (long payer in Payers(payers))
            {
                BigInteger paid = BigInteger.Min(rest, left[payer]);
                left[payer] -= paid;
                rest -= paid;
            }

            (overdraft, unmanaged) = interval <= before ? (overdraft, unmanaged + rest) : (overdraft + rest, unmanaged);
        }

        return new Figures(grants.ToDictionary(g => g.Id, g => g.Amount - left[g.Id]), overdraft, unmanaged, charged);
    }

    /// <summary>Active grants less what was drawn from them, less the overdraft and running work; and less gated waiting work.</summary>
    public (BigInteger Spendable, BigInteger Available) Left(string account, long now, long credit)
    {
        Figures figures = Of(account);
        BigInteger left = Grants.Where(g => g.Account == account && g.Start <= now && now < g.End).Aggregate(BigInteger.Zero, (sum, g) => sum + g.Amount - figures.Drawn[g.Id]);
        BigInteger spendable = left - figures.Overdraft + credit - Sum(account, l => l.Running);
        return (spendable, spendable - Sum(account, l => !l.Running && l.Gated));
    }

    public BigInteger Sum(string account, System.Func<Lien, bool> which) => Liens.Values.Where(l => l.Account == account && which(l)).Aggregate(BigInteger.Zero, (sum, l) => sum + l.Remaining);

    /// <summary>Second by second in principle: what was charged up to an edge is the floor of the price times the part of the time.</summary>
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

    private static bool Pays(Grant grant, Work run) =>
        (grant.Partitions.Length == 0 || grant.Partitions.Contains(run.Partition)) && (grant.Users.Length == 0 || grant.Users.Contains(run.User));

    private static int Lists(Grant grant) => (grant.Partitions.Length > 0 ? 1 : 0) + (grant.Users.Length > 0 ? 1 : 0);

    private static long[] Payers(string list) => list.Length == 0 ? [] : [.. list.Split(',').Select(long.Parse)];
}
