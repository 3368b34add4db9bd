using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;

namespace SlurmBank.Slurm;

/// <content>
/// Changes of accounts, users, limits and usage. All names are looked at before anything is run, many names go into one command,
/// and "nothing to do" is no error. Read back: sacctmgr passes over names that do not exist.
/// </content>
public sealed partial class Sacctmgr
{
    private const int NamesPerCommand = 500;

    /// <summary>Makes accounts on a cluster; those that are there already are left as they are.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="accounts">The accounts.</param>
    /// <param name="settings">Their parent, texts and shares.</param>
    /// <param name="cancellation">Ends the command; what it had done stands.</param>
    /// <exception cref="SlurmNotFoundException">The parent does not exist.</exception>
    /// <exception cref="SlurmCommandException">sacctmgr failed.</exception>
    /// <exception cref="SlurmNameException">A name is none; nothing was run.</exception>
    /// <exception cref="SlurmTextException">A text is none that Slurm would keep; nothing was run.</exception>
    public void AddAccounts(string cluster, IReadOnlyCollection<string> accounts, NewAccount settings, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        List<string> words = ["cluster=" + SlurmNames.Require("cluster", cluster), "parent=" + SlurmNames.Require("account", settings.Parent ?? "root")];
        words.AddRange(Texts(settings.Description, settings.Organization));
        if (settings.Shares is long shares)
        {
            words.AddRange(AssociationChange.Words([new AssociationChange(AssociationSetting.Fairshare, null, shares)]));
        }

        Change("account", accounts, list => ["add", "account", "name=" + list, .. words], cancellation);
    }

    /// <summary>Changes accounts' texts, and on a cluster their parent.</summary>
    /// <param name="cluster">The cluster; needed for the parent.</param>
    /// <param name="accounts">The accounts.</param>
    /// <param name="settings">What to set; null leaves as it is.</param>
    /// <param name="cancellation">Ends the command; what it had done stands.</param>
    /// <exception cref="SlurmCommandException">sacctmgr failed.</exception>
    /// <exception cref="SlurmNameException">A name is none; nothing was run.</exception>
    /// <exception cref="SlurmTextException">A text is none that Slurm would keep; nothing was run.</exception>
    public void ModifyAccounts(string cluster, IReadOnlyCollection<string> accounts, NewAccount settings, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        List<string> words = [.. Texts(settings.Description, settings.Organization)];
        string where = "cluster=" + SlurmNames.Require("cluster", cluster);
        if (words.Count > 0)
        {
            // The texts belong to the account, not to a cluster: with a cluster named sacctmgr would look among associations only.
            Change("account", accounts, list => ["modify", "account", "where", "account=" + list, "set", .. words], cancellation);
        }

        if (settings.Parent is string parent)
        {
            string word = "parent=" + SlurmNames.Require("account", parent);
            Change("account", accounts, list => ["modify", "account", "where", "account=" + list, where, "set", word], cancellation);
        }
    }

    /// <summary>Removes accounts, with their users' associations and every account below them.</summary>
    /// <param name="cluster">The cluster of which to remove them; null removes them from every cluster, and the accounts themselves.</param>
    /// <param name="accounts">The accounts.</param>
    /// <param name="cancellation">Ends the command; what it had done stands.</param>
    /// <exception cref="SlurmRefusedException">Jobs are active, or the account is a user's default.</exception>
    /// <exception cref="SlurmCommandException">sacctmgr failed.</exception>
    /// <exception cref="SlurmNameException">A name is none; nothing was run.</exception>
    public void DeleteAccounts(string? cluster, IReadOnlyCollection<string> accounts, CancellationToken cancellation = default)
    {
        string[] where = cluster is null ? [] : ["cluster=" + SlurmNames.Require("cluster", cluster)];
        Change("account", accounts, list => ["delete", "account", "where", "name=" + list, .. where], cancellation);
    }

    /// <summary>Adds users to accounts; a user that slurmdbd does not know is made, with the first account as default.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="accounts">The accounts.</param>
    /// <param name="users">The users.</param>
    /// <param name="partition">The partition of the associations; null for all partitions.</param>
    /// <param name="shares">Shares; null for 1.</param>
    /// <param name="cancellation">Ends the command; what it had done stands.</param>
    /// <exception cref="SlurmNotFoundException">An account does not exist.</exception>
    /// <exception cref="SlurmCommandException">sacctmgr failed.</exception>
    /// <exception cref="SlurmNameException">A name is none; nothing was run.</exception>
    public void AddUsers(
        string cluster, IReadOnlyCollection<string> accounts, IReadOnlyCollection<string> users, string? partition = null, long? shares = null,
        CancellationToken cancellation = default)
    {
        List<string> words = ["account=" + SlurmNames.List("account", accounts), "cluster=" + SlurmNames.Require("cluster", cluster)];
        if (partition is not null)
        {
            words.Add("partition=" + SlurmNames.Require("partition", partition));
        }

        if (shares is long number)
        {
            words.AddRange(AssociationChange.Words([new AssociationChange(AssociationSetting.Fairshare, null, number)]));
        }

        Change("user", users, list => ["add", "user", "name=" + list, .. words], cancellation);
    }

