using System.Collections.Generic;
using System.ComponentModel;
using System.Linq;
using System.Management.Automation;
using SlurmBank.Bank;

namespace SlurmBank.PowerShell.Abstractions;

/// <summary>What the cmdlets share that test something: true or false, or with <c>-Detailed</c> the findings behind it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class FindingTestCommand : LedgerCommand
{
    private protected FindingTestCommand()
    {
    }

    /// <summary>Gives the findings, each with its fix, instead of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <summary>Writes the answer.</summary>
    private protected void Answer(bool isGood, IReadOnlyList<BankFinding> findings)
    {
        if (Detailed)
        {
            WriteObject(findings, enumerateCollection: true);
            return;
        }

        foreach (BankFinding finding in findings)
        {
            WriteVerbose($"{finding.Severity}: {finding.Message} ({finding.Place}) {finding.Fix}".TrimEnd());
        }

        WriteObject(isGood);
    }

    /// <summary>True where no finding is an error.</summary>
    private protected static bool HasNoError(IReadOnlyList<BankFinding> findings) => findings.All(finding => finding.Severity != FindingSeverity.Error);
}
