using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;

namespace SlurmBank.Engine;

/// <summary>
/// One version of a site's prices: every number that it uses, from when on, and the arithmetic. Cannot be changed; a new price is a new version.
/// The same run and the same version give the same price for ever. Safe to use from many threads.
/// </summary>
public sealed class Tariff
{
    private readonly TariffPricing pricing;

    internal Tariff(TariffDefinition definition, TariffKind kind, SuspendedTime suspended, ServiceUnits minimum, TariffPricing pricing)
    {
        Definition = definition;
        Kind = kind;
        Suspended = suspended;
        Minimum = minimum;
        this.pricing = pricing;
        Currencies = [definition.Currency, .. definition.PartitionCurrencies.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>The texts of the version in their normal form: names sorted, QOS in lower case, states in upper case.</summary>
    public TariffDefinition Definition { get; }

    /// <summary>The number of the version, from 1.</summary>
    public int Version => Definition.Version;

    /// <summary>From when on it prices runs, by their start: UTC seconds since 1970.</summary>
    public long EffectiveFrom => Definition.EffectiveFrom;

    /// <summary>The currency of the prices, where the partition has none of its own.</summary>
    public string Currency => Definition.Currency;

    /// <summary>All currencies that runs may be charged in, the general one first, the others by name.</summary>
    public IReadOnlyList<string> Currencies { get; }

    /// <summary>How the price is found.</summary>
    public TariffKind Kind { get; }

    /// <summary>What suspended time costs.</summary>
    public SuspendedTime Suspended { get; }

    /// <summary>The least that a run costs which lasted and is not free.</summary>
    public ServiceUnits Minimum { get; }

    internal TariffPricing Pricing => pricing;

    /// <summary>
    /// The currency that runs in a partition are charged in: its own, or the general one. A run is charged in one currency, that of the partition it ran in.
    /// Does not allocate.
    /// </summary>
    /// <param name="partition">The partition, in Slurm's spelling; one that the tariff does not list has the general one.</param>
    public string CurrencyOf(ReadOnlySpan<char> partition) => pricing.Currencies.TryGet(partition, out string? own) && own is not null ? own : Currency;

    /// <summary>Builds a tariff and tests it.</summary>
    /// <param name="definition">The texts.</param>
    /// <param name="tariff">The tariff; null where a finding is an error.</param>
    /// <param name="findings">Everything found, errors first; the tariff is usable with warnings.</param>
    /// <returns>False where a finding is an error.</returns>
    public static bool TryBuild(TariffDefinition definition, [NotNullWhen(true)] out Tariff? tariff, out IReadOnlyList<TariffFinding> findings)
    {
        ArgumentNullException.ThrowIfNull(definition);
        TariffBuilder builder = new(definition);
        tariff = builder.Build();
        List<TariffFinding> all = [.. builder.Findings];
        if (tariff is not null)
        {
            all.AddRange(TariffChecks.Check(tariff));
        }

        findings = [.. all.OrderByDescending(finding => finding.Severity)];
        if (findings.Any(finding => finding.Severity == TariffFindingSeverity.Error))
        {
            tariff = null;
        }

        return tariff is not null;
    }

    /// <summary>Reads what <see cref="ToCanonicalText"/> wrote: see <see cref="TryParseCanonical"/>.</summary>
    /// <exception cref="TextFormatException">The text is not the canonical text of a tariff.</exception>
    public static Tariff ParseCanonical(string? text) =>
        TryParseCanonical(text, out Tariff? tariff, out TextError error) ? tariff : throw new TextFormatException("canonical tariff", text, error);

    /// <summary>
    /// Reads what <see cref="ToCanonicalText"/> wrote, byte for byte: nothing may be missing, added or in another order. A stored version stays
    /// readable when <see cref="TryBuild"/> has learnt to refuse more. Never throws.
    /// </summary>
    public static bool TryParseCanonical(string? text, [NotNullWhen(true)] out Tariff? tariff, out TextError error) =>
        TariffCanonicalText.TryRead(text ?? string.Empty, out tariff, out error);

    /// <summary>The version as text, the same bytes for the same version for ever: lines of key, tab, value, each ended by a line feed.</summary>
    public string ToCanonicalText() => TariffCanonicalText.Write(this);

    /// <summary>Prices a run. Exact: the only rounding is the last step. Does not allocate, and does not throw.</summary>
    /// <param name="run">The run.</param>
    /// <param name="result">The price, or why there is none.</param>
    /// <returns>False where the run has no price and is to be parked.</returns>
    public bool Price(in RunUsage run, out PriceResult result)
    {
        result = pricing.Price(run);
        return result.IsPriced;
    }

    /// <summary>
    /// What an hour of an allocation costs, half up to a unit whatever the kind, without the minimum. An allocation that names no billing is
    /// billed by the weights. For the price of a given time, price a run with the text of the allocation.
    /// </summary>
    /// <param name="partition">The partition.</param>
    /// <param name="qos">The QOS; null and empty have the factor 1.</param>
    /// <param name="allocation">The resources.</param>
    public PriceResult RateOf(string? partition, string? qos, TresSet allocation)
    {
        ArgumentNullException.ThrowIfNull(allocation);
        return pricing.Rate(partition, qos, allocation.ToString());
    }

    /// <summary>How the price of a run comes about, or why it has none: one line a step, the result on the last.</summary>
    public IReadOnlyList<string> Explain(in RunUsage run) => TariffExplanation.Explain(this, run);

    /// <summary>
    /// Compares the tariff with the partitions that Slurm has: a partition whose runs would have no price is an error, a partition of the tariff
    /// that Slurm does not have is a warning.
    /// </summary>
    public IReadOnlyList<TariffFinding> CheckPartitions(IEnumerable<string> slurmPartitions)
    {
        ArgumentNullException.ThrowIfNull(slurmPartitions);
        return TariffChecks.CheckPartitions(this, slurmPartitions);
    }
}