    /// <summary>Removes users from an account; a user without any association left is removed altogether.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="account">The account.</param>
    /// <param name="users">The users.</param>
    /// <param name="cancellation">Ends the command; what it had done stands.</param>
    /// <exception cref="SlurmRefusedException">Jobs are active, or the account is the user's default.</exception>
    /// <exception cref="SlurmCommandException">sacctmgr failed.</exception>
    /// <exception cref="SlurmNameException">A name is none; nothing was run.</exception>
    public void DeleteUsers(string cluster, string account, IReadOnlyCollection<string> users, CancellationToken cancellation = default)
    {
        string[] where = ["account=" + SlurmNames.Require("account", account), "cluster=" + SlurmNames.Require("cluster", cluster)];
        Change("user", users, list => ["delete", "user", "where", "name=" + list, .. where], cancellation);
    }

    /// <summary>Makes users coordinators of an account, or takes that from them.</summary>
    /// <param name="account">The account.</param>
    /// <param name="users">The users.</param>
    /// <param name="remove">Whether to take it from them.</param>
    /// <param name="cancellation">Ends the command; what it had done stands.</param>
    /// <exception cref="SlurmCommandException">sacctmgr failed.</exception>
    /// <exception cref="SlurmNameException">A name is none; nothing was run.</exception>
    public void SetCoordinators(string account, IReadOnlyCollection<string> users, bool remove, CancellationToken cancellation = default)
    {
        string where = "account=" + SlurmNames.Require("account", account);
        Change("user", users, list => [remove ? "delete" : "add", "coordinator", where, "names=" + list], cancellation);
    }

    /// <summary>Sets limits and shares of accounts, or of users in one account: one command for many of them.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="accounts">The accounts; one only where users are named.</param>
    /// <param name="users">The users; empty for the accounts' own associations.</param>
    /// <param name="partition">The partition of the users' associations; null for all.</param>
    /// <param name="changes">The limits.</param>
    /// <param name="cancellation">Ends the command; what it had done stands.</param>
    /// <exception cref="SlurmCommandException">sacctmgr failed.</exception>
    /// <exception cref="SlurmNameException">A name is none; nothing was run.</exception>
    public void SetAssociations(
        string cluster, IReadOnlyCollection<string> accounts, IReadOnlyCollection<string> users, string? partition,
        IReadOnlyCollection<AssociationChange> changes, CancellationToken cancellation = default)
    {
        IReadOnlyList<string> words = AssociationChange.Words(changes);
        List<string> where = ["cluster=" + SlurmNames.Require("cluster", cluster)];
        if (partition is not null)
        {
            where.Add("partition=" + SlurmNames.Require("partition", partition));
        }

        if (users.Count == 0)
        {
            Change("account", accounts, list => ["modify", "account", "where", "account=" + list, .. where, "set", .. words], cancellation);
            return;
        }

        string account = "account=" + SlurmNames.List("account", accounts);
        Change("user", users, list => ["modify", "user", "where", "name=" + list, account, .. where, "set", .. words], cancellation);
    }

    /// <summary>
    /// Sets the raw usage of accounts, or of users in one account, to 0 in slurmctld. It takes what accounts used from their parents too,
    /// and sets all below them to 0. No other change may stand in the same command: sacctmgr would pass over it without a word.
    /// </summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="accounts">The accounts; one only where users are named.</param>
    /// <param name="users">The users; empty for the accounts.</param>
    /// <param name="cancellation">Ends the command; what it had done stands.</param>
    /// <exception cref="SlurmCommandException">sacctmgr failed; without a privilege it says nothing.</exception>
    /// <exception cref="SlurmNameException">A name is none; nothing was run.</exception>
    public void ResetUsage(string cluster, IReadOnlyCollection<string> accounts, IReadOnlyCollection<string> users, CancellationToken cancellation = default)
    {
        string where = "cluster=" + SlurmNames.Require("cluster", cluster);
        if (users.Count == 0)
        {
            Change("account", accounts, list => ["modify", "account", "where", "account=" + list, where, "set", "RawUsage=0"], cancellation);
            return;
        }

        string account = "account=" + SlurmNames.List("account", accounts);
        Change("user", users, list => ["modify", "user", "where", "name=" + list, account, where, "set", "RawUsage=0"], cancellation);
    }

    private static IEnumerable<string> Texts(string? description, string? organization)
    {
        if (description is not null)
        {
            yield return "description=" + SettingText.Require("description", description);
        }

        if (organization is not null)
        {
            yield return "organization=" + SettingText.Require("organization", organization);
        }
    }

    private void Change(string what, IReadOnlyCollection<string> names, Func<string, IEnumerable<string>> arguments, CancellationToken cancellation)
    {
        if (names.Count == 0)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"no {what} to change"), nameof(names));
        }

        string[] lists = [.. names.Distinct(StringComparer.Ordinal).Chunk(NamesPerCommand).Select(chunk => SlurmNames.List(what, chunk))];
        foreach (string list in lists)
        {
            (CommandResult result, string output, SlurmCommandException? error) =
                _slurm.Run("sacctmgr", ["--immediate", .. arguments(list)], cancellation);
            if (error is not null && !SlurmAnswer.SaysNothingToDo(output, result.StandardError))
            {
                throw error;
            }
        }
    }
}
