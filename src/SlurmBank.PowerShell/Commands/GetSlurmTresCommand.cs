using System.Management.Automation;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Shows the TRES that slurmdbd records, as sacctmgr does.</summary>
[Cmdlet(VerbsCommon.Get, "SlurmTres")]
[OutputType(typeof(SlurmTres))]
public sealed class GetSlurmTresCommand : SlurmListCommand
{
    /// <summary>TRES, by name or pattern such as <c>gres/*</c>; all of them without it.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(TresCompleter))]
    public string[] Tres { get; set; } = [];

    private protected override bool IsTres => true;

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        WriteNamed("TRES", Tres, (_, cancellation) => Bank.Slurm.Sacctmgr.ReadTres(cancellation), tres => tres.FullName, SlurmTres.Of);
}
