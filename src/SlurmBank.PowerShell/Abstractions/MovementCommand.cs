using System.ComponentModel;
using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.Engine;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Abstractions;

/// <summary>What the cmdlets that move amounts share.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class MovementCommand : BankChangeCommand
{
    private bool referenceIsTyped;

    private protected MovementCommand()
    {
    }

    /// <summary>The amount: a number of SU, or a text such as <c>10k</c>, <c>1.5M SU</c> or <c>500 GPU-h</c>.</summary>
    public abstract StatedAmount? Amount { get; set; }

    /// <summary>What the amount is counted in; the site's default without it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(CurrencyCompleter))]
    public string? Currency { get; set; }

    /// <summary>The award or ticket number; the same movement with the same reference is done once only.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Reference { get; set; }

    /// <summary>Why.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string Reason { get; set; } = string.Empty;

    /// <summary>The allocation that came through the pipeline, where it was one of this module's.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public AllocationReport? InputObject { get; set; }

    /// <summary>
    /// The reference to use. One that came with an allocation through the pipeline is that allocation's own, not the new movement's.
    /// </summary>
    private protected string? GivenReference =>
        !referenceIsTyped && InputObject is not null ? null : NullIfEmpty(Reference);

    /// <inheritdoc/>
    protected override void BeginProcessing() => referenceIsTyped = MyInvocation.BoundParameters.ContainsKey(nameof(Reference));

    /// <summary>The amount and what it is counted in, for what a person is asked.</summary>
    private protected string AmountText => $"{Amount?.Amount} {Amount?.Unit ?? NullIfEmpty(Currency) ?? "SU"}";

    /// <summary>Null for an empty text, as an empty cell of a CSV file gives it.</summary>
    private protected static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>Says so where the movement had been done before.</summary>
    private protected void Tell(MovementReport report)
    {
        if (!report.IsNew && report.Seq > 0)
        {
            WriteVerbose($"Account '{report.Allocation.Account}': done before under the same reference, in entry {report.Seq}; nothing was moved.");
        }
    }
}
