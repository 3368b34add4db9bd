using System.Management.Automation;
using SlurmBank.PowerShell.Abstractions;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Shows the configuration in force, each value with where it came from.</summary>
[Cmdlet(VerbsCommon.Get, "SlurmBankConfiguration")]
[OutputType(typeof(SlurmBankConfiguration))]
public sealed class GetSlurmBankConfigurationCommand : LedgerCommand
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Try(null, () => SlurmBankConfiguration.Of(Bank), out SlurmBankConfiguration? configuration))
        {
            WriteObject(configuration);
        }
    }
}
