using System.Collections.Generic;

namespace SlurmBank.Ledger;

public partial interface ILedgerReader
{
    /// <summary>A notice by its number.</summary>
    Notice? FindNotice(long id);

    /// <summary>Notices of an account, or of all, by number; only those in one state where it is given.</summary>
    IEnumerable<Notice> Notices(long? accountId = null, NoticeState? state = null);

    /// <summary>Whether there is a notice of an allocation's end at this instant (seconds since 1970 UTC), so many days before it.</summary>
    bool HasEndNotice(long allocationId, long end, int days);

    /// <summary>The steps of a notice, by number.</summary>
    IEnumerable<NoticeEvent> NoticeEvents(long noticeId);

    /// <summary>What was seen last, by account number and currency.</summary>
    IEnumerable<NoticeMark> NoticeMarks();
}

public partial interface ILedgerTransaction
{
    /// <summary>Adds a notice and gives it its number (the one in the argument is not read).</summary>
    Notice AddNotice(Notice notice);

    /// <summary>Sets how far a notice has come; nothing else of it ever changes.</summary>
    void PutNoticeState(long noticeId, NoticeState state);

    /// <summary>Adds a step to a notice; its number must be the last one's plus 1.</summary>
    void AddNoticeEvent(NoticeEvent step);

    /// <summary>Stores what was seen.</summary>
    void PutNoticeMark(NoticeMark mark);
}
