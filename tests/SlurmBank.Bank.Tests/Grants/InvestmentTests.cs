using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank.Tests.Grants;

/// <summary>Proposals, and investments of five years with a yearly share, roll-over, advance and archive.</summary>
public sealed class InvestmentTests
{
    private const long T = GrantScene.T;
    private const long Day = GrantScene.Day;

    [Fact]
    public void I1_a_proposal_is_for_the_clusters_named()
    {
        using var scene = new GrantScene();
        AllocationReport proposal = scene.ForCluster(10_000, "proposal").Allocations.Single();
        Assert.Equal(("proposal", 10_000m, FakeSlurm.Cluster), (proposal.Kind, proposal.Remaining, proposal.Clusters.Single()));
    }

    [Fact]
    public void P8_a_proposal_lasts_365_days_and_a_class_122()
    {
        using var scene = new GrantScene();
        Assert.Equal(T + (365 * Day), scene.Grant(1, "proposal").Allocations.Single().EndDate!.Value.ToUnixTimeSeconds());
        GrantReport course = scene.Service.GrantAll(GrantScene.Command(1, "class", "chem"));
        Assert.Equal(T + (122 * Day), course.Allocations.Single().EndDate!.Value.ToUnixTimeSeconds());
    }

    [Fact]
    public void I2_an_investment_gives_a_fifth_a_year()
    {
        using GrantScene scene = Invested();
        Check(scene, 2000, 2000, 0);
        Assert.Equal((10_000m, 8000m, 8000m, 5, 200), (scene.Series().Amount, scene.Series().Later, scene.Series().Advance, scene.Series().Periods, scene.Service.Allocations([]).Last().Priority));
    }

    [Fact]
    public void I3_an_investment_needs_a_proposal()
    {
        using var scene = new GrantScene();
        Assert.Equal("ProposalMissing", Assert.Throws<GrantRefusedException>(() => scene.Grant(10_000, "investment")).ErrorId);
        Assert.Equal(5, scene.Grant(10_000, "investment", c => c with { Force = true }).Allocations.Count);
    }

    [Fact]
    public void I4_I5_each_renewal_gives_the_next_share_and_half_of_what_was_unused()
    {
        using GrantScene scene = Invested();
        scene.Use(50, T + Day);
        scene.Bank.Clock.Seconds = T + (365 * Day);
        scene.Due();
        Renew(scene, 1);
        Check(scene, 2000, 4000, 1000);
        Assert.Single(scene.History("proposal"), p => p.Status == "ended");
        AllocationPeriodReport first = scene.History("proposal")[0];
        Assert.Equal((10_000m, 50m, 9950m), (first.Share, first.Drawn, first.Expired));

        scene.Bank.Clock.Seconds = T + (730 * Day);
        scene.Due();
        Renew(scene, scene.History("proposal").Last().AllocationId);
        Check(scene, 2000, 6000, 1000);
        Assert.Equal(2, scene.History("proposal").Count(p => p.Status == "ended"));
        Assert.Equal([(2000m, 0m, 1000m, 1000m), (2000m, 1000m, 1000m, 2000m)], scene.History("investment").Where(p => p.Status == "ended").Select(p => (p.Share, p.CarriedIn, p.CarriedOut, p.Expired)));
    }

    [Fact]
    public void Half_of_what_is_unused_where_the_investment_was_drawn()
    {
        using GrantScene scene = Invested();
        scene.Use(10_600, T + Day);
        scene.Bank.Clock.Seconds = T + (365 * Day);
        scene.Due();
        Check(scene, 2000, 4000, 700);
    }

    [Fact]
    public void I6_I7_I8_everything_in_advance_then_the_rest_rolls_over_once()
    {
        using GrantScene scene = Invested();
        var all = new AdvanceCommand { Account = "bio", Amount = ServiceUnits.FromWhole(8000), Reference = "W1", Reason = "machine room" };
        AdvanceExceededException more = Assert.Throws<AdvanceExceededException>(() => scene.Service.Advance(all with { Amount = ServiceUnits.FromWhole(8001), Reference = null }));
        Assert.Equal(ServiceUnits.FromWhole(8000), more.Available);
        Assert.Equal(0, scene.Service.Advance(all with { IsPlan = true }).Seq);
        Check(scene, 2000, 2000, 0);
        Assert.True(scene.Service.Advance(all).IsNew);
        Assert.False(scene.Service.Advance(all).IsNew);
        Check(scene, 10_000, 10_000, 0);

        scene.Bank.Clock.Seconds = T + (365 * Day);
        scene.Due();
        Check(scene, 0, 10_000, 5000);

        scene.Bank.Clock.Seconds = T + (730 * Day);
        scene.Due();
        Assert.Empty(scene.Service.Series([]));
        Assert.Equal("exhausted", scene.Series(ended: true).Status);
        Assert.Equal([10_000m, 0, 0, 0, 0], scene.History("investment").Select(p => p.Share + p.Advanced));
    }

