namespace SlurmBank.Ledger.Sqlite;

internal sealed partial class SqliteLedgerTransaction
{
    public Notice AddNotice(Notice notice)
    {
        Write(Prepare("INSERT INTO notice (account_id, currency, allocation_id, kind, threshold, granted, charged, end_at, crossed, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")
            .Bind(1, notice.AccountId).Bind(2, notice.Currency).Bind(3, notice.AllocationId).Bind(4, (long)notice.Kind).Bind(5, notice.Threshold)
            .Bind(6, notice.Granted).Bind(7, notice.Charged).Bind(8, notice.End).Bind(9, notice.Crossed).Bind(10, (long)notice.State));
        return notice with { Id = Session.LastRowId() };
    }

    public void PutNoticeState(long noticeId, NoticeState state) => Write(Prepare("UPDATE notice SET state = ?2 WHERE id = ?1").Bind(1, noticeId).Bind(2, (long)state));

    public void AddNoticeEvent(NoticeEvent step) =>
        Write(Prepare("INSERT INTO notice_event (notice_id, n, step, recorded, actor, recipients, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
            .Bind(1, step.NoticeId).Bind(2, step.Number).Bind(3, (long)step.Step).Bind(4, step.Recorded).Bind(5, step.Actor).Bind(6, step.Recipients).Bind(7, step.Detail));

    public void PutNoticeMark(NoticeMark mark) =>
        Write(Prepare("INSERT INTO notice_mark (account_id, currency, seen, crossed) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (account_id, currency) DO UPDATE SET seen = excluded.seen, crossed = excluded.crossed")
            .Bind(1, mark.AccountId).Bind(2, mark.Currency).Bind(3, mark.Seen).Bind(4, mark.Crossed));
}
