using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger.Tests.Support;
using static SlurmBank.Ledger.Tests.Support.TestLedger;

namespace SlurmBank.Ledger.Tests.Model;

/// <summary>Does random things to ledgers and to the model alike, and compares them after every commit.</summary>
internal sealed partial class RandomBanking(Random random, params TestLedger[] ledgers)
{
    private static readonly string[] Accounts = ["a", "b", "c'; drop table account--"];
    private static readonly string[] Partitions = ["p", "gpu"];
    private static readonly string[] Users = ["u", "ünal"];
    private readonly ModelBank model = new();
    private readonly Dictionary<long, RunFacts> facts = [];
    private readonly Dictionary<string, long> credit = Accounts.ToDictionary(a => a, _ => 0L);
    private readonly List<(long From, Statement Statement)> printed = [];
    private long next = 1;

    public ModelBank Model => model;

    public void Step()
    {
        long now = NextMoment();
        Array.ForEach(ledgers, ledger => ledger.Clock.Seconds = now);
        int operations = random.Next(1, 8);
        Action<LedgerSession>[] plan = [.. Enumerable.Range(0, operations).Select(_ => Choose())];
        foreach (TestLedger ledger in ledgers)
        {
            ledger.Do(session =>
            {
                foreach (Action<LedgerSession> operation in plan)
                {
                    operation(session);
                }

                session.Grants.ExpireDue();
            });
        }
    }

    public void Compare(TestLedger ledger)
    {
        using LedgerView view = ledger.Bank.Read();
        foreach (Account account in view.Reader.Accounts().ToList())
        {
            ModelBank.Figures expected = model.Of(account.Name);
            AccountBalance actual = view.Balance(account.Name);
            Assert.Equal(expected.Charged, actual.TotalCharged.Units);
            Assert.Equal(expected.Overdraft, actual.Overdraft.Units);
            Assert.Equal(expected.Unmanaged, -(view.Reader.FindBook(BookKind.Unmanaged, account.Id, null, "SU")?.Balance ?? 0));
            Assert.Equal(expected.Drawn.OrderBy(d => d.Key), view.Allocations(account.Name).ToDictionary(a => a.Allocation.Id, a => (System.Numerics.BigInteger)a.Drawn.Units).OrderBy(d => d.Key));
            Assert.Equal(model.Left(account.Name, view.NowSeconds, credit[account.Name]), (actual.Spendable.Units, actual.Available.Units));
            Assert.Equal(model.Sum(account.Name, l => l.Running), actual.Pending.Running.Units);
            Assert.Equal(model.Sum(account.Name, l => !l.Running && l.Gated), actual.Pending.Gated.Units);
            Assert.Equal(model.Sum(account.Name, l => !l.Running && !l.Gated), actual.Pending.Queued.Units);
        }
    }

    /// <summary>Prints a statement of the time since the last one, and holds all printed so far against what would be printed now.</summary>
    public void Print(TestLedger ledger)
    {
        using LedgerView view = ledger.Bank.Read();
        long from = printed.Count == 0 ? long.MinValue : printed[^1].Statement.To;
        long to = (view.Reader.LastEntry()?.Recorded ?? 0) + 1;
        foreach (string name in Accounts.Where(a => view.Reader.FindAccount(a) is not null))
        {
            Statement statement = view.Statement(name, "SU", from, to);
            Assert.True(statement.IsClosed);
            printed.Add((from, statement));
        }

        foreach ((long since, Statement before) in printed)
        {
            Statement now = view.Statement(before.Account.Name, "SU", since, before.To);
            Assert.Equal((before.Opening, before.Closing, before.HeadSeq), (now.Opening, now.Closing, now.HeadSeq));
            Assert.Equal(before.Head, now.Head);
            Assert.Equal(before.Lines.Select(l => (l.Entry.Seq, l.Amount, l.Charged, l.Balance)), now.Lines.Select(l => (l.Entry.Seq, l.Amount, l.Charged, l.Balance)));
            Assert.Equal(now.Closing, now.Lines.Aggregate(now.Opening, (sum, line) => sum + line.Amount));
        }

        foreach (var account in printed.GroupBy(p => p.Statement.Account.Id))
        {
            Statement[] chain = [.. account.Select(p => p.Statement)];
            Assert.All(chain.Zip(chain.Skip(1)), pair => Assert.Equal(pair.First.Closing, pair.Second.Opening));
        }
    }

