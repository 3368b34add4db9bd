using System.Management.Automation;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Shows Slurm's associations with their limits, as sacctmgr does.</summary>
[Cmdlet(VerbsCommon.Get, "SlurmAssociation")]
[OutputType(typeof(SlurmAssociation))]
public sealed class GetSlurmAssociationCommand : SlurmReadCommand
{
    /// <summary>Accounts, by name or pattern; all of them without it.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [AccountTransformation]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public string[] Account { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        WriteTable(Account, (accounts, cancellation) => Bank.Slurm.Sacctmgr.ReadAssociations(Cluster, accounts, cancellation), row => row.Account, row => row.User, SlurmAssociation.Of);
}
