using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Ledger.Tests.Support;
using static SlurmBank.Ledger.Tests.Support.TestLedger;

namespace SlurmBank.Ledger.Tests.Strength;

/// <summary>
/// Batches of work that are each a function of their number alone, as sync's are of what Slurm says. Whoever continues after a crash
/// begins one batch too early, as sync does, so runs come again.
/// </summary>
internal static class BatchWork
{
    public static void Continue(BankLedger bank, FakeClock clock, int batches, Action? afterEach = null)
    {
        while (true)
        {
            long done;
            using (LedgerView view = bank.Read())
            {
                done = view.Reader.Watermark("lab", "batches") ?? 0;
            }

            if (done >= batches)
            {
                return;
            }

            clock.Seconds = FakeClock.Start + (done * 60);
            using LedgerSession session = bank.Write();
            foreach (PricedRun run in Runs(done - 1).Concat(Runs(done)))
            {
                session.Runs.Settle(run, session.Runs.Find(run.Facts.Key));
            }

            Other(session, done, clock.Seconds);
            session.SetWatermark("lab", "batches", done + 1);
            session.Commit();
            afterEach?.Invoke();
        }
    }

    public static string Describe(BankLedger bank)
    {
        using LedgerView view = bank.Read();
        VerificationReport report = LedgerVerifier.Verify(view.Reader);
        IEnumerable<string> lines = view.Allocations().Select(a => $"{a.Allocation.Id} {a.Granted.Units} {a.Remaining.Units} {a.Expired.Units}")
            .Concat(view.Reader.Accounts().ToList().SelectMany(account => new[]
            {
                $"{account.Name} {view.Balance(account.Name).TotalCharged.Units} {view.Balance(account.Name).Overdraft.Units} {view.Balance(account.Name).Pending}",
                string.Join(";", view.Statement(account.Name, "SU", long.MinValue, long.MaxValue).Lines.Select(l => $"{l.Entry.Seq}:{l.Amount.Units}:{l.Balance.Units}")),
            }))
            .Concat(report.Findings.Select(f => f.ToString()))
            .Append($"{report.HeadSeq} {Convert.ToHexString(report.Head)}");
        return string.Join(Environment.NewLine, lines);
    }

    private static IEnumerable<PricedRun> Runs(long batch)
    {
        var random = new Random((int)batch + 1);
        int count = batch < 0 ? 0 : random.Next(1, 8);
        for (int i = 0; i < count; i++)
        {
            long start = FakeClock.Start + (batch * 60) - random.Next(20_000);
            yield return Priced(TestLedger.Facts((batch * 10) + i, start, start + random.Next(5000), $"account{random.Next(3)}", submit: 100), random.Next(100_000));
        }
    }

    private static void Other(LedgerSession session, long batch, long now)
    {
        var random = new Random((int)batch + 1);
        if (batch % 9 == 0)
        {
            session.Grants.Grant(new GrantRequest($"account{random.Next(3)}", Units(random.Next(3_000_000)), now - random.Next(5000), now + random.Next(1, 20_000)) { Reference = $"b{batch}" });
        }

        session.Liens.Observe(Job((batch * 10) + 30, random.Next(1000), LienPhase.Queued, $"account{random.Next(3)}"));
        session.Grants.ExpireDue();
    }
}
