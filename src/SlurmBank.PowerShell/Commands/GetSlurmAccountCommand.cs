using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Shows Slurm's accounts with their parents, texts and coordinators, as sacctmgr does.</summary>
[Cmdlet(VerbsCommon.Get, "SlurmAccount")]
[OutputType(typeof(SlurmAccountReport))]
public sealed class GetSlurmAccountCommand : SlurmListCommand
{
    /// <summary>Accounts, by name or pattern; all of them without it.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [AccountTransformation]
    [ArgumentCompleter(typeof(SlurmAccountCompleter))]
    public string[] Account { get; set; } = [];

    /// <summary>Accounts directly below these, by name or pattern.</summary>
    [Parameter]
    [SupportsWildcards]
    [NameListTransformation]
    [ArgumentCompleter(typeof(SlurmAccountCompleter))]
    public string[] Parent { get; set; } = [];

    /// <summary>The cluster; all of them without it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SlurmClusterCompleter))]
    public string? Cluster { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteNamed(
        "account", Account, (names, cancellation) => Bank.SlurmAccounts(names, Cluster, cancellation), account => account.Account, Wanted);

    private SlurmAccountReport? Wanted(SlurmAccountReport account)
    {
        if (Parent.Length == 0)
        {
            return account;
        }

        foreach (string parent in account.Parents.Values)
        {
            if (!IsNone(Parent, parent))
            {
                return account;
            }
        }

        return null;
    }
}
