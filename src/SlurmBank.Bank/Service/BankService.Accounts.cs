using System.Collections.Generic;
using System.Threading;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <content>Slurm's own accounts, users and limits.</content>
public sealed partial class BankService
{
    /// <summary>Reads Slurm's accounts. Asks Slurm.</summary>
    /// <param name="names">Names; empty for all. One that does not exist is passed over.</param>
    /// <param name="cluster">Only those of this cluster; null for all.</param>
    /// <param name="cancellation">Ends the commands.</param>
    /// <returns>The accounts, and the lines that could not be read.</returns>
    public SlurmTable<SlurmAccountReport> SlurmAccounts(IReadOnlyList<string> names, string? cluster = null, CancellationToken cancellation = default) =>
        SlurmAccountReading.Read(context.Slurm, names, cluster, cancellation);

    /// <summary>The cluster that is meant where none is named: the only one of the configuration, else Slurm's own. May ask Slurm.</summary>
    /// <param name="asked">The one that was named; null for none.</param>
    /// <param name="cancellation">Ends the command.</param>
    /// <exception cref="ClusterNotFoundException">The one named is none of the bank's.</exception>
    /// <exception cref="Ledger.InvalidRequestException">There are several.</exception>
    public string OneCluster(string? asked, CancellationToken cancellation = default)
    {
        IReadOnlyList<string> clusters = context.Clusters(asked, cancellation);
        return clusters.Count == 1 ? clusters[0]
            : throw new Ledger.InvalidRequestException($"There are {clusters.Count} clusters: {string.Join(", ", clusters)}.", "Name one of them: -Cluster.");
    }

    /// <summary>Makes accounts in Slurm. Asks and changes Slurm.</summary>
    public IReadOnlyList<ChangeOutcome<SlurmAccountReport>> CreateSlurmAccounts(AccountSettingCommand command, CancellationToken cancellation = default) =>
        new SlurmAccountWriting(context, OneCluster(command.Cluster, cancellation), cancellation).Create(command);

    /// <summary>Changes accounts in Slurm. Asks and changes Slurm.</summary>
    public IReadOnlyList<ChangeOutcome<SlurmAccountReport>> ModifySlurmAccounts(AccountSettingCommand command, CancellationToken cancellation = default) =>
        new SlurmAccountWriting(context, OneCluster(command.Cluster, cancellation), cancellation).Modify(command);

    /// <summary>Removes accounts from Slurm; the ledger keeps them. Asks and changes Slurm.</summary>
    public IReadOnlyList<ChangeOutcome<SlurmAccountReport>> RemoveSlurmAccounts(AccountRemoval command, CancellationToken cancellation = default) =>
        new SlurmAccountRemoval(context, OneCluster(command.Cluster, cancellation), cancellation).Remove(command);

    /// <summary>Adds users to accounts in Slurm. Asks and changes Slurm.</summary>
    public IReadOnlyList<ChangeOutcome<SlurmAccountReport>> AddSlurmUsers(AccountUserCommand command, CancellationToken cancellation = default) =>
        new SlurmUserWriting(context, OneCluster(command.Cluster, cancellation), cancellation).Add(command);

    /// <summary>Removes users from accounts in Slurm. Asks and changes Slurm.</summary>
    public IReadOnlyList<ChangeOutcome<SlurmAccountReport>> RemoveSlurmUsers(AccountUserCommand command, CancellationToken cancellation = default) =>
        new SlurmUserWriting(context, OneCluster(command.Cluster, cancellation), cancellation).Remove(command);

    /// <summary>Sets limits of accounts and users in Slurm. Asks and changes Slurm.</summary>
    public IReadOnlyList<ChangeOutcome<SlurmAssociation>> SetSlurmLimits(AssociationCommand command, CancellationToken cancellation = default) =>
        new AssociationWriting(context, OneCluster(command.Cluster, cancellation), cancellation).Set(command);

    /// <summary>Sets the usage that slurmctld counts to 0. Asks and changes Slurm; the ledger is another matter.</summary>
    public IReadOnlyList<ChangeOutcome<SlurmShare>> ResetSlurmUsage(AssociationCommand command, CancellationToken cancellation = default) =>
        new AssociationWriting(context, OneCluster(command.Cluster, cancellation), cancellation).Reset(command);
}
