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

    internal void Record(HoldPlan plan, List<HoldAction> report, LimitApplier applier, AssociationTree tree)
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

    private bool RecordDecision(LedgerSession session, HoldDecision decision, HoldAction? action, Hold? automatic)
    {
        bool heldByRule = decision is { IsHeld: true, Owner: HoldOwner.Automatic };
        if (heldByRule && automatic is null && action is { Done: true })
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
}
