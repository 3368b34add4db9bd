using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Sets the usage that slurmctld counts for accounts or users to 0. The ledger, which is another matter, keeps what was charged.</summary>
[Cmdlet(VerbsCommon.Reset, "SlurmUsage", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(SlurmShare))]
public sealed class ResetSlurmUsageCommand : AssociationChangeCommand
{
    private protected override object? Present(object? result) => result is Slurm.SlurmShare share ? SlurmShare.Of(share) : result;

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        AgreeEach(User.Length == 0 ? "Set the usage of it and of all below it to 0, and take it from the accounts above" : "Set the usage to 0");

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        ChangeAgreed<Key, Slurm.SlurmShare>((key, accounts, cancellation) => Bank.ResetSlurmUsage(
            new AssociationCommand { Accounts = accounts, Users = key.List, Cluster = Cluster, Force = Force, IsPlan = key.IsPlan }, cancellation));
        base.EndProcessing();
    }
}
