using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Ledger.Tests.Operations;

public sealed class DrawPlanTests
{
    private static readonly Dictionary<long, long> Capacities = new() { [1] = 10, [2] = 10, [10] = 10 };

    [Fact]
    public void Earlier_work_first_then_what_has_fewest_to_turn_to()
    {
        // Work that only 2 may pay comes before work that 1 or 2 may pay, although "1,2" sorts before "2".
        Assert.Equal("2:10 | 1:2 | over 0", Plan(new DrawClass(0, "1,2", 2), new DrawClass(0, "2", 10)));
        Assert.Equal("2:10 | over 2", Plan(new DrawClass(0, "2,2", 2), new DrawClass(-1, "2", 10)));
        Assert.Equal("2:10 | over 10", Plan(new DrawClass(5, "2", 10), new DrawClass(0, "2", 10)));
    }

    [Fact]
    public void The_order_in_which_classes_come_is_nothing()
    {
        DrawClass[] classes = [new(0, "10,2", 7), new(0, "2,10", 7), new(0, "2", 7), new(3, "1", 11), new(0, "", 1), new(-9, "", 4)];
        string expected = Plan(classes);
        Assert.Equal(expected, Plan([.. classes.Reverse()]));
        Assert.Equal(expected, Plan([.. classes.OrderBy(c => c.Total).ThenBy(c => c.Eligible)]));
    }

    [Fact]
    public void What_was_before_the_first_window_is_nobodys_debt()
    {
        DrawPlan plan = DrawPlan.Compute([new DrawClass(long.MinValue, "", 5), new DrawClass(0, "1", 12), new DrawClass(9, "", 3)], Capacities, 0);
        Assert.Equal((5, 2 + 3), (plan.Unmanaged, plan.Overdraft));
    }

    private static string Plan(params DrawClass[] classes)
    {
        DrawPlan plan = DrawPlan.Compute(classes, Capacities, long.MinValue);
        return string.Join(" | ", plan.Drawn.Where(d => d.Value > 0).OrderByDescending(d => d.Key == 2).ThenBy(d => d.Key).Select(d => $"{d.Key}:{d.Value}").Append($"over {plan.Overdraft}"));
    }
}
