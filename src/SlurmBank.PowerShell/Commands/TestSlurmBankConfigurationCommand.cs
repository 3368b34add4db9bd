using System.Collections.Generic;
using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Tests the configuration, the cluster's and the bank's, and names what is missing with its fix.</summary>
[Cmdlet(VerbsDiagnostic.Test, "SlurmBankConfiguration")]
[OutputType(typeof(bool), typeof(BankFinding))]
public sealed class TestSlurmBankConfigurationCommand : FindingTestCommand
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Try<IReadOnlyList<BankFinding>>(null, () => Run(cancellation => Bank.TestConfiguration(cancellation)), out IReadOnlyList<BankFinding>? findings))
        {
            Answer(HasNoError(findings), findings);
        }
    }
}
