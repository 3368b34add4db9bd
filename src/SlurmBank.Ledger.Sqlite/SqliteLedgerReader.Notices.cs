using System.Collections.Generic;

namespace SlurmBank.Ledger.Sqlite;

internal partial class SqliteLedgerReader
{
    private const string NoticeColumns = "SELECT id, account_id, currency, allocation_id, kind, threshold, granted, charged, end_at, crossed, state FROM notice";

    public Notice? FindNotice(long id) => SqliteSession.First(Prepare(NoticeColumns + " WHERE id = ?1").Bind(1, id), ReadNotice);

    public IEnumerable<Notice> Notices(long? accountId = null, NoticeState? state = null)
    {
        // The literal 0 lets the partial index of pending notices be used.
        string sql = NoticeColumns
            + state switch { null => " WHERE id >= 0", NoticeState.Pending => " WHERE state = 0", _ => $" WHERE state = {(int)state}" }
            + (accountId is null ? string.Empty : " AND account_id = ?1") + " ORDER BY id";
        return SqliteSession.All(() => accountId is long id ? Prepare(sql).Bind(1, id) : Prepare(sql), ReadNotice);
    }

    public bool HasEndNotice(long allocationId, long end, int days) => SqliteSession.FirstLong(
        Prepare("SELECT id FROM notice WHERE allocation_id = ?1 AND end_at = ?2 AND threshold = ?3 AND kind = 2").Bind(1, allocationId).Bind(2, end).Bind(3, days)) is not null;

    public IEnumerable<NoticeEvent> NoticeEvents(long noticeId) => SqliteSession.All(
        () => Prepare("SELECT notice_id, n, step, recorded, actor, recipients, detail FROM notice_event WHERE notice_id = ?1 ORDER BY n").Bind(1, noticeId),
        s => new NoticeEvent(s.Long(0), s.Int(1), (NoticeStep)s.Int(2), s.Long(3), s.Text(4), s.Text(5), s.Text(6)));

    public IEnumerable<NoticeMark> NoticeMarks() => SqliteSession.All(
        () => Prepare("SELECT account_id, currency, seen, crossed FROM notice_mark ORDER BY account_id, currency"), s => new NoticeMark(s.Long(0), s.Text(1), s.Text(2), s.Text(3)));

    private static Notice ReadNotice(Statement s) => new(
        s.Long(0), s.Long(1), s.Text(2), s.LongOrNull(3), (NoticeKind)s.Int(4), s.Int(5), s.Long(6), s.Long(7), s.LongOrNull(8), s.Long(9), (NoticeState)s.Int(10));
}
