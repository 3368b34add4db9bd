using System.Collections.Generic;
using SlurmBank.PowerShell.Internal;
using SlurmBank.Slurm;

namespace SlurmBank.PowerShell;

/// <summary>A cluster that slurmdbd knows.</summary>
public sealed record SlurmCluster
{
    /// <summary>The cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>Whether its slurmctld has said where it is.</summary>
    public required bool IsRegistered { get; init; }

    /// <summary>The machine of its slurmctld; empty while that is not registered.</summary>
    public required string ControlHost { get; init; }

    /// <summary>The port of its slurmctld; null while that is not registered.</summary>
    public required long? ControlPort { get; init; }

    /// <summary>The version of its protocol, such as 9728 for 22.05.</summary>
    public required long? RpcVersion { get; init; }

    /// <summary>The number of its nodes.</summary>
    public required long? NodeCount { get; init; }

    /// <summary>What it has; prints as Slurm's text, indexes by name.</summary>
    public required SlurmTresValue Tres { get; init; }

    /// <summary>Flags such as MultipleSlurmd.</summary>
    public required IReadOnlyList<string> Flags { get; init; }

    /// <summary>What the site calls it; empty for nothing.</summary>
    public required string Classification { get; init; }

    internal static SlurmCluster Of(ClusterListing cluster) => new()
    {
        Cluster = cluster.Name,
        IsRegistered = cluster.ControlHost.Length > 0 && cluster.ControlPort > 0,
        ControlHost = cluster.ControlHost,
        ControlPort = cluster.ControlPort > 0 ? cluster.ControlPort : null,
        RpcVersion = cluster.RpcVersion,
        NodeCount = cluster.NodeCount,
        Tres = new SlurmTresValue(cluster.Tres),
        Flags = SlurmValues.Words(cluster.Flags),
        Classification = cluster.Classification,
    };
}
