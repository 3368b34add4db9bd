using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Shows what a script or a request would cost, or what settled jobs did cost, with the arithmetic.</summary>
[Cmdlet(VerbsCommon.Get, "SlurmJobCost", DefaultParameterSetName = OptionSet)]
[OutputType(typeof(QuoteReport), ParameterSetName = [OptionSet, PathSet, LiteralPathSet])]
[OutputType(typeof(RunCostReport), ParameterSetName = [JobSet])]
public sealed class GetSlurmJobCostCommand : LedgerCommand
{
    private const string OptionSet = "Option";
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string JobSet = "Job";

    /// <summary>Batch scripts, by path or pattern.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Batch scripts, by path as it is.</summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Settled jobs: 123, 4_3, 12+0, or Slurm's JobIDRaw.</summary>
    [Parameter(ParameterSetName = JobSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] JobId { get; set; } = [];

    /// <summary>Further options as sbatch takes them, in one text or each an argument; they win over those of a script.</summary>
    [Parameter(ParameterSetName = OptionSet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public string[] Option { get; set; } = [];

    /// <summary>The account that would pay.</summary>
    [Parameter(ParameterSetName = OptionSet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public string? Account { get; set; }

    /// <summary>The partition, or several with commas.</summary>
    [Parameter(ParameterSetName = OptionSet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [NameListTransformation]
    public string[] Partition { get; set; } = [];

    /// <summary>The QOS.</summary>
    [Parameter(ParameterSetName = OptionSet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public string? Qos { get; set; }

    /// <summary>The time limit, as Slurm writes it or as a span of time.</summary>
    [Parameter(ParameterSetName = OptionSet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [TimeLimitTransformation]
    public string? TimeLimit { get; set; }

    /// <summary>The user who would submit it; without it the one who asks.</summary>
    [Parameter(ParameterSetName = OptionSet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [ValidateNotNullOrEmpty]
    public string? User { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case JobSet:
                Array.ForEach(JobId, job => WriteEach(job, () => Bank.Costs([job])));
                break;
            case PathSet:
                Array.ForEach(Path, QuotePattern);
                break;
            case LiteralPathSet:
                Array.ForEach(LiteralPath, path => QuoteScript(path, GetUnresolvedProviderPathFromPSPath(path)));
                break;
            default:
                Quote(null, new QuoteCommand { Options = Options(), User = User });
                break;
        }
    }

    private void QuotePattern(string pattern)
    {
        if (Try<ICollection<string>>(pattern, () => GetResolvedProviderPathFromPSPath(pattern, out _), out ICollection<string>? files))
        {
            foreach (string file in files)
            {
                QuoteScript(file, file);
            }
        }
    }

    private void QuoteScript(string target, string file)
    {
        if (Try<string>(target, () => File.ReadAllText(file), out string? script))
        {
            Quote(target, new QuoteCommand { Script = script, ScriptName = file, Options = Options(), User = User });
        }
    }

    private void Quote(object? target, QuoteCommand command)
    {
        if (Try(target, () => Run(cancellation => Bank.Quote(command, cancellation)), out QuoteReport? quote))
        {
            WriteObject(quote);
        }
    }

    private List<string> Options()
    {
        var options = new List<string>();
        Add(options, "--account=", Account);
        Add(options, "--partition=", string.Join(',', Partition));
        Add(options, "--qos=", Qos);
        Add(options, "--time=", TimeLimit);
        options.AddRange(OptionWords.Split(Option));
        return options;
    }

    private static void Add(List<string> options, string option, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            options.Add(option + value);
        }
    }
}
