using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Says, account by account, what an enforcement did or would do, judged by what was read back.</summary>
internal sealed class HoldActions
{
    private readonly HoldPlan plan;
    private readonly AssociationTree tree;
    private readonly LimitApplier applier;
    private readonly IReadOnlyDictionary<string, string> overridden;
    private readonly string cluster;
    private readonly bool isPlan;
    private readonly HashSet<string> newlyHeld;
    private readonly HashSet<(string Target, string Limit)> newTargets;
    private readonly ILookup<string, LimitMove> restored;

    internal HoldActions(HoldPlan plan, AssociationTree tree, LimitApplier applier, IReadOnlyDictionary<string, string> overridden, string cluster, bool isPlan)
    {
        this.plan = plan;
        this.tree = tree;
        this.applier = applier;
        this.overridden = overridden;
        this.cluster = cluster;
        this.isPlan = isPlan;
        newlyHeld = [.. plan.Set.Select(m => m.Account)];
        newTargets = [.. plan.Set.Select(m => (m.Target, m.Mechanism.Limit))];
        restored = plan.Restore.ToLookup(m => m.Account);
    }

    internal List<HoldAction> List(Func<string, bool> chosen)
    {
        var actions = new List<HoldAction>();
        foreach (HoldDecision decision in plan.Decisions.Values.Where(d => chosen(d.Account.Name)).OrderBy(d => d.Account.Name, StringComparer.Ordinal))
        {
            if (decision.IsHeld)
            {
                actions.Add(Held(decision));
            }
            else if (decision.Follows && newlyHeld.Contains(decision.Account.Name))
            {
                actions.Add(Held(decision) with { Action = "limit" });
            }
            else if (Released(decision) is HoldAction released)
            {
                actions.Add(released);
            }
        }

        return actions;
    }

    /// <summary>Users that are held inside accounts which are not.</summary>
    internal IEnumerable<HoldAction> Users(Func<string, bool> chosen)
    {
        foreach ((UserHold user, IReadOnlyList<string> targets) in plan.Users.Where(u => chosen(u.Key.Account) && (u.Value.Count > 0 || u.Key.Currency is null)))
        {
            yield return Part(user.Account, user.Reason, user.Mechanism, targets, targets.Count == 0 ? "the user has no association with the account on this cluster" : null);
        }
    }

    /// <summary>Work in one currency that is held inside accounts which are not.</summary>
    internal IEnumerable<HoldAction> Currencies(Func<string, bool> chosen) => plan.Currencies
        .Where(c => chosen(c.Key.Account) && c.Value.Count > 0)
        .Select(c => Part(c.Key.Account, OnlyIn(c.Key), c.Key.Mechanism, c.Value, null) with
        {
            Currency = c.Key.Currency,
            Spendable = c.Key.Spendable.Amount,
            SpendableUnits = c.Key.Spendable.Units,
        });

    /// <summary>Why, and of what.</summary>
    internal static string OnlyIn(CurrencyHold hold) => $"only work in {hold.Currency}: {hold.Reason}";

    private HoldAction Part(string name, string reason, string limit, IReadOnlyList<string> targets, string? error)
    {
        HoldMechanism mechanism = HoldMechanism.Find(limit);
        bool stands = targets.Count > 0 && targets.All(t => tree.ValueOf(t, mechanism) == HoldMechanism.HeldValue);
        bool isNew = targets.Any(t => newTargets.Contains((t, mechanism.Limit)));
        error ??= targets.Select(t => applier.Errors.GetValueOrDefault(t)).FirstOrDefault(e => e is not null);
        error ??= stands || isPlan ? null : "read back, Slurm does not show the limit";
        HoldDecision account = plan.Decisions[name] with { Reason = reason, Owner = HoldOwner.Automatic, Follows = false };
        return Action(account, isNew ? "hold" : "keep", mechanism.Limit, targets, !isPlan && stands, error);
    }

    private HoldAction Held(HoldDecision decision)
    {
        HoldMechanism mechanism = HoldMechanism.Find(decision.Mechanism);
        string account = decision.Account.Name;
        IReadOnlyList<string> targets = plan.TargetsOf(account, mechanism.Limit);
        bool isNew = newlyHeld.Contains(account);
        bool stands = targets.Count > 0 && targets.All(t => tree.ValueOf(t, mechanism) == decision.Value);
        string? error = targets.Select(t => applier.Errors.GetValueOrDefault(t)).FirstOrDefault(e => e is not null);
        if (error is null && targets.Count == 0)
        {
            error = "it has accounts below it that may start jobs and no users of its own, so there is nothing to hold";
        }
        else if (error is null && !stands && !isPlan)
        {
            error = "read back, Slurm does not show the limit";
        }

        string action = isNew ? "hold" : "keep";
        if (error is null && overridden.TryGetValue(account, out string? why))
        {
            (action, error) = ("not-effective", why);
        }

        return Action(decision, action, mechanism.Limit, targets, !isPlan && stands && targets.Count > 0, error);
    }

    private HoldAction? Released(HoldDecision decision)
    {
        LimitMove[] moves = [.. restored[decision.Account.Name]];
        if (moves.Length == 0)
        {
            return null;
        }

        string? error = moves.Select(m => applier.Errors.GetValueOrDefault(m.Target)).FirstOrDefault(e => e is not null);
        bool gone = moves.All(m => (tree.ValueOf(m.Target, m.Mechanism) ?? string.Empty) == m.After);
        return Action(
            decision.Pardon.Length > 0 && decision.Owner == HoldOwner.Automatic ? decision with { Reason = $"{decision.Pardon}; {decision.Reason}" } : decision,
            "release",
            moves[0].Mechanism.Limit,
            [.. moves.Select(m => m.Target)],
            !isPlan && gone,
            error ?? (gone || isPlan ? null : "read back, Slurm still shows the limit"));
    }

    private HoldAction Action(HoldDecision decision, string action, string limit, IReadOnlyList<string> targets, bool done, string? error) => new()
    {
        Account = decision.Account.Name,
        Cluster = cluster,
        Action = action,
        Reason = decision.Follows && action != "release" ? $"{decision.Reason}; Slurm stops at {decision.Value} billing minutes in all" : decision.Reason,
        Owner = decision.Owner.ToString().ToLowerInvariant(),
        Limit = limit,
        Targets = targets,
        Currency = decision.Balance.Currency,
        Spendable = decision.Balance.Spendable.Amount,
        SpendableUnits = decision.Balance.Spendable.Units,
        Done = done,
        Error = error,
    };
}
