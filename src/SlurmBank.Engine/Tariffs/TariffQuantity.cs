using System;

namespace SlurmBank.Engine;

/// <summary>What is multiplied with the seconds.</summary>
/// <param name="Quantity">The stored billing, the exact billing times the denominator of the weights, or the CPU count.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Double">The double of which the stored billing was cut, where it was computed.</param>
internal readonly record struct TariffAmount(UInt128 Quantity, TariffAmountSource Source, double Double);

/// <summary>Where a quantity comes from.</summary>
internal enum TariffAmountSource
{
    /// <summary>AllocTRES billing=, Slurm's own integer.</summary>
    SlurmBilling,

    /// <summary>The CPU count of AllocTRES.</summary>
    Cpus,

    /// <summary>The weights of the partition.</summary>
    Weights,
}

/// <summary>Reads the quantity that a tariff kind charges from AllocTRES.</summary>
internal sealed class TariffQuantity(TariffKind kind, PriorityFlags flags)
{
    private const int MostSlotsOnStack = 64;

    /// <summary>Answers <see cref="PriceReason.Priced"/> and the quantity, or why there is none.</summary>
    internal PriceReason Read(PartitionTerms? partition, ReadOnlySpan<char> tres, out TariffAmount amount)
    {
        switch (kind)
        {
            case TariffKind.PartitionPrice:
                amount = default;
                return partition?.PerSecond is null ? PriceReason.UnlistedPartition : ReadCpus(tres, out amount);
            case TariffKind.Billing when partition is not { WeighsEnergy: true }:
                PriceReason reason = Find(tres, TresNames.Billing, out bool found, out ulong billing);
                amount = new TariffAmount(billing, TariffAmountSource.SlurmBilling, billing);
                if (reason != PriceReason.Priced || found)
                {
                    // Slurm's cast of a negative total wraps to just below 2^64.
                    return reason == PriceReason.Priced && billing > long.MaxValue ? PriceReason.NegativeBilling : reason;
                }

                break;
        }

        amount = default;
        return partition?.Weights is not TresBillingWeights weights ? PriceReason.UnlistedPartition
            : partition.WeighsEnergy ? PriceReason.EnergyWeight
            : weights.IsNone ? ReadCpus(tres, out amount)
            : ReadWeighted(partition, weights, tres, out amount);
    }

    private static PriceReason ReadCpus(ReadOnlySpan<char> tres, out TariffAmount amount)
    {
        PriceReason reason = Find(tres, TresNames.Cpu, out bool found, out ulong cpus);
        amount = new TariffAmount(cpus, TariffAmountSource.Cpus, cpus);
        return reason == PriceReason.Priced && !found ? PriceReason.NoBilling : reason;
    }

    private PriceReason ReadWeighted(PartitionTerms partition, TresBillingWeights weights, ReadOnlySpan<char> tres, out TariffAmount amount)
    {
        amount = default;
        if (tres.IsEmpty)
        {
            return PriceReason.NoBilling;
        }

        int length = weights.Slots.Length;
        Span<ulong> counts = length <= MostSlotsOnStack ? stackalloc ulong[MostSlotsOnStack] : new ulong[length];
        counts = counts[..length];
        counts.Clear();
        return !TryCount(weights, tres, counts) ? PriceReason.BadTres
            : kind == TariffKind.Billing ? Truncate(Billing.Compute(weights.Slots, flags, counts), out amount)
            : Sum(partition.Exact!, counts, out amount);
    }

    private static PriceReason Truncate(double billing, out TariffAmount amount)
    {
        bool stored = Billing.TryStore(billing, out long whole, out BillingFault fault);
        amount = new TariffAmount((UInt128)whole, TariffAmountSource.Weights, billing);
        return stored ? PriceReason.Priced : fault == BillingFault.Negative ? PriceReason.NegativeBilling : PriceReason.Overflow;
    }

    private PriceReason Sum(ExactWeights exact, ReadOnlySpan<ulong> counts, out TariffAmount amount)
    {
        amount = default;
        try
        {
            Int128 sum = exact.Sum(flags, counts);
            amount = new TariffAmount((UInt128)Int128.Max(sum, 0), TariffAmountSource.Weights, 0);
            return sum < 0 ? PriceReason.NegativeBilling : PriceReason.Priced;
        }
        catch (OverflowException)
        {
            return PriceReason.Overflow;
        }
    }

    private static bool TryCount(TresBillingWeights weights, ReadOnlySpan<char> tres, Span<ulong> counts)
    {
        Span<bool> seen = counts.Length <= MostSlotsOnStack ? stackalloc bool[MostSlotsOnStack] : new bool[counts.Length];
        seen.Clear();
        TresReader reader = new(tres);
        while (reader.Read())
        {
            int slot = weights.SlotOf(reader.Name);
            if (slot < 0)
            {
                continue;
            }

            if (seen[slot])
            {
                return false;
            }

            seen[slot] = true;
            counts[slot] = reader.Count;
        }

        return reader.Error is null;
    }

    private static PriceReason Find(ReadOnlySpan<char> tres, string name, out bool found, out ulong count)
    {
        found = false;
        count = 0;
        TresReader reader = new(tres);
        while (reader.Read())
        {
            if (!TresNames.Same(reader.Name, name))
            {
                continue;
            }

            if (found)
            {
                return PriceReason.BadTres;
            }

            found = true;
            count = reader.Count;
        }

        return reader.Error is null ? PriceReason.Priced : PriceReason.BadTres;
    }
}
