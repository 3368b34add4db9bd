using System;
using System.Collections.Generic;
using System.Globalization;
using SlurmBank.PowerShell.Internal;

namespace SlurmBank.PowerShell;

/// <summary>A node of Slurm.</summary>
public sealed record SlurmNode
{
    /// <summary>The node.</summary>
    public required string NodeName { get; init; }

    /// <summary>The state with its flags, such as <c>IDLE+DRAIN</c>; a star at its end stands for a node that does not answer.</summary>
    public required string State { get; init; }

    /// <summary>Whether jobs can start on it: it is up, answers, and nobody has taken it away.</summary>
    public required bool IsAvailable { get; init; }

    /// <summary>The partitions it is in.</summary>
    public required IReadOnlyList<string> Partitions { get; init; }

    /// <summary>All CPUs.</summary>
    public long? Cpus { get; init; }

    /// <summary>CPUs that jobs have.</summary>
    public long? AllocatedCpus { get; init; }

    /// <summary>The load of its CPUs; null where it is not known.</summary>
    public double? CpuLoad { get; init; }

    /// <summary>Memory in MiB.</summary>
    public long? RealMemory { get; init; }

    /// <summary>Memory in MiB that jobs have.</summary>
    public long? AllocatedMemory { get; init; }

    /// <summary>Memory in MiB that is not in use, by the node's own word.</summary>
    public long? FreeMemory { get; init; }

    /// <summary>Generic resources, such as <c>gpu:a100:4</c>; empty for none.</summary>
    public required string Gres { get; init; }

    /// <summary>What it has; prints as Slurm's text, indexes by name.</summary>
    public required SlurmTresValue ConfiguredTres { get; init; }

    /// <summary>What jobs have; prints as Slurm's text, indexes by name.</summary>
    public required SlurmTresValue AllocTres { get; init; }

    /// <summary>Sockets.</summary>
    public long? Sockets { get; init; }

    /// <summary>Cores of each socket.</summary>
    public long? CoresPerSocket { get; init; }

    /// <summary>Threads of each core.</summary>
    public long? ThreadsPerCore { get; init; }

    /// <summary>Features that are active.</summary>
    public required IReadOnlyList<string> Features { get; init; }

    /// <summary>The lower, the earlier it gets jobs.</summary>
    public long? Weight { get; init; }

    /// <summary>Slurm's version on it; empty where it has not registered.</summary>
    public required string Version { get; init; }

    /// <summary>When it was started.</summary>
    public DateTimeOffset? BootTime { get; init; }

    /// <summary>When it was busy last.</summary>
    public DateTimeOffset? LastBusyTime { get; init; }

    /// <summary>Why an administrator took it away; empty where none did.</summary>
    public required string Reason { get; init; }

    internal static SlurmNode Of(Slurm.SlurmNode node, TimeZoneInfo zone) => new()
    {
        NodeName = node.Name,
        State = node.State,
        IsAvailable = Available(node.State),
        Partitions = SlurmValues.Words(node.Partitions),
        Cpus = node.Cpus,
        AllocatedCpus = SlurmValues.Count(SlurmValues.Field(node.Fields, "CPUAlloc")),
        CpuLoad = Load(SlurmValues.Field(node.Fields, "CPULoad")),
        RealMemory = node.RealMemory,
        AllocatedMemory = SlurmValues.Count(SlurmValues.Field(node.Fields, "AllocMem")),
        FreeMemory = SlurmValues.Count(SlurmValues.Field(node.Fields, "FreeMem")),
        Gres = node.Gres,
        ConfiguredTres = new SlurmTresValue(node.CfgTres),
        AllocTres = new SlurmTresValue(node.AllocTres),
        Sockets = node.Sockets,
        CoresPerSocket = node.CoresPerSocket,
        ThreadsPerCore = node.ThreadsPerCore,
        Features = SlurmValues.Allowed(SlurmValues.Field(node.Fields, "ActiveFeatures")),
        Weight = SlurmValues.Count(SlurmValues.Field(node.Fields, "Weight")),
        Version = SlurmValues.Field(node.Fields, "Version"),
        BootTime = SlurmValues.Epoch(SlurmValues.Field(node.Fields, "BootTime"), zone),
        LastBusyTime = SlurmValues.Epoch(SlurmValues.Field(node.Fields, "LastBusyTime"), zone),
        Reason = node.Reason,
    };

    private static bool Available(string state)
    {
        string[] parts = state.TrimEnd('*', '~', '#', '$', '@', '%', '!', '^', '-').Split('+');
        return !state.EndsWith('*')
            && parts[0] is "IDLE" or "MIXED" or "ALLOCATED"
            && Array.TrueForAll(parts, part => part is not ("DRAIN" or "FAIL" or "NOT_RESPONDING" or "MAINTENANCE" or "REBOOT_ISSUED" or "POWERING_DOWN"));
    }

    private static double? Load(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double load) ? load : null;
}
