using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using SlurmBank.Ledger;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>
/// Makes one cluster look as the ledger says: decides, reads what Slurm shows, applies the difference in a handful of commands, reads
/// back. A limit that is about to be set is remembered first with the value it replaces, so that a crash loses nothing.
/// </summary>
internal sealed class HoldEnforcer
{
    internal const string EnforcedProperty = "enforced-once";
    internal const string LastEnforcementMark = "last-enforcement";

    private readonly BankContext context;
    private readonly string cluster;
    private readonly EnforceCommand command;
    private readonly Func<IEnumerable<Hold>, IEnumerable<Hold>> supposed;
    private readonly List<string> warnings = [];

    /// <summary>Prepares an enforcement.</summary>
    /// <param name="context">What to work with.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="command">What is asked for.</param>
    /// <param name="supposed">For a plan: the holds as they would be in force.</param>
    internal HoldEnforcer(BankContext context, string cluster, EnforceCommand command, Func<IEnumerable<Hold>, IEnumerable<Hold>>? supposed = null)
    {
        this.supposed = supposed ?? (holds => holds);
        this.context = context;
        this.cluster = cluster;
        this.command = command;
    }

    internal HoldReportSet Run(CancellationToken cancellation)
    {
        SlurmConfiguration slurm = context.Slurm.Scontrol.ReadConfiguration(cancellation);
        var names = new NamePattern(command.Accounts);
        AssociationTree tree = ReadTree(cancellation);
        (List<HoldDecision> decisions, List<PlacedLimit> placed) = Decide(tree);
        CheckNames(names, decisions);
        HoldPlan plan = HoldPlan.Make(tree, decisions, placed, names.Matches);
        Brake(plan, decisions.Count);
        CheckSafety(plan, slurm);
        Dictionary<string, string> overridden = Overridden(plan, tree, cancellation);
        var applier = new LimitApplier(context.Slurm, cluster);
        if (!command.IsPlan)
        {
            Apply(plan, applier, ref tree, cancellation);
        }

        var actions = new HoldActions(plan, tree, applier, overridden, cluster, command.IsPlan);
        List<HoldAction> report = actions.List(names.Matches);
        if (!command.IsPlan)
        {
            Record(plan, report, applier, tree);
        }

        return new HoldReportSet
        {
            Cluster = cluster,
            Actions = report,
            Accounts = decisions.Count(d => names.Matches(d.Account.Name)),
            Commands = applier.Commands,
            IsPlan = command.IsPlan,
            Warnings = warnings,
        };
    }

    private AssociationTree ReadTree(CancellationToken cancellation)
    {
        SlurmTable<SlurmAssociation> table = context.Slurm.Sacctmgr.ReadAssociations(cluster, null, cancellation);
        warnings.AddRange(table.Problems.Select(p => $"sacctmgr show association, {p}"));
        return new AssociationTree(table.Rows);
    }

    private (List<HoldDecision> Decisions, List<PlacedLimit> Placed) Decide(AssociationTree tree)
    {
        using LedgerView view = context.Ledger.Read();
        var decider = new HoldDecider(context.Configuration.Enforce, supposed([.. view.Reader.Holds(cluster)]), context.NowSeconds);
        List<HoldDecision> decisions = [.. view.Balances(context.Currency)
            .GroupBy(b => b.Account.Name)
            .Select(g => g.Select(decider.Decide).OrderByDescending(d => d.IsHeld).First())
            .Where(d => tree.Has(d.Account.Name))];
        return (decisions, [.. view.Reader.PlacedLimits(cluster)]);
    }

    private static void CheckNames(NamePattern names, List<HoldDecision> decisions)
    {
        foreach (string name in names.Literals)
        {
            if (!decisions.Any(d => d.Account.Name == name.ToLowerInvariant()))
            {
                throw new AccountNotFoundException(name);
            }
        }
    }

    /// <summary>The first enforcement that would hold more than the configured part of the accounts stops and asks.</summary>
    private void Brake(HoldPlan plan, int accounts)
    {
        int held = plan.Set.Where(m => plan.Decisions[m.Account].Owner == HoldOwner.Automatic).Select(m => m.Account).Distinct().Count();
        using LedgerView view = context.Ledger.Read();
        if (command.Force || view.Reader.Property(EnforcedProperty) is not null || held <= accounts * context.Configuration.Enforce.Brake)
        {
            return;
        }

        string text = string.Create(CultureInfo.InvariantCulture, $"This first enforcement would hold {held} of {accounts} accounts, more than the brake of {context.Configuration.Enforce.Brake:P0} allows.");
        if (command.IsPlan)
        {
            warnings.Add(text);
            return;
        }

        throw new EnforcementBrakeException(text);
    }

