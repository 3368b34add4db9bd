using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace SlurmBank.Ledger;

/// <summary>What each allocation of an account should have paid, and what none did.</summary>
/// <param name="Drawn">Units drawn from each allocation, by its number; allocations that paid nothing may be absent.</param>
/// <param name="Overdraft">Units that no allocation covered, of work done after the account's first allocation began.</param>
/// <param name="Unmanaged">Units of work done before that.</param>
public sealed record DrawPlan(IReadOnlyDictionary<long, long> Drawn, long Overdraft, long Unmanaged)
{
    /// <summary>
    /// Computes the canonical draws of an account: classes in order of their interval, those with the fewest allocations to
    /// turn to first, then by their allocations' numbers; each takes from its allocations in drawing order what is left there.
    /// </summary>
    /// <param name="classes">The class totals.</param>
    /// <param name="capacities">What was granted in each allocation, in units, by its number.</param>
    /// <param name="managedFrom">When the account's first allocation begins, in seconds since 1970 UTC; the largest Int64 for never.</param>
    public static DrawPlan Compute(IEnumerable<DrawClass> classes, IReadOnlyDictionary<long, long> capacities, long managedFrom)
    {
        var drawn = new Dictionary<long, long>();
        long overdraft = 0;
        long unmanaged = 0;
        foreach (DrawClass work in classes.OrderBy(c => c.From).ThenBy(c => Count(c.Eligible)).ThenBy(c => c.Eligible, StringComparer.Ordinal))
        {
            long rest = work.Total;
            foreach (long id in Ids(work.Eligible))
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

            if (work.From < managedFrom)
            {
                unmanaged = checked(unmanaged + rest);
            }
            else
            {
                overdraft = checked(overdraft + rest);
            }
        }

        return new DrawPlan(drawn, overdraft, unmanaged);
    }

    /// <summary>The numbers in a class's list of allocations.</summary>
    public static IEnumerable<long> Ids(string eligible) =>
        eligible.Length == 0 ? [] : eligible.Split(',').Select(id => long.Parse(id, CultureInfo.InvariantCulture));

    private static int Count(string eligible) => eligible.Length == 0 ? 0 : eligible.AsSpan().Count(',') + 1;
}
