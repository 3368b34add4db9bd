using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using SlurmBank.Engine.Requests;

namespace SlurmBank.Engine.Tests.Requests;

/// <summary>The facts of a cluster as the text that reaches slurmctld.</summary>
public sealed class FactsTextTests
{
    [Fact]
    public void What_is_written_is_read_back_and_resolves_alike()
    {
        foreach (ClusterFacts facts in new[] { new ClusterFacts(), ResolverTests.Lab, ResolverTests.Threaded(), Odd })
        {
            string text = ClusterFactsText.Write(facts);
            Assert.True(ClusterFactsText.TryRead(text, out ClusterFacts? back, out TextError error), $"{error.Message}\n{text}");
            Assert.Equal(text, ClusterFactsText.Write(back));
            Assert.Equal(JsonSerializer.Serialize(facts), JsonSerializer.Serialize(back));
        }

        Assert.Equal(ResolverTests.One("-N2 --exclusive", ResolverTests.Lab).Upper, ResolverTests.One("-N2 --exclusive", Read(ClusterFactsText.Write(ResolverTests.Lab))).Upper);
    }

    [Fact]
    public void Alike_nodes_are_one_line_and_the_first_node_of_a_partition_stays_first()
    {
        string text = ClusterFactsText.Write(new ClusterFacts
        {
            Nodes = [.. Enumerable.Range(1, 1000).Select(i => new NodeFacts { Name = "n" + i, Cpus = 64 })],
            Partitions = [new() { Name = "a", NodeNames = ["n9", "n1"] }],
        });

        Assert.Contains("\nnodes\tn[1-1000]\ncpus\t64\n", text, StringComparison.Ordinal);
        Assert.Contains("\nnode-names\tn9,n1\n", text, StringComparison.Ordinal);
        Assert.Equal("n9", Read(text).Partitions[0].NodeNames[0]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("slurmbank-facts\t2\n")]
    [InlineData("slurmbank-facts\t1\nname")]
    [InlineData("slurmbank-facts\t1\nname x\n")]
    [InlineData("slurmbank-facts\t1\nwhat\tx\n")]
    [InlineData("slurmbank-facts\t1\nnodes\tn[1-\n")]
    [InlineData("slurmbank-facts\t1\nnodes\tn1\ncpus\tmany\n")]
    [InlineData("slurmbank-facts\t1\nnodes\tn1\ngres\tgpu\n")]
    [InlineData("slurmbank-facts\t1\npartition\tp\ndefault\tperhaps\n")]
    [InlineData("slurmbank-facts\t1\npartition\tp\ncpus\t4\n")]
    public void A_text_that_is_not_of_the_layout_is_refused(string text) =>
        Assert.False(ClusterFactsText.TryRead(text, out _, out TextError error) || error.Message.Length == 0);

    [Fact]
    public void A_value_makes_no_line_of_its_own() =>
        Assert.Equal("x name y", Read(ClusterFactsText.Write(new ClusterFacts { Name = "x\nname\ty" })).Name);

    private static readonly ClusterFacts Odd = new()
    {
        Name = "odd",
        SelectTypeParameters = string.Empty,
        JobRequeue = false,
        MaximumArraySize = 0,
        Partitions = [new() { Name = "p q", State = "DRAIN", Qos = "high", MinimumNodes = 2, AllowQos = ["a", "b"], DenyAccounts = ["x"], DefaultTimeSeconds = 0 }, new() { Name = "p" }],
        Nodes = [new() { Name = "n", EffectiveCpus = 0, Gres = [new("gpu", "a100", 2), new("fpga", null, 0)], Features = ["f=1", "g"] }],
    };

    private static ClusterFacts Read(string text)
    {
        Assert.True(ClusterFactsText.TryRead(text, out ClusterFacts? facts, out TextError error), error.Message);
        return facts;
    }
}
