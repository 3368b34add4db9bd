using System;

namespace SlurmBank.Engine;

/// <summary>Why a billing cannot be stored as a price.</summary>
public enum BillingFault
{
    /// <summary>It can be stored.</summary>
    None,

    /// <summary>The total is below zero. Slurm's cast of it is undefined in C; it is never a price.</summary>
    Negative,

    /// <summary>The total is beyond 2^63 or not a number: the mark of a weight on energy, or of a weight without sense.</summary>
    TooLarge,
}

/// <summary>
/// Slurm's billing of a set of TRES: the double of <c>assoc_mgr_tres_weighted</c> (assoc_mgr.c), bit for bit, and the integer that slurmctld
/// stores of it (job_mgr.c), which sacct shows as <c>AllocTRES billing=</c> and limits count.
/// </summary>
public static class Billing
{
    private const ulong NotConsumed = 0xfffffffffffffffd;
    private const double TwoTo63 = 9223372036854775808.0;

    /// <summary>
    /// The billing as a double, which is what fair-share uses. Without weights it is the CPU count. The <c>billing</c> in
    /// <paramref name="tres"/> is passed over, and so is a count of Slurm's NO_CONSUME_VAL64.
    /// </summary>
    public static double Compute(TresBillingWeights weights, PriorityFlags flags, TresSet tres)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(tres);
        if (weights.IsNone)
        {
            return tres.TryGetCount(TresNames.Cpu, out ulong cpus) ? cpus : 0;
        }

        ReadOnlySpan<WeightSlot> slots = weights.Slots;
        ulong[] counts = new ulong[slots.Length];
        for (int index = 0; index < counts.Length; index++)
        {
            tres.TryGetCount(slots[index].Name, out counts[index]);
        }

        return Compute(slots, flags, counts);
    }

    /// <summary>The integer that stands for a billing in limits and bills: the fraction is cut off.</summary>
    /// <param name="billing">The billing, from <see cref="Compute(TresBillingWeights, PriorityFlags, TresSet)"/>.</param>
    /// <param name="stored">The integer, 0 or more; 0 where the answer is false.</param>
    /// <param name="fault">Why it is not a price, where the answer is false.</param>
    public static bool TryStore(double billing, out long stored, out BillingFault fault)
    {
        fault = billing < 0 ? BillingFault.Negative : billing < TwoTo63 ? BillingFault.None : BillingFault.TooLarge;
        stored = fault == BillingFault.None ? (long)billing : 0;
        return fault == BillingFault.None;
    }

    /// <summary>
    /// What a slurmctld built for x86-64 stores, for comparing with its records: as <see cref="TryStore"/>, but a negative total wraps around
    /// 2^64 and one of 2^64 or more is 0. These two are never prices.
    /// </summary>
    public static ulong StoredBySlurm(double billing)
    {
        if (billing < TwoTo63)
        {
            return unchecked((ulong)Signed(billing));
        }

        // The compiled code converts the part above 2^63 and turns the top bit over.
        return unchecked((ulong)Signed(billing - TwoTo63) ^ 0x8000000000000000);
    }

    /// <summary>The sum over slots in position order; one count for each slot.</summary>
    internal static double Compute(ReadOnlySpan<WeightSlot> slots, PriorityFlags flags, ReadOnlySpan<ulong> counts)
    {
        double node = 0;
        double global = 0;
        double gres = 0;
        bool largest = flags != PriorityFlags.None;
        bool addGres = (flags & PriorityFlags.MaxTresGres) != 0;
        for (int index = 0; index < slots.Length; index++)
        {
            ref readonly WeightSlot slot = ref slots[index];
            if (slot.IsBilling || counts[index] == NotConsumed)
            {
                continue;
            }

            double value = counts[index] * slot.Weight;
            if (!largest || !slot.IsOnNode)
            {
                global += value;
            }
            else if (addGres && slot.IsGres)
            {
                gres += value;
            }
            else
            {
                node = node > value ? node : value;
            }
        }

        return node + gres + global;
    }

    // The processor's conversion: toward zero, and the smallest number for whatever does not fit.
    private static long Signed(double value) => value is >= -TwoTo63 and < TwoTo63 ? (long)value : long.MinValue;
}
