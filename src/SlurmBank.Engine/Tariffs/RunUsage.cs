using System;

namespace SlurmBank.Engine;

/// <summary>What a tariff asks of a run: its names as Slurm prints them, and its times in whole seconds. It holds spans and copies nothing.</summary>
public readonly ref struct RunUsage
{
    /// <summary>The partition the run was in; case matters.</summary>
    public ReadOnlySpan<char> Partition { get; init; }

    /// <summary>The QOS; case does not matter. Empty has the factor 1.</summary>
    public ReadOnlySpan<char> Qos { get; init; }

    /// <summary>The end state as sacct prints it, such as <c>COMPLETED</c> or <c>CANCELLED by 1000</c>.</summary>
    public ReadOnlySpan<char> State { get; init; }

    /// <summary>AllocTRES, in any form that <see cref="TresReader"/> reads.</summary>
    public ReadOnlySpan<char> AllocTres { get; init; }

    /// <summary>End - max(Start, Submit), suspended time included; 0 or more.</summary>
    public long WallSeconds { get; init; }

    /// <summary>How much of it the run was suspended; 0 or more.</summary>
    public long SuspendedSeconds { get; init; }
}
