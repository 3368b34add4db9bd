using System;
using System.Collections.Generic;

namespace SlurmBank.Bank;

/// <summary>What is imported.</summary>
public enum ImportSource
{
    /// <summary>Known by what is in it.</summary>
    Auto,

    /// <summary>A JSON dump of a SlurmBank ledger.</summary>
    SlurmBank,

    /// <summary>slurm_su_bank: its SQLite database, or its JSON or CSV dump.</summary>
    SlurmSuBank,

    /// <summary>The bank of pitt-crc, version 0.2: its SQLite database.</summary>
    PittBank,

    /// <summary>crc-bank: its SQLite database, or the folder or files of its JSON dump.</summary>
    CrcBank,

    /// <summary>sbank: the limits in Slurm, or a saved listing of sacctmgr.</summary>
    Sbank,

    /// <summary>A CSV of grants.</summary>
    Csv,
}

/// <summary>An import.</summary>
public sealed record ImportCommand
{
    /// <summary>The files, or a folder with them; empty only for sbank, whose limits are read from Slurm.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>What it is.</summary>
    public ImportSource Source { get; init; }

    /// <summary>SU for one of the other bank's units (its CPU-hours, SUs or billing-hours); more than zero.</summary>
    public decimal Rate { get; init; } = 1;

    /// <summary>The currency that is granted; null for the site's default. A currency that a CSV's line names goes before it.</summary>
    public string? Currency { get; init; }

    /// <summary>
    /// A saved listing of usage with the columns Account and RawUsage, as <c>sshare -a -P</c> prints it (of several clusters with Cluster, or
    /// as <c>-M</c> prints it); null for Slurm's own answer, where the other bank keeps no usage itself.
    /// </summary>
    public string? UsagePath { get; init; }

    /// <summary>What was used is not brought over: the grants come whole.</summary>
    public bool NoUsage { get; init; }

    /// <summary>For how many days slurm_su_bank's limits run; 0 for ever.</summary>
    public int PeriodDays { get; init; } = 365;

    /// <summary>Grants whose window has ended are brought over too, with what was used of them.</summary>
    public bool IncludeEnded { get; init; }

    /// <summary>Lines that are wrong are left out and listed; without it nothing is imported where one is wrong.</summary>
    public bool SkipInvalid { get; init; }

    /// <summary>Why; the default says where it came from.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>Changes nothing and says what would be.</summary>
    public bool IsPlan { get; init; }
}

/// <summary>A grant, an account's setting, or a record, and what became of it. Amounts are in SU, each with its units.</summary>
public sealed record ImportItem
{
    /// <summary>Where it stands: <c>file:line</c> or <c>file: table row</c>.</summary>
    public required string Place { get; init; }

    /// <summary>The account; empty where there is none.</summary>
    public required string Account { get; init; }

    /// <summary>What it is: <c>grant</c>, <c>proposal</c>, <c>investment</c>, <c>unlimited</c>, …</summary>
    public required string Kind { get; init; }

    /// <summary>What became of it: <c>taken</c> (or would be), <c>present</c> from an earlier import, <c>left</c> on purpose, <c>invalid</c>; the note says why.</summary>
    public required string Outcome { get; init; }

    /// <summary>What was granted, in SU.</summary>
    public required decimal Amount { get; init; }

    /// <summary>What was granted, in units.</summary>
    public required long AmountUnits { get; init; }

    /// <summary>What was used of it before, in SU.</summary>
    public required decimal Used { get; init; }

    /// <summary>What was used of it before, in units.</summary>
    public required long UsedUnits { get; init; }

    /// <summary>The currency.</summary>
    public required string Currency { get; init; }

    /// <summary>When its window begins; null where it has none.</summary>
    public required DateTimeOffset? StartTime { get; init; }

    /// <summary>The first moment after its window; null where it does not end.</summary>
    public required DateTimeOffset? EndTime { get; init; }

    /// <summary>The reference under which it is in the ledger; empty where it is not.</summary>
    public required string Reference { get; init; }

    /// <summary>Why, where something is to be said.</summary>
    public required string Note { get; init; }
}

/// <summary>What an account has after an import.</summary>
public sealed record ImportBalance
{
    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The currency.</summary>
    public required string Currency { get; init; }

    /// <summary>What was left in the other bank, in SU; null where it does not say.</summary>
    public required decimal? Expected { get; init; }

    /// <summary>What was left in the other bank, in units.</summary>
    public required long? ExpectedUnits { get; init; }

    /// <summary>What is available in this one, in SU.</summary>
    public required decimal Available { get; init; }

    /// <summary>What is available in this one, in units; the largest Int64 for an unlimited account.</summary>
    public required long AvailableUnits { get; init; }

    /// <summary>Whether both are the same; true where the other bank says nothing.</summary>
    public required bool IsEqual { get; init; }
}

/// <summary>What an import did, or would do.</summary>
public sealed record ImportReport
{
    /// <summary>What was read.</summary>
    public required string Path { get; init; }

    /// <summary>What it was: <c>slurmbank</c>, <c>slurm-su-bank</c>, <c>pitt-bank</c>, <c>crc-bank</c>, <c>sbank</c> or <c>csv</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The ledger.</summary>
    public required string Ledger { get; init; }

    /// <summary>False where the ledger had all of it already.</summary>
    public required bool IsNew { get; init; }

    /// <summary>Whether nothing was changed.</summary>
    public required bool IsPlan { get; init; }

    /// <summary>The newest entry afterwards; in a plan the newest of a dump, else that of the ledger as it is.</summary>
    public required long HeadSeq { get; init; }

    /// <summary>Its hash in hexadecimal.</summary>
    public required string Head { get; init; }

    /// <summary>Each part of what was read, and what became of it; empty for a dump of SlurmBank's own.</summary>
    public required IReadOnlyList<ImportItem> Items { get; init; }

    /// <summary>The rows of a dump of SlurmBank's own; else empty.</summary>
    public required IReadOnlyList<TableCount> Tables { get; init; }

    /// <summary>The balances that stand, or would.</summary>
    public required IReadOnlyList<ImportBalance> Balances { get; init; }

    /// <summary>What is to be known or done.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
