using System.Collections.Generic;
using System.ComponentModel;
using System.Management.Automation;
using System.Threading;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Abstractions;

/// <summary>What the cmdlets share by which a person holds and releases accounts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class HoldCommandBase : HoldActionCommand
{
    private readonly List<HoldCommand> commands = [];

    private protected HoldCommandBase()
    {
    }

    /// <summary>Accounts, by name or pattern.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [AccountTransformation]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public string[] Account { get; set; } = [];

    // Reason and Until are this decision's: those of a hold that comes through the pipeline are not taken over.

    /// <summary>Why; it is kept, and shown with the hold.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Reason { get; set; } = string.Empty;

    /// <summary>Until when.</summary>
    [Parameter]
    [MomentTransformation(Ahead = true)]
    [ArgumentCompleter(typeof(MomentCompleter))]
    public SiteMoment? Until { get; set; }

    /// <summary>The cluster; without it the one that the configuration names, or Slurm's own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ClusterCompleter))]
    public string? Cluster { get; set; }

    /// <summary>Words the action for a person.</summary>
    private protected abstract string Describe();

    /// <summary>Does it for all accounts, or plans it.</summary>
    private protected abstract IReadOnlyList<HoldOutcome> Do(IReadOnlyList<HoldCommand> commands, CancellationToken cancellation);

    /// <summary>The command for an account.</summary>
    private protected virtual HoldCommand Command(string account) => new() { Account = account, Cluster = Cluster, Reason = Reason, Until = Until };

    /// <summary>Asks for each account; Slurm is asked, and changed, once for all of them.</summary>
    protected override void ProcessRecord()
    {
        foreach (string account in Expand(Account))
        {
            string text = $"Performing the operation \"{Describe()}\" on target \"account '{account}'\".";
            bool go = ShouldProcess(text, $"Are you sure you want to perform this action?\n{text}", "Confirm", out ShouldProcessReason reason);
            if (go || (reason.HasFlag(ShouldProcessReason.WhatIf) && PassThru))
            {
                commands.Add(Command(account) with { IsPlan = !go });
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (commands.Count > 0 && Try<IReadOnlyList<HoldOutcome>>(commands.Count == 1 ? commands[0].Account : null, () => Run(cancellation => Do(commands, cancellation)), out IReadOnlyList<HoldOutcome>? outcomes))
        {
            foreach (HoldOutcome outcome in outcomes)
            {
                Answer(outcome);
            }
        }

        base.EndProcessing();
    }

    private void Answer(HoldOutcome outcome)
    {
        if (Try<HoldAction>(outcome.Account, () => outcome.Error is null ? outcome.Action! : throw outcome.Error, out HoldAction? action))
        {
            Report(action);
            if (PassThru)
            {
                WriteObject(action);
            }
        }
    }
}
