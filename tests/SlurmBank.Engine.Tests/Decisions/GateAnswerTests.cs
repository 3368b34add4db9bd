using SlurmBank.Engine.Configuration;
using SlurmBank.Engine.Decisions;

namespace SlurmBank.Engine.Tests.Decisions;

/// <summary>The gate's answer, of which slurmctld and the cmdlets have the same.</summary>
public sealed class GateAnswerTests
{
    [Theory]
    [InlineData(true, 0, 0, GateOutcome.Free)]
    [InlineData(true, 0, -5, GateOutcome.Free)]
    [InlineData(false, 0, 0, GateOutcome.Free)]
    [InlineData(true, 5, 5, GateOutcome.Paid)]
    [InlineData(true, 5, 4, GateOutcome.Short)]
    [InlineData(true, 1, -1, GateOutcome.Short)]
    [InlineData(false, 5, 4, GateOutcome.NotGated)]
    [InlineData(true, long.MaxValue - 1, long.MaxValue, GateOutcome.Paid)]
    [InlineData(true, long.MaxValue - 1, long.MinValue, GateOutcome.Short)]
    public void What_is_found(bool isGated, long amount, long available, GateOutcome expected) =>
        Assert.Equal(expected, GateAnswer.Weigh(isGated, ServiceUnits.FromUnits(amount), ServiceUnits.FromUnits(available)));

    /// <summary>For each policy what is done about Paid, Free, NotGated, Short, Unreadable with missing_snapshot = allow and refuse: a, w, r.</summary>
    [Theory]
    [InlineData(GatePolicy.Observe, false, "aaaaaa")]
    [InlineData(GatePolicy.Warn, false, "aaawaa")]
    [InlineData(GatePolicy.Enforce, false, "aaarar")]
    [InlineData(GatePolicy.Observe, true, "aaaaaa")]
    [InlineData(GatePolicy.Warn, true, "aaawaa")]
    [InlineData(GatePolicy.Enforce, true, "aaawaw")]
    public void What_is_done(GatePolicy policy, bool neverRefuses, string expected)
    {
        GateRule allows = new(policy, MissingSnapshotPolicy.Allow, LienMoment.Submit);
        GateRule refuses = allows with { MissingSnapshot = MissingSnapshotPolicy.Refuse };
        string actual = string.Empty;
        foreach (GateOutcome outcome in new[] { GateOutcome.Paid, GateOutcome.Free, GateOutcome.NotGated, GateOutcome.Short, GateOutcome.Unreadable })
        {
            actual += Letter(GateAnswer.Act(allows, outcome, neverRefuses));
        }

        Assert.Equal(expected, actual + Letter(GateAnswer.Act(refuses, GateOutcome.Unreadable, neverRefuses)));
    }

    [Fact]
    public void Of_two_rules_the_stricter_of_each_counts()
    {
        GateRule one = new(GatePolicy.Warn, MissingSnapshotPolicy.Refuse, LienMoment.Start);
        GateRule other = new(GatePolicy.Enforce, MissingSnapshotPolicy.Allow, LienMoment.Submit);
        GateRule expected = new(GatePolicy.Enforce, MissingSnapshotPolicy.Refuse, LienMoment.Submit);
        Assert.Equal((expected, expected, one), (one.Stricter(other), other.Stricter(one), one.Stricter(one)));
    }

    private static char Letter(GateAction action) => action switch { GateAction.Allow => 'a', GateAction.Warn => 'w', _ => 'r' };
}
