namespace SlurmBank.Engine;

/// <summary>What a tariff holds for one partition, ready for pricing.</summary>
internal sealed class PartitionTerms
{
    /// <summary>The partition's runs are free.</summary>
    internal bool IsFree { get; init; }

    /// <summary>The weights; null where the partition is not listed among those captured from Slurm.</summary>
    internal TresBillingWeights? Weights { get; init; }

    internal bool WeighsEnergy { get; init; }

    /// <summary>The weights over a common denominator, for the exact kind.</summary>
    internal ExactWeights? Exact { get; init; }

    /// <summary>What a quantity x seconds is multiplied with, to give units or (for a price per CPU-hour) hundredths of an SU.</summary>
    internal ExactFactor? PerSecond { get; init; }

    /// <summary>What a quantity is multiplied with, to give units for an hour.</summary>
    internal ExactFactor? PerHour { get; init; }
}
