using System.Collections.Generic;
using System.Threading;

namespace SlurmBank.Slurm;

/// <content>Partitions and nodes, one by name or all, of any cluster.</content>
public sealed partial class Scontrol
{
    /// <summary>Reads partitions, hidden ones too.</summary>
    /// <param name="name">The partition; null for all.</param>
    /// <param name="cluster">The cluster; null for the one that the commands belong to.</param>
    /// <param name="cancellation">Ends the command.</param>
    /// <returns>The partitions, and the lines that could not be read; none where there is no such partition.</returns>
    /// <exception cref="SlurmCommandException">scontrol failed.</exception>
    /// <exception cref="SlurmNameException">A name is none.</exception>
    public SlurmTable<SlurmPartition> ListPartitions(string? name, string? cluster = null, CancellationToken cancellation = default) =>
        Listed(() => SlurmTable<SlurmPartition>.Of(Lines<SlurmPartition>(Show("partition", name, cluster), ScontrolRows.Partition, cancellation)));

    /// <summary>Reads nodes.</summary>
    /// <param name="name">The node; null for all.</param>
    /// <param name="cluster">The cluster; null for the one that the commands belong to.</param>
    /// <param name="cancellation">Ends the command.</param>
    /// <returns>The nodes, and the lines that could not be read; none where there is no such node.</returns>
    /// <exception cref="SlurmCommandException">scontrol failed.</exception>
    /// <exception cref="SlurmNameException">A name is none.</exception>
    public SlurmTable<SlurmNode> ListNodes(string? name, string? cluster = null, CancellationToken cancellation = default) =>
        Listed(() => SlurmTable<SlurmNode>.Of(Lines<SlurmNode>(Show("node", name, cluster), ScontrolRows.Node, cancellation)));

    private static List<string> Show(string what, string? name, string? cluster)
    {
        List<string> arguments = ["--all", "--oneliner"];
        if (cluster is not null)
        {
            arguments.Add("--cluster=" + SlurmNames.Require("cluster", cluster));
        }

        arguments.AddRange(["show", what]);
        if (name is not null)
        {
            arguments.Add(SlurmNames.Require(what, name));
        }

        return arguments;
    }

    /// <summary>scontrol exits 1 and says on its output that the thing is not found: an answer, and no error.</summary>
    private static SlurmTable<T> Listed<T>(System.Func<SlurmTable<T>> read)
        where T : class
    {
        try
        {
            SlurmTable<T> table = read();
            return table;
        }
        catch (SlurmNotFoundException)
        {
            return new SlurmTable<T>([], []);
        }
        catch (SlurmRefusedException error) when (error.SlurmWords.Length == 0 || error.SlurmWords.EndsWith("not found", System.StringComparison.Ordinal))
        {
            // The line "Node x not found" went to standard output, where it was read as a row.
            return new SlurmTable<T>([], []);
        }
    }
}
