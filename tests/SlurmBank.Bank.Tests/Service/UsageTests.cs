using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Bank.Tests.Sync;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank.Tests.Service;

/// <summary>Usage follows when the work was done, and is all that was charged.</summary>
public sealed class UsageTests
{
    private const long T = TestBank.Open;

    /// <summary>The first of February 2026 in Vienna.</summary>
    private static readonly long February = SiteMoment.Parse("2026-02-01").ToStart(TimeZoneInfo.FindSystemTimeZoneById("Europe/Vienna"));

    public static IEnumerable<object[]> Seeds => Soak.Seeds(2);

    [Fact]
    public void A_run_over_the_edge_of_a_month_counts_by_its_seconds_on_each_side()
    {
        using TestBank bank = TestBank.Opened(zone: "Europe/Vienna");
        bank.Clock.Seconds = February + (5 * TestBank.Day);
        bank.Slurm.Jobs([JobRow.Run(1, February - 30, 100), JobRow.Run(2, February + 500, 10) with { User = "bo", Partition = "cpu" }, JobRow.Run(3, February + 500, 0)]);
        bank.Sync(T, February + (5 * TestBank.Day));
        UsageReport[] months = [.. bank.Service.Usage(new UsageQuery { By = [UsageKey.Month] })];
        Assert.Equal([("2026-01", 1, 30_000, 30), ("2026-02", 3, 80_000, 80)], months.Select(m => (m.Month, m.Runs, m.ChargedUnits, (int)m.Elapsed.TotalSeconds)));
        Assert.Equal([("ann", 70_000), ("bo", 10_000)], bank.Service.Usage(new UsageQuery { StartTime = SiteMoment.Parse("2026-02-01"), EndTime = SiteMoment.Parse("2026-02-28") }).Select(u => (u.User, u.ChargedUnits)));
        bank.Service.Refund(new RefundCommand { JobIds = ["1"], Amount = ServiceUnits.FromUnits(50_000) });
        months = [.. bank.Service.Usage(new UsageQuery { By = [UsageKey.Month] })];
        Assert.Equal([(15_000, 15_000), (45_000, 35_000)], months.Select(m => (m.ChargedUnits, m.RefundedUnits)));
        Assert.Throws<InvalidRequestException>(() => bank.Service.Usage(new UsageQuery { StartTime = SiteMoment.Parse("2026-02-02"), EndTime = SiteMoment.Parse("2026-01-31") }));
        Assert.Throws<AccountNotFoundException>(() => bank.Service.Usage(new UsageQuery { Accounts = ["nosuch"] }));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void However_it_is_told_apart_and_cut_it_sums_to_what_was_charged(int seed) => Soak.WithSeed(seed, random =>
    {
        var history = new History(random, 300);
        using TestBank bank = TestBank.Opened(more: "[sync]\nwindow = \"7d\"\n", zone: "Europe/Vienna");
        bank.Clock.Seconds = History.End;
        bank.Slurm.Jobs(history.At(History.Stages - 1));
        bank.Sync(T, History.End);
        long all = bank.Service.Balances([]).Sum(b => b.TotalChargedUnits);
        UsageKey[] keys = Enum.GetValues<UsageKey>();
        Assert.True(all > 0);
        for (int i = 0; i < 12; i++)
        {
            UsageKey[] by = [.. keys.Where(_ => random.Next(2) == 0)];
            long cut = T + random.NextInt64(-TestBank.Day, (History.Days + 3) * TestBank.Day);
            long before = bank.Service.Usage(new UsageQuery { By = by, EndTime = TestBank.At(cut) }).Sum(u => u.ChargedUnits);
            long after = bank.Service.Usage(new UsageQuery { By = by, StartTime = TestBank.At(cut) }).Sum(u => u.ChargedUnits);
            Assert.Equal(all, before + after);
        }
    });
}
