using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;

namespace SlurmBank.Bank.Tests.Grants;

/// <summary>
/// An enforcement, or a person, may carry over before the sync has charged the last work of a period, and the next one corrects it. Whatever came first, in the end
/// there is the same left everywhere: in accounts of their own and in such as draw on one another.
/// </summary>
public sealed class OrderTests
{
    private const long T = GrantScene.T;
    private const long Day = GrantScene.Day;
    private static readonly string[] Names = ["top", "left", "right", "alone"];

    public static IEnumerable<object[]> Seeds => Soak.Seeds(6);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Carrying_over_before_or_after_the_last_work_was_charged_ends_the_same(int seed) => Soak.WithSeed(seed, random =>
    {
        (string Account, int Su, string Every, decimal CarryOver, decimal? Most, int Grace)[] rows =
            [.. Names.Select(name => (name, random.Next(20, 200), random.Next(2) == 0 ? "month" : "quarter", random.Next(1, 5) * 0.25m, random.Next(2) == 0 ? (decimal?)null : 0.5m, random.Next(3) * 5))];
        JobRow[] runs = [.. Enumerable.Range(1, 40).Select(i => JobRow.Run(i, T + random.NextInt64(0, 150 * Day), random.Next(1, 20) * 3600, random.Next(1, 12), Names[random.Next(Names.Length)]))];
        long[] looks = [.. Enumerable.Range(0, 12).Select(_ => T + random.NextInt64(Day, 170 * Day)).Order()];
        string expected = End(rows, runs, [], new Random(seed));
        for (int order = 0; order < 3; order++)
        {
            Assert.Equal(expected, End(rows, runs, looks, new Random(random.Next())));
        }
    });

    /// <summary>The end of a half year: at each look an enforcement, a person's run of what is due, or a sync that sees only some of the work, the others late.</summary>
    private static string End((string Account, int Su, string Every, decimal CarryOver, decimal? Most, int Grace)[] rows, JobRow[] runs, long[] looks, Random random)
    {
        using TestBank bank = TestBank.Opened(more: "[enforce]\nmode = \"enforce\"\nbrake = 1\n");
        bank.Slurm.Associations([new AssociationRow("root"), new AssociationRow("top"), new AssociationRow("left", Parent: "top"), new AssociationRow("right", Parent: "top"), new AssociationRow("alone")]);
        bank.Service.Initialize(new InitializeCommand());
        foreach ((string account, int su, string every, decimal carryOver, decimal? most, int grace) in rows)
        {
            bank.Service.GrantAll(GrantScene.Command(su, account: account) with { Every = every, CarryOver = carryOver, CarryOverLimit = most, GraceDays = grace, Count = every == "month" ? 6 : 2 });
        }

        foreach (string child in new[] { "left", "right" })
        {
            bank.Service.SetAccount(new AccountChange { Account = child, DrawOnParent = true, Since = TestBank.At(T), Reason = "one pot" });
        }

        foreach (long look in looks)
        {
            bank.Clock.Seconds = look;
            bank.Slurm.Jobs([.. runs.Where(r => r.End < look && random.Next(3) > 0)]);
            switch (random.Next(3))
            {
                case 0:
                    bank.Enforce();
                    break;
                case 1:
                    bank.Service.RunDue(new DueCommand());
                    break;
                default:
                    bank.Sync(T, look);
                    break;
            }
        }

        bank.Clock.Seconds = T + (190 * Day);
        bank.Slurm.Jobs(runs);
        bank.Sync(T, bank.Clock.Seconds);
        bank.AssertSound();
        Assert.Empty(bank.Service.RunDue(new DueCommand()));
        return string.Join('\n', [
            .. Names.Select(n => bank.Balance(n)).Select(b => string.Create(CultureInfo.InvariantCulture, $"{b.Account} {b.AvailableUnits} {b.ChargedUnits} {b.TotalChargedUnits}")),
            .. bank.Service.AllocationHistory([]).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.AllocationId} {p.Account} {p.Share} in {p.CarriedIn} out {p.CarriedOut} drawn {p.Drawn} expired {p.Expired}")),
        ]);
    }
}
