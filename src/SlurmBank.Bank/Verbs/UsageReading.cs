using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Adds up what runs cost, by when they ran. All of an account's usage is what it was charged, to the unit.</summary>
internal sealed class UsageReading
{
    private readonly BankContext context;
    private readonly LedgerView view;
    private readonly UsageQuery query;
    private readonly long from;
    private readonly long to;
    private readonly long[] trend;
    private readonly List<RunPiece> pieces = [];
    private readonly List<RunPiece> refunds = [];

    internal UsageReading(BankContext context, LedgerView view, UsageQuery query)
    {
        this.context = context;
        this.view = view;
        this.query = query;
        from = query.StartTime?.ToStart(context.Zone) ?? long.MinValue;
        to = query.EndTime?.ToEnd(context.Zone) ?? long.MaxValue;
        if (from >= to)
        {
            throw new InvalidRequestException("Usage needs a period that ends after it begins.", "Check the start and the end.");
        }

        // The last days of the period, which a month would hide.
        long last = Math.Min(to, view.NowSeconds + 1) - 1;
        trend = query.By.Contains(UsageKey.Month) || last < from ? [] : SiteDays.Last(context, last, ForecastReading.TrendDays);
    }

    internal IReadOnlyList<UsageReport> Read()
    {
        var reports = new List<UsageReport>();
        foreach (string name in AccountNames.Choose(view.Reader, query.Accounts))
        {
            Account account = view.Account(name);
            foreach (string currency in view.Reader.Books(account.Id).Select(b => b.Currency).Distinct().Order(StringComparer.Ordinal).ToList())
            {
                reports.AddRange(Of(account, currency));
            }
        }

        return reports;
    }

    private IEnumerable<UsageReport> Of(Account account, string currency)
    {
        var sums = new Dictionary<Key, Sum>();
        foreach (Run run in view.Reader.Runs(account.Id, currency, from == long.MinValue ? from : from - 1))
        {
            Add(run, sums);
        }

        return sums
            .OrderBy(s => s.Key.Month, StringComparer.Ordinal).ThenByDescending(s => s.Value.Charged)
            .ThenBy(s => (s.Key.User, s.Key.Partition, s.Key.Qos, s.Key.Cluster, s.Key.State))
            .Select(s => Report(account, currency, s.Key, s.Value));
    }

    private void Add(Run run, Dictionary<Key, Sum> sums)
    {
        List<long> edges = Edges(run);
        RunSplit.Split(run.ChargedFrom, run.Facts.End, run.Net, edges, pieces);
        RunSplit.Split(run.ChargedFrom, run.Facts.End, run.Refunded, edges, refunds);
        for (int i = 0; i < pieces.Count; i++)
        {
            RunPiece piece = pieces[i];
            if (piece.From < from || piece.From >= to)
            {
                continue;
            }

            Key key = KeyOf(run, piece.From);
            Sum sum = sums.GetValueOrDefault(key);
            sums[key] = new Sum(
                sum.Runs + (sum.LastRun == run.Id ? 0 : 1), run.Id, checked(sum.Seconds + (piece.To - piece.From)), checked(sum.Charged + piece.Amount.Units), checked(sum.Refunded + refunds[i].Amount.Units), Trend(sum.Daily, piece));
        }
    }

    /// <summary>The edges of the period, and the beginnings of the months that the run touches where they are told apart.</summary>
    private List<long> Edges(Run run)
    {
        var edges = new SortedSet<long>(trend) { from, to };
        if (query.By.Contains(UsageKey.Month))
        {
            DateOnly month = MonthAt(run.ChargedFrom);
            for (long start = Start(month); start < run.Facts.End; start = Start(month))
            {
                edges.Add(start);
                month = month.AddMonths(1);
            }
        }

        return [.. edges];
    }

    /// <summary>Adds a piece, which lies within one of the last days or before all of them.</summary>
    private long[] Trend(long[]? daily, RunPiece piece)
    {
        daily ??= new long[Math.Max(trend.Length - 1, 0)];
        if (daily.Length > 0 && piece.From >= trend[0] && piece.From < trend[^1])
        {
            int day = UsagePieces.IndexOf(trend, piece.From);
            daily[day] = checked(daily[day] + piece.Amount.Units);
        }

        return daily;
    }

    private Key KeyOf(Run run, long at) => new(
        Has(UsageKey.Month) ? MonthAt(at).ToString("yyyy-MM", CultureInfo.InvariantCulture) : null,
        Has(UsageKey.Cluster) ? run.Facts.Key.Cluster : null,
        Has(UsageKey.User) ? run.Facts.User : null,
        Has(UsageKey.Partition) ? run.Facts.Partition : null,
        Has(UsageKey.Qos) ? run.Facts.Qos : null,
        Has(UsageKey.State) ? run.Facts.State : null);

    private bool Has(UsageKey key) => query.By.Contains(key);

    private DateOnly MonthAt(long seconds)
    {
        DateTimeOffset local = context.Instant(seconds);
        return new DateOnly(local.Year, local.Month, 1);
    }

    private long Start(DateOnly month) => SiteMoment.FromDate(month).ToStart(context.Zone);

    private static UsageReport Report(Account account, string currency, Key key, Sum sum) => new()
    {
        Account = account.Name,
        Month = key.Month,
        Cluster = key.Cluster,
        User = key.User,
        Partition = key.Partition,
        Qos = key.Qos,
        State = key.State,
        Runs = sum.Runs,
        Elapsed = TimeSpan.FromSeconds(sum.Seconds),
        Charged = ServiceUnits.FromUnits(sum.Charged).Amount,
        ChargedUnits = sum.Charged,
        Refunded = ServiceUnits.FromUnits(sum.Refunded).Amount,
        RefundedUnits = sum.Refunded,
        Daily = sum.Daily,
        Currency = currency,
    };

    private readonly record struct Key(string? Month, string? Cluster, string? User, string? Partition, string? Qos, string? State);

    private readonly record struct Sum(int Runs, long LastRun, long Seconds, long Charged, long Refunded, long[] Daily);
}
