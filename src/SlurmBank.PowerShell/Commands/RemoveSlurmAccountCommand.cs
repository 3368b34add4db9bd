using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Removes accounts from Slurm, with their users' associations and limits. The ledger keeps them and all their entries.</summary>
[Cmdlet(VerbsCommon.Remove, "SlurmAccount", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(SlurmAccountReport))]
public sealed class RemoveSlurmAccountCommand : SlurmChangeCommand
{
    /// <summary>The accounts.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ValidateNotNullOrEmpty]
    [AccountTransformation]
    [ArgumentCompleter(typeof(SlurmAccountCompleter))]
    public string[] Account { get; set; } = [];

    /// <summary>Also all accounts below them.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <summary>Although the bank has funds of them, and with users who have no other account.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string action = Recurse ? "Remove from Slurm with all accounts below it, their users' associations and limits" : "Remove from Slurm with its users' associations and limits";
        foreach (string account in Account)
        {
            Agree(account, $"account '{account}'", action, plan => plan);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        ChangeAgreed<bool, SlurmAccountReport>((plan, accounts, cancellation) => Bank.RemoveSlurmAccounts(
            new AccountRemoval { Accounts = accounts, Cluster = Cluster, Recurse = Recurse, Force = Force, IsPlan = plan }, cancellation));
        base.EndProcessing();
    }
}