    /// <summary>Mostly onward, sometimes not at all or back; never back over an end, where what expired stays expired.</summary>
    private long NextMoment()
    {
        long back = Now - random.Next(20);
        return random.Next(3) > 0 ? Now + random.Next(2000) : model.Grants.Exists(g => back < g.End && g.End <= Now) ? Now : back;
    }

    private Action<LedgerSession> Choose() => random.Next(112) switch
    {
        < 10 => Grant(),
        < 14 => Credit(),
        < 18 => Withdraw(),
        < 22 => Transfer(),
        < 27 => Refund(),
        < 32 => Undo(),
        < 36 => Change(),
        < 38 => WriteOff(),
        < 61 => Settle(),
        < 65 => Replay(),
        < 67 => Interim(),
        < 75 => Adjust(),
        < 84 => Observe(),
        < 90 => Gate(),
        < 95 => Void(),
        < 97 => Settings(),
        < 100 => Hold(),
        < 103 => MakeSeries(),
        < 107 => Renew(),
        < 111 => SpendInAdvance(),
        _ => StopSeries(),
    };

    private T Of<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];

    private long Units() => random.Next(40) switch { < 3 => 0, 3 => random.NextInt64(10_000_000_000), _ => random.Next(1, 5000) };

    private long Now => ledgers[0].Clock.Seconds;

    private Action<LedgerSession> Grant()
    {
        long start = Now + (random.Next(-20, 8) * 500) + random.Next(2);
        long end = random.Next(5) == 0 ? Allocation.Forever : start + random.Next(1, 12000);
        string[] partitions = random.Next(2) == 0 ? [Of(Partitions)] : [];
        string[] users = random.Next(3) == 0 ? [Of(Users)] : [];
        long id = model.Grants.Count + 1;
        var grant = new ModelBank.Grant(id, Of(Accounts), Units(), start, end, Of([0, 0, 100, 200]), partitions, users);
        model.Grants.Add(grant);
        Done done = Remember(() => model.Grants[(int)id - 1] is { IsReversed: false } g && g.Amount == grant.Amount && model.LeftIn(g) == g.Amount, () => Reverse(id));
        return s =>
        {
            GrantResult made = s.Grants.Grant(new GrantRequest(grant.Account, ServiceUnits.FromUnits((long)grant.Amount), start, end) { Priority = grant.Priority, Scope = new AllocationScope([], partitions, [], users), Reference = $"g{id}" });
            Assert.Equal(id, made.Allocation.Id);
            done.Seq = made.Entry.Seq;
        };
    }

    private Action<LedgerSession> Settle()
    {
        // Some of the jobs that are settled had a lien before.
        long[] waiting = [.. model.Liens.Keys.Where(k => !facts.ContainsKey(k))];
        bool known = waiting.Length > 0 && random.Next(2) == 0;
        long job = known ? Of(waiting) : next++;
        RunFacts run = Facts(job, known ? model.Liens[job].Account : Of(Accounts));
        return Settle(run, Units());
    }

    private RunFacts Facts(long job, string account)
    {
        long start = Now - random.Next(12000);
        return TestLedger.Facts(job, start, start + Of([0, 1, random.Next(100), random.Next(12000)]), account, Of(Partitions), Of(Users), submit: 100, tres: $"cpu={random.Next(1, 9)},mem={job}");
    }

    private Action<LedgerSession> Settle(RunFacts run, long units)
    {
        long job = run.Key.JobIdRaw;
        // The books may have been opened in the middle of the run, before it or after it.
        long from = Of([run.Start, run.Start, run.Start - 5, run.Start + ((run.End - run.Start) / 2), run.End + 5]);
        facts[job] = run;
        ModelBank.Work? before = model.Runs.GetValueOrDefault(job);
        model.Runs[job] = new ModelBank.Work(run.Account, run.Partition, run.User, Math.Min(Math.Max(from, run.Start), run.End), run.End, units)
        {
            Refunds = before?.Refunds ?? 0,
            IsRefundedInWhole = before?.IsRefundedInWhole ?? false,
        };
        model.Liens.Remove(job);
        return s => s.Runs.Settle(Priced(run, units, from), s.Runs.Find(run.Key));
    }

    private Action<LedgerSession> Replay()
    {
        RunFacts[] some = [.. facts.Values.OrderBy(_ => random.Next()).Take(5)];
        return s => Assert.All(some, run => Assert.Equal(SettleOutcome.Unchanged, s.Runs.Settle(Priced(run, 77), s.Runs.Find(run.Key))));
    }

    private Action<LedgerSession> Adjust()
    {
        if (facts.Count == 0)
        {
            return Settle();
        }

        RunFacts before = Of(facts.Values.ToArray());
        RunFacts after = random.Next(4) switch
        {
            0 => before with { Account = Of(Accounts), AllocTres = before.AllocTres + "+" },
            1 => before with { End = before.End + random.Next(1, 3000) },
            2 => before with { User = Of(Users), Partition = Of(Partitions), AllocTres = before.AllocTres + "+" },
            _ => before with { AllocTres = before.AllocTres + ",gres/gpu=1" },
        };

        // A run that went on has ended.
        return Settle(after with { State = "COMPLETED" }, Units());
    }

    private Action<LedgerSession> Observe()
    {
        long job = random.Next(3) == 0 && model.Liens.Count > 0 ? Of(model.Liens.Keys.ToArray()) : random.Next(6) == 0 && facts.Count > 0 ? Of(facts.Keys.ToArray()) : next++;
        (long units, bool running, string account) = (Units(), random.Next(2) == 0, Of(Accounts));
        bool settled = facts.TryGetValue(job, out RunFacts? known) && known.State != RunFacts.InterimState;
        if (!settled)
        {
            bool gated = model.Liens.TryGetValue(job, out ModelBank.Lien? lien) && lien.Gated;
            model.Liens[job] = new ModelBank.Lien(account, running, gated, known is null ? units : Math.Max(0, units - model.Runs[job].Price));
        }

        return s => Assert.Equal(settled, s.Liens.Observe(Job(job, units, running ? LienPhase.Running : LienPhase.Queued, account)) is null);
    }

    private Action<LedgerSession> Gate()
    {
        (long job, long units, string account) = (next++, Units(), Of(Accounts));
        bool managed = model.Grants.Exists(g => g.Account == account && g.Start <= Now);
        var available = model.Left(account, Now, credit[account]).Available;
        if (managed && available < units)
        {
            return s => Assert.Equal(available, Assert.Throws<InsufficientFundsException>(() => s.Liens.Gate(Job(job, units, LienPhase.Queued, account))).Available.Units);
        }

        model.Liens[job] = new ModelBank.Lien(account, false, true, units);
        return s =>
        {
            Lien lien = s.Liens.Gate(Job(job, units, LienPhase.Queued, account));
            Assert.Equal(lien, s.Liens.Gate(Job(job, units, LienPhase.Queued, account)));
        };
    }

    private Action<LedgerSession> Void()
    {
        if (model.Liens.Count == 0)
        {
            return Observe();
        }

        long job = Of(model.Liens.Keys.ToArray());
        model.Liens.Remove(job);
        return s =>
        {
            Lien lien = s.Reader.FindOpenLien(new RunKey("lab", job, 100))!;
            s.Liens.Void(lien, "gone");
            s.Liens.Void(lien, "gone again");
            s.Liens.Expire(lien, "and again");
        };
    }

    private Action<LedgerSession> Settings()
    {
        (string account, long units) = (Of(Accounts), Units());
        credit[account] = units;
        return s =>
        {
            s.Accounts.Decide(account, new AccountSettings(TestLedger.Units(units)), "decided");
            Assert.False(s.Accounts.Decide(account, new AccountSettings(TestLedger.Units(units)), "decided"));
        };
    }

    private Action<LedgerSession> Hold()
    {
        (string account, HoldOwner owner) = (Of(Accounts), Of([HoldOwner.Automatic, HoldOwner.Person, HoldOwner.Pardon]));
        return s =>
        {
            (Hold hold, bool _) = s.Holds.Place(s.Accounts.Open(account), "lab", owner, "spent", "grp-tres-run-mins", null);
            Assert.False(s.Holds.Place(s.Accounts.Open(account), "lab", owner, "spent", "grp-tres-run-mins", null).IsNew);
            _ = hold.Id % 2 == 0 ? s.Holds.Lift(hold, "enough") : hold;
        };
    }
}