    [Fact]
    public void The_final_year_divides_by_nothing_and_then_the_investment_is_over()
    {
        using GrantScene scene = Invested();
        for (int year = 1; year <= 6; year++)
        {
            scene.Bank.Clock.Seconds = T + (year * 366 * Day);
            scene.Due();
            Assert.Equal((year < 4 ? 2000m * (year + 1) : 10_000m, year < 5 ? "open" : "ended"), (scene.Series(ended: true).Withdrawn, scene.Series(ended: true).Status));
        }

        Assert.Empty(scene.Due());
        Assert.Equal(0, scene.Bank.Balance().GrantedUnits);
        Assert.Equal(10_000, scene.History("investment").Sum(p => p.Share));
        Assert.Equal(10_000, scene.History("investment").Sum(p => p.Expired));
    }

    [Fact]
    public void I9_a_grant_is_not_below_the_minimum()
    {
        using var scene = new GrantScene("[grant]\nminimum = 10000");
        GrantRefusedException error = Assert.Throws<GrantRefusedException>(() => scene.Grant(9999, "proposal"));
        Assert.Equal("GrantTooSmall", error.ErrorId);
        Assert.Contains("10000.00 SU or more", error.Message, System.StringComparison.Ordinal);
        scene.Grant(10_000, "proposal");
        scene.Grant(5, "test", c => c with { Force = true });
    }

    [Fact]
    public void I11_a_renewal_moves_the_start_and_a_change_does_not()
    {
        using var scene = new GrantScene();
        AllocationReport proposal = scene.Grant(10_000, "proposal", c => c with { EndDate = TestBank.At(T + (10 * Day)) }).Allocations.Single();
        scene.Service.Deposit(new DepositCommand { Account = "bio", Amount = ServiceUnits.FromWhole(500) });
        AllocationReport changed = scene.Service.SetAllocation(new TermsCommand { AllocationId = proposal.AllocationId, EndDate = TestBank.At(T + (20 * Day)) }).Allocation;
        Assert.Equal((proposal.StartDate, 10_500m), (changed.StartDate, changed.Granted));
        scene.Bank.Clock.Seconds = T + (30 * Day) + 3600;
        AllocationReport renewed = Renew(scene, proposal.AllocationId).Allocation;
        Assert.Equal((T + (30 * Day), T + (395 * Day), 10_000m), (renewed.StartDate.ToUnixTimeSeconds(), renewed.EndDate!.Value.ToUnixTimeSeconds(), renewed.Granted));
        scene.Bank.Clock.Seconds += Day;
        Assert.False(Renew(scene, proposal.AllocationId).IsNew);
        Assert.Equal(2, scene.History("proposal").Count);
    }

    [Fact]
    public void What_cannot_be_renewed_says_why()
    {
        using GrantScene scene = Invested();
        long period = scene.History("investment")[0].AllocationId;
        long endless = scene.Grant(5).Allocations.Single().AllocationId;
        Assert.Contains("follow each other", Assert.Throws<InvalidRequestException>(() => Renew(scene, period)).Message, System.StringComparison.Ordinal);
        Assert.Contains("no end", Assert.Throws<InvalidRequestException>(() => Renew(scene, endless)).Message, System.StringComparison.Ordinal);
        Assert.Throws<AllocationNotFoundException>(() => Renew(scene, 99));
    }

    [Fact]
    public void An_advance_is_taken_back_by_undo()
    {
        using GrantScene scene = Invested();
        MovementReport advance = scene.Service.Advance(new AdvanceCommand { Account = "bio", Amount = ServiceUnits.FromWhole(2500) });
        Check(scene, 4500, 4500, 0);
        scene.Service.Undo(new UndoCommand { Seq = advance.Seq, Reason = "a mistake" });
        Check(scene, 2000, 2000, 0);
    }

    private static MovementReport Renew(GrantScene scene, long allocation) => scene.Service.Renew(new RenewalCommand { AllocationId = allocation });

    private static GrantScene Invested()
    {
        var scene = new GrantScene();
        scene.ForCluster(10_000, "proposal");
        scene.Grant(10_000, "investment");
        return scene;
    }

    private static void Check(GrantScene scene, decimal current, decimal withdrawn, decimal rollover)
    {
        AllocationSeriesReport series = scene.Series();
        Assert.Equal((current, withdrawn, rollover), (series.Current, series.Withdrawn, series.CarriedIn));
    }
}
