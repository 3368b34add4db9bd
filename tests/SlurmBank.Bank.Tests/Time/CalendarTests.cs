using System;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;

namespace SlurmBank.Bank.Tests.Time;

/// <summary>The verbs on the days on which clocks and calendars are odd.</summary>
public sealed class CalendarTests
{
    private const string Berlin = "Europe/Berlin";

    /// <summary>A job that runs through the hour that comes twice, or is skipped, costs the seconds that it ran.</summary>
    [Theory]
    [InlineData("2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00", 3600)]
    [InlineData("2026-10-25T00:00+02:00", "2026-10-26T00:00+01:00", 25 * 3600)]
    [InlineData("2026-03-29T01:30+01:00", "2026-03-29T03:30+02:00", 3600)]
    [InlineData("2026-03-29T00:00+01:00", "2026-03-30T00:00+02:00", 23 * 3600)]
    [InlineData("2028-02-29T00:00+01:00", "2028-03-01T00:00+01:00", 24 * 3600)]
    [InlineData("2028-02-28T12:00+01:00", "2028-03-01T12:00+01:00", 48 * 3600)]
    [InlineData("2016-12-31T23:59:00+00:00", "2017-01-01T00:01:00+00:00", 120)]
    public void A_run_costs_the_seconds_that_it_took(string start, string end, long seconds)
    {
        (long from, long to) = (Seconds(start), Seconds(end));
        Assert.Equal(seconds, to - from);
        using TestBank bank = Opened(from - (10 * TestBank.Day), to + TestBank.Day);
        bank.Slurm.Jobs([JobRow.Run(1, from, seconds, 4)]);
        Assert.Equal(1, bank.Sync().Charged);
        Assert.Equal(seconds * 4_000, bank.Balance().TotalChargedUnits);
    }

    /// <summary>A grant's last day is whole, whether it has 23, 24 or 25 hours, and the next begins where it ends: by whole seconds.</summary>
    [Theory]
    [InlineData("2026-10-25", "2026-10-26", "2026-10-26T00:00+01:00")]
    [InlineData("2026-03-29", "2026-03-30", "2026-03-30T00:00+02:00")]
    [InlineData("2028-02-29", "2028-03-01", "2028-03-01T00:00+01:00")]
    [InlineData("2027-02-28", "2027-03-01", "2027-03-01T00:00+01:00")]
    [InlineData("2026-12-31", "2027-01-01", "2027-01-01T00:00+01:00")]
    public void The_last_day_of_a_grant_is_its_own(string last, string next, string midnight)
    {
        long turn = Seconds(midnight);
        using TestBank bank = Opened(turn - (10 * TestBank.Day), turn + 3600);
        GrantCommand first = new() { Account = "bio", Amount = Engine.ServiceUnits.FromUnits(1_000_000), StartDate = SiteMoment.Parse(last), EndDate = SiteMoment.Parse(last) };
        bank.Service.Grant(first);
        bank.Service.Grant(first with { StartDate = SiteMoment.Parse(next), EndDate = SiteMoment.Parse(next) });
        bank.Slurm.Jobs([JobRow.Run(1, turn - 7, 10), JobRow.Run(2, turn - 1, 1), JobRow.Run(3, turn, 1)]);
        bank.Sync();
        AllocationReport[] grants = [.. bank.Service.Allocations(["bio"]).OrderBy(a => a.StartDate)];
        Assert.Equal((8_000, 4_000), (grants[0].DrawnUnits, grants[1].DrawnUnits));
        Assert.Equal((turn, turn), (grants[0].EndDate!.Value.ToUnixTimeSeconds(), grants[1].StartDate.ToUnixTimeSeconds()));
        Assert.Equal(("ended", "active"), (grants[0].Status, grants[1].Status));
        bank.AssertSound();
    }

