using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Tells whether the account of a job could pay for it, or what the gate would do with it. Nothing is submitted.</summary>
[Cmdlet(VerbsDiagnostic.Test, "SlurmJob", DefaultParameterSetName = OptionSet)]
[OutputType(typeof(bool), typeof(JobDecision))]
public sealed class TestSlurmJobCommand : JobRequestCommand
{
    /// <summary>Gives the decision, with its figures and its text, instead of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    private protected override void Answer(object? target, QuoteCommand command)
    {
        if (!Try<JobDecision>(target, () => Run(cancellation => Bank.Decide(command, cancellation)), out JobDecision? decision))
        {
            return;
        }

        if (Detailed)
        {
            WriteObject(decision);
            return;
        }

        WriteVerbose(decision.Text);
        WriteObject(decision.Affordable);
    }
}
