using System.Linq;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank.Tests.Grants;

/// <summary>A grant that is divided over clusters, and the site's minimum, which is for all clusters together.</summary>
public sealed class ClusterSharesTests
{
    private const string Minimum = "[grant]\nminimum = \"10k\"\n";

    /// <summary>Theirs sum the clusters of one command ("Total SUs should exceed 10000 SUs, got 9999"), and so does this one.</summary>
    [Theory]
    [InlineData(10_000, "smp=6000,gpu=4000", true)]
    [InlineData(9_999, "smp=6000,gpu=3999", false)]
    [InlineData(10_000, "smp=10000", true)]
    public void I9_the_minimum_is_for_all_clusters_together(int amount, string clusters, bool isGranted)
    {
        using var scene = new GrantScene(Minimum);
        if (!isGranted)
        {
            GrantRefusedException refused = Assert.Throws<GrantRefusedException>(() => Grant(scene, amount, clusters));
            Assert.Equal("GrantTooSmall", refused.ErrorId);
            Assert.Contains("all clusters together", refused.Message, System.StringComparison.Ordinal);
            Assert.Empty(scene.Service.Allocations([]));
            return;
        }

        GrantReport report = Grant(scene, amount, clusters);
        Assert.Equal(clusters, string.Join(',', report.Allocations.Select(a => $"{a.Clusters.Single()}={a.Granted:0}")));
        Assert.Equal((amount, true), (report.Allocations.Sum(a => a.Granted), report.IsNew));
    }

    [Fact]
    public void Shares_are_granted_together_once_and_planned_first()
    {
        using var scene = new GrantScene(Minimum);
        GrantReport plan = scene.Service.GrantAll(Command(10_000, "smp=6000,gpu=4000", "AY") with { IsPlan = true });
        Assert.Equal((0L, 2), (plan.Seq, plan.Allocations.Count));
        Assert.Empty(scene.Service.Allocations([]));
        Assert.True(scene.Service.GrantAll(Command(10_000, "smp=6000,gpu=4000", "AY")).IsNew);
        Assert.False(scene.Service.GrantAll(Command(10_000, "smp=6000,gpu=4000", "AY")).IsNew);
        Assert.Equal(["AY@smp", "AY@gpu"], scene.Service.Allocations(["bio"]).Select(a => a.Reference));
        Assert.Throws<ReferenceConflictException>(() => scene.Service.GrantAll(Command(10_000, "smp=5000,gpu=5000", "AY")));
        Assert.Equal(2, scene.Service.Allocations(["bio"]).Count());
    }

    [Fact]
    public void What_was_granted_for_other_clusters_at_the_same_time_counts_too()
    {
        using var scene = new GrantScene(Minimum);
        Grant(scene, 10_000, "smp=10000");
        Assert.Equal(500m, scene.Service.GrantAll(Command(500, "gpu", null)).Allocations.Single().Granted);
        Assert.Throws<ProposalExistsException>(() => scene.Service.GrantAll(Command(10_000, "smp", null)));
        Assert.Throws<GrantRefusedException>(() => scene.Service.GrantAll(Command(500, "mpi", null) with { StartDate = TestBank.At(GrantScene.T + (400 * GrantScene.Day)) }));
        Assert.Throws<GrantRefusedException>(() => scene.Service.GrantAll(Command(500, "mpi", null) with { Kind = "class" }));
    }

    [Fact]
    public void A_row_is_divided_too()
    {
        using var scene = new GrantScene(Minimum);
        GrantReport rows = scene.Service.GrantAll(Command(10_000, "smp=6000,gpu=4000", "Y") with { Every = "month", Count = 3, Kind = "grant" });
        Assert.Equal(6, rows.Allocations.Count);
        Assert.Equal(["Y@gpu", "Y@smp"], scene.Service.Series(["bio"]).Select(s => s.Reference).Order(System.StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("smp=6000,gpu")]
    [InlineData("smp=6000,gpu=4001")]
    [InlineData("smp=6000,smp=4000")]
    [InlineData("smp=10000,gpu=0")]
    [InlineData("=10000")]
    [InlineData("smp=ten")]
    [InlineData("smp=unlimited,gpu=4000")]
    public void What_is_no_division_is_refused(string clusters)
    {
        using var scene = new GrantScene();
        Assert.Throws<InvalidRequestException>(() => Grant(scene, 10_000, clusters));
        Assert.Throws<InvalidRequestException>(() => scene.Service.Grant(Command(10_000, "smp=6000,gpu=4000", null)));
        Assert.Empty(scene.Service.Allocations([]));
    }

    private static GrantReport Grant(GrantScene scene, int amount, string clusters) => scene.Service.GrantAll(Command(amount, clusters, null));

    private static GrantCommand Command(int amount, string clusters, string? reference) =>
        GrantScene.Command(amount, "proposal") with { Scope = new AllocationScope(clusters.Split(','), [], [], []), Reference = reference };
}
