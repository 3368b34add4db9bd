using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger.Tests.Support;
using static SlurmBank.Ledger.Tests.Support.TestLedger;

namespace SlurmBank.Ledger.Tests.Model;

/// <summary>
/// Currencies do not touch: a ledger in which random things are done in three of them has in each the figures of a ledger in which only those of that one
/// were done, which the random model of one currency holds against the facts.
/// </summary>
public sealed class RandomCurrencyTests
{
    private static readonly string[] Currencies = ["SU", "CPU-h", "GPU-h"];
    private static readonly string[] Accounts = ["a", "b"];

    public static IEnumerable<object[]> Seeds => Soak.Seeds(8);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void What_is_done_in_one_currency_changes_nothing_in_another(int seed) => Soak.WithSeed(seed, random =>
    {
        using TestLedger all = InFile();
        using var one = new Split(Currencies.ToDictionary(c => c, _ => InMemory()));
        // Both accounts have a grant in each, as one that has none in any is something else than one that has none in this.
        foreach (string currency in Currencies)
        {
            foreach (string account in Accounts)
            {
                long units = random.Next(5000);
                Both(currency, (s, ids) => ids.Add(s.Grants.Grant(new GrantRequest(account, Units(units), 0, Allocation.Forever) { Currency = currency }).Allocation.Id));
            }
        }

        for (int step = 0; step < 80; step++)
        {
            long moment = all.Clock.Seconds + random.Next(900);
            Array.ForEach([all, .. one.Ledgers.Values], l => l.Clock.Seconds = moment);
            string currency = Currencies[random.Next(3)];
            Both(currency, Choose(random, currency, moment, step));
            if (step % 8 == 7)
            {
                Array.ForEach([all, .. one.Ledgers.Values], l => l.Do(s => s.Grants.ExpireDue()));
                Array.ForEach(Currencies, c => Assert.Equal(Figures(one.Ledgers[c], c), Figures(all, c)));
            }
        }

        all.AssertSound();
        foreach (AccountBalance balance in all.See(v => v.Balances().ToList()))
        {
            Assert.Equal(balance.TotalCharged, all.See(v => v.Balance(balance.Account.Name, balance.Currency)).TotalCharged);
            Statement statement = all.See(v => v.Statement(balance.Account.Name, balance.Currency, long.MinValue, long.MaxValue));
            Assert.Equal(statement.Closing, statement.Lines.Aggregate(statement.Opening, (sum, line) => sum + line.Amount));
        }

        void Both(string currency, Action<LedgerSession, List<long>> act)
        {
            all.Do(s => act(s, one.Ids(all, currency)));
            one.Ledgers[currency].Do(s => act(s, one.Ids(one.Ledgers[currency], currency)));
        }
    });

    /// <summary>Numbers of allocations differ between the ledgers: they are told apart by their place in the order of making.</summary>
    private static Action<LedgerSession, List<long>> Choose(Random random, string currency, long now, int step)
    {
        string account = Accounts[random.Next(2)];
        long units = random.Next(1, 4000);
        int which = random.Next(1000);
        long start = now - random.Next(5000);
        long end = start + random.Next(1, 9000);
        RunFacts run = Facts(10_000 + step, start, end, account, submit: 100);
        switch (random.Next(8))
        {
            case 0:
                return (s, ids) => ids.Add(s.Grants.Grant(new GrantRequest(account, Units(units), start, end) { Currency = currency, Priority = which % 3 }).Allocation.Id);
            case 1:
                return (s, ids) => Quiet(() => s.Grants.Deposit(ids[which % ids.Count], Units(units), "more"));
            case 2:
                return (s, ids) => Quiet(() => s.Grants.Withdraw(ids[which % ids.Count], Units(units), "less"));
            case 3:
                return (s, ids) => Quiet(() => s.Transfers.Transfer(ids[which % ids.Count], ids[(which + 1) % ids.Count], Units(units), "there", $"t{step}"));
            case 4:
                return (s, _) => s.Liens.Observe(Job(20_000 + step, units, which % 2 == 0 ? LienPhase.Running : LienPhase.Queued, account) with { Currency = currency });
            case 5:
                return (s, _) => Quiet(() => s.Grants.WriteOff(account, currency, null, "forgiven"));
            default:
                return (s, _) =>
                {
                    s.Runs.Settle(Priced(run, units) with { Currency = currency }, s.Runs.Find(run.Key));
                    if (which % 3 == 0)
                    {
                        RunFacts later = run with { End = run.End + 50 };
                        s.Runs.Settle(Priced(later, units + (which % 7)) with { Currency = currency }, s.Runs.Find(run.Key));
                    }

                    if (which % 4 == 0)
                    {
                        s.Refunds.Refund(run.Key, null, "back");
                    }
                };
        }
    }

    /// <summary>What is refused is refused in both ledgers, or their figures differ.</summary>
    private static void Quiet(Action act)
    {
        try
        {
            act();
        }
        catch (SlurmBankException error) when (error is InsufficientFundsException or InvalidRequestException)
        {
            Assert.NotEmpty(error.Message);
        }
    }

    private static string Figures(TestLedger ledger, string currency)
    {
        using LedgerView view = ledger.Bank.Read();
        IEnumerable<string> accounts = Accounts.Select(a => view.Balance(a, currency)).Select(b =>
            $"{b.Account.Name} {b.Granted.Units} {b.Charged.Units} {b.TotalCharged.Units} {b.Overdraft.Units} {b.Spendable.Units} {b.Available.Units} {b.Pending.Running.Units} {b.Pending.Queued.Units} {b.IsSpent}");
        IEnumerable<string> allocations = Accounts.SelectMany(a => view.Allocations(a)).Where(a => a.Allocation.Currency == currency).OrderBy(a => a.Allocation.Id)
            .Select(a => $"{a.Granted.Units} {a.Remaining.Units} {a.Expired.Units} {a.Drawn.Units}");
        return string.Join(Environment.NewLine, [.. accounts, .. allocations]);
    }

    private sealed class Split(Dictionary<string, TestLedger> ledgers) : IDisposable
    {
        private readonly Dictionary<(TestLedger, string), List<long>> ids = [];

        public Dictionary<string, TestLedger> Ledgers => ledgers;

        public List<long> Ids(TestLedger ledger, string currency) => ids.TryGetValue((ledger, currency), out List<long>? list) ? list : ids[(ledger, currency)] = [];

        public void Dispose()
        {
            foreach (TestLedger ledger in ledgers.Values)
            {
                ledger.Dispose();
            }
        }
    }
}
