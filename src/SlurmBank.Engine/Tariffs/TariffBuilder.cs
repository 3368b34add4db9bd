using System;
using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Engine;

/// <summary>Reads the texts of a definition. What cannot be read is an error; what can be read but is unwise is <see cref="TariffChecks"/>' business.</summary>
internal sealed class TariffBuilder(TariffDefinition definition)
{
    private const int LongestCurrency = 16;

    // Leaves room for what a factor is multiplied with before it is used.
    private const long LargestPart = 1_000_000_000_000_000_000;

    private readonly List<TariffFinding> findings = [];
    private readonly Dictionary<string, PartitionTerms> partitions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, QosTerms> qos = new(StringComparer.OrdinalIgnoreCase);
    private TariffKind kind;
    private SuspendedTime suspended;
    private ServiceUnits minimum;

    internal IReadOnlyList<TariffFinding> Findings => findings;

    internal Tariff? Build()
    {
        ReadScalars();
        TariffDefinition normal = Normalise();
        foreach (string name in normal.PartitionWeights.Keys.Concat(normal.PartitionPrices.Keys).Concat(normal.FreePartitions).Distinct(StringComparer.Ordinal))
        {
            partitions[name] = ReadPartition(normal, name);
        }

        foreach (string name in normal.QosFactors.Keys.Concat(normal.FreeQos).Distinct(StringComparer.Ordinal))
        {
            qos[name] = ReadQos(normal, name);
        }

        if (findings.Any(finding => finding.Severity == TariffFindingSeverity.Error))
        {
            return null;
        }

        TariffPricing pricing = new()
        {
            Kind = kind,
            Quantities = new TariffQuantity(kind, PriorityFlagsText.Read(normal.PriorityFlags)),
            Partitions = new NameTable<PartitionTerms>(partitions, StringComparison.Ordinal),
            Qos = new NameTable<QosTerms>(qos, StringComparison.OrdinalIgnoreCase),
            FreeStates = new NameTable<bool>([.. normal.FreeStates.Select(state => KeyValuePair.Create(state, true))], StringComparison.OrdinalIgnoreCase),
            Currencies = new NameTable<string>([.. normal.PartitionCurrencies], StringComparison.Ordinal),
            IsSuspendedFree = suspended == SuspendedTime.Free,
            Minimum = minimum,
        };
        return new Tariff(normal, kind, suspended, minimum, pricing);
    }

    private void ReadScalars()
    {
        Require(definition.Version >= 1, "Version", "BadVersion", $"Version {definition.Version} is below 1.", "Number the versions from 1.");
        Require(TariffWords.TryRead(definition.Kind, out kind), "Kind", "UnknownKind", $"'{definition.Kind}' is no kind of tariff.", "Use billing, billing-exact or partition-price.");
        Require(TariffWords.TryRead(definition.Suspended, out suspended), "Suspended", "UnknownSuspended", $"'{definition.Suspended}' does not say what suspended time costs.", "Use charge or free.");
        Require(IsCurrency(definition.Currency), "Currency", "BadCurrency", $"'{definition.Currency}' cannot be the name of a currency.", "Use 1 to 16 letters, digits, _ or -.");
        bool read = ServiceUnits.TryParse(definition.Minimum, out minimum, out TextError error);
        Require(read, "Minimum", "BadMinimum", $"'{definition.Minimum}' is not an amount: {error}.", "Write the minimum as a number of SU, such as 0.01.");
        Require(!read || (minimum.Sign >= 0 && !minimum.IsUnlimited), "Minimum", "BadMinimum", "The minimum must be 0 or more, and finite.", "Write the minimum as a number of SU, such as 0.01.");
    }

    private static bool IsCurrency(string text) =>
        text.Length is > 0 and <= LongestCurrency && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    private TariffDefinition Normalise() => definition with
    {
        Kind = TariffWords.Print(kind),
        Suspended = TariffWords.Print(suspended),
        Minimum = minimum.IsUnlimited ? "0" : Ratio.TryCreate(minimum.Units, ServiceUnits.UnitsPerServiceUnit, out Ratio exact) ? exact.ToString() : "0",
        PriorityFlags = PriorityFlagsText.Print(PriorityFlagsText.Read(definition.PriorityFlags)),
        TrackedTres = Names(definition.TrackedTres, "TrackedTres", sort: false, name => name),
        PartitionWeights = Texts(definition.PartitionWeights, "PartitionWeights", name => name, trim: false),
        PartitionPrices = Texts(definition.PartitionPrices, "PartitionPrices", name => name, trim: true),
        PartitionCurrencies = Currencies(),
        QosFactors = Texts(definition.QosFactors, "QosFactors", name => name.ToLowerInvariant(), trim: true),
        FreePartitions = Names(definition.FreePartitions, "FreePartitions", sort: true, name => name),
        FreeQos = Names(definition.FreeQos, "FreeQos", sort: true, name => name.ToLowerInvariant()),
        FreeStates = Names(definition.FreeStates, "FreeStates", sort: true, name => name.ToUpperInvariant()),
    };

    /// <summary>Only what differs from the general currency: the same prices have one text.</summary>
    private SortedDictionary<string, string> Currencies()
    {
        SortedDictionary<string, string> own = Texts(definition.PartitionCurrencies, "PartitionCurrencies", name => name, trim: true);
        foreach ((string name, string currency) in own.ToList())
        {
            Require(IsCurrency(currency), $"PartitionCurrencies[{name}]", "BadCurrency", $"'{currency}' cannot be the name of a currency.", "Use 1 to 16 letters, digits, _ or -.");
            if (currency == definition.Currency)
            {
                own.Remove(name);
            }
        }

        return own;
    }

