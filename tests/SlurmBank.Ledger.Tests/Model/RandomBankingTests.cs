using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Ledger.Tests.Support;

namespace SlurmBank.Ledger.Tests.Model;

public sealed class RandomBankingTests
{
    public static IEnumerable<object[]> Seeds => Soak.Seeds(12);

    public static IEnumerable<object[]> MoreSeeds => Soak.Seeds(8);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Whatever_is_done_the_ledger_is_what_the_facts_make_it(int seed) => Soak.WithSeed(seed, random =>
    {
        using TestLedger memory = TestLedger.InMemory();
        using TestLedger file = TestLedger.InFile();
        var banking = new RandomBanking(random, memory, file);
        for (int step = 0; step < 60; step++)
        {
            banking.Step();
            banking.Compare(memory);
            banking.Compare(file);
            (step % 10 == 9 ? file : memory).AssertSound();
            if (step % 7 == 6)
            {
                banking.Print(file);
            }
        }

        VerificationReport inMemory = memory.Verify();
        VerificationReport inFile = file.Verify();
        Assert.True(inFile.IsSound, string.Join(Environment.NewLine, inFile.Findings));
        Assert.Equal(inMemory.HeadSeq, inFile.HeadSeq);
        Assert.Equal(inMemory.Head, inFile.Head);
        AssertSame(memory, file);
    });

    [Theory]
    [MemberData(nameof(MoreSeeds))]
    public void The_order_in_which_runs_arrive_changes_nothing(int seed) => Soak.WithSeed(seed, random =>
    {
        GrantRequest[] grants = [.. Enumerable.Range(0, 12).Select(_ => Grant(random))];
        PricedRun[] runs = [.. Enumerable.Range(1, 150).Select(job => Run(random, job))];
        string expected = Settle(random, sqlite: false, grants, runs, inOrder: true);
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(expected, Settle(random, sqlite: i == 0, grants, runs, inOrder: false));
        }
    });

    private static GrantRequest Grant(Random random)
    {
        long start = FakeClock.Start + random.Next(-100_000, 100_000);
        return new GrantRequest("a", TestLedger.Units(random.Next(2_000_000)), start, start + random.Next(1, 80_000))
        {
            Priority = random.Next(3) * 100,
            Scope = random.Next(3) == 0 ? new AllocationScope([], ["gpu"], [], random.Next(2) == 0 ? ["ann"] : []) : AllocationScope.Everything,
        };
    }

    private static PricedRun Run(Random random, int job)
    {
        long start = FakeClock.Start + random.Next(-100_000, 100_000);
        return TestLedger.Priced(TestLedger.Facts(job, start, start + random.Next(60_000), "a", random.Next(2) == 0 ? "gpu" : "cpu", random.Next(2) == 0 ? "ann" : "bo"), random.Next(60_000));
    }

    /// <summary>Grants come in one order, which numbers them, at any moment between the runs; runs come in any order, some of them again.</summary>
    private static string Settle(Random random, bool sqlite, GrantRequest[] grants, PricedRun[] runs, bool inOrder)
    {
        using TestLedger ledger = TestLedger.Create(sqlite, new FakeClock(FakeClock.Start - 200_000));
        var waiting = new Queue<GrantRequest>(grants);
        var rest = new Queue<PricedRun>(inOrder ? runs : [.. runs.Concat(runs.Where(_ => random.Next(3) == 0)).OrderBy(_ => random.Next())]);
        while (rest.Count > 0 || waiting.Count > 0)
        {
            ledger.Clock.Seconds += inOrder ? 1 : random.Next(30_000);
            int batch = inOrder ? 10 : random.Next(1, 40);
            ledger.Do(session =>
            {
                for (int i = 0; i < batch; i++)
                {
                    if (waiting.Count > 0 && (rest.Count == 0 || (inOrder ? rest.Count == runs.Length : random.Next(8) == 0)))
                    {
                        session.Grants.Grant(waiting.Dequeue());
                    }
                    else if (rest.TryDequeue(out PricedRun? run))
                    {
                        session.Runs.Settle(run, session.Runs.Find(run.Facts.Key));
                    }
                }

                _ = inOrder ? 0 : session.Grants.ExpireDue();
            });
        }

        // All windows are over before anything is compared.
        ledger.Clock.Seconds = FakeClock.Start + 10_000_000;
        ledger.Do(session => session.Grants.ExpireDue());
        ledger.AssertSound();
        return string.Join(
            Environment.NewLine,
            ledger.See(v => v.Allocations().Select(a => $"{a.Allocation.Id}: {a.Granted.Units} {a.Remaining.Units} {a.Expired.Units} {a.Drawn.Units}").Append(
                $"{v.Balance("a").TotalCharged.Units} {v.Balance("a").Overdraft.Units} {v.Reader.FindBook(BookKind.Unmanaged, 1, null, "SU")?.Balance}").ToList()));
    }

    private static void AssertSame(TestLedger one, TestLedger two)
    {
        using LedgerView a = one.Bank.Read();
        using LedgerView b = two.Bank.Read();
        Assert.Equal(a.Reader.Books(), b.Reader.Books());
        Assert.Equal(a.Reader.Allocations(), b.Reader.Allocations());
        Assert.Equal(a.Reader.Liens(ended: true), b.Reader.Liens(ended: true));
        Assert.Equal(a.Reader.Holds(lifted: true), b.Reader.Holds(lifted: true));
        Assert.Equal(a.Reader.AllPending(), b.Reader.AllPending());
        foreach (Account account in a.Reader.Accounts())
        {
            Assert.Equal(a.Reader.Runs(account.Id, "SU", long.MinValue), b.Reader.Runs(account.Id, "SU", long.MinValue));
            Assert.Equal(a.Reader.DrawClasses(account.Id, "SU"), b.Reader.DrawClasses(account.Id, "SU"));
        }
    }
}
