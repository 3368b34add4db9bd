using System.Linq;

namespace SlurmBank.Ledger;

/// <summary>Thresholds that were crossed, and what became of the notices. Nothing here moves an amount.</summary>
public sealed class NoticeOperations
{
    private readonly LedgerSession session;

    internal NoticeOperations(LedgerSession session) => this.session = session;

    /// <summary>Records a crossed threshold. Its number and the time are given here.</summary>
    public Notice Cross(Notice notice) => session.Transaction.AddNotice(notice with { Id = 0, Crossed = session.Now });

    /// <summary>Records a step in a notice's life; <see cref="NoticeStep.Sent"/> ends it.</summary>
    public NoticeEvent Step(Notice notice, NoticeStep step, string recipients, string detail)
    {
        int last = session.Transaction.NoticeEvents(notice.Id).Select(e => e.Number).DefaultIfEmpty().Max();
        var added = new NoticeEvent(notice.Id, last + 1, step, session.Now, session.Who.Actor, recipients, detail);
        session.Transaction.AddNoticeEvent(added);
        if (step == NoticeStep.Sent)
        {
            session.Transaction.PutNoticeState(notice.Id, NoticeState.Sent);
        }

        return added;
    }

    /// <summary>Stores what the look for crossed thresholds saw.</summary>
    public void Mark(NoticeMark mark) => session.Transaction.PutNoticeMark(mark);
}
