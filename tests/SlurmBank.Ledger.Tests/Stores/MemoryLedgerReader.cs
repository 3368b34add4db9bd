using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace SlurmBank.Ledger.Tests.Stores;

/// <summary>Finds what a <see cref="MemoryState"/> holds.</summary>
internal partial class MemoryLedgerReader(MemoryState state) : ILedgerReader
{
    private MemoryState current = state;
    private bool disposed;

    protected MemoryState State
    {
        get
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            return current;
        }
        set => current = value;
    }

    public string? Property(string name) => State.Properties.GetValueOrDefault(name);

    public Account? FindAccount(string name) => State.Accounts.Values.FirstOrDefault(a => a.Name == name);

    public Account? FindAccount(long id) => State.Accounts.GetValueOrDefault(id);

    public IEnumerable<Account> Accounts() => WhenAsked(() => State.Accounts.Values.OrderBy(a => Encoding.UTF8.GetBytes(a.Name), Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b))));

    public IEnumerable<Association> Associations(string cluster) => State.Associations.Values.Where(a => a.Cluster == cluster);

    public Association? FindAssociation(string cluster, long accountId) => State.Associations.Values.FirstOrDefault(a => a.Cluster == cluster && a.AccountId == accountId);

    public AccountSettings Settings(long accountId) => State.Settings.GetValueOrDefault(accountId, AccountSettings.Default);

    public IEnumerable<(long AccountId, AccountSettings Settings)> AllSettings() => State.Settings.Select(s => (s.Key, s.Value));

    public Allocation? FindAllocation(long id) => State.Allocations.GetValueOrDefault(id);

    public Allocation? FindGranted(long id) => State.Granted.GetValueOrDefault(id);

    public IEnumerable<Allocation> Allocations(long? accountId = null) => State.Allocations.Values.Where(a => accountId is null || a.AccountId == accountId);

    public IEnumerable<Allocation> AllocationsDue(long instant) => State.Allocations.Values
        .Where(a => a.End <= instant && State.Books.Values.Any(b => b.Kind == BookKind.Allocation && b.AllocationId == a.Id && b.Balance != 0)).OrderBy(a => a.End).ThenBy(a => a.Id);

    public Book? FindBook(BookKind kind, long? accountId, long? allocationId, string currency) =>
        State.BookIds.TryGetValue((kind, accountId, allocationId, currency), out long id) ? State.Books[id] : null;

    public IEnumerable<Book> Books(long? accountId = null) => State.Books.Values.Where(b => accountId is null || b.AccountId == accountId);

    public IEnumerable<DrawClass> DrawClasses(long accountId, string currency) => State.Classes.TryGetValue((accountId, currency), out var classes)
        ? classes.OrderBy(c => c.From).ThenBy(c => c.Eligible, StringComparer.Ordinal)
        : [];

    public Run? FindRun(RunKey key) => State.RunIds.TryGetValue(key, out long id) ? State.Runs[id] : null;

    public Run? FindRun(long id) => State.Runs.GetValueOrDefault(id);

    public (string JobId, string User)? FindRunLabel(long id) => FindRun(id) is Run run ? (run.Facts.JobId, run.Facts.User) : null;

    public IEnumerable<Run> Runs(long accountId, string currency, long endedAfter) =>
        State.Runs.Values.Where(r => r.AccountId == accountId && r.Currency == currency && r.Facts.End > endedAfter);

    public IEnumerable<Run> RunsOfJob(long number, string? jobId) => State.Runs.Values
        .Where(r => jobId is not null
            ? r.Facts.JobId == jobId
            : r.Facts.Key.JobIdRaw == number || r.Facts.JobId.StartsWith($"{number}_", System.StringComparison.Ordinal) || r.Facts.JobId.StartsWith($"{number}+", System.StringComparison.Ordinal))
        .OrderBy(r => r.Id);

    public long? LatestRunEnd(long accountId, string currency) => Runs(accountId, currency, long.MinValue).Select(r => (long?)r.Facts.End).Max();

    public Entry? LastEntry() => State.Entries.LastOrDefault();

    public Entry? FindEntry(long seq) => seq >= 1 && seq <= State.Entries.Count ? State.Entries[(int)seq - 1] : null;

    public Entry? FindByReference(long? accountId, EntryKind kind, string reference) =>
        State.References.TryGetValue((accountId, null, kind, reference), out long seq) ? FindEntry(seq) : null;

    public Entry? FindByRunReference(long runId, EntryKind kind, string reference) =>
        State.References.TryGetValue((null, runId, kind, reference), out long seq) ? FindEntry(seq) : null;

    public Entry? FindReversal(long seq) => State.Entries.FirstOrDefault(e => e.Draft.Kind == EntryKind.Reversal && e.Draft.LinkedSeq == seq);

    public IEnumerable<Entry> Entries(EntryFilter filter)
    {
        IEnumerable<Entry> found = State.Entries.Where(e => e.Seq > filter.AfterSeq
            && (filter.AccountId is null || e.Draft.AccountId == filter.AccountId || e.Draft.OtherAccountId == filter.AccountId)
            && (filter.Kind is null || e.Draft.Kind == filter.Kind)
            && (filter.RunId is null || e.Draft.RunId == filter.RunId)
            && (filter.AllocationId is null || e.Draft.AllocationId == filter.AllocationId)
            && (filter.Reference is null || e.Draft.Reference == filter.Reference)
            && (filter.RecordedFrom is null || e.Recorded >= filter.RecordedFrom)
            && (filter.RecordedBefore is null || e.Recorded < filter.RecordedBefore));
        return (filter.Descending ? found.Reverse() : found).Take(filter.Limit);
    }

    public Lien? FindOpenLien(RunKey key) => State.OpenLiens.TryGetValue(key, out long id) ? State.Liens[id] : null;

    public IEnumerable<Lien> Liens(long? accountId = null, bool ended = false) =>
        State.Liens.Values.Where(l => (ended || l.State == LienState.Open) && (accountId is null || l.AccountId == accountId));

    public PendingSums Pending(long accountId, string currency) => State.Pending.GetValueOrDefault((accountId, currency));

    public IEnumerable<(long AccountId, string Currency, PendingSums Sums)> AllPending() =>
        State.Pending.OrderBy(p => p.Key.Account).ThenBy(p => p.Key.Currency, StringComparer.Ordinal).Select(p => (p.Key.Account, p.Key.Currency, p.Value));

    public IEnumerable<ParkedRun> ParkedRuns(string? cluster = null) => State.Parked.Values.Where(p => cluster is null || p.Key.Cluster == cluster)
        .OrderBy(p => p.FirstSeen).ThenBy(p => p.Key.JobIdRaw).ThenBy(p => p.Key.Submit).ThenBy(p => p.Key.Cluster, StringComparer.Ordinal);

    public ParkedRun? FindParked(RunKey key) => State.Parked.GetValueOrDefault(key);

    public IEnumerable<Hold> Holds(string? cluster = null, bool lifted = false) =>
        State.Holds.Values.Where(h => !h.IsPart && (lifted || h.Lifted is null) && (cluster is null || h.Cluster == cluster));

    public IEnumerable<Hold> PartHolds(string? cluster = null, bool lifted = false) =>
        State.Holds.Values.Where(h => h.IsPart && (lifted || h.Lifted is null) && (cluster is null || h.Cluster == cluster));

    public IEnumerable<PlacedLimit> PlacedLimits(string cluster) => State.Limits.Values.Where(l => l.Cluster == cluster)
        .OrderBy(l => l.Target, StringComparer.Ordinal).ThenBy(l => l.Limit, StringComparer.Ordinal);

    public long? Watermark(string cluster, string name) => State.Watermarks.TryGetValue((cluster, name), out long value) ? value : null;

    public IEnumerable<TariffVersion> Tariffs(string? cluster = null) => State.Tariffs.Values.Where(t => cluster is null || t.Cluster == cluster);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => disposed = true;

    /// <summary>As a real store does: the rows are looked for when they are enumerated.</summary>
    private static IEnumerable<T> WhenAsked<T>(Func<IEnumerable<T>> find)
    {
        foreach (T row in find())
        {
            yield return row;
        }
    }
}
