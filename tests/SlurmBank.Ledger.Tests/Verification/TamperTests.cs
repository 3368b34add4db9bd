using System;
using System.Linq;
using SlurmBank.Ledger.Sqlite;
using SlurmBank.Ledger.Tests.Support;

namespace SlurmBank.Ledger.Tests.Verification;

/// <summary>Somebody changes the file behind the bank's back: verification says so, and which entry is the first that is wrong.</summary>
public sealed class TamperTests
{
    private const string Off = "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; ";

    [Fact]
    public void The_ledger_that_is_tampered_with_is_sound()
    {
        using TestLedger ledger = Make();
        VerificationReport report = ledger.Verify();
        Assert.Empty(report.Findings);
        Assert.Equal(9, report.Entries);
    }

    [Theory]
    [InlineData("UPDATE posting SET amount = amount + 1 WHERE seq = 4 AND n = 0", 4, "chain")]
    [InlineData("UPDATE posting SET amount = 9223372036854775807 WHERE seq = 4 AND n = 0", 4, "chain")]
    [InlineData("UPDATE posting SET amount = -9223372036854775808 WHERE seq = 4", 4, "chain")]
    [InlineData("UPDATE posting SET balance_after = balance_after - 1 WHERE seq = 5 AND n = 1", 5, "chain")]
    [InlineData("UPDATE posting SET book_id = 999 WHERE seq = 5 AND n = 1", 5, "chain")]
    [InlineData("DELETE FROM posting WHERE seq = 4", 4, "chain")]
    [InlineData("INSERT INTO posting VALUES (6, 7, 1, 0, 0)", 6, "chain")]
    [InlineData("UPDATE entry SET hash = zeroblob(32) WHERE seq = 3", 3, "chain")]
    [InlineData("UPDATE entry SET reason = 'another' WHERE seq = 2", 2, "chain")]
    [InlineData("UPDATE entry SET effective = effective + 1 WHERE seq = 4", 4, "chain")]
    [InlineData("UPDATE entry SET recorded = 0 WHERE seq = 5", 5, "time")]
    [InlineData("UPDATE word SET text = 'mallory' WHERE text = 'tester'", 1, "chain")]
    [InlineData("DELETE FROM word WHERE text = 'tester'", 1, "text")]
    [InlineData("DELETE FROM entry WHERE seq = 4", 5, "sequence")]
    [InlineData("DELETE FROM entry WHERE seq = 1", 2, "sequence")]
    [InlineData("UPDATE entry SET seq = 40 WHERE seq = 4", 5, "sequence")]
    [InlineData("UPDATE book SET balance = balance + 1 WHERE kind = 1", null, "balance")]
    [InlineData("UPDATE book SET balance = 9223372036854775807 WHERE kind = 4", null, "balance")]
    [InlineData("UPDATE run SET price = price + 1 WHERE job_id_raw = 2", 5, "runs")]
    [InlineData("UPDATE run SET price = 9223372036854775807 WHERE job_id_raw = 2", 5, "runs")]
    [InlineData("UPDATE run SET price = CASE job_id_raw WHEN 2 THEN 300 ELSE 200 END WHERE job_id_raw IN (2, 3)", 5, "runs")]
    [InlineData("UPDATE run SET refunded = 5 WHERE job_id_raw = 2", 5, "runs")]
    [InlineData("UPDATE run SET price = price + 1 WHERE job_id_raw = 1", 3, "runs")]
    [InlineData("UPDATE run SET first_seq = 2 WHERE job_id_raw = 2", 5, "runs")]
    [InlineData("DELETE FROM run WHERE job_id_raw = 3", 6, "runs")]
    [InlineData("UPDATE run SET refunded = price + 1 WHERE job_id_raw = 3", 6, "runs")]
    [InlineData("UPDATE run SET end_at = start_at + 100000 WHERE job_id_raw = 2", null, "classes")]
    [InlineData("UPDATE allocation SET end_at = end_at + 1", 2, "allocation")]
    [InlineData("UPDATE allocation SET priority = 50", 2, "allocation")]
    [InlineData("UPDATE allocation SET partitions = 'gpu'", 2, "allocation")]
    [InlineData("UPDATE allocation SET currency = 'EUR'", 2, "allocation")]
    [InlineData("UPDATE draw_class SET total = total + 1", null, "classes")]
    [InlineData("DELETE FROM draw_class", null, "classes")]
    [InlineData("INSERT INTO draw_class VALUES (1, 'SU', 7, '', 9)", null, "classes")]
    [InlineData("UPDATE lien SET remaining = remaining + 1", null, "liens")]
    [InlineData("UPDATE lien SET remaining = 9223372036854775807", null, "liens")]
    [InlineData("UPDATE lien SET state = 2, ended = 1, remaining = 0 WHERE job_id_raw = 9", null, "liens")]
    [InlineData("UPDATE pending SET gated = gated + 1", null, "liens")]
    [InlineData("DELETE FROM pending", null, "liens")]
    public void What_was_changed_is_found(string change, int? seq, string rule)
    {
        using TestLedger ledger = Make();
        RawFile.Unprotect(ledger.File);
        Assert.NotEqual(0, RawFile.Execute(ledger.File, Off + change));
        using ILedgerStore again = SqliteLedgerStore.Open(ledger.File);
        using ILedgerReader reader = again.Read();
        VerificationReport report = LedgerVerifier.Verify(reader);
        Assert.False(report.IsSound);
        Assert.True((seq, rule) == ((int?)report.FirstWrongSeq, report.Findings[0].Invariant), string.Join(Environment.NewLine, report.Findings));
    }

