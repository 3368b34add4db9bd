using System;
using System.Collections.Generic;

namespace SlurmBank.Bank;

/// <summary>In which form a ledger is written out.</summary>
public enum DumpFormat
{
    /// <summary>One JSON file, which can be imported again.</summary>
    Json,

    /// <summary>A folder with one CSV file a table, for other programs.</summary>
    Csv,
}

/// <summary>Writing a ledger out.</summary>
public sealed record ExportCommand
{
    /// <summary>The file, for CSV the folder; or an existing folder, in which it is named by time and newest entry.</summary>
    public required string Path { get; init; }

    /// <summary>The form.</summary>
    public DumpFormat Format { get; init; }

    /// <summary>Only what is of this account; null for the whole ledger.</summary>
    public string? Account { get; init; }

    /// <summary>Only entries recorded at or after; null for all.</summary>
    public SiteMoment? StartTime { get; init; }

    /// <summary>Only entries recorded before; a date is inclusive; null for all.</summary>
    public SiteMoment? EndTime { get; init; }

    /// <summary>Writes over what is there.</summary>
    public bool Force { get; init; }

    /// <summary>Writes nothing and says what would be written.</summary>
    public bool IsPlan { get; init; }
}

/// <summary>How many rows of a table were written or read.</summary>
/// <param name="Table">The table.</param>
/// <param name="Rows">How many rows.</param>
public sealed record TableCount(string Table, long Rows);

/// <summary>A ledger that was written out.</summary>
public sealed record ExportReport
{
    /// <summary>The file or folder.</summary>
    public required string Path { get; init; }

    /// <summary>The form: <c>json</c> or <c>csv</c>.</summary>
    public required string Format { get; init; }

    /// <summary>The ledger.</summary>
    public required string Ledger { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Whether all of the ledger is in it, so that it can be imported.</summary>
    public required bool IsWhole { get; init; }

    /// <summary>The newest entry in it; 0 where there is none, and in a plan.</summary>
    public required long HeadSeq { get; init; }

    /// <summary>Its hash in hexadecimal.</summary>
    public required string Head { get; init; }

    /// <summary>The tables with their rows; empty in a plan.</summary>
    public required IReadOnlyList<TableCount> Tables { get; init; }

    /// <summary>The size in bytes; 0 in a plan.</summary>
    public required long Size { get; init; }

    /// <summary>Whether nothing was written.</summary>
    public required bool IsPlan { get; init; }
}
