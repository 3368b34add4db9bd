using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Ledger.Tests.Stores;

internal partial class MemoryLedgerReader
{
    public Notice? FindNotice(long id) => State.Notices.GetValueOrDefault(id);

    public IEnumerable<Notice> Notices(long? accountId = null, NoticeState? state = null) =>
        State.Notices.Values.Where(n => (accountId is null || n.AccountId == accountId) && (state is null || n.State == state));

    public bool HasEndNotice(long allocationId, long end, int days) =>
        State.Notices.Values.Any(n => n.Kind == NoticeKind.End && n.AllocationId == allocationId && n.End == end && n.Threshold == days);

    public IEnumerable<NoticeEvent> NoticeEvents(long noticeId) => State.NoticeEvents.Where(e => e.NoticeId == noticeId).OrderBy(e => e.Number);

    public IEnumerable<NoticeMark> NoticeMarks() => State.NoticeMarks.Values;
}

internal sealed partial class MemoryLedgerTransaction
{
    public Notice AddNotice(Notice notice)
    {
        Refuse(notice.Kind == NoticeKind.End && HasEndNotice(notice.AllocationId!.Value, notice.End!.Value, notice.Threshold));
        Notice added = notice with { Id = Next(State.Notices) };
        Change(s => s with { Notices = s.Notices.Add(added.Id, added) });
        return added;
    }

    public void PutNoticeState(long noticeId, NoticeState state)
    {
        Refuse(State.Notices[noticeId].State != NoticeState.Pending);
        Change(s => s with { Notices = s.Notices.SetItem(noticeId, s.Notices[noticeId] with { State = state }) });
    }

    public void AddNoticeEvent(NoticeEvent step)
    {
        Refuse(step.Number != NoticeEvents(step.NoticeId).Count() + 1);
        Change(s => s with { NoticeEvents = s.NoticeEvents.Add(step) });
    }

    public void PutNoticeMark(NoticeMark mark) => Change(s => s with { NoticeMarks = s.NoticeMarks.SetItem((mark.AccountId, mark.Currency), mark) });
}
