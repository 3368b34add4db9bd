using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using SlurmBank.Engine;
using SlurmBank.Engine.Configuration;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>Makes a tariff definition from what the running Slurm and the configuration say.</summary>
internal static class TariffCapture
{
    internal static TariffDefinition Capture(
        TariffSettings settings, string currency, SlurmConfiguration slurm, IEnumerable<SlurmPartition> partitions, int version, long effectiveFrom) => new()
        {
            Version = version,
            EffectiveFrom = effectiveFrom,
            Kind = Word(settings.Kind),
            Currency = currency,
            PartitionWeights = partitions.ToDictionary(p => p.Name, p => p.BillingWeights),
            PriorityFlags = slurm["PriorityFlags"] is "(null)" ? string.Empty : slurm["PriorityFlags"],
            TrackedTres = [.. slurm["AccountingStorageTRES"].Split(',', StringSplitOptions.RemoveEmptyEntries)],
            PartitionPrices = settings.PartitionPrices.ToDictionary(p => p.Key, p => p.Value.ToString(CultureInfo.InvariantCulture)),
            PartitionCurrencies = settings.PartitionCurrencies,
            QosFactors = settings.QosFactors.ToDictionary(p => p.Key, p => p.Value.ToString(CultureInfo.InvariantCulture)),
            FreePartitions = settings.FreePartitions,
            FreeQos = settings.FreeQos,
            FreeStates = settings.FreeStates,
            Suspended = settings.Suspended == SuspendedTime.Free ? "free" : "charge",
            Minimum = AmountText(settings.Minimum),
        };

    /// <summary>Whether two definitions price alike, whatever their numbers and dates.</summary>
    internal static bool SamePrices(Tariff before, Tariff now) =>
        (now.Definition with { Version = before.Version, EffectiveFrom = before.EffectiveFrom }) is TariffDefinition renumbered
        && Tariff.TryBuild(renumbered, out Tariff? same, out _)
        && same.ToCanonicalText() == before.ToCanonicalText();

    private static string Word(TariffKind kind) => kind switch
    {
        TariffKind.BillingExact => "billing-exact",
        TariffKind.PartitionPrice => "partition-price",
        _ => "billing",
    };

    private static string AmountText(ServiceUnits amount) => amount.Amount.ToString("0.#########", CultureInfo.InvariantCulture);
}
