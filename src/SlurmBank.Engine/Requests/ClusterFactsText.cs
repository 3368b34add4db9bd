using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Linq;
using System.Text;

namespace SlurmBank.Engine.Requests;

/// <summary>
/// The facts of a cluster as a text: lines of key, tab and value, each ended by a line feed; the first line carries the number of the layout.
/// Lines after <c>partition</c> are about that partition, lines after <c>nodes</c> about those nodes. What has its default is left out.
/// It is how the facts reach slurmctld, where there is no JSON.
/// </summary>
public static class ClusterFactsText
{
    private const string FirstLine = "slurmbank-facts\t1";

    /// <summary>Writes the facts; the same bytes for the same facts.</summary>
    public static string Write(ClusterFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        StringBuilder text = new();
        text.Append(FirstLine).Append('\n');
        FactsFields.Write(text, FactsFields.Cluster, facts, new ClusterFacts());
        foreach (PartitionFacts partition in facts.Partitions)
        {
            Line(text, "partition", partition.Name);
            FactsFields.Write(text, FactsFields.Partition, partition, new PartitionFacts());
        }

        foreach ((NodeFacts shape, List<string> names) in Group(facts.Nodes))
        {
            Line(text, "nodes", FactsFields.WriteNames(names));
            FactsFields.Write(text, FactsFields.Node, shape, new NodeFacts());
        }

        return text.ToString();
    }

    /// <summary>Reads what <see cref="Write"/> wrote. Nothing is guessed: an unknown key is an error. Never throws.</summary>
    public static bool TryRead(string? text, [NotNullWhen(true)] out ClusterFacts? facts, out TextError error)
    {
        facts = null;
        text ??= string.Empty;
        if (!text.StartsWith(FirstLine + "\n", StringComparison.Ordinal))
        {
            return GrammarText.Fail($"the first line must be '{FirstLine.Replace('\t', ' ')}'", 0, out error);
        }

        Reading reading = new();
        for (int start = FirstLine.Length + 1; start < text.Length;)
        {
            int end = text.IndexOf('\n', start);
            int tab = text.IndexOf('\t', start);
            if (end < 0 || tab < 0 || tab > end || !reading.TryTake(text[start..tab], text[(tab + 1)..end]))
            {
                return GrammarText.Fail("a line with a known key, a tab and a fitting value is expected", start, out error);
            }

            start = end + 1;
        }

        error = default;
        facts = reading.Finish();
        return true;
    }

    internal static void Line(StringBuilder text, string key, string value)
    {
        text.Append(key).Append('\t');
        foreach (char c in value)
        {
            // Slurm's texts have no such characters; one that does must not make a line of its own.
            text.Append(char.IsControl(c) ? ' ' : c);
        }

        text.Append('\n');
    }

    private static IEnumerable<(NodeFacts Shape, List<string> Names)> Group(IReadOnlyList<NodeFacts> nodes)
    {
        Dictionary<string, (NodeFacts Shape, List<string> Names)> groups = new(StringComparer.Ordinal);
        List<string> order = [];
        foreach (NodeFacts node in nodes)
        {
            StringBuilder key = new();
            FactsFields.Write(key, FactsFields.Node, node, new NodeFacts());
            if (!groups.TryGetValue(key.ToString(), out (NodeFacts Shape, List<string> Names) group))
            {
                group = (node, []);
                groups.Add(key.ToString(), group);
                order.Add(key.ToString());
            }

            group.Names.Add(node.Name);
        }

        return order.Select(key => groups[key]);
    }

    private sealed class Reading
    {
        private readonly List<PartitionFacts> partitions = [];
        private readonly List<NodeFacts> nodes = [];
        private ClusterFacts cluster = new();
        private PartitionFacts? partition;
        private NodeFacts? node;
        private IReadOnlyList<string> names = [];

        internal bool TryTake(string key, string value)
        {
            if (key == "partition")
            {
                EndPart();
                partition = new PartitionFacts { Name = value };
                return true;
            }

            if (key == "nodes")
            {
                EndPart();
                node = new NodeFacts();
                return HostList.TryExpand(value, out names, out _);
            }

            return node is not null ? FactsFields.TryRead(FactsFields.Node, key, value, ref node)
                : partition is not null ? FactsFields.TryRead(FactsFields.Partition, key, value, ref partition)
                : FactsFields.TryRead(FactsFields.Cluster, key, value, ref cluster);
        }

        internal ClusterFacts Finish()
        {
            EndPart();
            return cluster with { Partitions = [.. partitions], Nodes = [.. nodes] };
        }

        private void EndPart()
        {
            if (partition is not null)
            {
                partitions.Add(partition);
            }

            if (node is not null)
            {
                nodes.AddRange(names.Select(name => node with { Name = name }));
            }

            (partition, node, names) = (null, null, []);
        }
    }
}
