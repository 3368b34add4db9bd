using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>A person's hold or release: decided in the ledger, then carried into Slurm like any other.</summary>
internal sealed class PersonalHolds
{
    private const long UsualPardonSeconds = 7 * 86400;
    private readonly BankContext context;
    private readonly string cluster;

    internal PersonalHolds(BankContext context, string cluster)
    {
        this.context = context;
        this.cluster = cluster;
    }

    internal HoldAction Lock(HoldCommand command, CancellationToken cancellation)
    {
        RequireReason(command, "hold");
        (Account account, AccountBalance balance) = Find(command.Account, cancellation);
        string mechanism = command.Mechanism ?? balance.Settings.HoldMechanism ?? HoldMechanism.NameOf(context.Configuration.Enforce.Hold);
        HoldMechanism limit = HoldMechanism.Find(mechanism);
        if (limit.NeedsSafe)
        {
            SafetyProof.Require(context, context.Slurm.Scontrol.ReadConfiguration(cancellation), limit.Limit);
        }

        long? until = Until(command);
        var wanted = new Hold(0, account.Id, cluster, HoldOwner.Person, context.Who.Actor, command.Reason, mechanism, 0, until, null, null);
        if (!command.IsPlan)
        {
            using LedgerSession session = context.Ledger.Write(cancellation);
            LiftAll(session, account, HoldOwner.Pardon, "held by hand");
            session.Holds.Place(account, cluster, HoldOwner.Person, command.Reason, mechanism, until);
            session.Commit();
        }

        return Enforce(command, account, balance, holds => holds.Where(h => h.AccountId != account.Id || h.Owner == HoldOwner.Automatic).Append(wanted), cancellation);
    }

    internal HoldAction Unlock(HoldCommand command, CancellationToken cancellation)
    {
        RequireReason(command, "release");
        (Account account, AccountBalance balance) = Find(command.Account, cancellation);
        long until = Until(command) ?? context.NowSeconds + UsualPardonSeconds;
        var pardon = new Hold(0, account.Id, cluster, HoldOwner.Pardon, context.Who.Actor, command.Reason, string.Empty, 0, until, null, null);
        bool needsPardon = balance.IsSpent || command.Until is not null;
        if (!command.IsPlan)
        {
            using LedgerSession session = context.Ledger.Write(cancellation);
            LiftAll(session, account, HoldOwner.Person, command.Reason);
            if (needsPardon)
            {
                session.Holds.Place(account, cluster, HoldOwner.Pardon, command.Reason, string.Empty, until);
            }

            session.Commit();
        }

        return Enforce(
            command,
            account,
            balance,
            holds => holds.Where(h => h.AccountId != account.Id || h.Owner == HoldOwner.Automatic).Concat(needsPardon ? [pardon] : []),
            cancellation);
    }

    private static void RequireReason(HoldCommand command, string what)
    {
        if (string.IsNullOrWhiteSpace(command.Reason))
        {
            throw new InvalidRequestException($"A {what} of account '{command.Account}' needs a reason: whoever looks later has to know why.", "Give one: -Reason.");
        }
    }

    /// <summary>The account, which has to be on the cluster: a decision about another would be written and never carried out.</summary>
    private (Account Account, AccountBalance Balance) Find(string name, CancellationToken cancellation)
    {
        AccountBalance balance;
        using (LedgerView view = context.Ledger.Read())
        {
            balance = view.Balance(name, context.Currency);
        }

        return new AssociationTree(context.Slurm.Sacctmgr.ReadAssociations(cluster, [balance.Account.Name], cancellation).Rows).Has(balance.Account.Name)
            ? (balance.Account, balance)
            : throw HoldEnforcer.NotOnCluster(cluster, balance.Account.Name);
    }

    private long? Until(HoldCommand command)
    {
        long? until = command.Until?.ToEnd(context.Zone);
        return until is null || until > context.NowSeconds
            ? until
            : throw new InvalidRequestException($"'Until' ({command.Until}) lies in the past.", "Give a later date.");
    }

    private void LiftAll(LedgerSession session, Account account, HoldOwner owner, string reason)
    {
        foreach (Hold hold in session.Reader.Holds(cluster).Where(h => h.AccountId == account.Id && h.Owner == owner).ToList())
        {
            session.Holds.Lift(hold, reason);
        }
    }

    private HoldAction Enforce(HoldCommand command, Account account, AccountBalance balance, Func<IEnumerable<Hold>, IEnumerable<Hold>> supposed, CancellationToken cancellation)
    {
        var enforce = new EnforceCommand { Accounts = [account.Name], Force = true, IsPlan = command.IsPlan, Cluster = cluster };
        HoldReportSet report = new HoldEnforcer(context, cluster, enforce, command.IsPlan ? supposed : null).Run(cancellation);
        foreach (string warning in report.Warnings)
        {
            context.Warn(warning);
        }

        return report.Actions.FirstOrDefault(a => a.Account == account.Name) ?? new HoldAction
        {
            Account = account.Name,
            Cluster = cluster,
            Action = "none",
            Reason = "Slurm looks as it should already.",
            Owner = "person",
            Limit = string.Empty,
            Targets = [],
            Spendable = balance.Spendable.Amount,
            SpendableUnits = balance.Spendable.Units,
            Done = !command.IsPlan,
            Error = null,
        };
    }
}
