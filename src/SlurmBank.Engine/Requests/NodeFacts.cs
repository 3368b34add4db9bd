using System.Collections.Generic;

namespace SlurmBank.Engine.Requests;

/// <summary>What a quote needs to know of a node; plain data, read from <c>scontrol show node</c>.</summary>
public sealed record NodeFacts
{
    /// <summary>NodeName.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>CPUTot: all logical processors of the node.</summary>
    public long Cpus { get; init; } = 1;

    /// <summary>CPUEfctv: the processors that jobs can have; null where it is not known (then those of core specialisation are subtracted).</summary>
    public long? EffectiveCpus { get; init; }

    /// <summary>Boards.</summary>
    public long Boards { get; init; } = 1;

    /// <summary>Sockets of the whole node.</summary>
    public long Sockets { get; init; } = 1;

    /// <summary>CoresPerSocket.</summary>
    public long CoresPerSocket { get; init; } = 1;

    /// <summary>ThreadsPerCore.</summary>
    public long ThreadsPerCore { get; init; } = 1;

    /// <summary>RealMemory in MB.</summary>
    public long RealMemory { get; init; } = 1;

    /// <summary>MemSpecLimit in MB: what the system keeps.</summary>
    public long MemorySpecLimit { get; init; }

    /// <summary>CoreSpecCount: cores that the system keeps.</summary>
    public long CoreSpecCount { get; init; }

    /// <summary>Generic resources; an entry a name and type.</summary>
    public IReadOnlyList<GresFacts> Gres { get; init; } = [];

    /// <summary>ActiveFeatures (or AvailableFeatures).</summary>
    public IReadOnlyList<string> Features { get; init; } = [];

    /// <summary>State, as Slurm prints it.</summary>
    public string State { get; init; } = "IDLE";
}

/// <summary>Devices of a generic resource on a node.</summary>
/// <param name="Name">The resource, such as <c>gpu</c>.</param>
/// <param name="Type">The type; null where the node names none.</param>
/// <param name="Count">How many.</param>
public sealed record GresFacts(string Name, string? Type, long Count);
