using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;

namespace SlurmBank.Bank.Tests.Grants;

/// <summary>Work is paid by what is for the cluster, then by what floats, then by investments; only what none covers holds the account.</summary>
public sealed class CoverTests
{
    private const long T = GrantScene.T;
    private const string Enforced = "[enforce]\nmode = \"enforce\"";

    [Theory]

    // The work before, the floating and the yearly investment; the work of yesterday; what is left of both after it, and whether the account is held.
    [InlineData("P2", 35_000, 25_000, 700, 200, 0, 500, false)]
    [InlineData("P3", 10_000, 25_000, 700, 100, 24_900, 700, false)]
    [InlineData("P4", 35_000, 25_000, 1000, 100, 0, 900, false)]
    [InlineData("P6", 36_000, 25_000, 1000, 1100, 0, 0, true)]
    [InlineData("exactly", 35_900, 25_000, 1000, 100, 0, 0, true)]
    public void P2_P3_P4_P6_sources_are_drawn_in_order(string row, long before, long floating, long investment, long yesterday, long floatingLeft, long investmentLeft, bool held)
    {
        using var scene = new GrantScene(Enforced);
        scene.ForCluster(10_000, "proposal");
        scene.Grant(floating, "floating");
        scene.Grant(investment * 5, "investment");
        scene.Bank.Slurm.Associations([new AssociationRow("root"), new AssociationRow("bio")]);
        scene.Use(before, T + 100);
        scene.Use(yesterday, T + 8000);
        Assert.True((floatingLeft, investmentLeft, 0m) == (scene.Left("floating"), scene.Left("investment"), scene.Left("proposal")), row);
        Assert.Equal(held, scene.Bank.Enforce().Actions.Any(a => a.Account == "bio" && a.Action == "hold"));
    }

    [Fact]
    public void P11_the_daily_job_twice_changes_nothing()
    {
        using var scene = new GrantScene(Enforced);
        scene.ForCluster(100, "proposal");
        scene.Grant(500, "investment");
        scene.Bank.Slurm.Associations([new AssociationRow("root"), new AssociationRow("bio")]);
        scene.Use(150, T + 100);
        scene.Bank.Clock.Seconds = T + (400 * GrantScene.Day);
        scene.Sync();
        scene.Bank.Enforce();
        string before = scene.Bank.Head();
        scene.Sync();
        Assert.Empty(scene.Due());
        scene.Bank.Enforce();
        Assert.Equal(before, scene.Bank.Head());
        Assert.Equal(150, scene.Bank.Balance().TotalCharged);
    }

    [Fact]
    public void P7_a_second_proposal_in_the_same_time_needs_force()
    {
        using var scene = new GrantScene("[tariff.partition_currency]\ngpu = \"GPU\"\n");
        scene.ForCluster(10, "proposal");
        Assert.Throws<ProposalExistsException>(() => scene.Grant(10, "proposal"));
        Assert.Throws<ProposalExistsException>(() => scene.ForCluster(10, "class"));
        scene.Grant(10, "proposal", c => c with { Scope = new Ledger.AllocationScope(["elsewhere"], [], [], []) });
        scene.Grant(10, "proposal", c => c with { Currency = "GPU" });
        scene.Grant(10, "proposal", c => c with { StartDate = TestBank.At(T + (365 * GrantScene.Day)) });
        scene.Grant(10);
        scene.Grant(10, "proposal", c => c with { Force = true, Reference = "P" });
        Assert.False(scene.Service.GrantAll(GrantScene.Command(10, "proposal") with { Force = false, Reference = "P" }).IsNew);
        Assert.Throws<ProposalExistsException>(() => scene.Grant(10, "proposal", c => c with { StartDate = TestBank.At(T - (365 * GrantScene.Day) + 1) }));
    }

    [Fact]
    public void P10_a_divided_amount_is_never_over_issued()
    {
        using var scene = new GrantScene();
        GrantReport row = scene.Grant(1000, "investment", c => c with { Count = 3, Force = true });
        Assert.Equal([334m, 333, 333], row.Allocations.Select(a => a.Granted));
    }
}
