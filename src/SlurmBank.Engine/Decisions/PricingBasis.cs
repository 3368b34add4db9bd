using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine.Requests;

namespace SlurmBank.Engine.Decisions;

/// <summary>A cluster made ready for pricing. Does not change; many threads may use it.</summary>
internal sealed class ClusterShape
{
    private readonly NameTable<PartitionShape> byName;

    internal ClusterShape(ClusterFacts facts)
    {
        Facts = facts;
        List<PartitionShape> shapes = [.. facts.Partitions.DistinctBy(p => p.Name, StringComparer.Ordinal).Select(p => new PartitionShape(facts, p))];
        Default = shapes.Find(shape => shape.Facts.IsDefault);
        byName = new(shapes.ConvertAll(shape => KeyValuePair.Create(shape.Facts.Name, shape)), StringComparison.Ordinal);
    }

    internal ClusterFacts Facts { get; }

    /// <summary>The default partition; null where the cluster has none.</summary>
    internal PartitionShape? Default { get; }

    internal PartitionShape? Find(ReadOnlySpan<char> partition) => byName.TryGet(partition, out PartitionShape? shape) ? shape : null;
}

/// <summary>What requests are priced with.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Tariff">The tariff version.</param>
/// <param name="HorizonSeconds">What is priced where there is no time limit anywhere.</param>
/// <param name="RefusesUnlimited">True where such a request has no price.</param>
internal sealed record PricingBasis(ClusterShape Cluster, Tariff Tariff, long HorizonSeconds, bool RefusesUnlimited);

/// <summary>Why a request has no price.</summary>
internal enum PricingFault
{
    /// <summary>It has one.</summary>
    None,

    /// <summary>No partition of the name, or none named and no default.</summary>
    NoPartition,

    /// <summary>The tariff has none: the reason says why.</summary>
    NoPrice,

    /// <summary>No time limit anywhere, and the site wants one.</summary>
    NoTimeLimit,

    /// <summary>The amount does not fit.</summary>
    Overflow,

    /// <summary>It may run in partitions of several currencies, whose prices cannot be compared or added.</summary>
    Currencies,
}
