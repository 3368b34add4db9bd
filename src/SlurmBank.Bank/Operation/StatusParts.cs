using System;

namespace SlurmBank.Bank;

/// <summary>How one kind of work goes, such as <c>sync</c> or <c>backup</c>.</summary>
public sealed record WorkStatus
{
    /// <summary><c>sync</c>, <c>enforce</c>, <c>snapshot</c>, <c>backup</c>, <c>verify</c> or <c>serve</c>.</summary>
    public required string Name { get; init; }

    /// <summary>When it ended well last; null for never.</summary>
    public required DateTimeOffset? Succeeded { get; init; }

    /// <summary>When it failed last; null for never.</summary>
    public required DateTimeOffset? Failed { get; init; }

    /// <summary>How often in a row it failed, up to now.</summary>
    public required int Failures { get; init; }

    /// <summary>The identifier of the last error; empty where there was none.</summary>
    public required string ErrorId { get; init; }

    /// <summary>The text of the last error.</summary>
    public required string Error { get; init; }
}

/// <summary>What waits to be drained: the gate's journal and the spool of the completion plugin.</summary>
/// <param name="JournalBytes">The size of the gate's journal; null where there is none.</param>
/// <param name="SpoolSegments">Complete segments of the spool that are not drained; null where the site has no spool.</param>
/// <param name="OldestSegment">When the oldest of them was begun; null where there is none.</param>
/// <param name="SpoolAside">Damaged segments that were put aside; null where the site has no spool.</param>
public sealed record BacklogStatus(long? JournalBytes, int? SpoolSegments, DateTimeOffset? OldestSegment, int? SpoolAside);

/// <summary>The room on the disk that holds the ledger.</summary>
/// <param name="FreeBytes">What the bank may still write.</param>
/// <param name="SizeBytes">The size of the file system.</param>
public sealed record DiskStatus(long FreeBytes, long SizeBytes);

/// <summary>What a monitor understands: the codes of the monitoring plugins.</summary>
public enum MonitorCode
{
    /// <summary>Nothing to look at.</summary>
    Ok = 0,

    /// <summary>Something should be looked at.</summary>
    Warning = 1,

    /// <summary>Something does not work.</summary>
    Critical = 2,

    /// <summary>It could not be found out.</summary>
    Unknown = 3,
}
