using System.Collections.Generic;

namespace SlurmBank.Engine;

/// <summary>What is unwise about the billing weights of one partition.</summary>
internal static class WeightChecks
{
    private const string FixWeights = "Change TRESBillingWeights in slurm.conf and capture a new version.";

    private static readonly TresSet OneCpu = TresSet.Parse("cpu=1");

    internal static IEnumerable<TariffFinding> Check(string partition, TresBillingWeights weights, PriorityFlags flags, TariffKind kind)
    {
        string place = $"PartitionWeights[{partition}]";
        if (weights.WeighsEnergy)
        {
            yield return new TariffFinding(TariffFindingSeverity.Error, "EnergyWeight", "Energy has a weight, but Slurm has no count of allocated energy and bills nonsense.", place, "Remove energy from TRESBillingWeights in slurm.conf and capture the tariff again.");
            yield break;
        }

        foreach (TresWeight typed in weights.Weights)
        {
            int colon = typed.Name.IndexOf(':', System.StringComparison.Ordinal);
            if (TresNames.IsGres(typed.Name) && colon > 0 && typed.Weight != 0 && Weight(weights, typed.Name[..colon]) != 0)
            {
                string effect = flags == PriorityFlags.MaxTres ? "only the dearer of the two counts" : "each device is billed twice";
                yield return new TariffFinding(TariffFindingSeverity.Warning, "TypedBesideUntyped", $"Both {typed.Name[..colon]} and {typed.Name} have a weight, and Slurm counts a device under both: {effect}.", place, "Weigh either the untyped name or the typed ones.");
            }
        }

        foreach (TresWeight weight in weights.Weights)
        {
            if (weight.Weight < 0 && CanGoBelowZero(weight.Name, flags))
            {
                yield return new TariffFinding(TariffFindingSeverity.Warning, "NegativeWeight", $"The weight of {weight.Name} is below zero; a run whose total is too is not priced but parked.", place, FixWeights);
            }
        }

        double cpu = Billing.Compute(weights, flags, OneCpu);
        if (kind == TariffKind.Billing && cpu < 1)
        {
            yield return new TariffFinding(TariffFindingSeverity.Warning, "CpuBillsBelowOne", $"One CPU alone bills {cpu.ToString("0.######", System.Globalization.CultureInfo.InvariantCulture)}, which Slurm stores as 0: such a job is free, and no billing limit ever holds it.", place, "Weigh a CPU with 1 or more, or use the kind billing-exact.");
        }
    }

    // Under MAX the largest on a node starts from zero; what is added to it does not.
    private static bool CanGoBelowZero(string name, PriorityFlags flags)
    {
        WeightSlot slot = new(name, TresNames.StandardPosition(name), 0, null);
        return flags == PriorityFlags.None || !slot.IsOnNode || (slot.IsGres && (flags & PriorityFlags.MaxTresGres) != 0);
    }

    private static double Weight(TresBillingWeights weights, string name)
    {
        int slot = weights.SlotOf(name);
        return slot < 0 ? 0 : weights.Slots[slot].Weight;
    }
}
