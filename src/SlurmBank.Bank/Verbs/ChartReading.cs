using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Puts together what charts are drawn from.</summary>
internal sealed class ChartReading
{
    private const int MostDays = 400;
    private const long Day = 86_400;
    private readonly BankContext context;
    private readonly LedgerView view;
    private readonly ChartQuery query;
    private readonly Account account;
    private readonly string currency;

    internal ChartReading(BankContext context, LedgerView view, ChartQuery query)
    {
        this.context = context;
        this.view = view;
        this.query = query;
        account = view.Account(query.Account);
        currency = CurrencyNames.Chosen(context, view.Reader, query.Currency) ?? context.Currency;
    }

    internal ChartReport Read()
    {
        (string title, string description, string svg) = query.Kind == ChartKind.Usage ? Usage() : BurnDown();
        return new ChartReport(account.Name, query.Kind == ChartKind.Usage ? "usage" : "burn-down", currency, title, description, svg);
    }

    private (string, string, string) Usage()
    {
        if (query.By == UsageKey.Month)
        {
            throw new InvalidRequestException("A chart of usage is by month in any case; it is told apart by something else beside it.", "Use User, Partition, Qos, Cluster or State.");
        }

        DateOnly today = SiteDays.DateAt(context, view.NowSeconds);
        SiteMoment start = query.StartTime ?? SiteMoment.FromDate(new DateOnly(today.Year, today.Month, 1).AddMonths(-11));
        SiteMoment end = query.EndTime ?? SiteMoment.FromDate(today);
        var usage = new UsageReading(context, view, new UsageQuery { Accounts = [account.Name], StartTime = start, EndTime = end, By = [UsageKey.Month, query.By] }).Read();
        string[] months = [.. SiteDays.Covering(context, start.ToStart(context.Zone), end.ToEnd(context.Zone), months: true)[..^1].Select(Month)];
        return UsageChart.Draw(account.Name, currency, query.By, months, [.. usage.Where(u => u.Currency == currency).Select(u => (Name(u), Array.IndexOf(months, u.Month), u.ChargedUnits))]);
    }

    private string Name(UsageReport usage) => query.By switch
    {
        UsageKey.Partition => usage.Partition,
        UsageKey.Qos => usage.Qos,
        UsageKey.Cluster => usage.Cluster,
        UsageKey.State => usage.State,
        _ => usage.User,
    } is { Length: > 0 } name ? name : "(none)";

    private string Month(long seconds) => context.Instant(seconds).ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private (string, string, string) BurnDown()
    {
        long now = view.NowSeconds;
        TreeHistory? shared = view.Tree.Group(account.Id).Count > 1 ? new TreeHistory(view, account, currency) : null;
        List<AllocationBalance> windows = [.. shared?.Windows ?? view.Allocations(account.Name).Where(a => a.Allocation.Currency == currency && !a.Allocation.IsReversed && a.Allocation.Kind != Allocation.WriteOffKind)];
        List<AllocationBalance> active = [.. windows.Where(w => w.Allocation.IsActiveAt(now))];
        if (windows.Count == 0)
        {
            throw new InvalidRequestException($"Account '{account.Name}' has no grant in {currency}{(shared is null ? string.Empty : ", nor has an account that it draws on")}; there is nothing to burn down.", "A chart of usage needs none: -Kind Usage (--kind usage).");
        }

        List<AllocationBalance> shown = active.Count > 0 ? active : windows;
        long from = query.StartTime?.ToStart(context.Zone) ?? shown.Min(w => w.Allocation.Start);
        (ForecastReport forecast, BurnOutcome outcome) = new ForecastReading(context, view, new ForecastQuery()).Of(account, currency);
        long to = query.EndTime?.ToEnd(context.Zone) ?? End(shown, forecast, now);
        if (from >= to)
        {
            throw new InvalidRequestException("A chart needs a period that ends after it begins.", "Check the start and the end.");
        }

        windows.RemoveAll(w => w.Allocation.End <= from || w.Allocation.Start >= to);
        long since = Math.Min(from, windows.Count == 0 ? from : windows.Min(w => w.Allocation.Start));
        string[] others = [.. windows.Select(w => w.Allocation.AccountId).Where(id => id != account.Id).Distinct().Select(id => view.Reader.FindAccount(id)!.Name).Order(StringComparer.Ordinal)];
        var left = Left(windows, since, Math.Min(now, to), shared);
        long[] edges = [.. windows.SelectMany(w => new[] { w.Allocation.Start, w.Allocation.End }).Where(e => e != Allocation.Forever).Distinct().Order()];
        var granted = edges.Select(e => (e, windows.Where(w => w.Allocation.IsActiveAt(e)).Sum(w => w.Granted.Units))).ToList();
        granted.InsertRange(0, edges.Length == 0 ? [(from, windows.Sum(w => w.Granted.Units))] : []);
        long charged = to > from && now > from ? UsagePieces.Sums(view.Reader, account.Id, currency, [from, Math.Min(now, to)])[0] : 0;
        var data = new BurnDownData(
            account.Name, currency, from, to, now, granted, [.. left.Where(l => l.At >= from)], Forecast(outcome, left, to), edges, charged, forecast.RunsOut?.ToUnixTimeSeconds()) { DrawsOn = others, IsShared = shared is not null };
        return BurnDownChart.Draw(data, context.Instant);
    }

