using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Verifies the whole ledger: the chain of entries, and every figure against the entries.</summary>
[Cmdlet(VerbsDiagnostic.Test, "SlurmLedger")]
[OutputType(typeof(bool), typeof(BankFinding))]
public sealed class TestSlurmLedgerCommand : FindingTestCommand
{
    private const string Activity = "Verifying the ledger";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Try<LedgerCheck>(null, () => RunWithProgress(Activity, (progress, cancellation) => Bank.Verify(progress, cancellation)), out LedgerCheck? check))
        {
            WriteVerbose($"{check.Entries} entries were walked; the newest is {check.HeadSeq}, its hash {check.Head}.");
            Answer(check.IsSound, check.Findings);
        }
    }
}
