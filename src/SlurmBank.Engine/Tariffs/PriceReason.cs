namespace SlurmBank.Engine;

/// <summary>Why a price is what it is: what made a run free, or why it has no price. Numbers are stable; those from 100 on mean "no price".</summary>
public enum PriceReason
{
    /// <summary>An ordinary price.</summary>
    Priced = 0,

    /// <summary>The run lasted 0 seconds and costs nothing, whatever its partition.</summary>
    ZeroSeconds = 1,

    /// <summary>The partition is free.</summary>
    FreePartition = 2,

    /// <summary>The QOS is free, or its factor is 0.</summary>
    FreeQos = 3,

    /// <summary>The end state is free.</summary>
    FreeState = 4,

    /// <summary>The price falls short of the tariff's minimum, which is charged.</summary>
    Minimum = 5,

    /// <summary>The tariff does not know the partition, so that there is no weight or price to use.</summary>
    UnlistedPartition = 100,

    /// <summary>AllocTRES is not a TRES text, or names the resource that decides the price twice.</summary>
    BadTres = 101,

    /// <summary>AllocTRES names neither a billing nor a CPU count.</summary>
    NoBilling = 102,

    /// <summary>The weighted sum is below zero.</summary>
    NegativeBilling = 103,

    /// <summary>The partition has a weight on energy, which makes Slurm's billing nonsense.</summary>
    EnergyWeight = 104,

    /// <summary>The amount does not fit: above about 2.5e12 SU.</summary>
    Overflow = 105,

    /// <summary>A time is negative, or the run was suspended for longer than it lasted.</summary>
    BadDuration = 106,
}
