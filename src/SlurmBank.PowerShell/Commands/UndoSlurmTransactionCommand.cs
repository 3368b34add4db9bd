using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Takes mistaken grants, deposits, withdrawals, transfers, refunds and write-offs back, each once, by new entries.</summary>
[Cmdlet(VerbsCommon.Undo, "SlurmTransaction", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(TransactionReport))]
public sealed class UndoSlurmTransactionCommand : BankChangeCommand
{
    // Reason and reference are not taken from the pipeline: an entry has its own.

    /// <summary>The entries' numbers.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ReversibleEntryCompleter))]
    public long[] Seq { get; set; } = [];

    /// <summary>The ticket number; the same again is done once only.</summary>
    [Parameter]
    public string? Reference { get; set; }

    /// <summary>Why.</summary>
    [Parameter]
    public string Reason { get; set; } = string.Empty;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (long seq in Seq)
        {
            var command = new UndoCommand { Seq = seq, Reference = string.IsNullOrWhiteSpace(Reference) ? null : Reference.Trim(), Reason = Reason };
            if (!Try<ReversalReport>(seq, () => Bank.Undo(command with { IsPlan = true }), out ReversalReport? plan))
            {
                continue;
            }

            if (Change($"entry {seq}, the {plan.Reversed.Kind} of account '{plan.Reversed.Account}'", "Reverse", seq, isPlan => isPlan ? plan : Bank.Undo(command), out ReversalReport? report)
                && report is not null)
            {
                Tell(report);
            }
        }
    }

    private void Tell(ReversalReport report)
    {
        if (!report.IsNew)
        {
            WriteVerbose($"Entry {report.Reversed.Seq} was reversed before under the same reference, in entry {report.Transaction.Seq}; nothing was moved.");
        }

        if (PassThru)
        {
            WriteObject(report.Transaction);
        }
    }
}
