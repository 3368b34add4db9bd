using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Completion;
using SlurmBank.Slurm;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Shows Slurm's partitions with what is in use in them, as scontrol and sinfo do.</summary>
[Cmdlet(VerbsCommon.Get, "SlurmPartition")]
[OutputType(typeof(SlurmPartition))]
public sealed class GetSlurmPartitionCommand : SlurmListCommand
{
    /// <summary>Partitions, by name or pattern; all of them, hidden ones too, without it.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(PartitionCompleter))]
    public string[] Partition { get; set; } = [];

    /// <summary>The cluster; without it the one that the commands belong to.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SlurmClusterCompleter))]
    public string? Cluster { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteNamed("partition", Partition, Read, partition => partition.Partition, partition => partition);

    private SlurmTable<SlurmPartition> Read(IReadOnlyList<string> names, CancellationToken cancellation)
    {
        SlurmTable<Slurm.SlurmPartition> partitions = Bank.Slurm.Scontrol.ListPartitions(names.Count == 1 ? names[0] : null, Cluster, cancellation);
        SlurmTable<PartitionUse> uses = Bank.Slurm.Sinfo.ReadUse(names, Cluster, cancellation);
        var byName = new Dictionary<string, PartitionUse>(StringComparer.Ordinal);
        foreach (PartitionUse use in uses.Rows)
        {
            byName[use.Partition] = use;
        }

        return new SlurmTable<SlurmPartition>(
            [.. partitions.Rows.Select(partition => SlurmPartition.Of(partition, byName.GetValueOrDefault(partition.Name)))],
            [.. partitions.Problems, .. uses.Problems]);
    }
}
