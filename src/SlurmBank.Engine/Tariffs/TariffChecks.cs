using System;
using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Engine;

/// <summary>What can be built but is unwise: the findings of design 4. Each says how to mend it.</summary>
internal static class TariffChecks
{
    private static readonly HashSet<string> KnownStates = new(StringComparer.Ordinal)
    {
        "BOOT_FAIL", "CANCELLED", "COMPLETED", "DEADLINE", "FAILED", "NODE_FAIL", "OUT_OF_MEMORY", "PREEMPTED",
        "REQUEUED", "RESIZING", "REVOKED", "SUSPENDED", "TIMEOUT", "LAUNCH_FAILED", "RECONFIG_FAIL", "SPECIAL_EXIT", "STOPPED",
    };

    internal static IEnumerable<TariffFinding> Check(Tariff tariff)
    {
        TariffDefinition definition = tariff.Definition;
        IEnumerable<TariffFinding> findings = tariff.Kind == TariffKind.PartitionPrice
            ? CheckPrices(definition)
            : CheckWeights(tariff);
        return findings.Concat(CheckNames(definition));
    }

    internal static IReadOnlyList<TariffFinding> CheckPartitions(Tariff tariff, IEnumerable<string> slurmPartitions)
    {
        TariffDefinition definition = tariff.Definition;
        HashSet<string> listed = new(
            tariff.Kind == TariffKind.PartitionPrice ? definition.PartitionPrices.Keys : definition.PartitionWeights.Keys,
            StringComparer.Ordinal);
        listed.UnionWith(definition.FreePartitions);
        HashSet<string> present = new(slurmPartitions, StringComparer.Ordinal);
        // Slurm's own integer prices a finished run of kind billing even where the partition is not known here.
        TariffFindingSeverity missing = tariff.Kind == TariffKind.Billing ? TariffFindingSeverity.Warning : TariffFindingSeverity.Error;
        return
        [
            .. present.Except(listed).Order(StringComparer.Ordinal).Select(name => new TariffFinding(
                missing, "UnlistedPartition", $"Slurm has the partition '{name}', the tariff has no price for it.", $"Partition[{name}]", "Make a new version of the tariff that lists it.")),
            .. listed.Except(present).Order(StringComparer.Ordinal).Select(name => new TariffFinding(
                TariffFindingSeverity.Warning, "UnknownPartition", $"The tariff lists the partition '{name}', which Slurm does not have.", $"Partition[{name}]", "Correct the name, or leave it out of the next version.")),
        ];
    }

    private static IEnumerable<TariffFinding> CheckPrices(TariffDefinition definition)
    {
        if (definition.PartitionPrices.Count == 0)
        {
            yield return new TariffFinding(TariffFindingSeverity.Error, "NoPrices", "No partition has a price, so that no run could be priced.", "PartitionPrices", "Give each partition its price in SU per CPU-hour.");
        }

        foreach (string name in definition.PartitionWeights.Keys.Where(name => !definition.PartitionPrices.ContainsKey(name) && !definition.FreePartitions.Contains(name)))
        {
            yield return new TariffFinding(TariffFindingSeverity.Warning, "UnlistedPartition", $"The partition '{name}' has no price; its runs will be parked.", $"PartitionPrices[{name}]", "Give it a price, or list it among the free partitions.");
        }

        foreach ((string name, string text) in definition.PartitionPrices)
        {
            if (definition.PartitionWeights.Count > 0 && !definition.PartitionWeights.ContainsKey(name))
            {
                yield return new TariffFinding(TariffFindingSeverity.Warning, "UnknownPartition", $"Slurm had no partition '{name}' when the tariff was captured.", $"PartitionPrices[{name}]", "Correct the name, or remove the price.");
            }

            if (RatioText.TryRead(text, out Ratio price, out _) && price.Sign == 0)
            {
                yield return new TariffFinding(TariffFindingSeverity.Warning, "ZeroPrice", $"Runs in the partition '{name}' cost nothing.", $"PartitionPrices[{name}]", "If that is meant, list it among the free partitions, so that its runs say so.");
            }
        }
    }

    private static IEnumerable<TariffFinding> CheckWeights(Tariff tariff)
    {
        TariffDefinition definition = tariff.Definition;
        if (definition.PartitionWeights.Count == 0)
        {
            bool exact = tariff.Kind == TariffKind.BillingExact;
            yield return new TariffFinding(exact ? TariffFindingSeverity.Error : TariffFindingSeverity.Warning, "NoPartitions", "No partition was captured; only runs with a billing in AllocTRES can be priced, and no quote made.", "PartitionWeights", "Capture the partitions and their weights from Slurm.");
        }

        if (definition.PartitionPrices.Count > 0)
        {
            yield return new TariffFinding(TariffFindingSeverity.Warning, "UnusedPrices", $"Prices of partitions have no effect on a tariff of kind {definition.Kind}.", "PartitionPrices", "Remove them, or use the kind partition-price.");
        }

        PriorityFlags flags = PriorityFlagsText.Read(definition.PriorityFlags);
        foreach (string name in definition.PartitionWeights.Keys)
        {
            if (tariff.Pricing.Partitions.TryGet(name, out PartitionTerms? terms) && terms?.Weights is { IsNone: false } weights)
            {
                foreach (TariffFinding finding in WeightChecks.Check(name, weights, flags, tariff.Kind))
                {
                    yield return finding;
                }
            }
        }
    }

    private static IEnumerable<TariffFinding> CheckNames(TariffDefinition definition)
    {
        foreach (string state in definition.FreeStates.Where(state => !KnownStates.Contains(state)))
        {
            yield return new TariffFinding(TariffFindingSeverity.Warning, "UnknownState", $"'{state}' is not a state in which Slurm ends a job.", $"FreeStates[{state}]", "Use Slurm's full word, such as NODE_FAIL.");
        }

        foreach (string name in definition.FreePartitions.Where(name => definition.PartitionWeights.Count > 0 && !definition.PartitionWeights.ContainsKey(name)))
        {
            yield return new TariffFinding(TariffFindingSeverity.Warning, "UnknownPartition", $"Slurm had no partition '{name}' when the tariff was captured.", $"FreePartitions[{name}]", "Correct the name, or remove it.");
        }

        foreach (string name in definition.PartitionCurrencies.Keys.Where(name => definition.PartitionWeights.Count > 0 && !definition.PartitionWeights.ContainsKey(name)))
        {
            yield return new TariffFinding(TariffFindingSeverity.Warning, "UnknownPartition", $"Slurm had no partition '{name}' when the tariff was captured.", $"PartitionCurrencies[{name}]", "Correct the name, or remove it.");
        }
    }
}
