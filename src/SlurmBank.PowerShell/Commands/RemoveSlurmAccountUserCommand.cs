using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Removes users from accounts in Slurm.</summary>
[Cmdlet(VerbsCommon.Remove, "SlurmAccountUser", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(SlurmAccountReport))]
public sealed class RemoveSlurmAccountUserCommand : AccountUserCommandBase
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string[] users = Users();
        foreach (string account in users.Length == 0 ? [] : Account)
        {
            Agree(account, $"account '{account}'", $"Remove {string.Join(", ", users)}", plan => new Key(Joined(users), plan));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        ChangeAgreed<Key, SlurmAccountReport>((key, accounts, cancellation) => Bank.RemoveSlurmUsers(
            new AccountUserCommand { Accounts = accounts, Users = key.Users.Split(','), Cluster = Cluster, IsPlan = key.IsPlan }, cancellation));
        base.EndProcessing();
    }
}
