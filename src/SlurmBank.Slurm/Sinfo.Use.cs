using System.Collections.Generic;
using System.Threading;

namespace SlurmBank.Slurm;

/// <content>What is in use.</content>
public sealed partial class Sinfo
{
    /// <summary>Reads what is in use in each partition.</summary>
    /// <param name="partitions">The partitions; null or empty for all, hidden ones too. One that does not exist is passed over.</param>
    /// <param name="cluster">The cluster; null for the one that the commands belong to.</param>
    /// <param name="cancellation">Ends the command.</param>
    /// <returns>The partitions, and the lines that could not be read.</returns>
    /// <exception cref="SlurmCommandException">sinfo failed.</exception>
    /// <exception cref="SlurmNameException">A name is none.</exception>
    public SlurmTable<PartitionUse> ReadUse(
        IReadOnlyCollection<string>? partitions = null, string? cluster = null, CancellationToken cancellation = default)
    {
        // --all, which hidden partitions need, and --partition, which shows them too, exclude each other.
        List<string> arguments =
        [
            partitions is { Count: > 0 } ? "--partition=" + SlurmNames.List("partition", partitions) : "--all",
            "--noheader", "--summarize", "--format=%R|%C|%F|",
        ];

        if (cluster is not null)
        {
            arguments.Add("--clusters=" + SlurmNames.Require("cluster", cluster));
        }

        using SlurmCall call = _slurm.Stream("sinfo", arguments, cancellation);
        return SlurmTable<PartitionUse>.Of(TableReader.Read<PartitionUse>(call, "|"u8.ToArray(), 3, ReadRow));
    }

    /// <summary>Reads <c>cpu|18/110/0/128|1/1/0/2</c>: allocated, idle, other, all; of CPUs and of nodes.</summary>
    private static PartitionUse? ReadRow(string[] row, out string why)
    {
        string[] parts = [.. row[1].Split('/'), .. row[2].Split('/')];
        var numbers = new long?[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            numbers[i] = ScaledNumber.Read(parts[i]);
        }

        bool whole = parts.Length == 8 && System.Array.TrueForAll(numbers, number => number is not null);
        why = row[0].Length == 0 ? "the name is empty" : whole ? string.Empty : "the counts are not four numbers each";
        return why.Length > 0 ? null : new PartitionUse(
            row[0], numbers[0]!.Value, numbers[1]!.Value, numbers[2]!.Value, numbers[4]!.Value, numbers[5]!.Value, numbers[6]!.Value);
    }
}
