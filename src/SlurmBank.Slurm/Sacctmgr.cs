using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace SlurmBank.Slurm;

/// <summary>
/// Reads slurmdbd's accounts, associations, users, QOS and TRES by sacctmgr, and sets the limits that holds use.
/// sacctmgr escapes nothing: the listings that decisions rest on ask for no free text, and rows with another number of columns are problems.
/// </summary>
public sealed partial class Sacctmgr
{
    private readonly SlurmCommands _slurm;

    internal Sacctmgr(SlurmCommands slurm) => _slurm = slurm;

    /// <summary>Reads the accounts with their texts. A text with a bar or a newline in it makes a problem, not a record.</summary>
    /// <param name="cancellation">Ends the command.</param>
    /// <returns>The accounts, and the lines that could not be read.</returns>
    /// <exception cref="SlurmCommandException">sacctmgr failed.</exception>
    public SlurmTable<SlurmAccount> ReadAccounts(CancellationToken cancellation = default) =>
        List<SlurmAccount>("account", SacctmgrRows.AccountColumns, [], SacctmgrRows.Account, cancellation);

    /// <summary>Reads the coordinators of accounts.</summary>
    /// <param name="cancellation">Ends the command.</param>
    /// <returns>One row for each coordinator of each account, and the lines that could not be read.</returns>
    /// <exception cref="SlurmCommandException">sacctmgr failed.</exception>
    public SlurmTable<SlurmCoordinator> ReadCoordinators(CancellationToken cancellation = default)
    {
        SlurmTable<SlurmCoordinator> table = List<SlurmCoordinator>("account", SacctmgrRows.CoordinatorColumns, ["withcoordinators"], SacctmgrRows.Coordinators, cancellation);
        IEnumerable<SlurmCoordinator> each = table.Rows.SelectMany(row => row.User.Split(',', StringSplitOptions.RemoveEmptyEntries), (row, user) => new SlurmCoordinator(row.Account, user));
        return new SlurmTable<SlurmCoordinator>([.. each], table.Problems);
    }

    /// <summary>Reads associations of accounts and of users.</summary>
    /// <param name="cluster">The cluster; null for all.</param>
    /// <param name="accounts">The accounts; null or empty for all. One that does not exist is passed over.</param>
    /// <param name="cancellation">Ends the command.</param>
    /// <returns>The associations, and the lines that could not be read.</returns>
    /// <exception cref="SlurmCommandException">sacctmgr failed.</exception>
    /// <exception cref="SlurmNameException">A cluster or account is not a name.</exception>
    public SlurmTable<SlurmAssociation> ReadAssociations(
        string? cluster = null, IReadOnlyCollection<string>? accounts = null, CancellationToken cancellation = default)
    {
        var where = new List<string>();
        if (cluster is not null)
        {
            where.Add("cluster=" + SlurmNames.Require("cluster", cluster));
        }

        if (accounts is { Count: > 0 })
        {
            where.Add("account=" + SlurmNames.List("account", accounts));
        }

        return List<SlurmAssociation>("association", SacctmgrRows.AssociationColumns, where, SacctmgrRows.Association, cancellation);
    }

    /// <summary>Reads the users.</summary>
    /// <param name="user">One user; null for all that may be seen.</param>
    /// <param name="cancellation">Ends the command.</param>
    /// <returns>The users, and the lines that could not be read.</returns>
    /// <exception cref="SlurmCommandException">sacctmgr failed.</exception>
    /// <exception cref="SlurmNameException">The user is not a name.</exception>
    public SlurmTable<SlurmUser> ReadUsers(string? user = null, CancellationToken cancellation = default) =>
        List<SlurmUser>(
            "user", SacctmgrRows.UserColumns, user is null ? [] : ["name=" + SlurmNames.Require("user", user)], SacctmgrRows.User, cancellation);

    /// <summary>Reads the QOS with their limits.</summary>
    /// <param name="cancellation">Ends the command.</param>
    /// <returns>The QOS, and the lines that could not be read.</returns>
    /// <exception cref="SlurmCommandException">sacctmgr failed.</exception>
    public SlurmTable<SlurmQos> ReadQos(CancellationToken cancellation = default) =>
        List<SlurmQos>("qos", SacctmgrRows.QosColumns, [], SacctmgrRows.Qos, cancellation);

