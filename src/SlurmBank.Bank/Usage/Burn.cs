using System;
using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Bank;

/// <summary>A window as a forecast sees it.</summary>
/// <param name="Id">The allocation's number.</param>
/// <param name="Start">First second, in seconds since 1970 UTC.</param>
/// <param name="End">First second after; the largest Int64 for none.</param>
/// <param name="Remaining">What is left in it, in units.</param>
/// <param name="Counts">Whether the account that the forecast is of may spend it: its own windows, and those of the accounts that it draws on.</param>
internal sealed record BurnWindow(long Id, long Start, long End, long Remaining, bool Counts = true);

/// <summary>Work that goes on as it did.</summary>
/// <param name="Units">What it cost, in units.</param>
/// <param name="Payers">The allocations that pay for it at an instant, in drawing order.</param>
/// <param name="IsOwn">Whether it is work of the account that the forecast is of, and not of one that draws on the same windows.</param>
internal sealed record BurnFlow(long Units, Func<long, IReadOnlyList<long>> Payers, bool IsOwn = true);

/// <summary>What a forecast found.</summary>
/// <param name="RunsOut">When nothing is spendable any more because it was spent, in seconds since 1970 UTC; null for never.</param>
/// <param name="Emptied">When each window that is emptied is, by its number.</param>
/// <param name="Unused">What each window that ends first is left with, in units, by its number.</param>
/// <param name="Funds">What is spendable, in units, at the instants where something changes; two at one instant are a step.</param>
internal sealed record BurnOutcome(long? RunsOut, IReadOnlyDictionary<long, long> Emptied, IReadOnlyDictionary<long, long> Unused, IReadOnlyList<(long At, decimal Units)> Funds);

/// <summary>
/// Lets the work of the last days go on at its rate, and follows it through the windows: each piece of work draws from its payers in their
/// order, windows end and begin. A forecast is an estimate: it is computed in decimals, and a second is its smallest step.
/// </summary>
internal sealed class Burn
{
    private const int MostSteps = 10_000;

    // A rate has endless decimals: what is less than a thousandth of a unit is nothing.
    private const decimal Nothing = 0.001m;
    private readonly IReadOnlyList<BurnWindow> windows;
    private readonly IReadOnlyList<BurnFlow> flows;
    private readonly decimal seconds;
    private readonly Dictionary<long, decimal> left;
    private readonly HashSet<long> counting;
    private readonly Dictionary<long, long> emptied = [];
    private readonly Dictionary<long, long> unused = [];
    private readonly List<(long At, decimal Units)> funds = [];
    private decimal beyond;

    /// <param name="windows">Those that are active or begin later.</param>
    /// <param name="flows">The work of the measured time.</param>
    /// <param name="seconds">How long it was measured, in seconds; more than zero.</param>
    /// <param name="beyond">What is spendable beside the windows: the credit limit less overdraft and running work, in units; may be negative.</param>
    internal Burn(IReadOnlyList<BurnWindow> windows, IReadOnlyList<BurnFlow> flows, long seconds, long beyond)
    {
        this.windows = windows;
        this.flows = flows;
        this.seconds = seconds;
        this.beyond = beyond;
        counting = [.. windows.Where(w => w.Counts).Select(w => w.Id)];
        left = windows.ToDictionary(w => w.Id, w => (decimal)Math.Max(w.Remaining, 0));
    }

    /// <summary>Seconds until an amount is used up at a rate, rounded up: 0 where it is already, null (never) where nothing is used.</summary>
    /// <param name="amount">What is left to the threshold, in units.</param>
    /// <param name="used">What was used in the measured time, in units.</param>
    /// <param name="seconds">The measured time.</param>
    internal static long? SecondsTo(long amount, long used, long seconds)
    {
        if (amount <= 0)
        {
            return 0;
        }

        if (used <= 0)
        {
            return null;
        }

        Int128 whole = (((Int128)amount * seconds) + used - 1) / used;
        return whole > Farthest ? null : (long)whole;
    }

    /// <summary>What lies farther away than this is never: 1 000 years in seconds.</summary>
    private const long Farthest = 31_556_952_000;

    internal BurnOutcome Follow(long now)
    {
        long at = now;
        for (int step = 0; step < MostSteps && at - now <= Farthest; step++)
        {
            foreach (BurnWindow ended in windows.Where(w => w.End <= at && !unused.ContainsKey(w.Id)))
            {
                unused[ended.Id] = (long)Math.Floor(left[ended.Id]);
            }

            decimal spendable = beyond + windows.Where(w => w.Counts && IsActive(w, at)).Sum(w => left[w.Id]);
            funds.Add((at, spendable));
            if (spendable <= Nothing)
            {
                // Where a window's end took the rest, it was not the burning that did it.
                bool ended = at > now && windows.Any(w => w.Counts && w.End == at && left[w.Id] > Nothing);
                return new BurnOutcome(ended ? null : at, emptied, unused, funds);
            }

            Dictionary<long, decimal> drains = Drains(at, out decimal uncovered);
            decimal rate = uncovered + drains.Where(d => counting.Contains(d.Key)).Sum(d => d.Value);
            long? edge = NextEdge(at);
            if (drains.Count == 0 && rate == 0 && edge is null)
            {
                break;
            }

            decimal until = rate == 0 ? decimal.MaxValue : spendable / rate;
            foreach ((long id, decimal drain) in drains)
            {
                until = Math.Min(until, left[id] / drain);
            }

            long length = (long)Math.Min(Math.Max(Math.Ceiling(Math.Min(until, Farthest) - 0.000001m), 1), edge is long e ? e - at : Farthest);
            Pass(at + length, length, drains, uncovered);
            at += length;
            funds.Add((at, beyond + windows.Where(w => w.Counts && IsActive(w, at - 1)).Sum(w => left[w.Id])));
        }

        return new BurnOutcome(null, emptied, unused, funds);
    }

    private static bool IsActive(BurnWindow window, long at) => window.Start <= at && at < window.End;

    private Dictionary<long, decimal> Drains(long at, out decimal uncovered)
    {
        var drains = new Dictionary<long, decimal>();
        uncovered = 0;
        foreach (BurnFlow flow in flows)
        {
            decimal rate = flow.Units / seconds;
            long? payer = flow.Payers(at).Where(id => left.GetValueOrDefault(id) > 0).Select(id => (long?)id).FirstOrDefault();
            if (payer is long id)
            {
                drains[id] = drains.GetValueOrDefault(id) + rate;
            }
            else if (flow.IsOwn)
            {
                // What nobody pays for others is their overdraft, and takes nothing from this account.
                uncovered += rate;
            }
        }

        return drains;
    }

    private long? NextEdge(long at) => windows.SelectMany(w => new[] { w.Start, w.End }).Where(e => e > at && e != long.MaxValue).Select(e => (long?)e).Min();

    private void Pass(long to, long length, Dictionary<long, decimal> drains, decimal uncovered)
    {
        beyond -= uncovered * length;
        foreach ((long id, decimal drain) in drains)
        {
            decimal rest = left[id] - (drain * length);
            beyond += counting.Contains(id) ? Math.Min(rest, 0) : 0;
            left[id] = rest <= Nothing ? 0 : rest;
            if (rest <= Nothing)
            {
                emptied.TryAdd(id, to);
            }
        }
    }
}
