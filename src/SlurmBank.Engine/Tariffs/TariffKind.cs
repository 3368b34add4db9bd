using System;

namespace SlurmBank.Engine;

/// <summary>How a tariff finds the price of a run.</summary>
public enum TariffKind
{
    /// <summary>Slurm's stored integer billing x seconds; the integer in AllocTRES wins where it is known. Half up to a unit.</summary>
    Billing,

    /// <summary>The billing weights as exact decimals x seconds, nothing cut off. Half up to a unit.</summary>
    BillingExact,

    /// <summary>A price in SU per CPU-hour x allocated CPUs x seconds. Half up to 0.01 SU, as the last step.</summary>
    PartitionPrice,
}

/// <summary>What a tariff does with the time a job was suspended.</summary>
public enum SuspendedTime
{
    /// <summary>It is charged as running time is, which is what Slurm's own usage does.</summary>
    Charge,

    /// <summary>It is free: taken off the seconds of the run.</summary>
    Free,
}

/// <summary>The names of these choices in configurations and in the canonical text.</summary>
internal static class TariffWords
{
    internal const string Charge = "charge";
    internal const string Free = "free";

    private static readonly string[] Kinds = ["billing", "billing-exact", "partition-price"];

    internal static string Print(TariffKind kind) => Kinds[(int)kind];

    internal static string Print(SuspendedTime suspended) => suspended == SuspendedTime.Free ? Free : Charge;

    internal static bool TryRead(string text, out TariffKind kind)
    {
        int index = Array.FindIndex(Kinds, name => name.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase));
        kind = (TariffKind)Math.Max(index, 0);
        return index >= 0;
    }

    internal static bool TryRead(string text, out SuspendedTime suspended)
    {
        bool free = text.Trim().Equals(Free, StringComparison.OrdinalIgnoreCase);
        suspended = free ? SuspendedTime.Free : SuspendedTime.Charge;
        return free || text.Trim().Equals(Charge, StringComparison.OrdinalIgnoreCase);
    }
}
