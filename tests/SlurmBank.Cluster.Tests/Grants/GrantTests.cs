using System;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Engine;

namespace SlurmBank.Cluster.Tests;

/// <summary>Sources drawn in order and investments renewed, with the hold in Slurm that follows from them.</summary>
[Collection("live")]
public sealed class GrantTests(LiveCluster live)
{
    [ClusterFact]
    public void P3_P4_P6_what_floats_and_investments_cover_what_the_cluster_s_grant_does_not()
    {
        using TestBank bank = live.Bank(["h-cover"]);
        long charged = bank.Balance("h-cover").TotalChargedUnits;
        long own = bank.Service.Allocations(["h-cover"]).Single().GrantedUnits;
        Assert.Equal("hold", Assert.Single(bank.Enforce().Actions).Action);
        long job = live.Lab.Submit("h-cover", "exec true", "-t", "1");
        live.Lab.AwaitState(job, "AssocGrpCPURunMinutesLimit");
        _ = bank.Service.GrantAll(Command("h-cover", charged - own - 100) with { Kind = "floating" });
        Assert.Equal((100L, "keep"), (-bank.Balance("h-cover").SpendableUnits, Assert.Single(bank.Enforce().Actions).Action));

        // Five shares of a thousand units, of which the first one pays the last hundred.
        _ = bank.Service.GrantAll(Command("h-cover", 5000) with { Kind = "investment", Force = true });
        Assert.Equal("release", Assert.Single(bank.Enforce().Actions).Action);
        Assert.Equal(string.Empty, live.Limit("h-cover"));
        Assert.Equal([("grant", 0L), ("floating", 0L), ("investment", 900L)], bank.Service.Allocations(["h-cover"]).Where(a => a.Status == "active").Select(a => (a.Kind, a.RemainingUnits)));
        live.Lab.AwaitState(job, "COMPLETED");
        bank.RequireSound();
    }

    [ClusterFact]
    public void I4_I6_an_advance_and_the_next_year_release_an_account_that_has_spent_its_share()
    {
        var clock = new MovedClock();
        using TestBank bank = live.Bank([], clock: clock);
        long charged = bank.Balance("h-year").TotalChargedUnits;
        Assert.True(charged > 0);
        _ = bank.Service.GrantAll(Command("h-year", 5 * charged) with { Kind = "investment", Force = true });
        Assert.Equal(0, bank.Balance("h-year").SpendableUnits);
        Assert.Equal("hold", Assert.Single(bank.Enforce(accounts: "h-year").Actions).Action);
        Assert.Equal("cpu=0", live.Limit("h-year"));
        MovementReport advance = bank.Service.Advance(new AdvanceCommand { Account = "h-year", Amount = ServiceUnits.FromUnits(charged), Reason = "deadline" });
        Assert.Equal("release", Assert.Single(bank.Enforce(accounts: "h-year").Actions).Action);
        _ = bank.Service.Undo(new UndoCommand { Seq = advance.Seq, Reason = "met it" });
        Assert.Equal("hold", Assert.Single(bank.Enforce(accounts: "h-year").Actions).Action);

        // The enforcement itself does what is due: a year later the next share is there.
        clock.Ahead = TimeSpan.FromDays(366);
        Assert.Equal("release", Assert.Single(bank.Enforce(accounts: "h-year").Actions).Action);
        Assert.Equal(string.Empty, live.Limit("h-year"));
        AllocationSeriesReport series = bank.Service.Series(["h-year"]).Single();
        Assert.Equal((charged, 2 * charged, 0L, charged), (series.CurrentUnits, series.WithdrawnUnits, series.CarriedInUnits, series.RemainingUnits));
        string head = bank.Service.Verify().Head;
        Assert.Empty(bank.Service.RunDue(new DueCommand()));
        Assert.Equal(head, bank.Service.Verify().Head);
        bank.RequireSound();
    }

    private static GrantCommand Command(string account, long units) => new()
    {
        Account = account,
        Amount = ServiceUnits.FromUnits(units),
        StartDate = SiteMoment.FromDate(DateOnly.FromDateTime(DateTime.UtcNow.AddDays(-30))),
        Reason = "test",
    };
}
