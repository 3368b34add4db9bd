using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Commands;

public sealed partial class NewSlurmAllocationCommand
{
    private readonly List<string> names = [];

    /// <summary>How long each allocation of a row lasts: Month, Quarter or Year. Once, or nothing, for a single one; an investment is by years.</summary>
    [Parameter(ParameterSetName = GrantSet, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PeriodCompleter))]
    public string? Every { get; set; }

    /// <summary>How many periods the row has.</summary>
    [Parameter(ParameterSetName = GrantSet, ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    public int? Count { get; set; }

    /// <summary>Divides the amount over the periods instead of granting it in each; an investment is divided anyway.</summary>
    [Parameter(ParameterSetName = GrantSet)]
    public SwitchParameter Split { get; set; }

    /// <summary>The part, 0 to 1, of what a period leaves unused that goes to the next one.</summary>
    [Parameter(ParameterSetName = GrantSet, ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    public decimal? CarryOver { get; set; }

    /// <summary>The most that goes to the next period, as a part, 0 to 1, of the amount of the period.</summary>
    [Parameter(ParameterSetName = GrantSet, ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    public decimal? CarryOverLimit { get; set; }

    /// <summary>The part, 0 to 1, of the next period that may be spent in advance.</summary>
    [Parameter(ParameterSetName = GrantSet, ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    public decimal? Borrow { get; set; }

    /// <summary>How many days after its period each allocation may still be spent.</summary>
    [Parameter(ParameterSetName = GrantSet, ValueFromPipelineByPropertyName = true)]
    [EmptyIsNull]
    public int? GraceDays { get; set; }

    /// <summary>Allocations to renew: the same account, currency, kind, priority and scope again, after their end.</summary>
    [Parameter(ParameterSetName = RenewalSet, Mandatory = true)]
    [ArgumentCompleter(typeof(AllocationCompleter))]
    public long[] RenewalOf { get; set; } = [];

    /// <summary>Does what is due: the next periods of rows, what is carried over, what rules say of new accounts.</summary>
    [Parameter(ParameterSetName = DueSet, Mandatory = true)]
    public SwitchParameter Due { get; set; }

    /// <summary>Passes over the rules about grants in the configuration.</summary>
    [Parameter(ParameterSetName = GrantSet)]
    [Parameter(ParameterSetName = RenewalSet)]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // No object came through the pipeline: that is not the same as all accounts.
        if (ParameterSetName == DueSet && (names.Count > 0 || !MyInvocation.ExpectingInput))
        {
            DoWhatIsDue();
        }

        base.EndProcessing();
    }

    private void Renew()
    {
        foreach (long id in RenewalOf)
        {
            var command = new RenewalCommand { AllocationId = id, Amount = Amount?.Amount, Unit = Amount?.Unit, StartDate = StartDate, EndDate = EndDate, Reference = GivenReference, Reason = Reason, Force = Force };
            if (Change($"allocation {id}", "Renew", id, plan => Bank.Renew(command with { IsPlan = plan }), out MovementReport? report) && report is not null)
            {
                Tell(report.Allocation.Account, report.Seq, report.IsNew);
                WriteObject(report.Allocation);
            }
        }
    }

    private void DoWhatIsDue()
    {
        string target = names.Count == 0 ? "all accounts" : $"accounts {string.Join(", ", names)}";
        if (Change(target, "Do what is due", target, plan => Bank.RunDue(new DueCommand { Accounts = names, IsPlan = plan }), out IReadOnlyList<RenewalAction>? actions) && actions is not null)
        {
            foreach (RenewalAction failed in actions.Where(a => a.Action == "failed"))
            {
                WriteWarning($"What is due for account '{failed.Account}' was not done: {failed.Reason}");
            }

            WriteObject(actions, enumerateCollection: true);
        }
    }

    private void Tell(string account, long seq, bool isNew)
    {
        if (!isNew && seq > 0)
        {
            WriteVerbose($"Account '{account}': done before under the same reference, in entry {seq}; nothing was moved.");
        }
    }
}
