using System;
using System.Linq;

namespace SlurmBank.Ledger.Tests.Stores;

/// <summary>Notices come out as they went in; their steps are appended, and one that was sent stays sent.</summary>
public abstract partial class LedgerStoreRowsConformance
{
    [Fact]
    public void Notices_with_their_steps()
    {
        var use = new Notice(1, 1, "SU", null, NoticeKind.Use, 9000, 100, 90, null, 7, NoticeState.Pending);
        var end = new Notice(2, 2, Sample.Strange, 1, NoticeKind.End, 30, 100, 0, 5000, 8, NoticeState.Superseded);
        var tried = new NoticeEvent(1, 1, NoticeStep.Trying, 9, Sample.Strange, "a@b", Sample.Strange);
        var sent = new NoticeEvent(1, 2, NoticeStep.Sent, 10, "x", string.Empty, string.Empty);
        Check(
            write =>
            {
                write.AddAccount("a", 1);
                write.AddAccount("b", 1);
                write.AddAllocation(new Allocation(0, 2, "SU", 0, 5000, "grant", 0, AllocationScope.Everything, null));
                Assert.Equal(use, write.AddNotice(use with { Id = 77 }));
                Assert.Equal(end, write.AddNotice(end));
                write.AddNoticeEvent(tried);
                write.AddNoticeEvent(sent);
                write.PutNoticeState(1, NoticeState.Sent);
                write.PutNoticeMark(new NoticeMark(2, "SU", "old", "old"));
                write.PutNoticeMark(new NoticeMark(2, "SU", Sample.Strange, string.Empty));
                write.PutNoticeMark(new NoticeMark(1, "SU", string.Empty, "9000"));
            },
            reader =>
            {
                Assert.Equal([use with { State = NoticeState.Sent }, end], reader.Notices());
                Assert.Equal([end], reader.Notices(2));
                Assert.Equal([use with { State = NoticeState.Sent }], reader.Notices(1, NoticeState.Sent));
                Assert.Empty(reader.Notices(null, NoticeState.Pending));
                Assert.Equal(end, reader.FindNotice(2));
                Assert.Null(reader.FindNotice(3));
                Assert.Equal((true, false, false), (reader.HasEndNotice(1, 5000, 30), reader.HasEndNotice(1, 5000, 7), reader.HasEndNotice(1, 5001, 30)));
                Assert.Equal([tried, sent], reader.NoticeEvents(1));
                Assert.Empty(reader.NoticeEvents(2));
                Assert.Equal([new NoticeMark(1, "SU", string.Empty, "9000"), new NoticeMark(2, "SU", Sample.Strange, string.Empty)], reader.NoticeMarks());
            });
    }

    [Fact]
    public void A_notice_is_sent_once_and_its_steps_are_in_order()
    {
        void Refused(Action<ILedgerTransaction> act)
        {
            using ILedgerTransaction write = Store.Write();
            write.AddAccount("a", 1);
            Notice sent = write.AddNotice(new Notice(0, 1, "SU", null, NoticeKind.Use, 9000, 100, 90, null, 7, NoticeState.Sent));
            write.AddNoticeEvent(new NoticeEvent(sent.Id, 1, NoticeStep.Sent, 9, "x", "a@b", string.Empty));
            Assert.Throws<LedgerUnavailableException>(() => act(write));
        }

        Refused(w => w.PutNoticeState(1, NoticeState.Pending));
        Refused(w => w.AddNoticeEvent(new NoticeEvent(1, 1, NoticeStep.Sent, 9, "x", "a@b", string.Empty)));
        Refused(w => w.AddNoticeEvent(new NoticeEvent(1, 3, NoticeStep.Sent, 9, "x", "a@b", string.Empty)));
    }

    [Fact]
    public void Thresholds_of_an_account_are_settings()
    {
        AccountSettings own = AccountSettings.Default with { NoticePercents = "75,90.5", NoticeDays = string.Empty };
        Check(
            write =>
            {
                write.AddAccount("a", 1);
                write.PutSettings(1, AccountSettings.Default);
                write.PutSettings(1, own);
            },
            reader => Assert.Equal((own, 1), (reader.Settings(1), reader.AllSettings().Count())));
    }
}
