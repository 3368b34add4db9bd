using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;

namespace SlurmBank.Bank;

/// <summary>Names the numbers in which two versions of a tariff differ, whatever their own numbers and dates.</summary>
internal static class TariffComparison
{
    internal static IReadOnlyList<TariffDifference> Compare(Tariff? before, Tariff after)
    {
        SortedDictionary<string, string> old = before is null ? [] : Facts(before.Definition);
        SortedDictionary<string, string> now = Facts(after.Definition);
        return [.. old.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
            .Select(name => new TariffDifference(name, old.GetValueOrDefault(name), now.GetValueOrDefault(name)))
            .Where(d => d.Before != d.After)];
    }

    private static SortedDictionary<string, string> Facts(TariffDefinition tariff)
    {
        var facts = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["kind"] = tariff.Kind,
            ["currency"] = tariff.Currency,
            ["priority flags"] = tariff.PriorityFlags,
            ["suspended"] = tariff.Suspended,
            ["minimum"] = tariff.Minimum,
            ["tracked TRES"] = string.Join(',', tariff.TrackedTres),
        };
        Add("weights", tariff.PartitionWeights);
        Add("price", tariff.PartitionPrices);
        Add("currency", tariff.PartitionCurrencies);
        Add("QOS factor", tariff.QosFactors);
        Mark("free partition", tariff.FreePartitions);
        Mark("free QOS", tariff.FreeQos);
        Mark("free state", tariff.FreeStates);
        return facts;

        void Add(string what, IReadOnlyDictionary<string, string> values)
        {
            foreach ((string name, string value) in values)
            {
                facts[$"{what} {name}"] = value;
            }
        }

        void Mark(string what, IReadOnlyList<string> names)
        {
            foreach (string name in names)
            {
                facts[$"{what} {name}"] = "free";
            }
        }
    }
}
