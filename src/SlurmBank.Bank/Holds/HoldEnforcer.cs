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
    private readonly Func<LedgerView> read;
    private readonly List<string> warnings = [];

    /// <summary>Prepares an enforcement.</summary>
    /// <param name="context">What to work with.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="command">What is asked for.</param>
    /// <param name="supposed">For a plan: the holds as they would be in force.</param>
    /// <param name="read">Looks at the ledger whose figures decide; null for the ledger as it is.</param>
    internal HoldEnforcer(BankContext context, string cluster, EnforceCommand command, Func<IEnumerable<Hold>, IEnumerable<Hold>>? supposed = null, Func<LedgerView>? read = null)
    {
        this.read = read ?? context.Ledger.Read;
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
        (List<HoldDecision> decisions, List<PlacedLimit> placed, HoldParts parts) = Decide(tree);
        CheckNames(names, decisions);
        decisions = new MovingDecisions(context, cluster, slurm, warnings).Complete(decisions, placed, tree, cancellation);
        HoldPlan plan = HoldPlan.Make(tree, decisions, placed, names.Matches, parts, command.Adopt);
        TellOfNothing(plan, names);
        StrayLimits.Tell(plan, command.Adopt, warnings);
        Brake(plan, decisions.Count);
        CheckSafety(plan, slurm);
        Dictionary<string, string> overridden = new HoldEffect(context.Slurm, warnings).Overridden(plan, tree, cancellation);
        var applier = new LimitApplier(context.Slurm, cluster);
        if (!command.IsPlan)
        {
            Apply(plan, applier, ref tree, cancellation);
        }

        var actions = new HoldActions(plan, tree, applier, overridden, cluster, command.IsPlan);
        List<HoldAction> report = actions.List(names.Matches);
        if (!command.IsPlan)
        {
            new HoldRecorder(context, cluster, command, warnings).Record(plan, report, applier, tree, parts);
        }

        new UsageResets(context, cluster, command, read, warnings).Run(decisions, cancellation);
        report.AddRange(actions.Users(names.Matches));
        report.AddRange(actions.Currencies(names.Matches));
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
        var tree = new AssociationTree(table.Rows);
        return tree.Has("root") ? tree : throw new AssociationsIncompleteException(cluster);
    }

    /// <summary>Where Slurm has no way to hold what should be held, the site is told.</summary>
    private void TellOfNothing(HoldPlan plan, NamePattern names)
    {
        warnings.AddRange(plan.Currencies.Where(c => c.Value.Count == 0 && names.Matches(c.Key.Account)).Select(c => CurrencyReach.Nothing($"Account '{c.Key.Account}'", c.Key.Currency)));
        warnings.AddRange(plan.Users.Where(u => u.Value.Count == 0 && u.Key.Currency is not null && names.Matches(u.Key.Account))
            .Select(u => CurrencyReach.Nothing($"User '{u.Key.User}' in account '{u.Key.Account}'", u.Key.Currency!)));
    }

    private (List<HoldDecision> Decisions, List<PlacedLimit> Placed, HoldParts Parts) Decide(AssociationTree tree)
    {
        using LedgerView view = read();
        var decider = new HoldDecider(context.Configuration.Enforce, supposed([.. view.Reader.Holds(cluster)]), context.NowSeconds);
        var reach = new CurrencyReach(context.Configuration.Enforce, TariffBook.Read(view.Reader, cluster).At(view.NowSeconds));
        List<HoldDecision[]> each = [.. view.Balances(context.Currency).GroupBy(b => b.Account.Name).Where(g => tree.Has(g.Key)).Select(g => reach.Charged([.. g]).Select(decider.Decide).ToArray())];
        List<(HoldDecision Account, IReadOnlyList<CurrencyHold> Currencies)> joined = [.. each.Select(reach.Join)];
        List<HoldDecision> decisions = [.. joined.Select(j => j.Account)];
        var byId = decisions.ToDictionary(d => d.Account.Id);
        List<UserHold> users = [.. view.UserFigures().Where(f => byId.ContainsKey(f.Limit.AccountId)).Select(f => decider.Decide(byId[f.Limit.AccountId], f)).OfType<UserHold>()
            .Select(u => reach.IsNeeded ? u with { Mechanism = reach.MechanismFor(u.Currency!, u.Mechanism) } : u with { Currency = null })
            .DistinctBy(u => (u.Account, u.User, u.Currency))];
        var figures = each.Where(d => d.Length > 1).SelectMany(d => d).ToDictionary(d => (d.Account.Name, d.Balance.Currency), d => d.Reason);
        return (decisions, [.. view.Reader.PlacedLimits(cluster)], new HoldParts(users, [.. joined.SelectMany(j => j.Currencies)], reach, figures));
    }

    internal static InvalidRequestException NotOnCluster(string cluster, string account) =>
        new($"Cluster '{cluster}' has no account '{account}', so there is nothing to hold or to release.", "See which it has: sacctmgr show association.");

    private void CheckNames(NamePattern names, List<HoldDecision> decisions)
    {
        foreach (string name in names.Literals)
        {
            if (!decisions.Any(d => d.Account.Name == name.ToLowerInvariant()))
            {
                using LedgerView view = context.Ledger.Read();
                throw NotOnCluster(cluster, view.Account(name).Name);
            }
        }
    }

    /// <summary>The first enforcement that would hold more than the configured part of the accounts stops and asks.</summary>
    private void Brake(HoldPlan plan, int accounts)
    {
        int held = plan.Set.Where(m => plan.Decisions[m.Account] is { IsHeld: true, Owner: HoldOwner.Automatic }).Select(m => m.Account).Distinct().Count();
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

    private void Apply(HoldPlan plan, LimitApplier applier, ref AssociationTree tree, CancellationToken cancellation)
    {
        if (plan.Set.Count > 0)
        {
            using LedgerSession session = context.Ledger.Write(cancellation);
            Dictionary<(string, string), PlacedLimit> known = session.Reader.PlacedLimits(cluster).ToDictionary(l => (l.Target, l.Limit));
            foreach (LimitMove move in plan.Set)
            {
                // A value that somebody set over the bank's own is their decision: it is what the account gets back. An empty one only took the hold away.
                PlacedLimit? earlier = known.GetValueOrDefault((move.Target, move.Mechanism.Limit));
                if (move.Before.Length > 0 && earlier is not null && !OwnValue.Is(earlier, move.Before))
                {
                    warnings.Add($"{move.Mechanism.Limit} of {move.Target} was changed to {move.Before} by somebody else since the bank set it to {OwnValue.Of(earlier)}; the bank sets its own again, and {move.Before} comes back when it lets go.");
                    session.Holds.Forget(earlier);
                }

                session.Holds.Remember(new PlacedLimit(
                    plan.Decisions[move.Account].Account.Id, cluster, move.Target, move.Mechanism.Limit, plan.IsAdopted(move) ? string.Empty : move.Before, OwnValue.Changing(earlier, move)));
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
}
