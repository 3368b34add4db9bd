using System;
using System.Collections.Generic;
using System.Globalization;
using SlurmBank.Engine;

namespace SlurmBank.Ledger.Sqlite;

/// <summary>Finds what the ledger's file holds, in one consistent view.</summary>
internal partial class SqliteLedgerReader : ILedgerReader
{
    private readonly Action<SqliteSession> release;
    private bool disposed;

    internal SqliteLedgerReader(SqliteSession session, Action<SqliteSession> release)
    {
        Session = session;
        this.release = release;
    }

    protected SqliteSession Session { get; }

    public string? Property(string name) => SqliteSession.First(Prepare("SELECT value FROM property WHERE name = ?1").Bind(1, name), s => s.Text(0));

    public Account? FindAccount(string name) => SqliteSession.First(Prepare(Rows.Account + " WHERE name = ?1").Bind(1, name), Rows.ReadAccount);

    public Account? FindAccount(long id) => SqliteSession.First(Prepare(Rows.Account + " WHERE id = ?1").Bind(1, id), Rows.ReadAccount);

    public IEnumerable<Account> Accounts() => SqliteSession.All(() => Prepare(Rows.Account + " ORDER BY name"), Rows.ReadAccount);

    public IEnumerable<Association> Associations(string cluster) => SqliteSession.All(
        () => Prepare("SELECT account_id, cluster, parent_id FROM association WHERE cluster = ?1 ORDER BY account_id").Bind(1, cluster), s => new Association(s.Long(0), s.Text(1), s.LongOrNull(2)));

    public Association? FindAssociation(string cluster, long accountId) => SqliteSession.First(
        Prepare("SELECT account_id, cluster, parent_id FROM association WHERE cluster = ?1 AND account_id = ?2").Bind(1, cluster).Bind(2, accountId), s => new Association(s.Long(0), s.Text(1), s.LongOrNull(2)));

    public AccountSettings Settings(long accountId) => SqliteSession.First(
        Prepare("SELECT credit_limit, mode, kind, hold_mechanism, owned_partitions, notice_percents, notice_days FROM account_setting WHERE account_id = ?1").Bind(1, accountId), s => Rows.ReadSettings(s, 0)) ?? AccountSettings.Default;

    public IEnumerable<(long AccountId, AccountSettings Settings)> AllSettings() => SqliteSession.All(
        () => Prepare("SELECT account_id, credit_limit, mode, kind, hold_mechanism, owned_partitions, notice_percents, notice_days FROM account_setting ORDER BY account_id"), s => (s.Long(0), Rows.ReadSettings(s, 1)));

    public Allocation? FindAllocation(long id) => SqliteSession.First(Prepare(Rows.Allocation + " WHERE id = ?1").Bind(1, id), Rows.ReadAllocation);

    public Allocation? FindGranted(long id) => SqliteSession.First(Prepare(Rows.Granted + " WHERE id = ?1").Bind(1, id), Rows.ReadAllocation);

    public IEnumerable<Allocation> Allocations(long? accountId = null) => SqliteSession.All(
        () => accountId is long id ? Prepare(Rows.Allocation + " WHERE account_id = ?1 ORDER BY id").Bind(1, id) : Prepare(Rows.Allocation + " ORDER BY id"), Rows.ReadAllocation);

    public IEnumerable<Allocation> AllocationsDue(long instant) => SqliteSession.All(
        () => Prepare(Rows.Allocation + " WHERE id IN (SELECT allocation_id FROM book WHERE kind = 1 AND balance <> 0) AND end_at <= ?1 ORDER BY end_at, id").Bind(1, instant), Rows.ReadAllocation);

    public Book? FindBook(BookKind kind, long? accountId, long? allocationId, string currency) => SqliteSession.First(
        Prepare(Rows.Book + " WHERE ifnull(account_id, 0) = ?1 AND kind = ?2 AND ifnull(allocation_id, 0) = ?3 AND currency = ?4")
            .Bind(1, accountId ?? 0).Bind(2, (long)kind).Bind(3, allocationId ?? 0).Bind(4, currency),
        Rows.ReadBook);

    public IEnumerable<Book> Books(long? accountId = null) => SqliteSession.All(
        () => accountId is long id ? Prepare(Rows.Book + " WHERE ifnull(account_id, 0) = ?1 ORDER BY id").Bind(1, id) : Prepare(Rows.Book + " ORDER BY id"), Rows.ReadBook);

