using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SlurmBank.Ledger;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>
/// Removes Slurm's accounts. What would be lost is said first: jobs that are active, accounts below, users whose default it is, funds
/// that the bank has of it. The ledger keeps the account and all its entries.
/// </summary>
internal sealed class SlurmAccountRemoval : SlurmWriting
{
    internal SlurmAccountRemoval(BankContext context, string cluster, CancellationToken cancellation)
        : base(context, cluster, cancellation)
    {
    }

    internal IReadOnlyList<ChangeOutcome<SlurmAccountReport>> Remove(AccountRemoval command)
    {
        string[] accounts = Plain(command.Accounts);
        SlurmTable<SlurmAccountReport> before = SlurmAccountReading.Read(Context.Slurm, accounts, null, Cancellation);
        Dictionary<string, SlurmAccountReport> reports = before.Rows.ToDictionary(a => a.Account);
        AssociationTree tree = Tree(withUsers: true);
        RequireAccounts(accounts, tree);
        RequireOneCluster(accounts.Where(IsGood), reports, command);
        RequireNoChildren(accounts.Where(IsGood), tree, command);
        RequireNoJobs(accounts.Where(IsGood), tree);
        if (!command.Force)
        {
            RequireNoFunds(accounts.Where(IsGood), tree);
        }

        ILookup<string, string> lonely = RequireNoDefaults(accounts, tree, command);
        if (!command.IsPlan)
        {
            foreach (IGrouping<string, string> users in lonely.Where(users => accounts.Any(account => IsGood(account) && Under(account, tree).Contains(users.Key))))
            {
                Apply([users.Key], _ => Sacctmgr.DeleteUsers(Cluster, users.Key, [.. users], Cancellation));
            }

            // Of its only cluster the account goes altogether: with the cluster named its name would stay behind.
            string? only = command.Cluster is null || accounts.All(a => reports.GetValueOrDefault(a) is not { Parents.Count: > 1 }) ? null : Cluster;
            // Slurm takes the associations of the accounts below away with it, but not their names: they are named too.
            Apply(accounts, names => Sacctmgr.DeleteAccounts(only, [.. names.SelectMany(name => Under(name, tree)).Distinct()], Cancellation));
            AssociationTree after = Tree(withUsers: false);
            foreach (string account in accounts.Where(IsGood).Where(after.Has))
            {
                Fail(account, new ChangeNotSeenException($"account '{account}'", "it is still there"));
            }
        }

        return [.. accounts.Select(account => new ChangeOutcome<SlurmAccountReport>(
            account, IsGood(account) && reports.TryGetValue(account, out SlurmAccountReport? report) ? [report] : [], ErrorOf(account)))];
    }

    private static IEnumerable<string> Under(string account, AssociationTree tree) => tree.Descendants(account).Prepend(account);

    private void RequireOneCluster(IEnumerable<string> accounts, Dictionary<string, SlurmAccountReport> reports, AccountRemoval command)
    {
        foreach (string account in accounts.Where(_ => command.Cluster is null))
        {
            if (account == "root")
            {
                Fail(account, new InvalidRequestException("The account 'root' cannot be removed."));
            }
            else if (reports.GetValueOrDefault(account) is { Parents.Count: > 1 } report)
            {
                Fail(account, new InvalidRequestException($"Account '{account}' is on several clusters: {string.Join(", ", report.Parents.Keys)}.", "Name one of them: -Cluster."));
            }
        }
    }

    private void RequireNoChildren(IEnumerable<string> accounts, AssociationTree tree, AccountRemoval command)
    {
        foreach (string account in accounts.Where(_ => !command.Recurse))
        {
            string[] left = [.. tree.Descendants(account).Except(Plain(command.Accounts))];
            if (left.Length > 0)
            {
                Fail(account, new AccountInUseException("AccountHasChildren", account, $"Account '{account}' has accounts below it: {Some(left)}.", "-Recurse removes them too."));
            }
        }
    }

