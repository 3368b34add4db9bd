using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Engine.Decisions;
using SlurmBank.Engine.Requests;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Who would pay for a job, under which QOS, and with what.</summary>
/// <param name="Account">The account.</param>
/// <param name="Qos">The QOS.</param>
/// <param name="Funds">The account's figures; null where they are not known.</param>
/// <param name="Assumptions">What was filled in to know it.</param>
internal sealed record Payer(string Account, string Qos, FundsFigures? Funds, IReadOnlyList<string> Assumptions);

/// <summary>Prices a request: completes it as Slurm would, takes the dearest partition, adds components up, multiplies by tasks.</summary>
internal sealed class Quoter
{
    private readonly ClusterFacts facts;
    private readonly Tariff tariff;
    private readonly string contact;
    private readonly long horizonSeconds;
    private readonly bool refuseUnlimited;
    private readonly List<string> assumptions = [];
    private readonly List<string> arithmetic = [];
    private readonly HashSet<string> partitions = [];

    internal Quoter(ClusterFacts facts, Tariff tariff, string contact, long horizonSeconds, bool refuseUnlimited)
    {
        this.facts = facts;
        this.tariff = tariff;
        this.contact = contact;
        this.horizonSeconds = horizonSeconds;
        this.refuseUnlimited = refuseUnlimited;
    }

    /// <summary>All partitions that the request may run in: the gate's rule is the strictest of theirs.</summary>
    internal IReadOnlyCollection<string> Partitions => partitions;

    /// <summary>What a job is charged in: the currency of the partitions that it may run in.</summary>
    /// <exception cref="InvalidRequestException">They are of several, so that there is no one price.</exception>
    internal string CurrencyOf(JobRequest request)
    {
        string[] names = [.. request.Components().SelectMany(c => c.Partitions ?? [.. facts.Partitions.Where(p => p.IsDefault).Select(p => p.Name)])];
        string[] priced = [.. names.Where(n => !tariff.Definition.FreePartitions.Contains(n))];
        string[] currencies = [.. (priced.Length > 0 ? priced : names).Select(n => tariff.CurrencyOf(n)).Distinct().Order(StringComparer.Ordinal)];
        return currencies.Length switch
        {
            0 => tariff.Currency,
            1 => currencies[0],
            _ => throw new InvalidRequestException(
                $"The partitions of this job are charged in different currencies ({string.Join(" and ", currencies)}), so it has no one price.",
                "Name partitions of one currency; of a heterogeneous job ask about each component."),
        };
    }

    internal QuoteReport Quote(SbatchReading reading, Payer payer, DateTimeOffset figuresFrom)
    {
        string currency = CurrencyOf(reading.Request);
        ResolvedRequest resolved = RequestResolver.Resolve(reading.Request, facts);
        Refuse(resolved.Problems);
        assumptions.AddRange(payer.Assumptions);
        var parts = new List<PricedPart>();
        foreach (ResolvedComponent component in resolved.Components)
        {
            partitions.UnionWith(component.Partitions.Select(p => p.Partition.Name));
            parts.Add(Dearest(component, payer.Qos));
        }

        long tasks = resolved.ArrayTaskCount;
        ServiceUnits lower = Sum(parts, p => p.Lower) * tasks;
        ServiceUnits upper = Sum(parts, p => p.Upper) * tasks;
        ServiceUnits rate = Sum(parts, p => p.Rate) * tasks;
        if (tasks > 1 || parts.Count > 1)
        {
            arithmetic.Add(string.Create(CultureInfo.InvariantCulture, $"{tasks} x ({string.Join(" + ", parts.Select(p => p.Upper))}) = {upper} {currency}"));
        }

        long seconds = parts.Max(p => p.Seconds);
        string Join(Func<PricedPart, string> text) => string.Join(" : ", parts.Select(text));
        var figures = new QuoteFigures(Join(p => p.UpperTres), tasks, seconds, lower, upper, rate, currency);
        return new QuoteReport
        {
            Account = payer.Account,
            Cluster = facts.Name,
            Partition = Join(p => p.Partition),
            Lower = lower.Amount,
            LowerUnits = lower.Units,
            Upper = upper.Amount,
            UpperUnits = upper.Units,
            HourlyRate = rate.Amount,
            HourlyRateUnits = rate.Units,
            LowerTres = Join(p => p.LowerTres),
            UpperTres = Join(p => p.UpperTres),
            TimeLimit = TimeSpan.FromSeconds(seconds),
            Tasks = (int)tasks,
            Currency = currency,
            Available = Available(payer.Funds)?.Amount,
            AvailableUnits = Available(payer.Funds)?.Units,
            Affordable = payer.Funds?.CanPay(upper) ?? true,
            Assumptions = [.. assumptions.Concat(reading.Notes.Select(n => n.ToString())).Distinct()],
            Arithmetic = arithmetic,
            Text = QuoteText.Write(figures, payer.Funds, contact),
            TariffVersion = tariff.Version,
            FiguresFrom = figuresFrom,
        };
    }

