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
    public SiteMoment? Until { get; set; }

    /// <summary>The cluster; without it the one that the configuration names, or Slurm's own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ClusterCompleter))]
    public string? Cluster { get; set; }

    /// <summary>Words the action for a person.</summary>
    private protected abstract string Describe();

    /// <summary>Does it, or plans it.</summary>
    private protected abstract HoldAction Do(HoldCommand command, CancellationToken cancellation);

    /// <summary>The command for an account.</summary>
    private protected virtual HoldCommand Command(string account) => new() { Account = account, Cluster = Cluster, Reason = Reason, Until = Until };

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string account in Expand(Account))
        {
            HoldCommand command = Command(account);
            if (Change($"account '{account}'", Describe(), account, Verb, out HoldAction? action) && action is not null)
            {
                Answer(action);
            }

            HoldAction Verb(bool isPlan) => Run(cancellation => Do(command with { IsPlan = isPlan }, cancellation));
        }
    }

    private void Answer(HoldAction action)
    {
        Report(action);
        if (PassThru)
        {
            WriteObject(action);
        }
    }
}
