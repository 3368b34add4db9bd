using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Tells usage in the columns of FOCUS: one row for each day (or month), account, user, partition and QOS; credits in rows of their own.</summary>
internal sealed class FocusReading
{
    private readonly BankContext context;
    private readonly LedgerView view;
    private readonly FocusQuery query;
    private readonly long from;
    private readonly long to;

    internal FocusReading(BankContext context, LedgerView view, FocusQuery query)
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
    }

    internal IReadOnlyList<FocusRow> Read()
    {
        var rows = new List<FocusRow>();
        foreach (string name in AccountNames.Choose(view.Reader, query.Accounts))
        {
            Account account = view.Account(name);
            foreach (string currency in view.Reader.Books(account.Id).Select(b => b.Currency).Distinct().Order(StringComparer.Ordinal).ToList())
            {
                rows.AddRange(Of(account, currency));
            }
        }

        return rows;
    }

    private IEnumerable<FocusRow> Of(Account account, string currency)
    {
        if (Edges(account, currency) is not { Length: > 1 } edges)
        {
            return [];
        }

        var sums = new Dictionary<Key, Sum>();
        foreach (UsagePiece piece in UsagePieces.Cut(view.Reader, account.Id, currency, edges))
        {
            int at = UsagePieces.IndexOf(edges, piece.From);
            RunFacts facts = piece.Run.Facts;
            Add(sums, new Key(at, facts.Key.Cluster, facts.Partition, facts.User, facts.Qos, false), piece, checked(piece.Net + piece.Refunded));
            if (piece.Refunded != 0)
            {
                Add(sums, new Key(at, facts.Key.Cluster, facts.Partition, facts.User, facts.Qos, true), piece, -piece.Refunded);
            }
        }

        return sums.OrderBy(s => (s.Key.Period, s.Key.Cluster, s.Key.Partition, s.Key.User, s.Key.Qos, s.Key.IsCredit)).Select(s => Row(account, currency, edges, s.Key, s.Value)).ToList();
    }

    private static void Add(Dictionary<Key, Sum> sums, Key key, UsagePiece piece, long units)
    {
        Sum sum = sums.GetValueOrDefault(key);
        sums[key] = new Sum(checked(sum.Units + units), checked(sum.Seconds + piece.To - piece.From), sum.Runs + (sum.LastRun == piece.Run.Id ? 0 : 1), piece.Run.Id);
    }

    /// <summary>The edges of the charge periods that the account's work touches, cut to the period that is asked for.</summary>
    private long[]? Edges(Account account, string currency)
    {
        long first = long.MaxValue;
        long last = long.MinValue;
        foreach (Run run in view.Reader.Runs(account.Id, currency, from == long.MinValue ? from : from - 1))
        {
            first = Math.Min(first, run.ChargedFrom);
            last = Math.Max(last, run.Facts.End);
        }

        first = Math.Max(first, from);

        // A run without length lies in the period that begins with it.
        last = Math.Min(last == long.MinValue ? last : last + 1, to);
        if (first >= last)
        {
            return null;
        }

        long[] edges = SiteDays.Covering(context, first, last, query.Monthly);
        edges[0] = Math.Max(edges[0], from);
        edges[^1] = Math.Min(edges[^1], to);
        return edges;
    }

    private FocusRow Row(Account account, string currency, long[] edges, Key key, Sum sum)
    {
        DateOnly day = SiteDays.DateAt(context, edges[key.Period]);
        var month = new DateOnly(day.Year, day.Month, 1);
        return new FocusRow
        {
            BilledCost = ServiceUnits.FromUnits(sum.Units).Amount,
            BillingAccountId = account.Name,
            BillingCurrency = currency,
            BillingPeriodStart = context.Instant(SiteDays.StartOf(context, month)),
            BillingPeriodEnd = context.Instant(SiteDays.StartOf(context, month.AddMonths(1))),
            ChargeCategory = key.IsCredit ? "Credit" : "Usage",
            ChargeDescription = key.IsCredit
                ? $"Refunds of jobs of user {key.User} of account {account.Name} in partition {key.Partition}"
                : $"Jobs of user {key.User} of account {account.Name} in partition {key.Partition}",
            ChargePeriodStart = context.Instant(edges[key.Period]),
            ChargePeriodEnd = context.Instant(edges[key.Period + 1]),
            ConsumedQuantity = key.IsCredit ? null : sum.Seconds / 3600m,
            InvoiceIssuerName = key.Cluster,
            ResourceId = $"{key.Cluster}/{key.Partition}",
            ResourceName = key.Partition,
            SubAccountId = key.User,
            Tags = Tag("qos", key.Qos),
            x_BilledUnits = sum.Units,
            x_Runs = sum.Runs,
        };
    }

    private static string Tag(string name, string value)
    {
        using var stream = new System.IO.MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString(name, value);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private readonly record struct Key(int Period, string Cluster, string Partition, string User, string Qos, bool IsCredit);

    private readonly record struct Sum(long Units, long Seconds, int Runs, long LastRun);
}
