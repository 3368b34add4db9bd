using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank.Tests.Sync;

/// <summary>Refunds and their reversals between syncs of a history in which rows come late and change.</summary>
public sealed class RefundHistoryTests
{
    private const int Jobs = 300;

    public static IEnumerable<object[]> Seeds => Soak.Seeds(3);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void In_the_end_each_run_costs_its_price_less_what_was_decided_and_never_less_than_nothing(int seed) => Soak.WithSeed(seed, random =>
    {
        var history = new History(random, Jobs);
        using TestBank bank = TestBank.Opened(more: "[sync]\nwindow = \"7d\"\nbatch_rows = 100\n");
        bank.Clock.Seconds = History.End;
        bank.Grant("bio", 400_000_000_000, TestBank.Open, TestBank.Open + (10 * TestBank.Day));
        bank.Grant("bio", 900_000_000_000, TestBank.Open + (5 * TestBank.Day), TestBank.Open + (20 * TestBank.Day));
        bank.Grant("chem", 1_000_000_000, TestBank.Open + TestBank.Day);
        var decided = new Dictionary<(long Job, long Submit), (long Part, bool IsWhole)>();
        for (int stage = 0; stage < History.Stages; stage++)
        {
            bank.Slurm.Jobs(history.At(stage));
            bank.Sync(TestBank.Open, History.End);
            for (int i = 0; i < 40; i++)
            {
                Decide(random, bank, decided);
            }
        }

        bank.Sync(TestBank.Open, History.End);
        JobRow[] money = [.. history.At(History.Stages - 1).Where(History.IsMoney).DistinctBy(r => (r.Job, r.Submit))];
        foreach (string account in History.Accounts)
        {
            long owed = money.Where(r => string.Equals(r.Account, account, StringComparison.OrdinalIgnoreCase)).Sum(r => Costs(r, decided));
            Assert.Equal(owed, bank.Balance(account).TotalChargedUnits);
        }

        Assert.True(decided.Count > 20, "too few refunds were made to say anything");
        string before = bank.Head();
        bank.Sync(TestBank.Open, History.End);
        Assert.Equal(before, bank.Head());
        bank.AssertSound();
    });

    private static long Costs(JobRow row, Dictionary<(long, long), (long Part, bool IsWhole)> decided)
    {
        (long part, bool isWhole) = decided.GetValueOrDefault((row.Job, row.Submit));
        return isWhole ? 0 : Math.Max(0, History.Cost(row) - part);
    }

    private static void Decide(Random random, TestBank bank, Dictionary<(long Job, long Submit), (long Part, bool IsWhole)> decided)
    {
        List<Run> runs = bank.See(v => v.Reader.Accounts().ToList().SelectMany(a => v.Reader.Runs(a.Id, "SU", long.MinValue).ToList()).ToList());
        Run run = runs[random.Next(runs.Count)];
        (long Job, long Submit) key = (run.Facts.Key.JobIdRaw, run.Facts.Key.Submit);
        (long part, bool isWhole) = decided.GetValueOrDefault(key);
        ServiceUnits? amount = random.Next(3) == 0 ? null : ServiceUnits.FromUnits(random.NextInt64(1, 200_000_000));
        var command = new RefundCommand { JobIds = [run.Facts.JobId], SubmitTime = DateTimeOffset.FromUnixTimeSeconds(key.Submit), Amount = amount, Reason = "random" };
        if (amount is ServiceUnits some && (run.Net == ServiceUnits.Zero || some > run.Net))
        {
            Assert.Throws<RefundExceedsChargeException>(() => bank.Service.Refund(command));
            return;
        }

        RefundReport done = bank.Service.Refund(command).Single();
        if (done.Outcome != "refund")
        {
            Assert.Equal(ServiceUnits.Zero, run.Net);
            return;
        }

        if (random.Next(4) == 0)
        {
            bank.Service.Undo(new UndoCommand { Seq = done.Seq, Reason = "a mistake" });
            return;
        }

        decided[key] = amount is ServiceUnits given ? (part + given.Units, isWhole) : (part, true);
    }
}
