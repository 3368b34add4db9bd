using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Shows runs that no tariff version can price; they are kept and tried again.</summary>
[Cmdlet(VerbsCommon.Get, "SlurmParkedRun")]
[OutputType(typeof(ParkedRunReport))]
public sealed class GetSlurmParkedRunCommand : LedgerCommand
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteEach(null, () => Bank.ParkedRuns());
}
