using System;
using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Engine.Tests.Grammar;

/// <summary>Different numbers of ranges, beside the same counted one by one.</summary>
public sealed class TaskMarksTests
{
    [Fact]
    public void Random_ranges_are_counted_as_one_by_one()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        TaskMarks marks = new();
        for (int round = 0; round < 5_000; round++)
        {
            List<NumberRange> ranges = [.. Enumerable.Range(0, random.Next(6)).Select(_ => Draw(random))];
            HashSet<int> expected = [.. ranges.SelectMany(Numbers)];
            string where = $"seed {seed}, round {round}: {string.Join(',', ranges)}";
            Assert.True(expected.Count == marks.CountDistinct(ranges), where);
            marks.Mark(ranges);
            Assert.True(Enumerable.Range(0, marks.Length + 70).All(number => marks[number] == expected.Contains(number)), where);
            Assert.True(marks.Length == (expected.Count == 0 ? 0 : expected.Max() + 1), where);
        }
    }

    [Fact]
    public void Overlapping_ranges_at_the_largest_task_are_whole()
    {
        TaskMarks marks = new();
        NumberRange all = new(0, ArraySpec.LargestTask, 1);
        Assert.Equal(ArraySpec.LargestTask + 1, marks.CountDistinct([.. Enumerable.Repeat(all, 2_000)]));
        Assert.Equal((ArraySpec.LargestTask / 2) + 2, marks.CountDistinct([new(0, ArraySpec.LargestTask, 2), new(1, 1, 1)]));
    }

    [Theory]
    [InlineData("5-9,1-3,2", 8, 9)]
    [InlineData("1-5,3-9:2", 7, 9)]
    [InlineData("[9-12,1]%2", 5, 12)]
    [InlineData("17_[5-9,1]", 6, 9)]
    [InlineData("4000000,0-4000000:64", 62501, 4000000)]
    public void Tasks_are_counted_once(string text, int count, int last)
    {
        ArraySpec spec = ArraySpec.Parse(text);
        Assert.Equal((count, last, count), (spec.TaskCount, spec.LastTask, spec.Tasks.Count()));
    }

    private static NumberRange Draw(Random random)
    {
        int first = random.Next(random.Next(2) == 0 ? 10 : 400);
        return new(first, first + random.Next(random.Next(2) == 0 ? 10 : 700), 1 + random.Next(random.Next(3) == 0 ? 200 : 70));
    }

    private static IEnumerable<int> Numbers(NumberRange range)
    {
        for (int number = range.First; number <= range.Last; number += range.Step)
        {
            yield return number;
        }
    }
}