    public IEnumerable<DrawClass> DrawClasses(long accountId, string currency) => SqliteSession.All(
        () => Prepare("SELECT from_at, eligible, total FROM draw_class WHERE account_id = ?1 AND currency = ?2 ORDER BY from_at, eligible").Bind(1, accountId).Bind(2, currency),
        s => new DrawClass(s.Long(0), s.Text(1), s.Long(2)));

    public Run? FindRun(RunKey key) => Session.FindWord(key.Cluster) is long cluster
        ? SqliteSession.First(
            Prepare(Rows.Run + " WHERE job_id_raw = ?1 AND submit = ?2 AND cluster = ?3").Bind(1, key.JobIdRaw).Bind(2, key.Submit).Bind(3, cluster), s => Rows.ReadRun(s, Session))
        : null;

    public Run? FindRun(long id) => SqliteSession.First(Prepare(Rows.Run + " WHERE id = ?1").Bind(1, id), s => Rows.ReadRun(s, Session));

    public (string JobId, string User)? FindRunLabel(long id)
    {
        Statement statement = Prepare("SELECT job_id, user FROM run WHERE id = ?1").Bind(1, id);
        try
        {
            return statement.Step() ? (statement.Text(0), Session.Word(statement.Long(1))) : null;
        }
        finally
        {
            statement.Reset();
        }
    }

    public IEnumerable<Run> RunsOfJob(long number, string? jobId)
    {
        // Numbers of tasks (4_3) and components (4+0) lie between these texts in the order of the index.
        string digits = number.ToString(CultureInfo.InvariantCulture);
        return SqliteSession.All(
            () => jobId is not null
                ? Prepare(Rows.Run + " WHERE job_id = ?1 ORDER BY id").Bind(1, jobId)
                : Prepare(Rows.Run + " WHERE job_id_raw = ?1 OR (job_id > ?2 AND job_id < ?3) OR (job_id > ?4 AND job_id < ?5) ORDER BY id")
                    .Bind(1, number).Bind(2, digits + "_").Bind(3, digits + "`").Bind(4, digits + "+").Bind(5, digits + ","),
            s => Rows.ReadRun(s, Session));
    }

    public IEnumerable<Run> Runs(long accountId, string currency, long endedAfter) => SqliteSession.All(
        () => Prepare(Rows.Run + " WHERE account_id = ?1 AND end_at > ?2 AND currency = ?3 ORDER BY id").Bind(1, accountId).Bind(2, endedAfter).Bind(3, Session.FindWord(currency) ?? -1),
        s => Rows.ReadRun(s, Session));

    public long? LatestRunEnd(long accountId, string currency) => SqliteSession.FirstLong(
        Prepare("SELECT end_at FROM run WHERE account_id = ?1 AND currency = ?2 ORDER BY end_at DESC LIMIT 1").Bind(1, accountId).Bind(2, Session.FindWord(currency) ?? -1));

    public Entry? LastEntry() => SqliteSession.First(Prepare(Rows.Entry + " ORDER BY seq DESC LIMIT 1"), s => SqliteEntries.Read(s, Session));

    public Entry? FindEntry(long seq) => SqliteSession.First(Prepare(Rows.Entry + " WHERE seq = ?1").Bind(1, seq), s => SqliteEntries.Read(s, Session));

    public Entry? FindByReference(long? accountId, EntryKind kind, string reference) => SqliteSession.First(
        Prepare(Rows.Entry + " WHERE account_id IS ?1 AND kind = ?2 AND reference = ?3 AND run_id IS NULL").Bind(1, accountId).Bind(2, (long)kind).Bind(3, reference), s => SqliteEntries.Read(s, Session));

    public Entry? FindByRunReference(long runId, EntryKind kind, string reference) => SqliteSession.First(
        Prepare(Rows.Entry + " WHERE run_id = ?1 AND kind = ?2 AND reference = ?3").Bind(1, runId).Bind(2, (long)kind).Bind(3, reference), s => SqliteEntries.Read(s, Session));

    public Entry? FindReversal(long seq) => SqliteSession.First(
        Prepare(Rows.Entry + " WHERE linked_seq = ?1 AND kind = 12").Bind(1, seq), s => SqliteEntries.Read(s, Session));

    public IEnumerable<Entry> Entries(EntryFilter filter) => SqliteEntries.Find(Session, Prepare, filter);

