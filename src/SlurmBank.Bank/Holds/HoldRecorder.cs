using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Writes down what was read back: limits that are gone are forgotten, decisions that took effect are holds in the ledger.</summary>
internal sealed class HoldRecorder
{
    private readonly BankContext context;
    private readonly string cluster;
    private readonly EnforceCommand command;
    private readonly List<string> warnings;

    internal HoldRecorder(BankContext context, string cluster, EnforceCommand command, List<string> warnings)
    {
        this.context = context;
        this.cluster = cluster;
        this.command = command;
        this.warnings = warnings;
    }

    internal void Record(HoldPlan plan, List<HoldAction> report, LimitApplier applier, AssociationTree tree, HoldParts parts)
    {
        using LedgerSession session = context.Ledger.Write();
        bool changed = ForgetLimits(session, plan, tree) | SettleLimits(session, plan, tree);
        List<Hold> inForce = [.. session.Reader.Holds(cluster)];
        foreach (Hold over in new HoldDecider(context.Configuration.Enforce, inForce, context.NowSeconds).Elapsed())
        {
            session.Holds.Lift(over, "its time is over");
            changed = true;
        }

        ILookup<long, Hold> holds = inForce.Where(h => h.Owner == HoldOwner.Automatic).ToLookup(h => h.AccountId);
        Dictionary<string, HoldAction> actions = report.ToDictionary(a => a.Account);
        var names = new NamePattern(command.Accounts);
        foreach (HoldDecision decision in plan.Decisions.Values.Where(d => names.Matches(d.Account.Name)))
        {
            changed |= RecordDecision(session, decision, actions.GetValueOrDefault(decision.Account.Name), holds[decision.Account.Id].FirstOrDefault());
        }

        changed |= EndGone(session, inForce, name => names.Matches(name) && !tree.Has(name));
        changed |= RecordParts(session, plan, parts, name => names.Matches(name), (target, mechanism) => tree.ValueOf(target, mechanism), applier);
        if (command.Accounts.Count == 0)
        {
            session.SetWatermark(cluster, HoldEnforcer.LastEnforcementMark, context.NowSeconds);
            changed = true;
            if (applier.Errors.Count == 0 && session.Reader.Property(HoldEnforcer.EnforcedProperty) is null && report.Any(a => a.Action == "hold"))
            {
                session.SetProperty(HoldEnforcer.EnforcedProperty, context.Instant(context.NowSeconds).ToString("u", CultureInfo.InvariantCulture));
            }
        }

        if (changed)
        {
            session.Commit();
        }
    }

    /// <summary>A limit that was changed from one value to another and read back has from now on that one alone.</summary>
    private bool SettleLimits(LedgerSession session, HoldPlan plan, AssociationTree tree)
    {
        bool changed = false;
        Dictionary<(string, string), LimitMove> moves = plan.Set.Concat(plan.Standing).ToDictionary(m => (m.Target, m.Mechanism.Limit));
        foreach (PlacedLimit limit in session.Reader.PlacedLimits(cluster).Where(OwnValue.IsChanging).ToList())
        {
            if (moves.TryGetValue((limit.Target, limit.Limit), out LimitMove? move) && tree.ValueOf(move.Target, move.Mechanism) == move.After)
            {
                session.Holds.Remember(limit with { Value = move.After });
                changed = true;
            }
        }

        return changed;
    }

    private bool ForgetLimits(LedgerSession session, HoldPlan plan, AssociationTree tree)
    {
        bool changed = false;
        Dictionary<(string, string), LimitMove> restores = plan.Restore.ToDictionary(m => (m.Target, m.Mechanism.Limit));
        foreach (PlacedLimit limit in session.Reader.PlacedLimits(cluster).ToList())
        {
            if (restores.TryGetValue((limit.Target, limit.Limit), out LimitMove? restored) && (tree.ValueOf(limit.Target, restored.Mechanism) ?? string.Empty) == restored.After)
            {
                session.Holds.Forget(limit);
                changed = true;
            }
        }

        foreach (PlacedLimit limit in plan.Gone)
        {
            session.Holds.Forget(limit);
            changed = true;
        }

        foreach (PlacedLimit limit in plan.Abandoned)
        {
            warnings.Add($"{limit.Limit} of {limit.Target} was changed by somebody else since the bank set it; it is left as it is.");
            session.Holds.Forget(limit);
            changed = true;
        }

        return changed;
    }