    /// <summary>A sync of a day reads the day as the site has it, and asks sacct in UTC.</summary>
    [Theory]
    [InlineData("2026-10-25", 25, "2026-10-24T22:00:00")]
    [InlineData("2026-03-29", 23, "2026-03-28T23:00:00")]
    [InlineData("2028-02-29", 24, "2028-02-28T23:00:00")]
    public void A_day_has_the_hours_that_it_has(string day, int hours, string inUtc)
    {
        long from = SiteMoment.Parse(day).ToStart(TimeZoneInfo.FindSystemTimeZoneById(Berlin));
        using TestBank bank = Opened(from - (10 * TestBank.Day), from + (3 * TestBank.Day));
        bank.Slurm.Jobs([JobRow.Run(1, from, 60), JobRow.Run(2, from + (hours * 3600) - 60, 60), JobRow.Run(3, from - 100, 50), JobRow.Run(4, from + (hours * 3600) + 10, 60)]);
        bank.Slurm.TakeCommands();
        SyncReport report = bank.Sync(new SyncCommand { StartTime = SiteMoment.Parse(day), EndTime = SiteMoment.Parse(day) });
        Assert.Equal((hours, 2L), ((report.To - report.From).TotalHours, report.Charged));
        Assert.Equal(day, report.From.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Contains(bank.Slurm.TakeCommands(), c => c.Contains($"--starttime={inUtc}", StringComparison.Ordinal));
    }

    /// <summary>A grant without a start counts from this morning's midnight, also where this morning has no midnight.</summary>
    [Theory]
    [InlineData(Berlin, "2026-10-25T23:30+01:00", "2026-10-25T00:00+02:00")]
    [InlineData(Berlin, "2026-03-29T23:30+02:00", "2026-03-29T00:00+01:00")]
    [InlineData(Berlin, "2028-02-29T00:00+01:00", "2028-02-29T00:00+01:00")]
    [InlineData("America/Sao_Paulo", "2018-11-04T12:00-02:00", "2018-11-04T01:00-02:00")]
    public void Today_begins_at_the_sites_midnight(string zone, string now, string midnight)
    {
        using TestBank bank = Opened(Seconds(midnight) - TestBank.Day, Seconds(now), zone);
        MovementReport grant = bank.Service.Grant(new GrantCommand { Account = "bio", Amount = Engine.ServiceUnits.FromUnits(5) });
        Assert.Equal(Seconds(midnight), grant.Allocation.StartDate.ToUnixTimeSeconds());
    }

    /// <summary>A clock stepped back: what was recorded stays in order, holds and grants follow the time that the clock shows.</summary>
    [Fact]
    public void A_clock_stepped_back_breaks_neither_the_chain_nor_the_verbs()
    {
        using TestBank bank = Opened(TestBank.Open, TestBank.Open + (5 * TestBank.Day));
        bank.Slurm.Associations([new AssociationRow("root"), new AssociationRow("bio"), new AssociationRow("bio", "ann")]);
        bank.Slurm.Jobs([JobRow.Run(1, TestBank.Open + TestBank.Day, 60)]);
        bank.Grant("bio", 50_000);
        bank.Sync();
        bank.Clock.Seconds -= 3 * TestBank.Day;
        bank.Grant("bio", 1_000);
        Assert.True(bank.Service.Lock(new HoldCommand { Account = "bio", Reason = "r", Until = TestBank.At(bank.Clock.Seconds + 60) }).Done);
        bank.Slurm.Jobs([JobRow.Run(1, TestBank.Open + TestBank.Day, 60), JobRow.Run(2, TestBank.Open + TestBank.Day, 5)]);
        Assert.Equal(1, bank.Sync(new SyncCommand { Nightly = true }).Charged);
        bank.Clock.Seconds += 60;
        Assert.Equal("release", bank.Enforce().Actions.Single().Action);
        TransactionReport[] entries = [.. bank.Service.Transactions(new TransactionQuery())];
        Assert.Equal(entries.Select(e => e.Recorded).Order(), entries.Select(e => e.Recorded));
        Assert.Equal(65_000, bank.Balance().TotalChargedUnits);
        bank.AssertSound();
    }

    private static TestBank Opened(long booksOpen, long now, string zone = Berlin)
    {
        TestBank bank = TestBank.Opened(zone: zone, booksOpen: booksOpen);
        bank.Clock.Seconds = now;
        return bank;
    }

    private static long Seconds(string text) => SiteMoment.Parse(text).Instant!.Value.ToUnixTimeSeconds();
}
