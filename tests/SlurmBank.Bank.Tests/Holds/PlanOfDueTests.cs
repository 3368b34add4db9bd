using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Grants;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Engine;

namespace SlurmBank.Bank.Tests.Holds;

/// <summary>An enforcement does what is due first: the next periods of rows, carry-over, expiry, rules, resets. Its plan says what it would then do.</summary>
public sealed class PlanOfDueTests
{
    private const long T = TestBank.Open;
    private const long Day = TestBank.Day;
    private const string Settings = "[enforce]\nmode = \"enforce\"\nbrake = 1\nreset_usage = true\n[grant.rules]\n\"free_*\" = { unlimited = true }\n";

    public static IEnumerable<object[]> Seeds => Soak.Seeds(6);

    [Fact]
    public void A_period_that_begins_releases_and_one_that_ended_holds()
    {
        using TestBank bank = Bank();
        Row(bank, "monthly", 100, "month");
        Row(bank, "quarterly", 100, "quarter", count: 1);
        Row(bank, "carrying", 100, "month", carryOver: 1, count: 2);
        Use(bank, ("monthly", 100, T + Day), ("quarterly", 10, T + Day), ("carrying", 40, T + Day), ("free_lab", 5, T + Day));
        bank.Grant("free_lab", ServiceUnits.UnitsPerServiceUnit, T);
        Assert.Equal(["monthly hold"], Told(bank.Enforce()));

        bank.Clock.Seconds = T + (100 * Day);
        string before = bank.Everything();
        HoldReportSet plan = Plan(bank);
        Assert.Equal(before, bank.Everything());
        Assert.Equal(["carrying hold", "monthly release", "quarterly hold"], Told(plan));
        HoldReportSet done = bank.Enforce();
        Assert.Equal(Full(done), Full(plan));
        Assert.Equal("unlimited", bank.Service.Accounts(["free_lab"]).Single().Kind);
        bank.AssertSound();
    }

    [Fact]
    public void What_is_carried_over_counts()
    {
        using TestBank bank = Bank();
        Row(bank, "carrying", 100, "month", carryOver: 1, count: 2);
        Use(bank, ("carrying", 40, T + Day), ("carrying", 130, T + (32 * Day)));
        bank.Clock.Seconds = T + (40 * Day);
        HoldReportSet plan = Plan(bank);
        Assert.Empty(plan.Actions);
        Assert.Equal(Full(bank.Enforce()), Full(plan));
        Assert.Equal(30m, bank.Balance("carrying").Available);
    }

    [Fact]
    public void Resets_of_an_end_are_told()
    {
        using TestBank bank = Bank();
        Row(bank, "monthly", 100, "month");
        _ = bank.Enforce();
        bank.Clock.Seconds = T + (70 * Day);
        HoldReportSet plan = Plan(bank);
        Assert.Contains(plan.Warnings, w => w.Contains("RawUsage of account 'monthly' would be set to zero", StringComparison.Ordinal));
        _ = bank.Enforce();
        Assert.Contains(bank.Service.Transactions(new TransactionQuery { Kinds = ["usagereset"] }), t => t.Account == "monthly");
        Assert.DoesNotContain(Plan(bank).Warnings, w => w.Contains("RawUsage", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Plan_and_run_are_the_same_whenever_they_are_asked_for(int seed) => Soak.WithSeed(seed, random =>
    {
        using TestBank bank = Bank();
        string[] names = ["monthly", "quarterly", "carrying", "free_lab"];
        foreach (string name in names)
        {
            Row(bank, name, random.Next(1, 200), random.Next(2) == 0 ? "month" : "quarter", random.Next(3) * 0.5m, random.Next(2) == 0 ? null : random.Next(1, 5));
        }

        var runs = new List<JobRow>();
        for (int round = 0; round < 8; round++)
        {
            bank.Clock.Seconds += random.Next(1, 60) * Day;
            for (int i = 0; i < 3; i++)
            {
                runs.Add(JobRow.Run(runs.Count + 1, random.NextInt64(T, bank.Clock.Seconds - 3600), 3600, random.Next(1, 120), names[random.Next(names.Length)]));
            }

            bank.Slurm.Jobs(runs);
            if (random.Next(2) == 0)
            {
                bank.Sync(T, bank.Clock.Seconds + 1);
            }

            string before = bank.Everything();
            HoldReportSet plan = Plan(bank);
            Assert.Equal(before, bank.Everything());
            Assert.Equal(Full(bank.Enforce()), Full(plan));
        }

        bank.AssertSound();
    });

    private static HoldReportSet Plan(TestBank bank) => bank.Enforce(new EnforceCommand { IsPlan = true, Force = true });

    private static string[] Told(HoldReportSet set) => [.. set.Actions.Select(a => $"{a.Account} {a.Action}")];

    private static string Full(HoldReportSet set) => string.Join('\n', set.Actions.Select(a => $"{a.Account} {a.Action} {a.Limit} {string.Join(',', a.Targets)} {a.SpendableUnits} {a.Reason} {a.Error}"));

    private static TestBank Bank()
    {
        TestBank bank = TestBank.Opened(more: Settings);
        bank.Slurm.Associations([new AssociationRow("root"), .. new[] { "monthly", "quarterly", "carrying", "free_lab" }.SelectMany(a => new[] { new AssociationRow(a), new AssociationRow(a, "ann") })]);
        bank.Service.Initialize(new InitializeCommand());
        return bank;
    }

    private static void Row(TestBank bank, string account, int amount, string every, decimal carryOver = 0, int? count = null) =>
        bank.Service.GrantAll(GrantScene.Command(amount, account: account) with { Every = every, CarryOver = carryOver, Count = count });

    private static void Use(TestBank bank, params (string Account, int Su, long Start)[] runs)
    {
        bank.Clock.Seconds = Math.Max(bank.Clock.Seconds, runs.Max(r => r.Start) + 7200);
        bank.Slurm.Jobs([.. runs.Select((r, i) => JobRow.Run(i + 1, r.Start, 3600, r.Su, r.Account))]);
        bank.Sync(T, bank.Clock.Seconds);
    }
}
