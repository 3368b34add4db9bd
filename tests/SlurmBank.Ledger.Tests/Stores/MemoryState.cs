using System.Collections.Immutable;

namespace SlurmBank.Ledger.Tests.Stores;

/// <summary>All that a ledger holds, immutable: a reader's view and a rollback are references.</summary>
internal sealed record MemoryState
{
    public ImmutableDictionary<string, string> Properties { get; init; } = ImmutableDictionary<string, string>.Empty;

    public ImmutableSortedDictionary<long, Account> Accounts { get; init; } = ImmutableSortedDictionary<long, Account>.Empty;

    public ImmutableSortedDictionary<(string Cluster, long Account), Association> Associations { get; init; } = ImmutableSortedDictionary<(string, long), Association>.Empty;

    public ImmutableSortedDictionary<long, AccountSettings> Settings { get; init; } = ImmutableSortedDictionary<long, AccountSettings>.Empty;

    public ImmutableList<DrawLink> DrawLinks { get; init; } = [];

    public ImmutableSortedDictionary<(long Account, string Currency, string User), UserLimit> UserLimits { get; init; } = ImmutableSortedDictionary<(long, string, string), UserLimit>.Empty;

    public ImmutableSortedDictionary<long, Allocation> Allocations { get; init; } = ImmutableSortedDictionary<long, Allocation>.Empty;

    public ImmutableSortedDictionary<long, Allocation> Granted { get; init; } = ImmutableSortedDictionary<long, Allocation>.Empty;

    public ImmutableSortedDictionary<long, AllocationSeries> Series { get; init; } = ImmutableSortedDictionary<long, AllocationSeries>.Empty;

    public ImmutableSortedDictionary<(long Series, int Number), AllocationPeriod> Periods { get; init; } = ImmutableSortedDictionary<(long, int), AllocationPeriod>.Empty;

    public ImmutableSortedDictionary<long, Book> Books { get; init; } = ImmutableSortedDictionary<long, Book>.Empty;

    public ImmutableDictionary<(BookKind, long?, long?, string), long> BookIds { get; init; } = ImmutableDictionary<(BookKind, long?, long?, string), long>.Empty;

    public ImmutableDictionary<(long, string), ImmutableArray<DrawClass>> Classes { get; init; } = ImmutableDictionary<(long, string), ImmutableArray<DrawClass>>.Empty;

    public ImmutableSortedDictionary<long, Run> Runs { get; init; } = ImmutableSortedDictionary<long, Run>.Empty;

    public ImmutableDictionary<RunKey, long> RunIds { get; init; } = ImmutableDictionary<RunKey, long>.Empty;

    public ImmutableList<Entry> Entries { get; init; } = [];

    public ImmutableDictionary<(long? Account, long? Run, EntryKind, string), long> References { get; init; } = ImmutableDictionary<(long?, long?, EntryKind, string), long>.Empty;

    public ImmutableSortedDictionary<long, Lien> Liens { get; init; } = ImmutableSortedDictionary<long, Lien>.Empty;

    public ImmutableDictionary<RunKey, long> OpenLiens { get; init; } = ImmutableDictionary<RunKey, long>.Empty;

    public ImmutableDictionary<(long Account, string Currency), PendingSums> Pending { get; init; } = ImmutableDictionary<(long, string), PendingSums>.Empty;

    public ImmutableDictionary<RunKey, ParkedRun> Parked { get; init; } = ImmutableDictionary<RunKey, ParkedRun>.Empty;

    public ImmutableSortedDictionary<long, Hold> Holds { get; init; } = ImmutableSortedDictionary<long, Hold>.Empty;

    public ImmutableDictionary<(string Cluster, string Target, string Limit), PlacedLimit> Limits { get; init; } = ImmutableDictionary<(string, string, string), PlacedLimit>.Empty;

    public ImmutableSortedDictionary<long, Notice> Notices { get; init; } = ImmutableSortedDictionary<long, Notice>.Empty;

    public ImmutableList<NoticeEvent> NoticeEvents { get; init; } = [];

    public ImmutableSortedDictionary<(long Account, string Currency), NoticeMark> NoticeMarks { get; init; } = ImmutableSortedDictionary<(long, string), NoticeMark>.Empty;

    public ImmutableDictionary<(string, string), long> Watermarks { get; init; } = ImmutableDictionary<(string, string), long>.Empty;

    public ImmutableSortedDictionary<int, TariffVersion> Tariffs { get; init; } = ImmutableSortedDictionary<int, TariffVersion>.Empty;
}
