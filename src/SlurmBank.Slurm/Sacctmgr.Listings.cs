using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace SlurmBank.Slurm;

/// <content>Listings for people to look at, filtered by slurmdbd.</content>
public sealed partial class Sacctmgr
{
    /// <summary>Reads accounts with their coordinators and texts. What an administrator wrote never hides another account, and decides nothing.</summary>
    /// <param name="accounts">The accounts; null or empty for all. One that does not exist is passed over.</param>
    /// <param name="cancellation">Ends the command.</param>
    /// <returns>The accounts, and the lines that could not be read.</returns>
    /// <exception cref="SlurmCommandException">sacctmgr failed.</exception>
    /// <exception cref="SlurmNameException">An account is not a name.</exception>
    public SlurmTable<AccountListing> ListAccounts(IReadOnlyCollection<string>? accounts = null, CancellationToken cancellation = default)
    {
        List<string> where = ["withcoord", .. Names("account=", "account", accounts)];
        List<string> arguments = ["--readonly", "--noheader", "--parsable", "show", "account", .. where, "format=" + ListingRows.AccountColumns];
        using SlurmCall call = _slurm.Stream("sacctmgr", arguments, cancellation);
        return SlurmTable<AccountListing>.Of(ListingRows.Accounts(call));
    }

    /// <summary>Reads users with the accounts that they coordinate.</summary>
    /// <param name="users">The users; null or empty for all that may be seen. One that does not exist is passed over.</param>
    /// <param name="cancellation">Ends the command.</param>
    /// <returns>The users, and the lines that could not be read.</returns>
    /// <exception cref="SlurmCommandException">sacctmgr failed.</exception>
    /// <exception cref="SlurmNameException">A user is not a name.</exception>
    public SlurmTable<UserListing> ListUsers(IReadOnlyCollection<string>? users = null, CancellationToken cancellation = default) =>
        List<UserListing>("user", ListingRows.UserColumns, ["withcoord", .. Names("name=", "user", users)], ListingRows.User, cancellation);

    /// <summary>Reads QOS with all their limits.</summary>
    /// <param name="qos">The QOS; null or empty for all. One that does not exist may make sacctmgr fail.</param>
    /// <param name="cancellation">Ends the command.</param>
    /// <returns>The QOS, and the lines that could not be read.</returns>
    /// <exception cref="SlurmCommandException">sacctmgr failed.</exception>
    /// <exception cref="SlurmNameException">A QOS is not a name.</exception>
    public SlurmTable<QosListing> ListQos(IReadOnlyCollection<string>? qos = null, CancellationToken cancellation = default) =>
        List<QosListing>("qos", ListingRows.QosColumns, [.. Names("name=", "QOS", qos)], ListingRows.Qos, cancellation);

    /// <summary>Reads clusters with what they have.</summary>
    /// <param name="clusters">The clusters; null or empty for all. One that does not exist is passed over.</param>
    /// <param name="cancellation">Ends the command.</param>
    /// <returns>The clusters, and the lines that could not be read.</returns>
    /// <exception cref="SlurmCommandException">sacctmgr failed.</exception>
    /// <exception cref="SlurmNameException">A cluster is not a name.</exception>
    public SlurmTable<ClusterListing> ListClusters(IReadOnlyCollection<string>? clusters = null, CancellationToken cancellation = default) =>
        List<ClusterListing>("cluster", ListingRows.ClusterColumns, [.. Names("cluster=", "cluster", clusters)], ListingRows.Cluster, cancellation);

    /// <summary>Reads the associations of accounts themselves, not of their users: the tree of accounts.</summary>
    /// <param name="cluster">The cluster; null for all.</param>
    /// <param name="accounts">The accounts; null or empty for all. One that does not exist is passed over.</param>
    /// <param name="cancellation">Ends the command.</param>
    /// <returns>The associations, and the lines that could not be read.</returns>
    /// <exception cref="SlurmCommandException">sacctmgr failed.</exception>
    /// <exception cref="SlurmNameException">A cluster or account is not a name.</exception>
    public SlurmTable<SlurmAssociation> ReadAccountAssociations(
        string? cluster = null, IReadOnlyCollection<string>? accounts = null, CancellationToken cancellation = default)
    {
        // An empty user means the accounts' own.
        List<string> where = ["user=", .. Names("account=", "account", accounts)];
        if (cluster is not null)
        {
            where.Add("cluster=" + SlurmNames.Require("cluster", cluster));
        }

        return List<SlurmAssociation>("association", SacctmgrRows.AssociationColumns, where, SacctmgrRows.Association, cancellation);
    }

    /// <summary>Reads the associations of users.</summary>
    /// <param name="users">The users.</param>
    /// <param name="cluster">The cluster; null for all.</param>
    /// <param name="cancellation">Ends the command.</param>
    /// <returns>The associations, and the lines that could not be read.</returns>
    /// <exception cref="SlurmCommandException">sacctmgr failed.</exception>
    /// <exception cref="SlurmNameException">A user or cluster is not a name.</exception>
    public SlurmTable<SlurmAssociation> ReadUserAssociations(
        IReadOnlyCollection<string> users, string? cluster = null, CancellationToken cancellation = default)
    {
        List<string> where = [.. Names("user=", "user", users)];
        if (cluster is not null)
        {
            where.Add("cluster=" + SlurmNames.Require("cluster", cluster));
        }

        return List<SlurmAssociation>("association", SacctmgrRows.AssociationColumns, where, SacctmgrRows.Association, cancellation);
    }

    private static IEnumerable<string> Names(string key, string what, IReadOnlyCollection<string>? names) =>
        names is { Count: > 0 } ? [key + SlurmNames.List(what, names.Distinct(StringComparer.OrdinalIgnoreCase))] : [];
}
