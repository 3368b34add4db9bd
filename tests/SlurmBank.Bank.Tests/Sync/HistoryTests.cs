using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;

namespace SlurmBank.Bank.Tests.Sync;

public sealed class HistoryTests
{
    private const int Jobs = 2000;

    public static IEnumerable<object[]> Seeds => Soak.Seeds(2);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Any_order_of_windows_any_number_of_times_in_any_batches_gives_the_same_totals_and_draws(int seed) => Soak.WithSeed(seed, random =>
    {
        var history = new History(random, Jobs);
        using TestBank straight = Bank(1000, history);
        straight.Slurm.Jobs(history.At(History.Stages - 1));
        straight.Sync();
        using TestBank scattered = Bank(random.Next(5, 300), history);
        Scatter(random, scattered, history);
        Assert.Equal(straight.See(LedgerDigest.Totals), scattered.See(LedgerDigest.Totals));
        Assert.Equal(Parked(straight), Parked(scattered));
        Dictionary<string, long> owed = history.Owed();
        foreach (string account in History.Accounts)
        {
            Assert.Equal(owed[account], scattered.Balance(account).TotalChargedUnits);
        }

        string before = Money(scattered);
        SyncReport again = scattered.Sync(TestBank.Open, History.End);
        Assert.Equal((0L, 0L), (again.Charged, again.Adjusted));
        Assert.Equal(before, Money(scattered));
        straight.AssertSound();
        scattered.AssertSound();
    });

    /// <summary>Broken rows, strays and rows without a price are told, and stop none of the others.</summary>
    [Fact]
    public void What_cannot_be_settled_is_told_and_parked_and_stops_nothing()
    {
        var history = new History(new Random(11), 800);
        List<JobRow> rows = [.. history.At(History.Stages - 1)];
        using TestBank bank = Bank(50, history);
        bank.Slurm.Jobs(rows);
        SyncReport report = bank.Sync(TestBank.Open, History.End);
        List<JobRow> inside = [.. rows.Where(r => r.End >= TestBank.Open)];
        Assert.All(inside.Where(r => r.Broken is not null), _ => Assert.Contains(report.Problems, p => p.Contains("JobIDRaw", StringComparison.Ordinal)));
        Assert.Contains(report.Problems, p => p.Contains("stray", StringComparison.Ordinal));
        List<ParkedRunReport> parked = [.. bank.Service.ParkedRuns()];
        Assert.Contains(parked, p => p.Code == "UnreadableRow");
        foreach (JobRow row in inside.Where(r => r.Broken is null && r.Cluster == FakeSlurm.Cluster && r.End > TestBank.Open && ((r.Partition == "nowhere" && r.End > r.Start) || History.IsHuge(r))))
        {
            Assert.True(parked.Any(p => p.JobIdRaw == row.Job && p.Submit.ToUnixTimeSeconds() == row.Submit), $"{row} is not parked");
        }

        Assert.DoesNotContain(rows.Where(History.IsMoney), r => parked.Any(p => p.JobIdRaw == r.Job && p.Submit.ToUnixTimeSeconds() == r.Submit));
        Assert.Equal(history.Owed()[History.OddAccount], bank.Balance(History.OddAccount).TotalChargedUnits);
    }

    [Fact]
    public void No_text_that_a_user_can_set_is_asked_for_where_money_moves()
    {
        using TestBank bank = Bank(100, new History(new Random(3), 10));
        bank.Slurm.Jobs([JobRow.Run(1, TestBank.Open, 60) with { JobName = "x\u001e" + JobRow.Run(2, TestBank.Open, 60).Line() }]);
        bank.Slurm.TakeCommands();
        Assert.Equal(1, bank.Sync(TestBank.Open, History.End).Rows);
        string[] asked = [.. bank.Slurm.TakeCommands().Where(c => c.StartsWith("sacct ", StringComparison.Ordinal) && c.Contains("--format", StringComparison.Ordinal))];
        Assert.NotEmpty(asked);
        Assert.All(asked, c => Assert.DoesNotMatch("JobName|Comment|WorkDir|SubmitLine|Reason", c));
        Assert.Equal(asked.Length, asked.Select(c => c.Split("--delimiter=")[1].Split(' ')[0]).Distinct().Count());
    }

    private static TestBank Bank(int batchRows, History history)
    {
        Assert.NotEmpty(history.At(0));
        TestBank bank = TestBank.Opened(more: $"[sync]\nwindow = \"7d\"\nbatch_rows = {batchRows}\n");
        bank.Clock.Seconds = History.End;
        bank.Grant("bio", 400_000_000_000, TestBank.Open, TestBank.Open + (10 * TestBank.Day));
        bank.Grant("bio", 900_000_000_000, TestBank.Open + (5 * TestBank.Day), TestBank.Open + (20 * TestBank.Day));
        bank.Grant("bio", 50_000_000_000);
        bank.Grant("chem", 1_000_000_000_000, TestBank.Open + TestBank.Day, TestBank.Open + (25 * TestBank.Day));
        return bank;
    }

    private static void Scatter(Random random, TestBank bank, History history)
    {
        for (int stage = 0; stage < History.Stages; stage++)
        {
            bank.Slurm.Jobs(history.At(stage));
            for (int pass = random.Next(2, 5); pass > 0; pass--)
            {
                long from = TestBank.Open + (random.Next(History.Days) * TestBank.Day);
                bank.Sync(from, Math.Min(from + (random.Next(1, 12) * TestBank.Day), History.End));
            }
        }

        bank.Sync(TestBank.Open + (15 * TestBank.Day), History.End);
        bank.Sync(TestBank.Open, TestBank.Open + (16 * TestBank.Day));
    }

    private static string Parked(TestBank bank) => string.Join('\n', bank.Service.ParkedRuns().Select(p => $"{p.Facts} {p.JobIdRaw} {p.Submit:u} {p.Code}").Order(StringComparer.Ordinal));

    private static string Money(TestBank bank) => bank.See(LedgerDigest.Totals) + bank.See(LedgerDigest.Charges);
}
