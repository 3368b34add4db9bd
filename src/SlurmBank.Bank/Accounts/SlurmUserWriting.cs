using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>Adds users to Slurm's accounts and removes them, and reads that back.</summary>
internal sealed class SlurmUserWriting : SlurmWriting
{
    internal SlurmUserWriting(BankContext context, string cluster, CancellationToken cancellation)
        : base(context, cluster, cancellation)
    {
    }

    /// <summary>One command for all accounts and users; the outcome is of each account.</summary>
    internal IReadOnlyList<ChangeOutcome<SlurmAccountReport>> Add(AccountUserCommand command)
    {
        string[] accounts = Plain(command.Accounts);
        if (command.IsPlan)
        {
            Dictionary<string, SlurmAccountReport> known = SlurmAccountReading.Read(Context.Slurm, accounts, Cluster, Cancellation).Rows.ToDictionary(a => a.Account);
            return [.. accounts.Select(a => new ChangeOutcome<SlurmAccountReport>(a, [known.GetValueOrDefault(a) ?? new SlurmAccountReport { Account = a }], null))];
        }

        RequireAccounts(accounts, Tree(withUsers: false));
        Apply(accounts, names => Sacctmgr.AddUsers(Cluster, names, command.Users, command.Partition, command.Shares, Cancellation));
        string[] good = [.. accounts.Where(IsGood)];
        if (good.Length > 0)
        {
            var there = new AssociationTree(Sacctmgr.ReadAssociations(Cluster, good, Cancellation).Rows);
            foreach (string account in good)
            {
                string[] missing = [.. command.Users.Except(there.Users(account).Where(a => command.Partition is null || a.Partition == command.Partition).Select(a => a.User), StringComparer.OrdinalIgnoreCase)];
                if (missing.Length > 0)
                {
                    Fail(account, new ChangeNotSeenException($"account '{account}'", $"it does not have {string.Join(", ", missing)}"));
                }
            }
        }

        return Outcomes(accounts);
    }

    /// <summary>One command for each account.</summary>
    internal IReadOnlyList<ChangeOutcome<SlurmAccountReport>> Remove(AccountUserCommand command)
    {
        string[] accounts = Plain(command.Accounts);
        var tree = new AssociationTree(Sacctmgr.ReadAssociations(Cluster, accounts, Cancellation).Rows);
        RequireAccounts(accounts, tree);
        var failures = new List<ChangeOutcome<SlurmAccountReport>>();
        foreach (string account in accounts.Where(IsGood))
        {
            string[] users = [.. command.Users.Distinct(StringComparer.Ordinal)];
            foreach (string user in users.Where(user => !tree.Users(account).Any(a => a.User == user)))
            {
                failures.Add(new ChangeOutcome<SlurmAccountReport>($"{account}/{user}", [], new SlurmUserMissingException(user, account, Cluster)));
            }

            string[] there = [.. users.Where(user => tree.Users(account).Any(a => a.User == user))];
            if (!command.IsPlan && there.Length > 0)
            {
                failures.AddRange(RemoveFrom(account, there));
            }
        }

        return [.. failures, .. Outcomes(accounts)];
    }

    /// <summary>Removes users from one account; a user whom Slurm does not let go stops no other.</summary>
    private List<ChangeOutcome<SlurmAccountReport>> RemoveFrom(string account, string[] users)
    {
        var inner = new SlurmUserWriting(Context, Cluster, Cancellation);
        foreach (IGrouping<string, QueuedJob> jobs in Context.Slurm.Squeue.ReadJobs(new QueueFilter { Accounts = [account], Users = users, Cluster = Cluster }, Cancellation)
            .Where(row => row.Record is not null).Select(row => row.Record!).GroupBy(job => job.User))
        {
            inner.Fail(jobs.Key, new AccountInUseException(
                "AccountHasJobs", account, $"User '{jobs.Key}' has jobs in account '{account}': {string.Join(", ", jobs.Take(5).Select(job => FormattableString.Invariant($"{job.JobIdRaw}")))}.", "Wait for them or cancel them."));
        }

        inner.Apply(users, names => Sacctmgr.DeleteUsers(Cluster, account, names, Cancellation));
        var after = new AssociationTree(Sacctmgr.ReadAssociations(Cluster, [account], Cancellation).Rows);
        foreach (string user in users.Where(inner.IsGood).Where(user => after.Users(account).Any(a => a.User == user)))
        {
            inner.Fail(user, new ChangeNotSeenException($"account '{account}'", $"it still has {user}"));
        }

        return [.. users.Where(user => !inner.IsGood(user)).Select(user => new ChangeOutcome<SlurmAccountReport>($"{account}/{user}", [], inner.ErrorOf(user)))];
    }

    private List<ChangeOutcome<SlurmAccountReport>> Outcomes(string[] accounts)
    {
        string[] good = [.. accounts.Where(IsGood)];
        Dictionary<string, SlurmAccountReport> reports = good.Length == 0 ? [] : SlurmAccountReading.Read(Context.Slurm, good, Cluster, Cancellation).Rows.ToDictionary(a => a.Account);
        return [.. accounts.Select(a => new ChangeOutcome<SlurmAccountReport>(a, reports.TryGetValue(a, out SlurmAccountReport? report) ? [report] : [], ErrorOf(a)))];
    }
}