    public Lien? FindOpenLien(RunKey key) => SqliteSession.First(
        Prepare(Rows.Lien + " WHERE job_id_raw = ?1 AND submit = ?2 AND cluster = ?3 AND state = 0").Bind(1, key.JobIdRaw).Bind(2, key.Submit).Bind(3, key.Cluster), Rows.ReadLien);

    public IEnumerable<Lien> Liens(long? accountId = null, bool ended = false)
    {
        string sql = Rows.Lien + (ended ? " WHERE state >= 0" : " WHERE state = 0") + (accountId is null ? string.Empty : " AND account_id = ?1") + " ORDER BY id";
        return SqliteSession.All(() => accountId is long id ? Prepare(sql).Bind(1, id) : Prepare(sql), Rows.ReadLien);
    }

    public PendingSums Pending(long accountId, string currency)
    {
        Statement statement = Prepare("SELECT running, queued, gated FROM pending WHERE account_id = ?1 AND currency = ?2").Bind(1, accountId).Bind(2, currency);
        try
        {
            return statement.Step() ? ReadSums(statement, 0) : default;
        }
        finally
        {
            statement.Reset();
        }
    }

    public IEnumerable<(long AccountId, string Currency, PendingSums Sums)> AllPending() => SqliteSession.All(
        () => Prepare("SELECT account_id, currency, running, queued, gated FROM pending ORDER BY account_id, currency"), s => (s.Long(0), s.Text(1), ReadSums(s, 2)));

    public IEnumerable<ParkedRun> ParkedRuns(string? cluster = null) => SqliteSession.All(
        () => cluster is null ? Prepare(Rows.Parked + " ORDER BY first_seen, job_id_raw, submit, cluster") : Prepare(Rows.Parked + " WHERE cluster = ?1 ORDER BY first_seen, job_id_raw, submit, cluster").Bind(1, cluster), Rows.ReadParked);

    public ParkedRun? FindParked(RunKey key) => SqliteSession.First(
        Prepare(Rows.Parked + " WHERE cluster = ?1 AND job_id_raw = ?2 AND submit = ?3").Bind(1, key.Cluster).Bind(2, key.JobIdRaw).Bind(3, key.Submit), Rows.ReadParked);

    public IEnumerable<Hold> Holds(string? cluster = null, bool lifted = false) => Holds("currency = '' AND user = ''", cluster, lifted);

    public IEnumerable<Hold> PartHolds(string? cluster = null, bool lifted = false) => Holds("(currency <> '' OR user <> '')", cluster, lifted);

    private IEnumerable<Hold> Holds(string which, string? cluster, bool lifted)
    {
        string sql = Rows.Hold + " WHERE " + which + (lifted ? string.Empty : " AND lifted IS NULL") + (cluster is null ? string.Empty : " AND cluster = ?1") + " ORDER BY id";
        return SqliteSession.All(() => cluster is null ? Prepare(sql) : Prepare(sql).Bind(1, cluster), Rows.ReadHold);
    }

    public IEnumerable<PlacedLimit> PlacedLimits(string cluster) => SqliteSession.All(
        () => Prepare("SELECT account_id, cluster, target, limit_name, replaced, value FROM placed_limit WHERE cluster = ?1 ORDER BY target, limit_name").Bind(1, cluster), Rows.ReadLimit);

    public long? Watermark(string cluster, string name) => SqliteSession.FirstLong(
        Prepare("SELECT value FROM watermark WHERE cluster = ?1 AND name = ?2").Bind(1, cluster).Bind(2, name));

    public IEnumerable<TariffVersion> Tariffs(string? cluster = null)
    {
        const string Columns = "SELECT version, effective_from, cluster, text FROM tariff";
        return SqliteSession.All(() => cluster is null ? Prepare(Columns + " ORDER BY version") : Prepare(Columns + " WHERE cluster = ?1 ORDER BY version").Bind(1, cluster), Rows.ReadTariff);
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing && !disposed)
        {
            disposed = true;
            release(Session);
        }
    }

    /// <summary>A prepared statement; the session may be another reader's after this one was disposed.</summary>
    protected Statement Prepare(string sql)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        return Session.Prepare(sql);
    }

    private static PendingSums ReadSums(Statement s, int at) =>
        new(ServiceUnits.FromUnits(s.Long(at)), ServiceUnits.FromUnits(s.Long(at + 1)), ServiceUnits.FromUnits(s.Long(at + 2)));
}
