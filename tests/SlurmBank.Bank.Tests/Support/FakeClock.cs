using System;

namespace SlurmBank.Bank.Tests.Support;

/// <summary>A clock that stands still until it is moved.</summary>
internal sealed class FakeClock(long seconds = FakeClock.Start) : TimeProvider
{
    /// <summary>2026-01-01T00:00:00Z.</summary>
    public const long Start = 1_767_225_600;

    public long Seconds { get; set; } = seconds;

    public long Microseconds => Seconds * 1_000_000;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(Seconds);
}
