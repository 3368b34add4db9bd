using System;
using System.Collections.Generic;

namespace SlurmBank.Bank;

/// <summary>How bad a finding is.</summary>
public enum FindingSeverity
{
    /// <summary>Good to know.</summary>
    Information,

    /// <summary>Something does less than it seems to.</summary>
    Warning,

    /// <summary>Something does not work.</summary>
    Error,
}

/// <summary>Something about the configuration, the cluster or the ledger that an administrator should know, with its fix.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Code">A stable code.</param>
/// <param name="Message">What was found.</param>
/// <param name="Place">Where: file:line:column, a Slurm setting, an account.</param>
/// <param name="Fix">The command or the change that mends it; empty where none is needed.</param>
public sealed record BankFinding(FindingSeverity Severity, string Code, string Message, string Place, string Fix);

/// <summary>How the bank is doing.</summary>
public sealed record BankStatus
{
    /// <summary>Where the ledger is.</summary>
    public required string Ledger { get; init; }

    /// <summary>From when on runs are charged.</summary>
    public required DateTimeOffset? BooksOpen { get; init; }

    /// <summary>The clusters with, for each, the moment up to which everything is settled.</summary>
    public required IReadOnlyDictionary<string, DateTimeOffset?> Watermarks { get; init; }

    /// <summary>When the last sync ended; null before the first one.</summary>
    public required DateTimeOffset? LastSync { get; init; }

    /// <summary>When the last enforcement ended; null before the first one.</summary>
    public required DateTimeOffset? LastEnforcement { get; init; }

    /// <summary>Accounts in the ledger.</summary>
    public required int Accounts { get; init; }

    /// <summary>Accounts held now.</summary>
    public required int Held { get; init; }

    /// <summary>Accounts with nothing spendable that are not held.</summary>
    public required int SpentNotHeld { get; init; }

    /// <summary>Open liens.</summary>
    public required int Liens { get; init; }

    /// <summary>Parked runs.</summary>
    public required int Parked { get; init; }

    /// <summary>Entries in the ledger.</summary>
    public required long Entries { get; init; }

    /// <summary>The hash of the newest entry in hexadecimal: keep it elsewhere.</summary>
    public required string Head { get; init; }

    /// <summary>The tariff versions per cluster.</summary>
    public required IReadOnlyDictionary<string, int> Tariffs { get; init; }

    /// <summary>What is late, parked or not effective.</summary>
    public required IReadOnlyList<BankFinding> Findings { get; init; }

    /// <summary><c>ok</c>, <c>warning</c> or <c>error</c>: the worst of the findings.</summary>
    public required string Health { get; init; }

    /// <summary>When the snapshot was published; null where there is none that can be read.</summary>
    public DateTimeOffset? Snapshot { get; init; }

    /// <summary>When a backup was made last; null for never.</summary>
    public DateTimeOffset? LastBackup { get; init; }

    /// <summary>When the ledger was verified last and found sound; null for never.</summary>
    public DateTimeOffset? LastVerification { get; init; }

    /// <summary>Limits of the bank in Slurm that somebody has changed since; null where Slurm was not asked or did not answer.</summary>
    public int? Drifting { get; init; }

    /// <summary>How each kind of work goes.</summary>
    public IReadOnlyList<WorkStatus> Work { get; init; } = [];

    /// <summary>What waits to be drained.</summary>
    public BacklogStatus Backlog { get; init; } = new(null, null, null, null);

    /// <summary>The room on the ledger's disk; null where it is not known.</summary>
    public DiskStatus? Disk { get; init; }

    /// <summary>The health in a monitor's terms: 0, 1 or 2.</summary>
    public MonitorCode MonitorCode => Health switch
    {
        "ok" => MonitorCode.Ok,
        "warning" => MonitorCode.Warning,
        _ => MonitorCode.Critical,
    };
}

/// <summary>A verification of the ledger.</summary>
public sealed record LedgerCheck
{
    /// <summary>Whether nothing contradicts.</summary>
    public required bool IsSound { get; init; }

    /// <summary>Entries walked.</summary>
    public required long Entries { get; init; }

    /// <summary>The newest entry's number.</summary>
    public required long HeadSeq { get; init; }

    /// <summary>Its hash in hexadecimal: keep it elsewhere.</summary>
    public required string Head { get; init; }

    /// <summary>What contradicts, the first wrong entry first.</summary>
    public required IReadOnlyList<BankFinding> Findings { get; init; }
}

/// <summary>What was decided for an account.</summary>
public sealed record AccountReport
{
    /// <summary>The account's name.</summary>
    public required string Account { get; init; }

    /// <summary><c>track</c>, <c>notify</c> or <c>enforce</c>.</summary>
    public required string Mode { get; init; }

    /// <summary>True where the mode is the site's default.</summary>
    public required bool ModeIsDefault { get; init; }

    /// <summary><c>funded</c>, <c>unlimited</c>, <c>unmanaged</c> or <c>owned</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>How far the account may go below its grants, in SU.</summary>
    public required decimal CreditLimit { get; init; }

    /// <summary>How far the account may go below its grants, in units.</summary>
    public required long CreditLimitUnits { get; init; }

    /// <summary>The Slurm limit that holds the account.</summary>
    public required string HoldMechanism { get; init; }

    /// <summary>Percentages of use that are told, smallest first.</summary>
    public required IReadOnlyList<decimal> Thresholds { get; init; }

    /// <summary>Days before an allocation's end that are told, fewest first.</summary>
    public required IReadOnlyList<int> NoticeDays { get; init; }

    /// <summary>The parent account by cluster; a cluster without one is left out.</summary>
    public required IReadOnlyDictionary<string, string> Parents { get; init; }

    /// <summary>The account above it in Slurm's tree; null for none, and where it is another on each cluster.</summary>
    public string? ParentAccount { get; init; }

    /// <summary>Whether it ever had a grant.</summary>
    public required bool IsManaged { get; init; }

    /// <summary>The account whose allocations it may draw on after its own; null for none.</summary>
    public string? DrawsOn { get; init; }

    /// <summary>The partitions that are hardware of its own, of an account of kind <c>owned</c>; empty for all partitions.</summary>
    public System.Collections.Generic.IReadOnlyList<string> OwnedPartitions { get; init; } = [];

    /// <summary>What users may be charged in it at most, with what was used of that.</summary>
    public System.Collections.Generic.IReadOnlyList<UserLimitReport> UserLimits { get; init; } = [];
}
