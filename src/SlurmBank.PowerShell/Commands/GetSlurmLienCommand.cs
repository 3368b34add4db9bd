using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Shows what is set aside for jobs that have not finished.</summary>
[Cmdlet(VerbsCommon.Get, "SlurmLien")]
[OutputType(typeof(LienReport))]
public sealed class GetSlurmLienCommand : AccountReadCommand
{
    /// <summary>Shows liens that have ended too.</summary>
    [Parameter]
    public SwitchParameter IncludeEnded { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteEachAccount(names => Bank.Liens(names, IncludeEnded));
}