    private string[] Names(IReadOnlyList<string> names, string place, bool sort, Func<string, string> spelling)
    {
        IEnumerable<string> known = names.Where(name => RequireName(name, $"{place}[{name}]")).Select(spelling).Distinct(StringComparer.Ordinal);
        return sort ? [.. known.Order(StringComparer.Ordinal)] : [.. known];
    }

    private SortedDictionary<string, string> Texts(IReadOnlyDictionary<string, string> texts, string place, Func<string, string> spelling, bool trim)
    {
        SortedDictionary<string, string> normal = new(StringComparer.Ordinal);
        foreach ((string name, string? given) in texts)
        {
            string text = given ?? string.Empty;
            string at = $"{place}[{name}]";
            if (RequireName(name, at) && Require(!text.Any(char.IsControl), at, "BadText", "The text holds a control character.", "Remove it."))
            {
                Require(normal.TryAdd(spelling(name), trim ? text.Trim() : text), at, "DuplicateName", $"'{name}' is given twice.", "Keep one of them.");
            }
        }

        return normal;
    }

    private PartitionTerms ReadPartition(TariffDefinition normal, string name)
    {
        TresBillingWeights? weights = normal.PartitionWeights.TryGetValue(name, out string? text) ? ReadWeights(name, text) : null;
        ExactWeights? exact = null;
        if (kind == TariffKind.BillingExact && weights is not null && !ExactWeights.TryCreate(weights, out exact))
        {
            Require(false, $"PartitionWeights[{name}]", "WeightNotExact", "A weight has more digits than an exact sum can hold.", "Write it with fewer digits.");
        }

        ExactFactor? price = kind == TariffKind.PartitionPrice && normal.PartitionPrices.TryGetValue(name, out string? priceText)
            ? ReadFactor(priceText, $"PartitionPrices[{name}]", "BadPrice", "price per CPU-hour")
            : null;
        return new PartitionTerms
        {
            IsFree = normal.FreePartitions.Contains(name),
            Weights = weights,
            WeighsEnergy = weights is { WeighsEnergy: true },
            Exact = exact,
            PerSecond = kind == TariffKind.PartitionPrice ? Scale(price, 1, 36) : Scale(ExactFactor.One, ServiceUnits.UnitsPerBillingSecond, exact?.Denominator ?? 1),
            PerHour = kind == TariffKind.PartitionPrice ? Scale(price, ServiceUnits.UnitsPerServiceUnit, 1) : Scale(ExactFactor.One, ServiceUnits.UnitsPerServiceUnit, exact?.Denominator ?? 1),
        };
    }

    private TresBillingWeights? ReadWeights(string name, string text)
    {
        IReadOnlyList<string>? tracked = definition.TrackedTres.Count == 0 ? null : definition.TrackedTres;
        if (TresBillingWeights.TryParse(text, tracked, out TresBillingWeights? weights, out TextError error))
        {
            return weights;
        }

        findings.Add(new TariffFinding(
            kind == TariffKind.PartitionPrice ? TariffFindingSeverity.Warning : TariffFindingSeverity.Error,
            "BadWeights",
            $"Slurm's billing weights '{text}' cannot be read: {error}.",
            $"PartitionWeights[{name}]",
            "Correct TRESBillingWeights in slurm.conf and capture the tariff again."));
        return null;
    }

    private QosTerms ReadQos(TariffDefinition normal, string name)
    {
        ExactFactor? factor = normal.QosFactors.TryGetValue(name, out string? text)
            ? ReadFactor(text, $"QosFactors[{name}]", "BadQosFactor", "factor")
            : ExactFactor.One;
        return new QosTerms(factor ?? ExactFactor.One, normal.FreeQos.Contains(name) || factor is { Value.Sign: 0 });
    }

    private ExactFactor? ReadFactor(string text, string place, string code, string what)
    {
        bool read = RatioText.TryRead(text, out Ratio ratio, out TextError error);
        return Require(read, place, code, $"'{text}' is not a {what}: {error}.", "Write a decimal or a fraction, such as 2.67 or 1/3.")
            && Require(ratio.Sign >= 0, place, code, $"The {what} {text} is below zero.", "Use 0 or more.")
            && Require(ratio.Numerator <= LargestPart && ratio.Denominator <= LargestPart, place, code, $"The {what} {text} has too many digits.", "Use at most 18 digits.")
            ? new ExactFactor(ratio)
            : null;
    }

    private static ExactFactor? Scale(ExactFactor? factor, long up, long down) =>
        factor is not null && Ratio.TryCreate(up, down, out Ratio scale) && factor.Value.TryMultiply(scale, out Ratio scaled)
            ? new ExactFactor(scaled)
            : null;

    private bool RequireName(string name, string place) =>
        Require(name.Length > 0 && !name.Any(c => char.IsControl(c) || c == ' '), place, "BadName", $"'{name}' cannot be a name.", "Remove blanks and control characters.");

    private bool Require(bool holds, string place, string code, string message, string fix)
    {
        if (!holds)
        {
            findings.Add(new TariffFinding(TariffFindingSeverity.Error, code, message, place, fix));
        }

        return holds;
    }
}
