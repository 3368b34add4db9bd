using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace SlurmBank.Engine;

/// <summary>
/// The numbers and names of one tariff version, as texts: what a person or a capture from Slurm provides and <see cref="Tariff.TryBuild"/>
/// makes a tariff of. Only what the <see cref="Kind"/> uses decides prices; the rest is kept, so that the version says how Slurm was set up.
/// </summary>
public sealed record TariffDefinition
{
    private static readonly IReadOnlyDictionary<string, string> NoTexts = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The number of the version, from 1; a later version has a larger one.</summary>
    public required int Version { get; init; }

    /// <summary>From when on it prices runs, by their start: UTC seconds since 1970.</summary>
    public required long EffectiveFrom { get; init; }

    /// <summary><c>billing</c> (the default), <c>billing-exact</c> or <c>partition-price</c>: see <see cref="TariffKind"/>.</summary>
    public string Kind { get; init; } = "billing";

    /// <summary>The currency of the prices; 1 to 16 letters, digits, <c>_</c> or <c>-</c>.</summary>
    public string Currency { get; init; } = "SU";

    /// <summary>The currencies of partitions whose runs are not charged in <see cref="Currency"/>: by partition.</summary>
    public IReadOnlyDictionary<string, string> PartitionCurrencies { get; init; } = NoTexts;

    /// <summary>
    /// Every partition of the cluster, with its TRESBillingWeights; an empty text is a partition without weights, which bills its CPU count.
    /// </summary>
    public IReadOnlyDictionary<string, string> PartitionWeights { get; init; } = NoTexts;

    /// <summary>Slurm's PriorityFlags, of which MAX_TRES and MAX_TRES_GRES matter.</summary>
    public string PriorityFlags { get; init; } = string.Empty;

    /// <summary>AccountingStorageTRES in its order; empty where it is not known, which leaves the names of weights unchecked.</summary>
    public IReadOnlyList<string> TrackedTres { get; init; } = [];

    /// <summary>SU per CPU-hour for each partition, for <c>partition-price</c>: a decimal or a fraction (<c>2.67</c>, <c>1/3</c>), 0 or more.</summary>
    public IReadOnlyDictionary<string, string> PartitionPrices { get; init; } = NoTexts;

    /// <summary>The factor on every price of a QOS, a decimal or a fraction, 0 or more; a QOS that is not here has 1.</summary>
    public IReadOnlyDictionary<string, string> QosFactors { get; init; } = NoTexts;

    /// <summary>Partitions whose runs are free.</summary>
    public IReadOnlyList<string> FreePartitions { get; init; } = [];

    /// <summary>QOSes whose runs are free.</summary>
    public IReadOnlyList<string> FreeQos { get; init; } = [];

    /// <summary>End states whose runs are free, such as NODE_FAIL: Slurm's words, without what follows (<c>CANCELLED by 1000</c> is CANCELLED).</summary>
    public IReadOnlyList<string> FreeStates { get; init; } = [];

    /// <summary><c>charge</c> (the default) or <c>free</c>: see <see cref="SuspendedTime"/>.</summary>
    public string Suspended { get; init; } = TariffWords.Charge;

    /// <summary>The least that a run costs which lasted and is not free; applies after the rounding.</summary>
    public string Minimum { get; init; } = "0";
}