    /// <summary>What the account has, or what the user's limit leaves of that.</summary>
    private static ServiceUnits? Available(FundsFigures? funds) => funds is null ? null : funds.UserLimit is not null && funds.Payable < funds.Available ? funds.Payable : funds.Available;

    private static ServiceUnits Sum(List<PricedPart> parts, Func<PricedPart, ServiceUnits> amount) => parts.Aggregate(ServiceUnits.Zero, (sum, p) => sum + amount(p));

    private static void Refuse(IReadOnlyList<string> problems)
    {
        if (problems.Count > 0)
        {
            throw new InvalidRequestException($"Slurm would refuse this job: {string.Join("; ", problems)}.", "Change the request.");
        }
    }

    private PricedPart Dearest(ResolvedComponent component, string qos)
    {
        PricedPart? dearest = null;
        var problems = new List<string>();
        foreach (ResolvedPartition partition in component.Partitions)
        {
            if (partition.Problems.Count > 0)
            {
                problems.AddRange(partition.Problems.Select(p => $"{partition.Partition.Name}: {p}"));
                continue;
            }

            PricedPart part = Price(partition, qos);
            dearest = dearest is null || part.Upper > dearest.Upper ? part : dearest;
        }

        if (dearest is null)
        {
            Refuse(problems.Count > 0 ? problems : ["no partition is left for it"]);
        }

        assumptions.AddRange(dearest!.Assumptions);
        arithmetic.AddRange(dearest.Arithmetic);
        return dearest;
    }

    private PricedPart Price(ResolvedPartition partition, string qos)
    {
        (long seconds, string? assumed) = Seconds(partition.TimeLimit, partition.Partition.Name);
        long least = partition.MinimumTime.Seconds is long shortest ? Math.Min(shortest, seconds) : seconds;
        string name = partition.Partition.Name;
        RunUsage most = Usage(name, qos, partition.Upper.ToString(), seconds);
        ServiceUnits upper = Amount(most);
        ServiceUnits lower = Amount(Usage(name, qos, partition.Lower.ToString(), least));
        List<string> notes = [.. partition.Assumptions];
        if (assumed is not null)
        {
            notes.Add(assumed);
        }

        if (!partition.NodesAreKnown)
        {
            notes.Add($"the nodes of partition {name} are not known, so the upper figure is what was asked for");
        }

        return new PricedPart(
            name, lower, upper, Amount(Usage(name, qos, partition.Upper.ToString(), 3600)), partition.Lower.ToString(), partition.Upper.ToString(), seconds, notes, tariff.Explain(most));
    }

    private (long Seconds, string? Assumed) Seconds(TimeLimit limit, string partition)
    {
        if (limit.Seconds is long seconds)
        {
            return (seconds, null);
        }

        return refuseUnlimited
            ? throw new InvalidRequestException($"Neither the request nor partition {partition} has a time limit, so there is no price.", "Give a time limit: --time.")
            : (horizonSeconds, $"no time limit anywhere: {TimeLimit.FromSeconds(horizonSeconds)} is priced");
    }

    private static RunUsage Usage(string partition, string qos, string tres, long seconds) => new()
    {
        Partition = partition,
        Qos = qos,
        State = "COMPLETED",
        AllocTres = tres,
        WallSeconds = seconds,
    };

    private ServiceUnits Amount(in RunUsage usage) => tariff.Price(usage, out PriceResult result)
        ? result.Amount
        : throw new InvalidRequestException($"This job has no price: {string.Join(" ", tariff.Explain(usage))}", "Test-SlurmBankConfiguration names what the tariff lacks.");

    private sealed record PricedPart(
        string Partition,
        ServiceUnits Lower,
        ServiceUnits Upper,
        ServiceUnits Rate,
        string LowerTres,
        string UpperTres,
        long Seconds,
        IReadOnlyList<string> Assumptions,
        IReadOnlyList<string> Arithmetic);
}
