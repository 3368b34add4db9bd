using System;
using System.Collections.Generic;

namespace SlurmBank.Ledger;

/// <summary>Which entries are asked for. Unset means "any".</summary>
public sealed record EntryFilter
{
    /// <summary>Only entries of this account, those included that concern it as the second one.</summary>
    public long? AccountId { get; init; }

    /// <summary>Only entries of this kind.</summary>
    public EntryKind? Kind { get; init; }

    /// <summary>Only entries of this run.</summary>
    public long? RunId { get; init; }

    /// <summary>Only entries of this allocation.</summary>
    public long? AllocationId { get; init; }

    /// <summary>Only the entry or entries with this reference.</summary>
    public string? Reference { get; init; }

    /// <summary>Only entries recorded at or after this, in microseconds since 1970 UTC.</summary>
    public long? RecordedFrom { get; init; }

    /// <summary>Only entries recorded before this, in microseconds since 1970 UTC.</summary>
    public long? RecordedBefore { get; init; }

    /// <summary>Only entries after this one.</summary>
    public long AfterSeq { get; init; }

    /// <summary>Newest first.</summary>
    public bool Descending { get; init; }

    /// <summary>At most so many.</summary>
    public int Limit { get; init; } = int.MaxValue;
}

/// <summary>Finds what a ledger holds. Enumerations stream and are valid while the reader is.</summary>
public partial interface ILedgerReader : IDisposable
{
    /// <summary>A value of the ledger's own, such as when the books were opened; null where it was never set.</summary>
    string? Property(string name);

    /// <summary>An account by its name in lower case.</summary>
    Account? FindAccount(string name);

    /// <summary>An account by its number.</summary>
    Account? FindAccount(long id);

    /// <summary>All accounts, by name.</summary>
    IEnumerable<Account> Accounts();

    /// <summary>Where accounts stand in a cluster's tree, by account number.</summary>
    IEnumerable<Association> Associations(string cluster);

    /// <summary>Where an account stands in a cluster's tree; null where it is not in it.</summary>
    Association? FindAssociation(string cluster, long accountId);

    /// <summary>What was decided for an account.</summary>
    AccountSettings Settings(long accountId);

    /// <summary>What was decided, for every account for which something was, by account number.</summary>
    IEnumerable<(long AccountId, AccountSettings Settings)> AllSettings();

    /// <summary>An allocation by its number.</summary>
    Allocation? FindAllocation(long id);

    /// <summary>An allocation as it was granted, whatever was changed since.</summary>
    Allocation? FindGranted(long id);

    /// <summary>Allocations of an account, or of all, by number.</summary>
    IEnumerable<Allocation> Allocations(long? accountId = null);

    /// <summary>Allocations whose window has ended at an instant (seconds since 1970 UTC) and in whose book something is left, by end and number.</summary>
    IEnumerable<Allocation> AllocationsDue(long instant);

    /// <summary>A book by what it is for.</summary>
    Book? FindBook(BookKind kind, long? accountId, long? allocationId, string currency);

    /// <summary>Books of an account, or of all, by number.</summary>
    IEnumerable<Book> Books(long? accountId = null);

    /// <summary>The class totals that draws are computed from, by start and allocations.</summary>
    IEnumerable<DrawClass> DrawClasses(long accountId, string currency);

    /// <summary>A settled run by its identity.</summary>
    Run? FindRun(RunKey key);

    /// <summary>A settled run by its number.</summary>
    Run? FindRun(long id);

    /// <summary>Which job a settled run was, and whose: all that a line of a statement says of it, at a part of what the whole run costs to read.</summary>
    /// <param name="id">The run's number.</param>
    (string JobId, string User)? FindRunLabel(long id);

    /// <summary>Settled runs of a job, by number: those with this JobIDRaw, and those of the array or heterogeneous job with this number; with a text only the one that people see under it.</summary>
    IEnumerable<Run> RunsOfJob(long number, string? jobId);

    /// <summary>Settled runs of an account that ended after an instant (seconds since 1970 UTC), by number.</summary>
    IEnumerable<Run> Runs(long accountId, string currency, long endedAfter);

    /// <summary>The end (seconds since 1970 UTC) of the run of an account that ended last; null without runs.</summary>
    long? LatestRunEnd(long accountId, string currency);

    /// <summary>The newest entry; null in a new ledger.</summary>
    Entry? LastEntry();

    /// <summary>An entry by its number.</summary>
    Entry? FindEntry(long seq);

    /// <summary>The entry of an account and kind with a reference, of those that are not about a run.</summary>
    Entry? FindByReference(long? accountId, EntryKind kind, string reference);

    /// <summary>The entry of a run and kind with a reference.</summary>
    Entry? FindByRunReference(long runId, EntryKind kind, string reference);

    /// <summary>The entry that took another one back; null where none did.</summary>
    Entry? FindReversal(long seq);

    /// <summary>Entries in order of their number.</summary>
    IEnumerable<Entry> Entries(EntryFilter filter);

    /// <summary>The open lien of a run that is to be.</summary>
    Lien? FindOpenLien(RunKey key);

    /// <summary>Liens of an account, or of all, by number; only open ones unless asked.</summary>
    IEnumerable<Lien> Liens(long? accountId = null, bool ended = false);

    /// <summary>The sums of an account's open liens.</summary>
    PendingSums Pending(long accountId, string currency);

    /// <summary>The sums of open liens of every account that ever had any, by account number and currency.</summary>
    IEnumerable<(long AccountId, string Currency, PendingSums Sums)> AllPending();

    /// <summary>Parked runs of a cluster, or of all, oldest first.</summary>
    IEnumerable<ParkedRun> ParkedRuns(string? cluster = null);

    /// <summary>A parked run by its identity.</summary>
    ParkedRun? FindParked(RunKey key);

    /// <summary>Holds of whole accounts and pardons, oldest first; only those in force unless asked.</summary>
    IEnumerable<Hold> Holds(string? cluster = null, bool lifted = false);

    /// <summary>Holds of a part of an account's work, that in one currency or of one user, oldest first; only those in force unless asked.</summary>
    IEnumerable<Hold> PartHolds(string? cluster = null, bool lifted = false);

    /// <summary>Limits that stand in Slurm on the bank's behalf, by association and limit.</summary>
    IEnumerable<PlacedLimit> PlacedLimits(string cluster);

    /// <summary>How far a reading of Slurm has come, in seconds since 1970 UTC; null where it never began.</summary>
    long? Watermark(string cluster, string name);

    /// <summary>Tariff versions of a cluster, or of all, by number.</summary>
    IEnumerable<TariffVersion> Tariffs(string? cluster = null);
}
