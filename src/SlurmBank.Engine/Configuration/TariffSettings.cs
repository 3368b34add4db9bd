using System.Collections.Generic;
using System.Collections.Immutable;

namespace SlurmBank.Engine.Configuration;

/// <summary>What the next tariff version is made of: sections <c>[tariff]</c> and <c>[PartitionPrice]</c>.</summary>
public sealed record TariffSettings
{
    /// <summary>The kind.</summary>
    public TariffKind Kind { get; init; }

    /// <summary>What suspended time costs.</summary>
    public SuspendedTime Suspended { get; init; }

    /// <summary>The least a run costs that is not free, taken after the rounding; zero for none.</summary>
    public ServiceUnits Minimum { get; init; }

    /// <summary>Partitions whose runs are free: an entry of zero.</summary>
    public IReadOnlyList<string> FreePartitions { get; init; } = [];

    /// <summary>QOS whose runs are free.</summary>
    public IReadOnlyList<string> FreeQos { get; init; } = [];

    /// <summary>End states whose runs are free, in sacct's words, such as <c>NODE_FAIL</c>.</summary>
    public IReadOnlyList<string> FreeStates { get; init; } = [];

    /// <summary>Factors by QOS, 0 to 1e9, at most 9 decimals; a QOS that is not there has 1.</summary>
    public IReadOnlyDictionary<string, decimal> QosFactors { get; init; } = ImmutableSortedDictionary<string, decimal>.Empty;

    /// <summary>Prices by partition in SU per CPU-hour, 0 to 1e9, at most 9 decimals; used by the kind <see cref="TariffKind.PartitionPrice"/> alone.</summary>
    public IReadOnlyDictionary<string, decimal> PartitionPrices { get; init; } = ImmutableSortedDictionary<string, decimal>.Empty;

    /// <summary>Currencies by partition; a partition that is not there has the site's.</summary>
    public IReadOnlyDictionary<string, string> PartitionCurrencies { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    internal static ChoiceKind<TariffKind> KindKind { get; } = new(
        ("billing", TariffKind.Billing), ("billing-exact", TariffKind.BillingExact), ("partition-price", TariffKind.PartitionPrice));

    internal static SectionSchema Schema { get; } = new("tariff", "What the next tariff version is made of; versions already made do not change.",
    [
        new Setting<TariffKind>("tariff", "kind", KindKind, c => c.Tariff.Kind, (c, v) => c with { Tariff = c.Tariff with { Kind = v } },
            "Slurm's stored billing; the same without its truncation; or SU per CPU-hour of [PartitionPrice], half up to 0.01 SU."),
        new Setting<SuspendedTime>("tariff", "suspended",
            new ChoiceKind<SuspendedTime>(("charge", SuspendedTime.Charge), ("free", SuspendedTime.Free)),
            c => c.Tariff.Suspended, (c, v) => c with { Tariff = c.Tariff with { Suspended = v } }, "Whether suspended time is charged, as Slurm's own limits do."),
        new Setting<ServiceUnits>("tariff", "minimum", new AmountKind(), c => c.Tariff.Minimum, (c, v) => c with { Tariff = c.Tariff with { Minimum = v } },
            "The least a run costs that is not free; taken after the rounding."),
        new Setting<IReadOnlyList<string>>("tariff", "free_partitions", Names("partitions", "debug"), c => c.Tariff.FreePartitions,
            (c, v) => c with { Tariff = c.Tariff with { FreePartitions = v } }, "Partitions whose runs are free."),
        new Setting<IReadOnlyList<string>>("tariff", "free_qos", Names("QOS", "scavenger"), c => c.Tariff.FreeQos,
            (c, v) => c with { Tariff = c.Tariff with { FreeQos = v } }, "QOS whose runs are free."),
        new Setting<IReadOnlyList<string>>("tariff", "free_states", new TextListKind<string>("a list of end states such as [\"NODE_FAIL\"]", TextRules.EndState, v => v),
            c => c.Tariff.FreeStates, (c, v) => c with { Tariff = c.Tariff with { FreeStates = v } }, "End states whose runs are free."),
        new Setting<IReadOnlyDictionary<string, decimal>>("tariff", "qos_factor", new NumberTableKind("factor", Kinds.LargestNumber), c => c.Tariff.QosFactors,
            (c, v) => c with { Tariff = c.Tariff with { QosFactors = v } }, "Factors by QOS; a QOS that is not here has 1."),
        new Setting<IReadOnlyDictionary<string, string>>("tariff", "partition_currency", new CurrencyTableKind(), c => c.Tariff.PartitionCurrencies,
            (c, v) => c with { Tariff = c.Tariff with { PartitionCurrencies = v } }, "The currency of a partition's runs; a partition that is not here has the site's."),
    ]);

    internal static SectionSchema PriceSchema { get; } = new("PartitionPrice", "SU per CPU-hour by partition, for the tariff kind partition-price; as in the older plugins.",
    [
        new Setting<IReadOnlyDictionary<string, decimal>>("PartitionPrice", string.Empty, new NumberTableKind("price", Kinds.LargestNumber), c => c.Tariff.PartitionPrices,
            (c, v) => c with { Tariff = c.Tariff with { PartitionPrices = v } }, "Every partition that may be used stands here; one of price 0 is free."),
    ]);

    private static TextListKind<string> Names(string what, string example) => new($"a list of {what} such as [\"{example}\"]", TextRules.SlurmName, v => v);
}