    /// <summary>An account that the cluster does not have any more starts no jobs there: what follows the balance is over, a person's hold stays until a person lifts it.</summary>
    private bool EndGone(LedgerSession session, IEnumerable<Hold> inForce, Func<string, bool> isGone)
    {
        bool changed = false;
        foreach (Hold hold in inForce.Where(h => h.Owner == HoldOwner.Automatic).Concat(session.Reader.PartHolds(cluster).ToList()))
        {
            string account = session.Reader.FindAccount(hold.AccountId)!.Name;
            if (isGone(account))
            {
                string reason = $"cluster {cluster} has no account '{account}' any more";
                changed = true;
                _ = hold.IsPart ? session.Holds.LiftPart(hold, reason) : session.Holds.Lift(hold, reason) is not null;
            }
        }

        return changed;
    }

    private bool RecordDecision(LedgerSession session, HoldDecision decision, HoldAction? action, Hold? automatic)
    {
        bool heldByRule = decision is { IsHeld: true, Owner: HoldOwner.Automatic };
        // One by another limit takes the place of the one before: the list of holds names the limit that is there.
        if (heldByRule && automatic?.Mechanism != decision.Mechanism && action is { Done: true })
        {
            session.Holds.Place(decision.Account, cluster, HoldOwner.Automatic, decision.Reason, decision.Mechanism, null);
            return true;
        }

        if (!heldByRule && automatic is not null && action?.Error is null)
        {
            session.Holds.Lift(automatic, decision.Reason);
            return true;
        }

        return false;
    }

    /// <summary>Holds of work in one currency, or of one user, inside accounts that may start other jobs.</summary>
    private bool RecordParts(LedgerSession session, HoldPlan plan, HoldParts parts, Func<string, bool> chosen, Func<string, HoldMechanism, string?> valueOf, LimitApplier applier)
    {
        var wanted = plan.Currencies.Select(c => (c.Key.Account, c.Key.Currency, User: string.Empty, c.Key.Mechanism, Reason: HoldActions.OnlyIn(c.Key), Targets: c.Value))
            .Concat(plan.Users.Select(u => (u.Key.Account, Currency: u.Key.Currency ?? string.Empty, u.Key.User, u.Key.Mechanism, u.Key.Reason, Targets: u.Value)))
            .Where(w => w.Targets.Count > 0 && chosen(w.Account)).ToList();
        bool changed = false;
        HashSet<(string, string, string)> due = [.. wanted.Select(w => (w.Account, w.Currency, w.User))];
        HashSet<string> stuck = [.. plan.Restore.Where(m => applier.Errors.ContainsKey(m.Target)).Select(m => m.Account)];
        foreach (Hold over in session.Reader.PartHolds(cluster).ToList())
        {
            string account = session.Reader.FindAccount(over.AccountId)!.Name;
            if (chosen(account) && plan.Decisions.TryGetValue(account, out HoldDecision? decision) && !due.Contains((account, over.Currency, over.User)) && !stuck.Contains(account))
            {
                changed |= session.Holds.LiftPart(over, WhyOver(over, decision, parts));
            }
        }

        foreach (var part in wanted.Where(w => w.Targets.All(t => valueOf(t, HoldMechanism.Find(w.Mechanism)) == HoldMechanism.HeldValue)))
        {
            changed |= session.Holds.PlacePart(plan.Decisions[part.Account].Account, cluster, (part.Currency, part.User), part.Reason, part.Mechanism).IsNew;
        }

        return changed;
    }

    private static string WhyOver(Hold part, HoldDecision account, HoldParts parts) => account.IsHeld
        ? $"the whole account is held: {account.Reason}"
        : account.Pardon.Length > 0 ? account.Pardon
        : part.User.Length > 0 ? $"user {part.User} is no longer held by a limit inside the account"
        : parts.Figures.TryGetValue((account.Account.Name, part.Currency), out string? figures) ? figures : account.Reason;
}