    /// <summary>Reads the TRES that are recorded.</summary>
    /// <param name="cancellation">Ends the command.</param>
    /// <returns>The TRES, and the lines that could not be read.</returns>
    /// <exception cref="SlurmCommandException">sacctmgr failed.</exception>
    public SlurmTable<SlurmTres> ReadTres(CancellationToken cancellation = default) =>
        List<SlurmTres>("tres", SacctmgrRows.TresColumns, [], SacctmgrRows.Tres, cancellation);

    /// <summary>Reads the clusters.</summary>
    /// <param name="cancellation">Ends the command.</param>
    /// <returns>The clusters, and the lines that could not be read.</returns>
    /// <exception cref="SlurmCommandException">sacctmgr failed.</exception>
    public SlurmTable<SlurmCluster> ReadClusters(CancellationToken cancellation = default) =>
        List<SlurmCluster>("cluster", SacctmgrRows.ClusterColumns, [], SacctmgrRows.Cluster, cancellation);

    /// <summary>Reads slurmdbd's own configuration, by <c>sacctmgr show configuration</c>.</summary>
    /// <param name="cancellation">Ends the command.</param>
    /// <returns>The values by name, without case; empty where slurmdbd gave none.</returns>
    /// <exception cref="SlurmCommandException">sacctmgr failed.</exception>
    public IReadOnlyDictionary<string, string> ReadDatabaseConfiguration(CancellationToken cancellation = default) =>
        ConfigurationText.Read(_slurm.Capture("sacctmgr", ["--readonly", "show", "configuration"], cancellation), section: 1);

    /// <summary>
    /// Sets limits on the associations of accounts (not of their users): one command for many accounts.
    /// Where a later command fails, the earlier ones stand: read back.
    /// </summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="accounts">The accounts.</param>
    /// <param name="changes">The limits.</param>
    /// <param name="cancellation">Ends the command; what it had done stands.</param>
    /// <returns>What sacctmgr said.</returns>
    /// <exception cref="SlurmCommandException">sacctmgr failed.</exception>
    /// <exception cref="SlurmNameException">A name is none; nothing was run.</exception>
    public LimitOutcome ModifyAssociations(
        string cluster, IReadOnlyCollection<string> accounts, IReadOnlyCollection<LimitChange> changes, CancellationToken cancellation = default) =>
        LimitWriter.Write(
            _slurm, ["modify", "account", "where"], "account=", ["cluster=" + SlurmNames.Require("cluster", cluster)],
            "account", accounts, changes, cancellation);

    /// <summary>Sets limits on the associations of users in one account: one command for many users.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="account">The account.</param>
    /// <param name="users">The users.</param>
    /// <param name="changes">The limits.</param>
    /// <param name="partition">The partition of the associations; null for all associations of these users in the account.</param>
    /// <param name="cancellation">Ends the command; what it had done stands.</param>
    /// <returns>What sacctmgr said.</returns>
    /// <exception cref="SlurmCommandException">sacctmgr failed.</exception>
    /// <exception cref="SlurmNameException">A name is none; nothing was run.</exception>
    public LimitOutcome ModifyUserAssociations(
        string cluster, string account, IReadOnlyCollection<string> users, IReadOnlyCollection<LimitChange> changes,
        string? partition = null, CancellationToken cancellation = default)
    {
        List<string> where = ["account=" + SlurmNames.Require("account", account), "cluster=" + SlurmNames.Require("cluster", cluster)];
        if (partition is not null)
        {
            where.Add("partition=" + SlurmNames.Require("partition", partition));
        }

        return LimitWriter.Write(_slurm, ["modify", "user", "where"], "name=", where, "user", users, changes, cancellation);
    }

    private SlurmTable<T> List<T>(
        string entity, string columns, List<string> where, TableReader.Row<T> read, CancellationToken cancellation)
        where T : class
    {
        List<string> arguments = ["--readonly", "--noheader", "--parsable", "show", entity, .. where, "format=" + columns];
        using SlurmCall call = _slurm.Stream("sacctmgr", arguments, cancellation);
        return SlurmTable<T>.Of(TableReader.Read(call, "|"u8.ToArray(), columns.Split(',').Length, read, multiLine: entity == "account"));
    }
}
