using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SlurmBank.Engine;
using SlurmBank.Ledger;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>What came of one account's hold or release: the action, or the error that it alone had.</summary>
/// <param name="Account">The account, as it was asked for.</param>
/// <param name="Action">What was done or would be; null where it was refused.</param>
/// <param name="Error">Why it was refused; null where it was not.</param>
public sealed record HoldOutcome(string Account, HoldAction? Action, SlurmBankException? Error);

/// <summary>Decisions of a person about many accounts: Slurm is asked once and changed by a handful of commands, and one wrong name stops none of the others.</summary>
internal sealed class HoldBatch
{
    private const long UsualPardonSeconds = 7 * 86400;
    private readonly BankContext context;
    private readonly string cluster;
    private readonly bool isLock;
    private SlurmConfiguration? slurm;
    private HashSet<long>? partly;

    internal HoldBatch(BankContext context, string cluster, bool isLock)
    {
        this.context = context;
        this.cluster = cluster;
        this.isLock = isLock;
    }

    /// <summary>A decision that may be carried out.</summary>
    private sealed record Decision(HoldCommand Command, AccountBalance Balance, Hold? Wanted)
    {
        internal Account Account => Balance.Account;

        /// <summary>Whether the cluster does not have the account any more: only what the ledger says of it can be ended.</summary>
        internal bool IsGone { get; init; }
    }

    /// <summary>Carries the decisions out, or plans them where they are plans.</summary>
    internal IReadOnlyList<HoldOutcome> Run(IReadOnlyList<HoldCommand> commands, CancellationToken cancellation)
    {
        var outcomes = new HoldOutcome?[commands.Count];
        Dictionary<int, AccountBalance> balances = Each(commands, outcomes, Enumerable.Range(0, commands.Count), Balances);
        if (balances.Count > 0)
        {
            string[]? only = balances.Count == 1 ? [balances.Values.First().Account.Name] : null;
            var tree = new AssociationTree(context.Slurm.Sacctmgr.ReadAssociations(cluster, only, cancellation).Rows);
            Dictionary<int, Decision> decisions = Each<Decision>(commands, outcomes, balances.Keys, () => (i => Check(commands[i], balances[i], tree, cancellation), null));
            foreach (IGrouping<bool, KeyValuePair<int, Decision>> part in decisions.GroupBy(d => d.Value.Command.IsPlan))
            {
                foreach ((int i, HoldAction action) in CarryOut([.. part], part.Key, cancellation))
                {
                    outcomes[i] = new HoldOutcome(commands[i].Account, action, null);
                }
            }
        }

        return [.. outcomes.Select(o => o!)];

        (Func<int, AccountBalance>, IDisposable?) Balances()
        {
            LedgerView view = context.Ledger.Read();
            return (i => BalanceOf(commands[i], view), view);
        }
    }

    /// <summary>Does something for each; an error that concerns one alone is its outcome.</summary>
    private static Dictionary<int, T> Each<T>(IReadOnlyList<HoldCommand> commands, HoldOutcome?[] outcomes, IEnumerable<int> indices, Func<(Func<int, T> Do, IDisposable? Over)> begin)
    {
        var answers = new Dictionary<int, T>();
        (Func<int, T> act, IDisposable? over) = begin();
        using (over)
        {
            foreach (int i in indices)
            {
                try
                {
                    answers[i] = act(i);
                }
                catch (SlurmBankException error) when (error is not (SlurmCommandException or LedgerUnavailableException or LedgerCorruptException))
                {
                    outcomes[i] = new HoldOutcome(commands[i].Account, null, error);
                }
            }
        }

        return answers;
    }

    private AccountBalance BalanceOf(HoldCommand command, LedgerView view) => string.IsNullOrWhiteSpace(command.Reason)
        ? throw new InvalidRequestException($"A {(isLock ? "hold" : "release")} of account '{command.Account}' needs a reason: whoever looks later has to know why.", "Give one: -Reason.")
        : BalanceReading.Single(view, command.Account, context.Currency).OrderByDescending(b => b.IsSpent).First();

    private Decision Check(HoldCommand command, AccountBalance balance, AssociationTree tree, CancellationToken cancellation)
    {
        if (!tree.Has(balance.Account.Name))
        {
            if (!isLock && HasDecision(balance.Account))
            {
                return new Decision(command, balance, null) { IsGone = true };
            }

            throw HoldEnforcer.NotOnCluster(cluster, balance.Account.Name);
        }

        long? until = command.Until?.ToEnd(context.Zone);
        if (until <= context.NowSeconds)
        {
            throw new InvalidRequestException($"'Until' ({command.Until}) lies in the past.", "Give a later date.");
        }

        return new Decision(command, balance, isLock ? Hold(command, balance, until, cancellation) : Pardon(command, balance, until));
    }

