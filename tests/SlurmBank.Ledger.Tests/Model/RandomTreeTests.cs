using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using SlurmBank.Engine;
using SlurmBank.Ledger.Tests.Support;

namespace SlurmBank.Ledger.Tests.Model;

/// <summary>Random grants, runs, corrections, refunds, liens and decisions in a tree of accounts that draw on one another, against the model.</summary>
public sealed class RandomTreeTests
{
    private static readonly string[] Accounts = ["top", "left", "right", "leaf", "other"];
    private static readonly string[] Partitions = ["p", "gpu"];

    public static IEnumerable<object[]> Seeds => Soak.Seeds(12);

    public static IEnumerable<object[]> MoreSeeds => Soak.Seeds(8);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Whatever_is_done_the_tree_is_what_the_facts_make_it(int seed) => Soak.WithSeed(seed, random =>
    {
        using TestLedger ledger = TestLedger.Create(sqlite: seed % 2 == 0);
        ledger.Do(s => Array.ForEach(Accounts, a => s.Accounts.Open(a)));
        var banking = new Banking(random, ledger);
        for (int step = 0; step < 50; step++)
        {
            banking.Step();
            banking.Compare();
            ledger.AssertSound();
        }
    });

    [Theory]
    [MemberData(nameof(MoreSeeds))]
    public void In_a_tree_the_order_of_arrival_changes_nothing(int seed) => Soak.WithSeed(seed, random =>
    {
        Action<LedgerSession>[] decisions = [.. Enumerable.Range(0, 10).Select(_ => Decision(random))];
        PricedRun[] runs = [.. Enumerable.Range(1, 80).Select(job => Run(random, job))];
        string expected = Arrive(random, decisions, runs, inOrder: true, sqlite: false);
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(expected, Arrive(random, decisions, runs, inOrder: false, sqlite: i == 0));
        }
    });

    /// <summary>Decisions come in one order, which numbers them; runs at any moment between them.</summary>
    private static string Arrive(Random random, Action<LedgerSession>[] decisions, PricedRun[] runs, bool inOrder, bool sqlite)
    {
        using TestLedger ledger = TestLedger.Create(sqlite, new FakeClock(FakeClock.Start - 200_000));
        ledger.Do(s => Array.ForEach(Accounts, a => s.Accounts.Open(a)));
        var waiting = new Queue<Action<LedgerSession>>(decisions);
        var rest = new Queue<PricedRun>(inOrder ? runs : [.. runs.Concat(runs.Where(_ => random.Next(3) == 0)).OrderBy(_ => random.Next())]);
        while (waiting.Count > 0 || rest.Count > 0)
        {
            ledger.Clock.Seconds += random.Next(10_000);
            ledger.Do(session =>
            {
                for (int i = random.Next(1, 20); i > 0; i--)
                {
                    if (waiting.Count > 0 && (inOrder || rest.Count == 0 || random.Next(6) == 0))
                    {
                        waiting.Dequeue()(session);
                    }
                    else if (rest.TryDequeue(out PricedRun? run))
                    {
                        session.Runs.Settle(run, session.Runs.Find(run.Facts.Key));
                    }
                }
            });
        }

        ledger.Clock.Seconds = FakeClock.Start + 10_000_000;
        ledger.Do(session => session.Grants.ExpireDue());
        ledger.AssertSound();
        return string.Join(Environment.NewLine, ledger.See(v => v.Allocations().Select(a => $"{a.Allocation.Id}: {a.Granted.Units} {a.Expired.Units} {a.Remaining.Units}")
            .Concat(Accounts.Select(a => $"{a}: {v.Balance(a).Overdraft.Units} {v.Balance(a).TotalCharged.Units} {v.Reader.FindBook(BookKind.Unmanaged, v.Account(a).Id, null, "SU")?.Balance ?? 0}")).ToList()));
    }

    private static Action<LedgerSession> Decision(Random random)
    {
        long start = FakeClock.Start + random.Next(-100_000, 100_000);
        string account = Accounts[random.Next(Accounts.Length)];
        string? parent = random.Next(4) == 0 ? null : Accounts[random.Next(Accounts.Length)];
        long amount = random.Next(800_000);
        long end = start + random.Next(1, 80_000);
        int priority = random.Next(4) * 150;
        bool gpu = random.Next(3) == 0;
        return random.Next(5) > 2
            ? session => Try(() => session.Accounts.DrawOn(account, parent, start, "so decided"))
            : session => session.Grants.Grant(new GrantRequest(account, TestLedger.Units(amount), start, end) { Priority = priority, Scope = gpu ? new AllocationScope([], ["gpu"], [], []) : AllocationScope.Everything });
    }

    private static PricedRun Run(Random random, int job)
    {
        long start = FakeClock.Start + random.Next(-100_000, 100_000);
        return TestLedger.Priced(TestLedger.Facts(job, start, start + random.Next(60_000), Accounts[random.Next(Accounts.Length)], Partitions[random.Next(2)]), random.Next(60_000));
    }

    /// <summary>Two that draw on each other are refused.</summary>
    private static bool Try(Action decision)
    {
        try
        {
            decision();
            return true;
        }
        catch (InvalidRequestException)
        {
            return false;
        }
    }

    private sealed class Banking(Random random, TestLedger ledger)
    {
        private readonly ModelTree model = new() { Accounts = Accounts };
        private readonly Dictionary<long, RunFacts> facts = [];
        private long next = 1;

        private long Now => ledger.Clock.Seconds;

        public void Step()
        {
            ledger.Clock.Seconds += random.Next(1500);
            ledger.Do(session =>
            {
                for (int i = random.Next(1, 6); i > 0; i--)
                {
                    Do(session);
                }

                session.Grants.ExpireDue();
            });
        }

        public void Compare()
        {
            (Dictionary<long, BigInteger> left, Dictionary<string, BigInteger> overdraft, Dictionary<string, BigInteger> nobodys) = model.Settle();
            using LedgerView view = ledger.Bank.Read();
            foreach (AllocationBalance line in view.Allocations())
            {
                Assert.Equal(left[line.Allocation.Id], line.Remaining.Units + line.Expired.Units);
            }

            foreach (AccountBalance balance in view.Balances())
            {
                string name = balance.Account.Name;
                Assert.Equal((name, overdraft[name]), (name, balance.Overdraft.Units));
                Assert.Equal(nobodys[name], -(view.Reader.FindBook(BookKind.Unmanaged, balance.Account.Id, null, "SU")?.Balance ?? 0));
                Assert.Equal(model.Runs.Values.Where(r => r.Account == name).Aggregate(BigInteger.Zero, (sum, r) => sum + r.Units), balance.TotalCharged.Units);
                Assert.Equal((name, model.Available(name, view.NowSeconds, all: false)), (name, balance.Spendable.Units));
                Assert.Equal((name, model.Available(name, view.NowSeconds, all: true)), (name, balance.Available.Units));
                Assert.Equal(balance.Spendable, view.Balance(name).Spendable);
            }
        }

        private void Do(LedgerSession session)
        {
            switch (random.Next(12))
            {
                case 0 or 1:
                    Grant(session);
                    break;
                case 2 or 3:
                    Link(session);
                    break;
                case 4 when model.Runs.Count > 0:
                    Refund(session);
                    break;
                case 5 when model.Grants.Count > 0:
                    Deposit(session);
                    break;
                case 6:
                    Gate(session);
                    break;
                case 7:
                    Observe(session);
                    break;
                case 8:
                    Kind(session);
                    break;
                default:
                    Settle(session);
                    break;
            }
        }

        private string Somebody() => Accounts[random.Next(Accounts.Length)];

        private void Grant(LedgerSession session)
        {
            long start = Now + random.Next(-8000, 3000);
            var grant = new ModelTree.Grant(model.Grants.Count + 1, Somebody(), random.Next(9000), start, random.Next(4) == 0 ? long.MaxValue : start + random.Next(1, 9000), random.Next(5) * 100, random.Next(3) == 0 ? ["gpu"] : []);
            model.Grants.Add(grant);
            session.Grants.Grant(new GrantRequest(grant.Account, TestLedger.Units((long)grant.Amount), start, grant.End) { Priority = grant.Priority, Scope = new AllocationScope([], grant.Partitions, [], []) });
        }

        private void Link(LedgerSession session)
        {
            (string account, string? parent, long from) = (Somebody(), random.Next(4) == 0 ? null : Somebody(), Now + random.Next(-6000, 1));
            if (Try(() => session.Accounts.DrawOn(account, parent, from, "so decided")) && session.Reader.DrawLinks().Count() > model.Links.Count)
            {
                model.Links.Add((account, parent, from));
            }
        }

        private void Settle(LedgerSession session)
        {
            bool again = facts.Count > 0 && random.Next(3) == 0;
            long job = again ? facts.Keys.ElementAt(random.Next(facts.Count)) : next++;
            long start = Now - random.Next(9000);
            RunFacts run = TestLedger.Facts(job, start, start + random.Next(9000), again && random.Next(2) == 0 ? facts[job].Account : Somebody(), Partitions[random.Next(2)], submit: 100);
            long price = random.Next(4000);
            session.Runs.Settle(TestLedger.Priced(run, price), session.Runs.Find(run.Key));
            facts[job] = run;
            Run settled = session.Runs.Find(run.Key)!;
            model.Runs[job] = new ModelTree.Work(run.Account, run.Partition, settled.ChargedFrom, run.End, settled.Net.Units);
            model.Liens.Remove(job);
        }

        private void Refund(LedgerSession session)
        {
            long job = model.Runs.Keys.ElementAt(random.Next(model.Runs.Count));
            if (model.Runs[job].Units > 0)
            {
                long part = random.NextInt64(1, (long)model.Runs[job].Units + 1);
                session.Refunds.Refund(facts[job].Key, TestLedger.Units(part), "back");
                model.Runs[job] = model.Runs[job] with { Units = model.Runs[job].Units - part };
            }
        }

        private void Deposit(LedgerSession session)
        {
            int at = random.Next(model.Grants.Count);
            if (model.Grants[at].End > Now)
            {
                long units = random.Next(1, 5000);
                session.Grants.Deposit(at + 1, TestLedger.Units(units), "more");
                model.Grants[at] = model.Grants[at] with { Amount = model.Grants[at].Amount + units };
            }
        }

        private void Kind(LedgerSession session)
        {
            string account = Somebody();
            bool unmanaged = random.Next(2) == 0;
            session.Accounts.Decide(account, new AccountSettings(Kind: unmanaged ? AccountKind.Unmanaged : AccountKind.Funded), "so decided");
            _ = unmanaged ? model.Unmanaged.Add(account) : model.Unmanaged.Remove(account);
        }

        private void Gate(LedgerSession session)
        {
            ObservedJob job = TestLedger.Job(next++, random.Next(3000), LienPhase.Queued, Somebody());
            try
            {
                session.Liens.Gate(job);
                model.Liens[job.Key.JobIdRaw] = new ModelTree.Lien(job.Account, false, true, job.Amount.Units);
            }
            catch (InsufficientFundsException refusal)
            {
                Assert.Equal(model.Available(job.Account, Now, all: true), refusal.Available.Units);
                Assert.True(refusal.Available < job.Amount);
            }
        }

        private void Observe(LedgerSession session)
        {
            ObservedJob job = TestLedger.Job(next++, random.Next(2000), random.Next(2) == 0 ? LienPhase.Running : LienPhase.Queued, Somebody());
            session.Liens.Observe(job);
            model.Liens[job.Key.JobIdRaw] = new ModelTree.Lien(job.Account, job.Phase == LienPhase.Running, false, job.Amount.Units);
        }
    }
}
