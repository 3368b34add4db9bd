using System;
using System.Collections.Generic;
using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.Engine;
using SlurmBank.Ledger;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Shows what a script or a request would cost, or what settled jobs did cost, with the arithmetic.</summary>
[Cmdlet(VerbsCommon.Get, "SlurmJobCost", DefaultParameterSetName = OptionSet)]
[OutputType(typeof(QuoteReport), ParameterSetName = [OptionSet, PathSet, LiteralPathSet])]
[OutputType(typeof(RunCostReport), ParameterSetName = [JobSet])]
public sealed class GetSlurmJobCostCommand : JobRequestCommand
{
    private const string JobSet = "Job";

    /// <summary>Settled jobs: 123, 4_3, 12+0, or Slurm's JobIDRaw.</summary>
    [Parameter(ParameterSetName = JobSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ChargedJobCompleter))]
    public string[] JobId { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == JobSet)
        {
            Array.ForEach(JobId, job => WriteEach(job, () => Bank.Costs([job])));
        }
        else
        {
            base.ProcessRecord();
        }
    }

    private protected override void Answer(object? target, QuoteCommand command)
    {
        if (Try(target, () => Run(cancellation => Bank.Quote(command, cancellation)), out QuoteReport? quote))
        {
            WriteObject(quote);
        }
    }

    /// <summary>A number is a job more often than a script.</summary>
    private protected override ICollection<string> Find(string pattern)
    {
        try
        {
            return base.Find(pattern);
        }
        catch (ItemNotFoundException) when (char.IsAsciiDigit(pattern[0]) && pattern.AsSpan().IndexOfAnyExcept("0123456789_+") < 0)
        {
            throw new InvalidRequestException($"There is no script '{pattern}'; what a job cost is asked for with -JobId {pattern}.", $"Get-SlurmJobCost -JobId {pattern}");
        }
    }
}