    private Hold Hold(HoldCommand command, AccountBalance balance, long? until, CancellationToken cancellation)
    {
        // The moving limit follows a balance; a person's hold beside it takes the limit that ends nothing.
        string usual = balance.Settings.HoldMechanism ?? HoldMechanism.NameOf(context.Configuration.Enforce.Hold);
        string mechanism = command.Mechanism ?? (usual == HoldMechanism.Moving ? HoldMechanism.Usual : usual);
        HoldMechanism limit = HoldMechanism.Find(mechanism);
        if (limit.NeedsSafe)
        {
            SafetyProof.Require(context, slurm ??= context.Slurm.Scontrol.ReadConfiguration(cancellation), limit.Limit);
        }

        return new Hold(0, balance.Account.Id, cluster, HoldOwner.Person, context.Who.Actor, command.Reason, mechanism, 0, until, null, null);
    }

    /// <summary>An exemption, where something is held by the rule: the account, its work in one currency, or a user's in it.</summary>
    private Hold? Pardon(HoldCommand command, AccountBalance balance, long? until) => balance.IsSpent || until is not null || (partly ??= PartlyHeld()).Contains(balance.Account.Id)
        ? new Hold(0, balance.Account.Id, cluster, HoldOwner.Pardon, context.Who.Actor, command.Reason, string.Empty, 0, until ?? context.NowSeconds + UsualPardonSeconds, null, null)
        : null;

    private HashSet<long> PartlyHeld()
    {
        using LedgerView view = context.Ledger.Read();
        return [.. view.Reader.PartHolds(cluster).Select(h => h.AccountId)];
    }

    private bool HasDecision(Account account)
    {
        using LedgerView view = context.Ledger.Read();
        return view.Reader.Holds(cluster).Any(h => h.AccountId == account.Id && h.Owner == HoldOwner.Person);
    }

    private IEnumerable<(int Index, HoldAction Action)> CarryOut(List<KeyValuePair<int, Decision>> decisions, bool isPlan, CancellationToken cancellation)
    {
        if (!isPlan)
        {
            Record([.. decisions.Select(d => d.Value)], cancellation);
        }

        Decision[] present = [.. decisions.Select(d => d.Value).Where(d => !d.IsGone)];
        Dictionary<string, HoldAction> actions = present.Length == 0 ? [] : Enforce(present, isPlan, cancellation);
        return decisions.Select(d => (d.Key, actions.GetValueOrDefault(d.Value.Account.Name) ?? None(d.Value, isPlan)));
    }

    private Dictionary<string, HoldAction> Enforce(Decision[] decisions, bool isPlan, CancellationToken cancellation)
    {
        HashSet<long> accounts = [.. decisions.Select(d => d.Account.Id)];
        var enforce = new EnforceCommand { Accounts = [.. decisions.Select(d => d.Account.Name).Distinct()], Force = true, IsPlan = isPlan, Cluster = cluster };
        IEnumerable<Hold> Supposed(IEnumerable<Hold> holds) =>
            holds.Where(h => !accounts.Contains(h.AccountId) || h.Owner == HoldOwner.Automatic).Concat(decisions.Select(d => d.Wanted).OfType<Hold>());
        HoldReportSet report = new HoldEnforcer(context, cluster, enforce, isPlan ? Supposed : null).Run(cancellation);
        foreach (string warning in report.Warnings)
        {
            context.Warn(warning);
        }

        return report.Actions.DistinctBy(a => a.Account).ToDictionary(a => a.Account);
    }

    private void Record(List<Decision> decisions, CancellationToken cancellation)
    {
        using LedgerSession session = context.Ledger.Write(cancellation);
        ILookup<long, Hold> holds = session.Reader.Holds(cluster).ToList().ToLookup(h => h.AccountId);
        foreach (Decision decision in decisions)
        {
            HoldOwner ended = isLock ? HoldOwner.Pardon : HoldOwner.Person;
            foreach (Hold hold in holds[decision.Account.Id].Where(h => h.Owner == ended))
            {
                _ = session.Holds.Lift(hold, isLock ? "held by hand" : decision.Command.Reason);
            }

            if (decision.Wanted is Hold wanted)
            {
                _ = session.Holds.Place(decision.Account, cluster, wanted.Owner, wanted.Reason, wanted.Mechanism, wanted.Until);
            }
        }

        session.Commit();
    }

    private HoldAction None(Decision decision, bool isPlan) => new()
    {
        Account = decision.Account.Name,
        Cluster = cluster,
        Action = decision.IsGone ? "release" : "none",
        Reason = decision.IsGone ? $"cluster {cluster} has no such account any more" : "Slurm looks as it should already.",
        Owner = "person",
        Limit = string.Empty,
        Targets = [],
        Currency = decision.Balance.Currency,
        Spendable = decision.Balance.Spendable.Amount,
        SpendableUnits = decision.Balance.Spendable.Units,
        Done = !isPlan,
        Error = null,
    };
}
