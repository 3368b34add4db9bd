using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Says how fast accounts spend and when their money runs out.</summary>
internal sealed class ForecastReading
{
    /// <summary>How many days the trend shows.</summary>
    internal const int TrendDays = 30;

    private const long Day = 86_400;
    private readonly BankContext context;
    private readonly LedgerView view;
    private readonly ForecastQuery query;
    private readonly Dictionary<(long First, string Currency), BurnGround> grounds = [];

    internal ForecastReading(BankContext context, LedgerView view, ForecastQuery query)
    {
        this.context = context;
        this.view = view;
        this.query = query;
        if (query.Days is < 1 or > 3660 || query.Threshold is < 1 or > 1000)
        {
            throw new InvalidRequestException("A rate is measured over 1 to 3660 days, and a threshold is 1 to 1000 percent.", "Without both it is 30 days and 100 percent.");
        }
    }

    internal IReadOnlyList<ForecastReport> Read()
    {
        var reports = new List<ForecastReport>();
        string? one = CurrencyNames.Chosen(context, view.Reader, query.Currency);
        foreach (string name in AccountNames.Choose(view.Reader, query.Accounts))
        {
            Account account = view.Account(name);
            string[] currencies = [.. view.Reader.Books(account.Id).Select(b => b.Currency).Distinct().Order(StringComparer.Ordinal)];
            reports.AddRange((currencies.Length > 0 ? currencies : [context.Currency]).Where(c => one is null || c == one).Select(c => Of(account, c).Report));
        }

        return reports;
    }

    /// <summary>The forecast of an account, with the way to it.</summary>
    internal (ForecastReport Report, BurnOutcome Outcome) Of(Account account, string currency)
    {
        AccountBalance balance = view.Balance(account.Name, currency);
        long now = view.NowSeconds;
        long from = Math.Max(now - (query.Days * Day), Books.TryOpenedAt(view.Reader) ?? long.MinValue);
        long seconds = Math.Max(now - from, 1);
        var scene = new BurnScene(view, balance, GroundOf(account, currency, from));
        long charged = scene.Charged;
        BurnOutcome outcome = scene.Follow(seconds);
        long? runsOut = balance is { IsManaged: true, IsUnlimited: false } ? outcome.RunsOut : null;
        long toThreshold = (long)((Int128)balance.Granted.Units * query.Threshold / 100) - balance.Charged.Units;
        var report = new ForecastReport
        {
            Account = account.Name,
            Currency = currency,
            Period = TimeSpan.FromSeconds(seconds),
            Charged = ServiceUnits.FromUnits(charged).Amount,
            ChargedUnits = charged,
            BurnRate = ServiceUnits.FromUnits(Rate(charged, seconds)).Amount,
            BurnRateUnits = Rate(charged, seconds),
            Spendable = balance.Spendable.Amount,
            SpendableUnits = balance.Spendable.Units,
            Outlook = Outlook(balance, runsOut, now),
            RunsOut = runsOut is long at ? context.Instant(at) : null,
            TimeLeft = runsOut is long end ? TimeSpan.FromSeconds(end - now) : null,
            Threshold = query.Threshold,
            TimeToThreshold = balance.Granted.Units > 0 && Burn.SecondsTo(toThreshold, scene.DrawnFromOwn, seconds) is long reach ? TimeSpan.FromSeconds(reach) : null,
            Allocations = Windows(scene, outcome),
            Daily = UsagePieces.Sums(view.Reader, account.Id, currency, SiteDays.Last(context, now, TrendDays)),
            Time = context.Instant(now),
        };
        return (report, outcome);
    }

    /// <summary>Of accounts that draw on one another, what was read for the first of them serves the others.</summary>
    private BurnGround GroundOf(Account account, string currency, long from)
    {
        IReadOnlyList<long> members = view.Tree.Group(account.Id);
        if (members.Count == 1)
        {
            return new BurnGround(view, members, currency, from);
        }

        return grounds.TryGetValue((members[0], currency), out BurnGround? known) ? known : grounds[(members[0], currency)] = new BurnGround(view, members, currency, from);
    }

    /// <summary>The largest number of whole units a day.</summary>
    private static long Rate(long charged, long seconds) => (long)((Int128)charged * Day / seconds);

    private static string Outlook(AccountBalance balance, long? runsOut, long now) => balance switch
    {
        { IsUnlimited: true } => "unlimited",
        { IsManaged: false } => "unmanaged",
        { IsSpent: true } => "spent",
        _ => runsOut is null ? "lasts" : runsOut <= now ? "spent" : "runs-out",
    };

    private AllocationForecast[] Windows(BurnScene scene, BurnOutcome outcome) => [.. scene.Windows.Select(line =>
    {
        Allocation a = line.Allocation;
        long? unused = outcome.Unused.TryGetValue(a.Id, out long rest) && !outcome.Emptied.ContainsKey(a.Id) ? rest : null;
        return new AllocationForecast
        {
            AllocationId = a.Id,
            Account = view.Reader.FindAccount(a.AccountId)!.Name,
            StartDate = context.Instant(a.Start),
            EndDate = a.End == Allocation.Forever ? null : context.Instant(a.End),
            Remaining = line.Remaining.Amount,
            RemainingUnits = line.Remaining.Units,
            RunsOut = outcome.Emptied.TryGetValue(a.Id, out long at) ? context.Instant(at) : null,
            Unused = unused is long units ? ServiceUnits.FromUnits(units).Amount : null,
            UnusedUnits = unused,
        };
    })];
}
