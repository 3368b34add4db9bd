using Microsoft.Data.Sqlite;
using SlurmBank.Ledger.Tests.Support;

namespace SlurmBank.Ledger.Tests.Verification;

/// <summary>What is posted is refused any change by the file itself, whatever program asks.</summary>
public sealed class TriggerTests
{
    [Theory]
    [InlineData("UPDATE entry SET reason = 'x'")]
    [InlineData("UPDATE entry SET seq = 99 WHERE seq = 1")]
    [InlineData("DELETE FROM entry WHERE seq = 2")]
    [InlineData("INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE seq = 1")]
    [InlineData("INSERT INTO entry SELECT 77, recorded, effective, kind, actor, source, engine, account_id, allocation_id, run_id, segment, revision, linked_seq, tariff, reason, NULL, body, hash, NULL FROM entry WHERE seq = 1")]
    [InlineData("UPDATE posting SET amount = 0")]
    [InlineData("UPDATE posting SET balance_after = 0")]
    [InlineData("DELETE FROM posting")]
    [InlineData("INSERT OR REPLACE INTO posting SELECT * FROM posting")]
    [InlineData("INSERT INTO posting SELECT seq, n + 10, book_id, amount, balance_after FROM posting WHERE seq = 1")]
    [InlineData("UPDATE tariff SET text = 'x'")]
    [InlineData("DELETE FROM tariff")]
    [InlineData("INSERT OR REPLACE INTO tariff SELECT version, 5, cluster, text FROM tariff")]
    [InlineData("DELETE FROM run")]
    [InlineData("UPDATE run SET submit = submit + 1")]
    [InlineData("UPDATE run SET tariff = 2")]
    [InlineData("UPDATE run SET price = 'much'")]
    [InlineData("UPDATE run SET price = -1")]
    [InlineData("UPDATE run SET refunded = price + 1")]
    [InlineData("DELETE FROM account")]
    [InlineData("UPDATE account SET name = 'x'")]
    [InlineData("DELETE FROM allocation")]
    [InlineData("UPDATE allocation SET end_at = end_at + 1")]
    [InlineData("DELETE FROM book")]
    [InlineData("UPDATE book SET kind = 3")]
    [InlineData("UPDATE book SET balance = 1.5")]
    [InlineData("UPDATE book SET balance = '1'|| 'x'")]
    [InlineData("UPDATE lien SET remaining = 5 WHERE state <> 0")]
    [InlineData("UPDATE lien SET state = 2 WHERE state = 0")]
    [InlineData("UPDATE pending SET running = -1")]
    [InlineData("UPDATE entry SET other_account_id = 1")]
    [InlineData("UPDATE run SET refund_granted = -1")]
    [InlineData("UPDATE run SET refund_whole = 2")]
    [InlineData("UPDATE allocation_terms SET end_at = end_at + 1")]
    [InlineData("DELETE FROM allocation_terms")]
    [InlineData("INSERT INTO allocation_terms SELECT allocation_id, 7, start_at, end_at, priority, clusters, partitions, qos, users FROM allocation_terms")]
    [InlineData("INSERT OR REPLACE INTO allocation_terms SELECT * FROM allocation_terms")]
    [InlineData("UPDATE notice SET charged = 1")]
    [InlineData("UPDATE notice SET state = 0")]
    [InlineData("DELETE FROM notice")]
    [InlineData("INSERT OR REPLACE INTO notice SELECT * FROM notice")]
    [InlineData("UPDATE notice_event SET detail = 'x'")]
    [InlineData("DELETE FROM notice_event")]
    [InlineData("INSERT OR REPLACE INTO notice_event SELECT * FROM notice_event")]
    public void It_is_refused(string change)
    {
        using TestLedger ledger = TestLedger.InFile();
        ledger.Grant(500, 1000, 2000);
        ledger.Do(s => s.AddTariff(1, 0, "lab", "text", "first"));
        ledger.Do(s => s.Liens.Observe(TestLedger.Job(9, 10)));
        ledger.Settle(TestLedger.Facts(1, 1000, 1100, submit: 100), 100);
        ledger.Do(s => s.Liens.Observe(TestLedger.Job(1, 10)));
        ledger.Do(s => s.Liens.Observe(TestLedger.Job(10, 10)));
        ledger.Do(s => s.Liens.Void(s.Reader.FindOpenLien(TestLedger.Job(10, 1).Key)!, "gone"));
        ledger.Do(s => s.Allocations.Change(new TermsRequest(1) { Priority = 3 }));
        ledger.Do(s => s.Notices.Step(s.Notices.Cross(new Notice(0, 1, "SU", null, NoticeKind.Use, 9000, 10, 9, null, 0, NoticeState.Pending)), NoticeStep.Sent, "a@b", "text"));
        SqliteException error = Assert.Throws<SqliteException>(() => RawFile.Execute(ledger.File, change));
        Assert.Equal(19, error.SqliteErrorCode);
        ledger.AssertSound();
    }
}