    private void RequireNoJobs(IEnumerable<string> accounts, AssociationTree tree)
    {
        string[] all = [.. accounts];
        string[] under = [.. all.SelectMany(account => Under(account, tree)).Distinct()];
        if (under.Length == 0)
        {
            return;
        }

        ILookup<string, long> jobs = Context.Slurm.Squeue.ReadJobs(new QueueFilter { Accounts = under, Cluster = Cluster }, Cancellation)
            .Where(row => row.Record is not null).ToLookup(row => row.Record!.Account, row => row.Record!.JobIdRaw);
        foreach (string account in all)
        {
            string[] active = [.. Under(account, tree).SelectMany(name => jobs[name]).Select(id => id.ToString(System.Globalization.CultureInfo.InvariantCulture))];
            if (active.Length > 0)
            {
                Fail(account, new AccountInUseException("AccountHasJobs", account, $"Account '{account}' has jobs in the queue: {Some(active)}.", "Wait for them or cancel them: scancel --account. -Force does not help: Slurm itself refuses."));
            }
        }
    }

    private void RequireNoFunds(IEnumerable<string> accounts, AssociationTree tree)
    {
        string[] all = [.. accounts];
        using LedgerView? view = all.Length == 0 ? null : TryLedger();
        if (view is null)
        {
            return;
        }

        HashSet<string> known = [.. view.Reader.Accounts().Select(a => a.Name)];
        foreach (string account in all)
        {
            foreach (string name in Under(account, tree).Where(known.Contains))
            {
                Balance? funds = BalanceReading.Read(Context, view, [name]).FirstOrDefault(b => b.AvailableUnits > 0 || b.RunningUnits > 0);
                if (funds is not null && funds.GrantedUnits != 0)
                {
                    string what = funds.RunningUnits > 0 ? $"{funds.Running:0.00} {funds.Currency} are promised to its jobs" : $"{funds.Available:0.00} {funds.Currency} of its grants are left";
                    Fail(account, new AccountInUseException("AccountHasFunds", account, FormattableString.Invariant($"Account '{name}' has funds: {what}."), "Withdraw or move them (Remove-SlurmCredit, Move-SlurmCredit), or remove the account with -Force: the ledger keeps everything."));
                }
            }
        }
    }

    /// <summary>Finds the users whose default the accounts are. Slurm refuses to leave a user without one; a user without any other account can go.</summary>
    private ILookup<string, string> RequireNoDefaults(string[] accounts, AssociationTree tree, AccountRemoval command)
    {
        HashSet<string> going = [.. accounts.Where(IsGood).SelectMany(account => Under(account, tree))];
        ILookup<string, string> homes = tree.Accounts.SelectMany(account => tree.Users(account)).ToLookup(a => a.User, a => a.Account);
        var lonely = new List<(string Account, string User)>();
        foreach (UserListing user in Sacctmgr.ListUsers(null, Cancellation).Rows.Where(user => going.Contains(user.DefaultAccount)))
        {
            bool isLonely = homes[user.Name].All(going.Contains);
            string account = accounts.First(name => Under(name, tree).Contains(user.DefaultAccount));
            if (isLonely && command.Force)
            {
                lonely.AddRange(homes[user.Name].Distinct().Select(home => (home, user.Name)));
            }
            else
            {
                Fail(account, new AccountInUseException(
                    "AccountIsDefault", account, $"Account '{user.DefaultAccount}' is the default account of user '{user.Name}'.",
                    isLonely ? "-Force removes users who have no other account; or Remove-SlurmAccountUser." : $"Give the user another one: sacctmgr modify user {user.Name} set defaultaccount=NAME."));
            }
        }

        return lonely.ToLookup(pair => pair.Account, pair => pair.User);
    }

    private static string Some(string[] names) => string.Join(", ", names.Take(5)) + (names.Length > 5 ? FormattableString.Invariant($" and {names.Length - 5} more") : string.Empty);
}