    /// <summary>The end of the last window; of windows that do not end, when the money runs out or a quarter from now.</summary>
    private static long End(List<AllocationBalance> shown, ForecastReport forecast, long now)
    {
        long end = shown.Max(w => w.Allocation.End);
        return end != Allocation.Forever ? end : Math.Max(now + (90 * Day), forecast.RunsOut is DateTimeOffset at ? Math.Min(at.ToUnixTimeSeconds() + (7 * Day), now + (3660 * Day)) : 0);
    }

    /// <summary>What was left at the end of each day: what had been granted, less what had expired, less what the work had cost; of shared windows that of all who draw on them.</summary>
    private List<(long At, decimal Units)> Left(List<AllocationBalance> windows, long since, long until, TreeHistory? shared)
    {
        var left = new List<(long, decimal)>();
        if (until <= since)
        {
            return left;
        }

        long[] days = SiteDays.Covering(context, since, until, months: false);
        int every = Math.Max(1, days.Length / MostDays);
        long[] edges = [.. days.Where((d, i) => d > since && d < until && i % every == 0).Append(since).Append(until).Concat(windows.SelectMany(w => new[] { w.Allocation.Start, w.Allocation.End })).Where(e => e >= since && e <= until).Distinct().Order()];
        IReadOnlyList<decimal> taken = shared?.Taken(edges) ?? Cumulative(UsagePieces.Sums(view.Reader, account.Id, currency, edges));
        for (int i = 0; i < edges.Length; i++)
        {
            decimal used = taken[i];
            long at = edges[i];
            decimal before = windows.Where(w => w.Allocation.Start < at).Sum(w => (decimal)w.Granted.Units) - windows.Where(w => w.Allocation.End < at).Sum(w => (decimal)w.Expired.Units);
            decimal after = windows.Where(w => w.Allocation.Start <= at).Sum(w => (decimal)w.Granted.Units) - windows.Where(w => w.Allocation.End <= at).Sum(w => (decimal)w.Expired.Units);
            if (before != after && i > 0)
            {
                left.Add((at, before - used));
            }

            left.Add((at, after - used));
        }

        return left;
    }

    private static List<decimal> Cumulative(long[] sums)
    {
        var all = new List<decimal> { 0 };
        foreach (long sum in sums)
        {
            all.Add(all[^1] + sum);
        }

        return all;
    }

    /// <summary>From what is left now on as the forecast goes, to nothing or to the end of the picture. Liens and credit, which the forecast counts, are not in it.</summary>
    private static List<(long At, decimal Units)> Forecast(BurnOutcome outcome, List<(long At, decimal Units)> left, long to)
    {
        var points = new List<(long At, decimal Units)>();
        if (left.Count == 0 || left[^1].Units <= 0 || left[^1].At != outcome.Funds[0].At)
        {
            return points;
        }

        decimal shift = left[^1].Units - outcome.Funds[0].Units;
        foreach ((long at, decimal units) in outcome.Funds)
        {
            if (at > to)
            {
                (long before, decimal last) = points[^1];
                points.Add((to, last + ((units + shift - last) * (to - before) / (at - before))));
                break;
            }

            points.Add((at, units + shift));
        }

        return points;
    }
}
