using System;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Engine;

namespace SlurmBank.Bank.Tests.Reports;

/// <summary>How fast accounts spend, and when their money runs out.</summary>
public sealed class ForecastTests
{
    private const long T = TestBank.Open;
    private const long Day = TestBank.Day;
    private const long Su = ServiceUnits.UnitsPerServiceUnit;

    /// <summary>An account that used an amount of SU evenly over the last ten days, and a forecast over these.</summary>
    private static ForecastReport After(long grantSu, long usedSu, int threshold = 100, long? end = null, Action<TestBank>? more = null)
    {
        using TestBank bank = TestBank.Opened();
        _ = bank.Grant("bio", grantSu * Su, end: end);
        bank.Clock.Seconds = T + (10 * Day);
        bank.Slurm.Jobs(usedSu == 0 ? [] : [.. Enumerable.Range(0, 10).Select(d => JobRow.Run(d + 1, T + (d * Day), 3600, usedSu / 10))]);
        _ = bank.Sync(T, bank.Clock.Seconds);
        more?.Invoke(bank);
        return bank.Service.Forecasts(new ForecastQuery { Accounts = ["bio"], Days = 10, Threshold = threshold }).Single();
    }

    [Theory]
    [InlineData(1000, 500, 10.0)]
    [InlineData(1000, 0, null)]
    [InlineData(1000, 1200, 0.0)]
    public void W21e_days_to_threshold(long grant, long used, double? days)
    {
        ForecastReport forecast = After(grant, used);
        Assert.Equal(days is double d ? TimeSpan.FromDays(d) : null, forecast.TimeToThreshold);
        Assert.Equal(days is double e ? TimeSpan.FromDays(e) : null, forecast.TimeLeft);
        Assert.Equal(used * Su / 10, forecast.BurnRateUnits);
        Assert.Equal(used switch { 0 => "lasts", 500 => "runs-out", _ => "spent" }, forecast.Outlook);
        Assert.Equal(days is double f ? forecast.Time.AddDays(f) : null, forecast.RunsOut);
    }

    [Fact]
    public void Threshold_is_a_part_of_the_grants() => Assert.Equal(TimeSpan.FromDays(6), After(1000, 500, threshold: 80).TimeToThreshold);

    [Fact]
    public void A_window_that_ends_first_is_never_and_says_what_it_will_be_left_with()
    {
        ForecastReport forecast = After(1000, 500, end: T + (14 * Day));
        Assert.Equal(("lasts", (DateTimeOffset?)null), (forecast.Outlook, forecast.RunsOut));
        AllocationForecast window = Assert.Single(forecast.Allocations);
        Assert.Equal((null, 300m), (window.RunsOut, window.Unused));
    }

    [Fact]
    public void A_grant_that_begins_later_counts_from_then_on()
    {
        // 500 left at 50 a day: empty on day 20; 100 more from day 18 on last two days longer.
        ForecastReport forecast = After(1000, 500, more: bank => bank.Grant("bio", 100 * Su, T + (18 * Day)));
        Assert.Equal(TimeSpan.FromDays(12), forecast.TimeLeft);
        Assert.Equal([T + (20 * Day), T + (22 * Day)], forecast.Allocations.Select(a => a.RunsOut!.Value.ToUnixTimeSeconds()));

        // From day 21 on it is too late: nothing is spendable in between.
        Assert.Equal(TimeSpan.FromDays(10), After(1000, 500, more: bank => bank.Grant("bio", 100 * Su, T + (21 * Day))).TimeLeft);
    }

    [Fact]
    public void A_window_for_other_work_is_not_burnt()
    {
        ForecastReport forecast = After(1000, 500, more: bank => bank.Service.Grant(new GrantCommand
        {
            Account = "bio", Amount = ServiceUnits.FromUnits(100 * Su), StartDate = TestBank.At(T), Scope = new Ledger.AllocationScope([], ["gpu"], [], []),
        }));
        Assert.Null(forecast.Allocations[1].RunsOut);
        Assert.Equal(TimeSpan.FromDays(12), forecast.TimeLeft);
    }

    [Fact]
    public void Without_grants_or_limits_there_is_no_day()
    {
        using TestBank bank = TestBank.Opened();
        bank.Slurm.Jobs([JobRow.Run(1, T, 100)]);
        bank.Clock.Seconds = T + Day;
        _ = bank.Sync(T, T + Day);
        Assert.Equal(("unmanaged", (TimeSpan?)null), bank.Service.Forecasts(new ForecastQuery()).Select(f => (f.Outlook, f.TimeLeft)).Single());
        Assert.Equal(TimeSpan.FromDays(1), bank.Service.Forecasts(new ForecastQuery()).Single().Period);
        _ = bank.Service.SetAccount(new AccountChange { Account = "bio", Kind = Ledger.AccountKind.Unlimited, Reason = "test" });
        Assert.Equal("unlimited", bank.Service.Forecasts(new ForecastQuery()).Single().Outlook);
        Assert.Throws<Ledger.InvalidRequestException>(() => bank.Service.Forecasts(new ForecastQuery { Days = 0 }));
    }

    [Fact]
    public void The_trend_is_the_last_thirty_days_of_the_site()
    {
        ForecastReport forecast = After(1000, 500);
        Assert.Equal(30, forecast.Daily.Count);
        Assert.Equal(500 * Su, forecast.Daily.Sum());
        Assert.Equal(0, forecast.Daily[^1]);
        Assert.Equal(50 * Su, forecast.Daily[^2]);
    }

    [Theory]
    [InlineData(new long[] { 0, 1, 2, 4, 8 }, " ▁▂▄█", " _.=#")]
    [InlineData(new long[] { 0, 0 }, "", "")]
    [InlineData(new long[] { }, "", "")]
    [InlineData(new long[] { long.MaxValue, -5, 1 }, "█ ▁", "# _")]
    public void Sparklines_draw_numbers_as_blocks(long[] values, string blocks, string plain) =>
        Assert.Equal((blocks, plain), (Sparkline.Draw(values), Sparkline.Draw(values, plain: true)));

    [Theory]
    [InlineData("en_US.UTF-8", "xterm", false)]
    [InlineData("C.utf8", "xterm", false)]
    [InlineData("C", "xterm", true)]
    [InlineData("", "xterm", true)]
    [InlineData("en_US.UTF-8", "dumb", true)]
    public void Blocks_are_for_terminals_that_have_them(string language, string terminal, bool plain) =>
        Assert.Equal(plain, Sparkline.IsPlain(name => name switch { "LANG" => language, "TERM" => terminal, _ => null }));
}
