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
        if (Try<IReadOnlyList<BankFinding>>(null, Test, out IReadOnlyList<BankFinding>? findings))
        {
            Answer(HasNoError(findings), findings);
        }
    }

    /// <summary>A file with errors cannot be used to look further: then its findings are the answer.</summary>
    private IReadOnlyList<BankFinding> Test()
    {
        IReadOnlyList<BankFinding> file = BankService.CheckConfiguration(Resolve(ConfigurationPath));
        return HasNoError(file) ? Run(cancellation => Bank.TestConfiguration(cancellation)) : file;
    }
}
