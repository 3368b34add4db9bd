using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace SlurmBank.Ledger;

/// <summary>A class of work with the account that did it, for accounts whose draws depend on each other.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Depth">How many accounts it draws on: who owns an allocation comes before who draws on it.</param>
/// <param name="IsManaged">Whether the account was managed then: what nobody pays is its overdraft.</param>
/// <param name="Class">The class.</param>
public sealed record DrawWork(long AccountId, int Depth, bool IsManaged, DrawClass Class);

/// <summary>What each allocation of accounts should have paid, and what none did.</summary>
/// <param name="Drawn">Units drawn from each allocation, by its number; allocations that paid nothing may be absent.</param>
/// <param name="Overdrafts">By account, units that no allocation covered, of work done after the account's first allocation began.</param>
/// <param name="Unmanageds">By account, units of work done before that, or on hardware of its own.</param>
public sealed record DrawPlan(IReadOnlyDictionary<long, long> Drawn, IReadOnlyDictionary<long, long> Overdrafts, IReadOnlyDictionary<long, long> Unmanageds)
{
    /// <summary>Of a single account: units that no allocation covered.</summary>
    public long Overdraft => Overdrafts.Values.Sum();

    /// <summary>Of a single account: units of work that is nobody's debt.</summary>
    public long Unmanaged => Unmanageds.Values.Sum();

    /// <summary>Computes the canonical draws of a single account.</summary>
    /// <param name="classes">The class totals.</param>
    /// <param name="capacities">What was granted in each allocation, in units, by its number.</param>
    /// <param name="managedFrom">When the account's first allocation begins, in seconds since 1970 UTC; the largest Int64 for never.</param>
    public static DrawPlan Compute(IEnumerable<DrawClass> classes, IReadOnlyDictionary<long, long> capacities, long managedFrom) =>
        Compute(classes.Select(c => new DrawWork(0, 0, c.From >= managedFrom, c)), capacities);

    /// <summary>
    /// Computes the canonical draws of accounts: classes in order of their interval, those with the fewest allocations to
    /// turn to first, then by their allocations' numbers, then who owns before who draws on it; each takes from its allocations in drawing
    /// order what is left there.
    /// </summary>
    /// <param name="work">The class totals.</param>
    /// <param name="capacities">What was granted in each allocation, in units, by its number.</param>
    public static DrawPlan Compute(IEnumerable<DrawWork> work, IReadOnlyDictionary<long, long> capacities)
    {
        var drawn = new Dictionary<long, long>();
        var overdrafts = new Dictionary<long, long>();
        var unmanageds = new Dictionary<long, long>();
        foreach (DrawWork one in work.OrderBy(w => w.Class.From).ThenBy(w => Count(w.Class.Eligible)).ThenBy(w => w.Class.Eligible, StringComparer.Ordinal).ThenBy(w => w.Depth).ThenBy(w => w.AccountId))
        {
            long rest = one.Class.Total;
            foreach (long id in Ids(one.Class.Eligible))
            {
                if (rest <= 0)
                {
                    break;
                }

                long taken = drawn.GetValueOrDefault(id);
                long take = Math.Clamp(capacities.GetValueOrDefault(id) - taken, 0, rest);
                drawn[id] = checked(taken + take);
                rest -= take;
            }

            Dictionary<long, long> book = one.IsManaged && one.Class.Eligible != DrawOrder.OwnHardware ? overdrafts : unmanageds;
            book[one.AccountId] = checked(book.GetValueOrDefault(one.AccountId) + rest);
        }

        return new DrawPlan(drawn, overdrafts, unmanageds);
    }

    /// <summary>The numbers in a class's list of allocations.</summary>
    public static IEnumerable<long> Ids(string eligible) =>
        eligible.Length == 0 || eligible == DrawOrder.OwnHardware ? [] : eligible.Split(',').Select(id => long.Parse(id, CultureInfo.InvariantCulture));

    private static int Count(string eligible) => eligible.Length == 0 || eligible == DrawOrder.OwnHardware ? 0 : eligible.AsSpan().Count(',') + 1;
}