    [Theory]
    [InlineData("UPDATE entry SET other_account_id = 1 WHERE seq = 3", 3, "account")]
    [InlineData("UPDATE entry SET other_account_id = NULL WHERE seq = 6", 6, "account")]
    [InlineData("UPDATE entry SET other_account_id = 1 WHERE seq = 6", 6, "account")]
    [InlineData("UPDATE allocation_terms SET end_at = end_at + 1 WHERE allocation_id = 1", 7, "allocation")]
    [InlineData("DELETE FROM allocation_terms WHERE allocation_id = 1", 7, "allocation")]
    [InlineData("INSERT INTO allocation_terms VALUES (2, 1, 1000, 3000, 5, '', '', '', '')", null, "allocation")]
    [InlineData("DELETE FROM allocation_terms WHERE allocation_id = 3", 11, "allocation")]
    [InlineData("UPDATE run SET refund_granted = 50 WHERE id = 1", 8, "refund")]
    [InlineData("UPDATE run SET refund_whole = 1, refunded = price WHERE id = 1", 4, "runs")]
    [InlineData("UPDATE run SET refund_whole = 0, refund_granted = 200 WHERE id = 2", 9, "refund")]
    [InlineData("UPDATE entry SET linked_seq = 8 WHERE seq = 11", 11, "chain")]
    public void What_was_changed_of_movements_is_found(string change, int? seq, string rule)
    {
        using TestLedger ledger = Moved();
        Assert.Empty(ledger.Verify().Findings);
        RawFile.Unprotect(ledger.File);
        RawFile.Execute(ledger.File, "DROP INDEX IF EXISTS entry_reversal");
        Assert.NotEqual(0, RawFile.Execute(ledger.File, Off + change));
        VerificationReport report = ledger.Verify();
        Assert.True((seq, rule) == ((int?)report.FirstWrongSeq, report.Findings.FirstOrDefault()?.Invariant), string.Join(Environment.NewLine, report.Findings));
    }

    [Fact]
    public void A_cut_off_end_shows_in_the_head_that_was_kept_elsewhere()
    {
        using TestLedger ledger = Make();
        VerificationReport kept = ledger.Verify();
        RawFile.Unprotect(ledger.File);
        RawFile.Execute(ledger.File, Off + "DELETE FROM entry WHERE seq = 9");
        using ILedgerStore again = SqliteLedgerStore.Open(ledger.File);
        using ILedgerReader reader = again.Read();
        VerificationReport now = LedgerVerifier.Verify(reader);
        Assert.True(now.IsSound);
        Assert.NotEqual(kept.Head, now.Head);
        Assert.NotEqual(kept.HeadSeq, now.HeadSeq);
    }

    /// <summary>Grants 1 to 3 (b's is the second), charges 4 and 5, transfer 6, change 7, refunds 8 and 9, deposit 10, reversal of the third grant 11.</summary>
    private static TestLedger Moved()
    {
        TestLedger ledger = TestLedger.InFile();
        ledger.Grant(500, 1000, 2_000_000_000);
        ledger.Grant(500, 1000, 2_000_000_000, account: "b");
        long mistake = ledger.Grant(500, 1000, 3_000_000_000, account: "b").Entry.Seq;
        ledger.Settle(TestLedger.Facts(1, 1100, 1200), 100);
        ledger.Settle(TestLedger.Facts(2, 1100, 1200), 200);
        ledger.Do(s => s.Transfers.Transfer(1, 2, TestLedger.Units(50), "r"));
        ledger.Do(s => s.Allocations.Change(new TermsRequest(1) { Priority = 3 }));
        ledger.Do(s => s.Refunds.Refund(new RunKey("lab", 1, 1100), TestLedger.Units(30), "r"));
        ledger.Do(s => s.Refunds.Refund(new RunKey("lab", 2, 1100), null, "r"));
        ledger.Do(s => s.Grants.Deposit(1, TestLedger.Units(5), "r"));
        ledger.Do(s => s.Reversals.Undo(mistake, "r"));
        return ledger;
    }

    /// <summary>Tariff 1, grant 2, charges 3 to 6, adjustment 7 and redraw 8, settings 9.</summary>
    private static TestLedger Make()
    {
        TestLedger ledger = TestLedger.InFile();
        ledger.Do(s => s.AddTariff(1, 0, "lab", "text", "first"));
        ledger.Grant(500, 1000, 2000);
        ledger.Settle(TestLedger.Facts(1, 900, 1100), 100);
        ledger.Settle(TestLedger.Facts(2, 1100, 1200), 200);
        ledger.Settle(TestLedger.Facts(3, 1300, 1400), 300);
        ledger.Do(s => s.Liens.Observe(TestLedger.Job(9, 10)));
        ledger.Do(s => s.Liens.Observe(TestLedger.Job(10, 10, LienPhase.Queued)));
        ledger.Settle(TestLedger.Facts(1, 900, 1100, tres: "cpu=2"), 120);
        ledger.Do(s => s.Accounts.Decide("a", AccountSettings.Default with { HoldMechanism = "m" }, "why"));
        return ledger;
    }
}
