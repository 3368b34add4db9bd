using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace SlurmBank.Engine.Tests.Grammar;

public sealed class HostListTests
{
    [Theory]
    // seeds.md 7.4: the cases of 1.7 and what the seeds could not do
    [InlineData("n0000.savio1", "n0000.savio1")]
    [InlineData("n000[0-2].savio1", "n0000.savio1 n0001.savio1 n0002.savio1")]
    [InlineData("n000[0-1].savio[1-2]", "n0000.savio1 n0000.savio2 n0001.savio1 n0001.savio2")]
    [InlineData("n000[0-1].savio[2-3].brc[4-5]", "n0000.savio2.brc4 n0000.savio2.brc5 n0000.savio3.brc4 n0000.savio3.brc5 n0001.savio2.brc4 n0001.savio2.brc5 n0001.savio3.brc4 n0001.savio3.brc5")]
    [InlineData("n00[00-01].savio1", "n0000.savio1 n0001.savio1")]
    [InlineData("n0000.savio[1]", "n0000.savio1")]
    [InlineData("n0000.savio1,n0002.savio1", "n0000.savio1 n0002.savio1")]
    [InlineData("n[1,3-5]", "n1 n3 n4 n5")]
    [InlineData("a[01-03,7]b", "a01b a02b a03b a7b")]
    [InlineData("", "")]
    [InlineData(null, "")]
    [InlineData("n[08-11]", "n08 n09 n10 n11")]
    [InlineData("n[9-11]", "n9 n10 n11")]
    [InlineData("c[1-2],g1,x[3,5]y", "c1 c2 g1 x3y x5y")]
    [InlineData("[1-2]", "1 2")]
    [InlineData("r[1-2][3-4]", "r13 r14 r23 r24")]
    [InlineData("n1,n1", "n1 n1")]
    public void Seed_7_4_expand(string? text, string names) =>
        Assert.Equal(names.Split(' ', StringSplitOptions.RemoveEmptyEntries), HostList.Expand(text));

    [Theory]
    [InlineData("n000[x-y].savio1", 5)] // seeds.md 1.7, there an empty list
    [InlineData("n000[0-1.savio1", 8)] // likewise
    [InlineData("n[]", 2)]
    [InlineData("n[1-]", 4)]
    [InlineData("n[3-1]", 2)]
    [InlineData("n[1,]", 4)]
    [InlineData("n[1[2]]", 3)]
    [InlineData("n]", 1)]
    [InlineData("n1,", 3)]
    [InlineData(",n1", 0)]
    [InlineData("n1,,n2", 3)]
    [InlineData("n 1", 1)]
    [InlineData("n1\n", 2)]
    [InlineData("n;rm", 1)]
    [InlineData("n[1-1000001]", 2)]
    [InlineData("n[1-1000][1-1001]", 10)]
    [InlineData("n[1-999999],a[1-2]", 14)]
    [InlineData("n[0-999999999999999999]", 2)]
    [InlineData("n[1-9999999999999999999]", 4)]
    public void A_wrong_list_is_an_error_with_its_position(string text, int position)
    {
        Assert.False(HostList.TryExpand(text, out IReadOnlyList<string> names, out TextError error));
        Assert.Empty(names);
        Assert.Equal(position, error.Position);
        Assert.Throws<TextFormatException>(() => HostList.Expand(text));
    }

    [Fact]
    public void The_limit_is_exact_and_found_before_the_names_are_made()
    {
        Assert.Equal(1_000_000, HostList.Expand("n[1-1000][1-1000]").Count);
        Assert.Equal(5, HostList.Expand("n[1-5]", 5).Count);
        Assert.False(HostList.TryExpand("n[1-6]", out _, out _, 5));
        Assert.False(HostList.TryExpand(string.Concat(Enumerable.Repeat("[0-9]", 2000)), out _, out _));
        Assert.False(HostList.TryExpand(new string('n', HostList.LongestName + 1), out _, out _));
    }

    [Theory]
    [InlineData("n1 n3 n4 n5", "n[1,3-5]")]
    [InlineData("a01b a02b a03b a7b", "a[01-03,7]b")]
    [InlineData("n08 n09 n10 n11", "n[08-11]")]
    [InlineData("n9 n10", "n[9-10]")]
    [InlineData("n9 n10 n09", "n[9,09-10]")]
    [InlineData("n0000.savio1 n0001.savio1 n0002.savio1", "n[0000-0002].savio1")]
    [InlineData("n0.s1 n0.s2 n1.s1 n1.s2", "n0.s[1-2],n1.s[1-2]")]
    [InlineData("login n login5", "login,login5,n")]
    [InlineData("n2 n1 n1", "n[1-2]")]
    [InlineData("n1", "n1")]
    [InlineData("", "")]
    public void Compressed(string names, string text) => Assert.Equal(text, HostList.Compress(names.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [Theory]
    [InlineData("a,b")]
    [InlineData("a[1]")]
    [InlineData("")]
    [InlineData("a b")]
    public void A_name_that_no_list_can_hold_is_refused(string name) =>
        Assert.Throws<TextFormatException>(() => HostList.Compress([name]));

    [Fact]
    public void Compressing_and_expanding_gives_the_same_set()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        string[] heads = ["n", "n0", "rack1-", "", "n9"];
        string[] tails = ["", "b", ".c1", "-ib0"];
        for (int round = 0; round < 500; round++)
        {
            HashSet<string> names = [];
            int count = random.Next(0, 60);
            for (int i = 0; i < count; i++)
            {
                string number = random.Next(0, 120).ToString("D" + random.Next(1, 5), CultureInfo.InvariantCulture);
                names.Add(heads[random.Next(heads.Length)] + (random.Next(10) == 0 ? "x" : number) + tails[random.Next(tails.Length)]);
            }

            string text = HostList.Compress(names);
            IReadOnlyList<string> back = HostList.Expand(text);
            Assert.True(names.SetEquals(back) && back.Count == names.Count, $"seed {seed}, round {round}: {text} for {string.Join(' ', names)}");
        }
    }
}