    private void CheckSafety(HoldPlan plan, SlurmConfiguration slurm)
    {
        if (!slurm.EnforcesLimits)
        {
            warnings.Add("slurmctld does not enforce limits (AccountingStorageEnforce has no 'limits'): no hold is effective.");
        }

        if (plan.Set.FirstOrDefault(m => m.Mechanism.NeedsSafe) is LimitMove risky)
        {
            SafetyProof.Require(context, slurm, risky.Mechanism.Limit);
        }
    }

    private Dictionary<string, string> Overridden(HoldPlan plan, AssociationTree tree, CancellationToken cancellation)
    {
        var answer = new Dictionary<string, string>(StringComparer.Ordinal);
        if (plan.Set.Count + plan.Standing.Count == 0)
        {
            return answer;
        }

        SlurmTable<SlurmQos> qos = context.Slurm.Sacctmgr.ReadQos(cancellation);
        foreach (LimitMove move in plan.Set.Concat(plan.Standing))
        {
            HashSet<string> usable = [.. tree.QosOf(move.Account)];
            string[] names = [.. qos.Rows.Where(q => usable.Contains(q.Name) && move.Mechanism.IsOverriddenBy(q)).Select(q => q.Name)];
            if (names.Length > 0)
            {
                answer[move.Account] = $"QOS {string.Join(", ", names)} sets {move.Mechanism.Limit} itself, which switches this limit off for its jobs";
            }
        }

        return answer;
    }

    private void Apply(HoldPlan plan, LimitApplier applier, ref AssociationTree tree, CancellationToken cancellation)
    {
        if (plan.Set.Count > 0)
        {
            using LedgerSession session = context.Ledger.Write(cancellation);
            Dictionary<(string, string), PlacedLimit> known = session.Reader.PlacedLimits(cluster).ToDictionary(l => (l.Target, l.Limit));
            foreach (LimitMove move in plan.Set)
            {
                // A value that somebody set over the bank's own is their decision: it is what the account gets back. An empty one only took the hold away.
                if (move.Before.Length > 0 && known.TryGetValue((move.Target, move.Mechanism.Limit), out PlacedLimit? earlier) && earlier.Value != move.Before)
                {
                    session.Holds.Forget(earlier);
                }

                session.Holds.Remember(new PlacedLimit(plan.Decisions[move.Account].Account.Id, cluster, move.Target, move.Mechanism.Limit, move.Before, move.After));
            }

            session.Commit();
        }

        // New limits first: an account whose hold moves to other associations is never open in between.
        applier.Apply(plan.Set, cancellation);
        applier.Apply(plan.Restore, cancellation);
        if (applier.Commands > 0)
        {
            tree = ReadTree(cancellation);
        }
    }

    /// <summary>Writes down what was read back: limits that are gone are forgotten, decisions that took effect are holds in the ledger.</summary>
    private void Record(HoldPlan plan, List<HoldAction> report, LimitApplier applier, AssociationTree tree)
    {
        using LedgerSession session = context.Ledger.Write();
        bool changed = ForgetLimits(session, plan, tree);
        List<Hold> inForce = [.. session.Reader.Holds(cluster)];
        foreach (Hold over in new HoldDecider(context.Configuration.Enforce, inForce, context.NowSeconds).Elapsed())
        {
            session.Holds.Lift(over, "its time is over");
            changed = true;
        }

        var names = new NamePattern(command.Accounts);
        foreach (HoldDecision decision in plan.Decisions.Values.Where(d => names.Matches(d.Account.Name)))
        {
            changed |= RecordDecision(session, decision, report.FirstOrDefault(a => a.Account == decision.Account.Name), inForce);
        }

        if (command.Accounts.Count == 0)
        {
            session.SetWatermark(cluster, LastEnforcementMark, context.NowSeconds);
            changed = true;
            if (applier.Errors.Count == 0 && session.Reader.Property(EnforcedProperty) is null && report.Any(a => a.Action == "hold"))
            {
                session.SetProperty(EnforcedProperty, context.Instant(context.NowSeconds).ToString("u", CultureInfo.InvariantCulture));
            }
        }

        if (changed)
        {
            session.Commit();
        }
    }

    private bool ForgetLimits(LedgerSession session, HoldPlan plan, AssociationTree tree)
    {
        bool changed = false;
        foreach (PlacedLimit limit in session.Reader.PlacedLimits(cluster).ToList())
        {
            LimitMove? restored = plan.Restore.FirstOrDefault(m => m.Target == limit.Target && m.Mechanism.Limit == limit.Limit);
            if (restored is not null && (tree.ValueOf(limit.Target, restored.Mechanism) ?? string.Empty) == restored.After)
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

    private bool RecordDecision(LedgerSession session, HoldDecision decision, HoldAction? action, List<Hold> inForce)
    {
        Hold? automatic = inForce.FirstOrDefault(h => h.AccountId == decision.Account.Id && h.Owner == HoldOwner.Automatic);
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
