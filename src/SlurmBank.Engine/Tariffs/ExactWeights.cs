using System;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace SlurmBank.Engine;

/// <summary>Billing weights as whole numbers over one common denominator, so that an exact sum needs no fractions.</summary>
internal sealed class ExactWeights
{
    private const ulong NotConsumed = 0xfffffffffffffffd;

    private readonly TresBillingWeights weights;
    private readonly long[] numerators;

    private ExactWeights(TresBillingWeights weights, long[] numerators, long denominator)
    {
        this.weights = weights;
        this.numerators = numerators;
        Denominator = denominator;
    }

    internal long Denominator { get; }

    /// <summary>False where a weight needs more than 64 bits: the tariff cannot be built with it.</summary>
    internal static bool TryCreate(TresBillingWeights weights, [NotNullWhen(true)] out ExactWeights? exact)
    {
        exact = null;
        BigInteger common = 1;
        foreach (ref readonly WeightSlot slot in weights.Slots)
        {
            if (slot.Exact is not Ratio ratio)
            {
                return false;
            }

            var denominator = (BigInteger)ratio.Denominator;
            common = common / BigInteger.GreatestCommonDivisor(common, denominator) * denominator;
        }

        long[] numerators = new long[weights.Slots.Length];
        for (int index = 0; index < numerators.Length; index++)
        {
            Ratio ratio = weights.Slots[index].Exact!.Value;
            BigInteger numerator = (BigInteger)ratio.Numerator * (common / (BigInteger)ratio.Denominator);
            if (BigInteger.Abs(numerator) > long.MaxValue || common > long.MaxValue)
            {
                return false;
            }

            numerators[index] = (long)numerator;
        }

        exact = new ExactWeights(weights, numerators, (long)common);
        return true;
    }

    /// <summary>The weighted sum times <see cref="Denominator"/>, by the rules of <see cref="Billing.Compute(TresBillingWeights, PriorityFlags, TresSet)"/>.</summary>
    /// <exception cref="OverflowException">Counts near Slurm's markers, which no real allocation has.</exception>
    internal Int128 Sum(PriorityFlags flags, ReadOnlySpan<ulong> counts)
    {
        Int128 node = 0;
        Int128 global = 0;
        Int128 gres = 0;
        bool addGres = (flags & PriorityFlags.MaxTresGres) != 0;
        ReadOnlySpan<WeightSlot> slots = weights.Slots;
        for (int index = 0; index < slots.Length; index++)
        {
            ref readonly WeightSlot slot = ref slots[index];
            if (slot.IsBilling || counts[index] == NotConsumed)
            {
                continue;
            }

            Int128 value = Product(counts[index], numerators[index]);
            if (flags == PriorityFlags.None || !slot.IsOnNode)
            {
                global = checked(global + value);
            }
            else if (addGres && slot.IsGres)
            {
                gres = checked(gres + value);
            }
            else
            {
                node = Int128.Max(node, value);
            }
        }

        return checked(node + gres + global);
    }

    private static Int128 Product(ulong count, long numerator)
    {
        ulong magnitude = numerator < 0 ? unchecked((ulong)-numerator) : (ulong)numerator;
        ulong high = Math.BigMul(count, magnitude, out ulong low);
        var product = (Int128)new UInt128(high, low);
        return numerator < 0 ? -product : product;
    }
}
