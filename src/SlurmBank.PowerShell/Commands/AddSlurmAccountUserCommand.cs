using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Adds users to accounts in Slurm.</summary>
[Cmdlet(VerbsCommon.Add, "SlurmAccountUser", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(SlurmAccountReport))]
public sealed class AddSlurmAccountUserCommand : AccountUserCommandBase
{
    /// <summary>The partition that they may use for it; all without it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PartitionCompleter))]
    public string? Partition { get; set; }

    /// <summary>Shares of the account; 1 without it.</summary>
    [Parameter]
    [Alias("Shares", "Fairshare")]
    [ValidateRange(0, int.MaxValue)]
    public int? Share { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string[] users = Users();
        if (users.Length == 0 || (Partition is not null && !IsName("partition", Partition)))
        {
            return;
        }

        foreach (string account in Account)
        {
            Agree(account, $"account '{account}'", $"Add {string.Join(", ", users)}", plan => new Key(Joined(users), plan));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        ChangeAgreed<Key, SlurmAccountReport>((key, accounts, cancellation) => Bank.AddSlurmUsers(
            new AccountUserCommand { Accounts = accounts, Users = key.Users.Split(','), Cluster = Cluster, Partition = Partition, Shares = Share, IsPlan = key.IsPlan },
            cancellation));
        base.EndProcessing();
    }
}
