using System.Management.Automation;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Shows Slurm's shares and usage of accounts and users, as sshare does.</summary>
[Cmdlet(VerbsCommon.Get, "SlurmShare")]
[OutputType(typeof(SlurmShare))]
public sealed class GetSlurmShareCommand : SlurmReadCommand
{
    /// <summary>Accounts, by name or pattern; all of them without it.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [AccountTransformation]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public string[] Account { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        WriteTable(Account, (accounts, cancellation) => Bank.Slurm.Sshare.Read(accounts, Cluster, cancellation), share => share.Account, share => share.User, SlurmShare.Of);
}
