using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Shows what was said of accounts' figures, and whether it is still so.</summary>
[Cmdlet(VerbsCommon.Get, "SlurmAssertion")]
[OutputType(typeof(AssertionReport))]
public sealed class GetSlurmAssertionCommand : AccountReadCommand
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteEachAccount(names => Bank.Assertions(names));
}
