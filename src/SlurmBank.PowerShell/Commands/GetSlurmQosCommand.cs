using System.Management.Automation;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Shows Slurm's QOS with their limits, as sacctmgr does.</summary>
[Cmdlet(VerbsCommon.Get, "SlurmQos")]
[OutputType(typeof(SlurmQos))]
public sealed class GetSlurmQosCommand : SlurmListCommand
{
    /// <summary>QOS, by name or pattern; all of them without it.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(QosCompleter))]
    public string[] Qos { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        WriteNamed("QOS", Qos, (names, cancellation) => Bank.Slurm.Sacctmgr.ListQos(names, cancellation), qos => qos.Qos.Name, SlurmQos.Of);
}
