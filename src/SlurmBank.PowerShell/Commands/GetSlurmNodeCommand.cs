using System;
using System.Linq;
using System.Management.Automation;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Shows Slurm's nodes, as scontrol does.</summary>
[Cmdlet(VerbsCommon.Get, "SlurmNode")]
[OutputType(typeof(SlurmNode))]
public sealed class GetSlurmNodeCommand : SlurmListCommand
{
    /// <summary>Nodes, by name or pattern; all of them without it.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NodeCompleter))]
    public string[] NodeName { get; set; } = [];

    /// <summary>Nodes of these partitions, by name or pattern.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [NameListTransformation]
    [ArgumentCompleter(typeof(PartitionCompleter))]
    public string[] Partition { get; set; } = [];

    /// <summary>Nodes in these states, or with these flags: IDLE, DRAIN.</summary>
    [Parameter]
    [NameListTransformation]
    [ArgumentCompleter(typeof(NodeStateCompleter))]
    public string[] State { get; set; } = [];

    /// <summary>The cluster; without it the one that the commands belong to.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SlurmClusterCompleter))]
    public string? Cluster { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteNamed(
        "node", NodeName,
        (names, cancellation) => Bank.Slurm.Scontrol.ListNodes(names.Count == 1 ? names[0] : null, Cluster, cancellation),
        node => node.Name,
        node => Wanted(SlurmNode.Of(node, Bank.Zone)));

    private SlurmNode? Wanted(SlurmNode node)
    {
        string[] states = node.State.Split(['+', '*', '~', '#', '$', '@'], StringSplitOptions.RemoveEmptyEntries);
        return (Partition.Length == 0 || node.Partitions.Any(partition => !IsNone(Partition, partition)))
            && (State.Length == 0 || states.Any(state => !IsNone(State, state))) ? node : null;
    }
}
