using System;

namespace SlurmBank.Cluster.Tests;

/// <summary>The system's clock, moved ahead by a test that cannot wait.</summary>
internal sealed class MovedClock : TimeProvider
{
    internal TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;
}
