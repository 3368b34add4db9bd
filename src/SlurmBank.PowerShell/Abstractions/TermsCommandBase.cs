using System;
using System.ComponentModel;
using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Abstractions;

/// <summary>What the cmdlets that change allocations' terms share.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class TermsCommandBase : BankChangeCommand
{
    private protected TermsCommandBase()
    {
    }

    // Only the number is taken from the pipeline: an allocation has terms and a reference of its own, which would be set again.

    /// <summary>The allocations' numbers.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(AllocationCompleter))]
    public long[] AllocationId { get; set; } = [];

    /// <summary>The last date of the window, itself in it.</summary>
    [Parameter]
    [Alias("EndTime")]
    [MomentTransformation]
    [ArgumentCompleter(typeof(MomentCompleter))]
    public SiteMoment? EndDate { get; set; }

    /// <summary>The ticket number; the same change with the same reference is done once only.</summary>
    [Parameter]
    public string? Reference { get; set; }

    /// <summary>Why.</summary>
    [Parameter]
    public string Reason { get; set; } = string.Empty;

    /// <summary>The reference to use.</summary>
    private protected string? GivenReference => string.IsNullOrWhiteSpace(Reference) ? null : Reference.Trim();

    /// <summary>Changes one allocation after the other.</summary>
    private protected void ChangeEach(string action, Func<long, bool, MovementReport> change)
    {
        foreach (long id in AllocationId)
        {
            if (!Change($"allocation {id}", action, id, plan => change(id, plan), out MovementReport? report) || report is null)
            {
                continue;
            }

            if (!report.IsNew)
            {
                WriteVerbose($"Allocation {id} is so already; nothing was changed.");
            }

            if (PassThru)
            {
                WriteObject(report.Allocation);
            }
        }
    }
}
