using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SlurmBank.Ledger;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>Makes and changes Slurm's accounts, and reads them back.</summary>
internal sealed class SlurmAccountWriting : SlurmWriting
{
    internal SlurmAccountWriting(BankContext context, string cluster, CancellationToken cancellation)
        : base(context, cluster, cancellation)
    {
    }

    internal IReadOnlyList<ChangeOutcome<SlurmAccountReport>> Create(AccountSettingCommand command)
    {
        string[] accounts = Plain(command.Accounts);
        AssociationTree tree = Tree(withUsers: false);
        string? parent = command.Settings.Parent?.ToLowerInvariant();
        foreach (string account in accounts)
        {
            if (tree.Has(account))
            {
                Fail(account, new SlurmAccountExistsException(account, Cluster));
            }
            else if (parent is not null && !tree.Has(parent) && !command.IsPlan)
            {
                Fail(account, new SlurmAccountMissingException(parent, Cluster));
            }
        }

        if (!command.IsPlan)
        {
            Apply(accounts, names => Sacctmgr.AddAccounts(Cluster, names, command.Settings, Cancellation));
        }

        return Outcomes(accounts, command, parent);
    }

    internal IReadOnlyList<ChangeOutcome<SlurmAccountReport>> Modify(AccountSettingCommand command)
    {
        string[] accounts = Plain(command.Accounts);
        AssociationTree tree = Tree(withUsers: false);
        string? parent = command.Settings.Parent?.ToLowerInvariant();
        RequireAccounts(accounts, tree);
        foreach (string account in accounts.Where(IsGood).Where(_ => parent is not null))
        {
            if (!tree.Has(parent!))
            {
                Fail(account, new SlurmAccountMissingException(parent!, Cluster));
            }
            else if (account == parent || tree.Descendants(account).Contains(parent))
            {
                // Slurm would turn the tree around without a word.
                Fail(account, new InvalidRequestException($"Account '{account}' cannot be put below '{parent}', which is below it.", "Move the lower account first."));
            }
        }

        if (!command.IsPlan)
        {
            Change(accounts, command);
        }

        return Outcomes(accounts, command, parent);
    }

    private void Change(string[] accounts, AccountSettingCommand command)
    {
        if (command.Settings is not { Parent: null, Description: null, Organization: null })
        {
            Apply(accounts, names => Sacctmgr.ModifyAccounts(Cluster, names, command.Settings, Cancellation));
        }

        if (command.Settings.Shares is long shares)
        {
            Apply(accounts, names => Sacctmgr.SetAssociations(Cluster, names, [], null, [new AssociationChange(AssociationSetting.Fairshare, null, shares)], Cancellation));
        }

        foreach ((IReadOnlyList<string> users, bool remove) in new[] { (command.AddCoordinators, false), (command.RemoveCoordinators, true) })
        {
            foreach (string account in accounts.Where(_ => users.Count > 0))
            {
                Apply([account], _ => Sacctmgr.SetCoordinators(account, users, remove, Cancellation));
            }
        }
    }

    private List<ChangeOutcome<SlurmAccountReport>> Outcomes(string[] accounts, AccountSettingCommand command, string? parent)
    {
        string[] good = [.. accounts.Where(IsGood)];
        Dictionary<string, SlurmAccountReport> read = good.Length == 0 ? [] : SlurmAccountReading.Read(Context.Slurm, good, Cluster, Cancellation).Rows.ToDictionary(a => a.Account);
        var outcomes = new List<ChangeOutcome<SlurmAccountReport>>();
        foreach (string account in accounts)
        {
            if (!IsGood(account))
            {
                outcomes.Add(new ChangeOutcome<SlurmAccountReport>(account, [], ErrorOf(account)));
                continue;
            }

            SlurmAccountReport? now = read.GetValueOrDefault(account);
            if (command.IsPlan)
            {
                outcomes.Add(new ChangeOutcome<SlurmAccountReport>(account, [Projected(account, now, command, parent)], null));
            }
            else if (now is null || (parent is not null && now.Parents.GetValueOrDefault(Cluster) != parent))
            {
                string shown = now is null ? "there is no such account" : $"its parent is '{now.Parents.GetValueOrDefault(Cluster)}'";
                outcomes.Add(new ChangeOutcome<SlurmAccountReport>(account, [], new ChangeNotSeenException($"account '{account}'", shown)));
            }
            else
            {
                outcomes.Add(new ChangeOutcome<SlurmAccountReport>(account, [now], null));
            }
        }

        return outcomes;
    }

    private SlurmAccountReport Projected(string account, SlurmAccountReport? now, AccountSettingCommand command, string? parent)
    {
        SlurmAccountReport before = now ?? new SlurmAccountReport
        {
            Account = account,
            ParentAccount = "root",
            Description = account,
            Organization = parent ?? account,
            Parents = new Dictionary<string, string> { [Cluster] = "root" },
        };
        var parents = new Dictionary<string, string>(before.Parents) { [Cluster] = parent ?? before.Parents.GetValueOrDefault(Cluster, "root") };
        return before with
        {
            ParentAccount = parent ?? before.ParentAccount,
            Parents = parents,
            Description = command.Settings.Description ?? before.Description,
            Organization = command.Settings.Organization ?? before.Organization,
            Coordinators = [.. before.Coordinators.Union(command.AddCoordinators).Except(command.RemoveCoordinators)],
        };
    }
}
