using System.Management.Automation;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Shows the clusters that slurmdbd knows, as sacctmgr does.</summary>
[Cmdlet(VerbsCommon.Get, "SlurmCluster")]
[OutputType(typeof(SlurmCluster))]
public sealed class GetSlurmClusterCommand : SlurmListCommand
{
    /// <summary>Clusters, by name or pattern; all of them without it.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SlurmClusterCompleter))]
    public string[] Cluster { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        WriteNamed("cluster", Cluster, (names, cancellation) => Bank.Slurm.Sacctmgr.ListClusters(names, cancellation), cluster => cluster.Name, SlurmCluster.Of);
}
