using System;
using System.Globalization;
using System.Linq;
using System.Threading;
using SlurmBank.Ledger.Sqlite;
using SlurmBank.Ledger.Tests.Support;
using static SlurmBank.Ledger.Tests.Support.TestLedger;

namespace SlurmBank.Ledger.Tests.Strength;

/// <summary>
/// One of several processes that write at once. Each has commits of its own to do, and also settles runs that the others settle
/// too. It goes on until all have done theirs, and counts what it did.
/// </summary>
internal static class Competitor
{
    public const int SharedRuns = 200;

    public static void Run(string path, int me, int all, int share)
    {
        var random = new Random(me);
        using var bank = new BankLedger(SqliteLedgerStore.Open(path, TimeSpan.FromMinutes(2)), new LedgerIdentity($"writer{me}", "test", "0.0"), TimeProvider.System);
        int done = 0;
        Meet(bank, me, all);
        while (done < share || !Everybody(bank, all, share))
        {
            using LedgerSession session = bank.Write();
            if (done < share)
            {
                Settle(session, Own(me, done));
            }

            for (int i = 0; i < 3; i++)
            {
                Settle(session, Shared(random.Next(SharedRuns)));
            }

            session.SetWatermark("commits", me.ToString(CultureInfo.InvariantCulture), ++done);
            session.Commit();
        }

        using LedgerSession last = bank.Write();
        foreach (int shared in Enumerable.Range(0, SharedRuns))
        {
            Settle(last, Shared(shared));
        }

        last.Commit();
    }

    /// <summary>All begin together: how long a process takes to start on a busy machine says nothing of the turns that it gets.</summary>
    private static void Meet(BankLedger bank, int me, int all)
    {
        using (LedgerSession session = bank.Write())
        {
            session.SetWatermark("commits", me.ToString(CultureInfo.InvariantCulture), 0);
            session.Commit();
        }

        while (!Everybody(bank, all, 0))
        {
            Thread.Sleep(10);
        }
    }

    /// <summary>A run that only one writer settles.</summary>
    public static PricedRun Own(int writer, int number) => Priced(TestLedger.Facts(100_000 + (writer * 1000) + number, 1000, 1100, "a"), 1000 + number);

    public static PricedRun Shared(int number) => Priced(TestLedger.Facts(number + 1, 1000, 1100, "a"), 7);

    private static void Settle(LedgerSession session, PricedRun run) => session.Runs.Settle(run, session.Runs.Find(run.Facts.Key));

    private static bool Everybody(BankLedger bank, int all, int share)
    {
        using LedgerView view = bank.Read();
        return Enumerable.Range(0, all).All(i => view.Reader.Watermark("commits", i.ToString(CultureInfo.InvariantCulture)) >= share);
    }
}
