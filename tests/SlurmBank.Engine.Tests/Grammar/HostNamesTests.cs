using System;
using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Engine.Tests.Grammar;

/// <summary>Names in a room that is used again.</summary>
public sealed class HostNamesTests
{
    [Fact]
    public void Random_names_are_found_and_counted_once()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        HostNames names = new();
        for (int round = 0; round < 2_000; round++)
        {
            names.Clear();
            List<string> expected = [.. Enumerable.Range(0, random.Next(random.Next(2) == 0 ? 5 : 300)).Select(_ => $"{(char)('a' + random.Next(3))}{random.Next(60)}")];
            names.AddRange(expected);
            string where = $"seed {seed}, round {round}";
            Assert.True(names.Count == expected.Count && names.Distinct == expected.Distinct().Count(), where);
            Assert.True(expected.Select((name, i) => names[i].SequenceEqual(name) && names.Contains(name)).All(found => found), where);
            Assert.False(names.Contains("a60") || names.Contains("A1") || names.Contains(string.Empty), where);
        }
    }

    [Fact]
    public void The_room_of_a_very_long_list_is_given_back()
    {
        HostNames names = new();
        Assert.True(new HostListText().TryRead("n[00000-99999]".AsMemory(), 100_000, names, out _));
        Assert.Equal((100_000, 100_000), (names.Count, names.Distinct));
        Assert.True(names.Contains("n00007") && names[99_999].SequenceEqual("n99999"));
        names.Clear();
        long before = GC.GetAllocatedBytesForCurrentThread();
        names.Add("n1");
        Assert.True(GC.GetAllocatedBytesForCurrentThread() > before);
        Assert.True(names.Contains("n1") && !names.Contains("n00007"));
    }

    [Fact]
    public void One_reader_reads_many_lists()
    {
        HostListText reader = new();
        HostNames names = new();
        foreach (string text in new[] { "a[1-3]", "b[", "c[01-03,7]d,e", string.Empty, "f[3-1]", "g" })
        {
            names.Clear();
            bool read = reader.TryRead(text.AsMemory(), HostList.DefaultLimit, names, out TextError error);
            Assert.Equal((HostList.TryExpand(text, out IReadOnlyList<string> expected, out TextError same), same), (read, error));
            Assert.Equal(expected, read ? Enumerable.Range(0, names.Count).Select(i => names[i].ToString()) : []);
        }
    }
}
