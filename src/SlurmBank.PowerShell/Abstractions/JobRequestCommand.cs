using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.IO;
using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Abstractions;

/// <summary>What the cmdlets share that are about a job which is not submitted yet: a script, options, or both.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class JobRequestCommand : LedgerCommand
{
    private protected const string OptionSet = "Option";
    private protected const string PathSet = "Path";
    private protected const string LiteralPathSet = "LiteralPath";

    private protected JobRequestCommand()
    {
    }

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
    [ArgumentCompleter(typeof(PartitionCompleter))]
    public string[] Partition { get; set; } = [];

    /// <summary>The QOS.</summary>
    [Parameter(ParameterSetName = OptionSet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [ArgumentCompleter(typeof(QosCompleter))]
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
    [ArgumentCompleter(typeof(UserCompleter))]
    public string? User { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case PathSet:
                Array.ForEach(Path, TakePattern);
                break;
            case LiteralPathSet:
                Array.ForEach(LiteralPath, path => TakeScript(path, GetUnresolvedProviderPathFromPSPath(path)));
                break;
            default:
                Answer(null, new QuoteCommand { Options = Options(), User = User });
                break;
        }
    }

    /// <summary>The scripts of a path or pattern.</summary>
    private protected virtual ICollection<string> Find(string pattern) => GetResolvedProviderPathFromPSPath(pattern, out _);

    /// <summary>Answers about a request.</summary>
    /// <param name="target">What it is about, for errors; null for options alone.</param>
    /// <param name="command">The request.</param>
    private protected abstract void Answer(object? target, QuoteCommand command);

    private void TakePattern(string pattern)
    {
        if (Try<ICollection<string>>(pattern, () => Find(pattern), out ICollection<string>? files))
        {
            foreach (string file in files)
            {
                TakeScript(file, file);
            }
        }
    }

    private void TakeScript(string target, string file)
    {
        if (Try<string>(target, () => File.ReadAllText(file), out string? script))
        {
            Answer(target, new QuoteCommand { Script = script, ScriptName = file, Options = Options(), User = User });
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
