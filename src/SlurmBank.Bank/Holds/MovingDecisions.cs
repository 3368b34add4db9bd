using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using SlurmBank.Ledger;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>
/// Gives the decisions for accounts with a moving limit their value. Where the limit may not be used, the account is held by the usual limit when it is spent, and the reason is told:
/// nobody goes on for nothing because of it.
/// </summary>
internal sealed class MovingDecisions
{
    private readonly BankContext context;
    private readonly string cluster;
    private readonly SlurmConfiguration slurm;
    private readonly List<string> warnings;

    internal MovingDecisions(BankContext context, string cluster, SlurmConfiguration slurm, List<string> warnings)
    {
        this.context = context;
        this.cluster = cluster;
        this.slurm = slurm;
        this.warnings = warnings;
    }

    internal List<HoldDecision> Complete(List<HoldDecision> decisions, IReadOnlyList<PlacedLimit> placed, AssociationTree tree, CancellationToken cancellation)
    {
        if (!decisions.Any(d => d.Follows))
        {
            return decisions;
        }

        IReadOnlyList<string> obstacles = MovingLimitProof.Obstacles(context, slurm, cancellation);
        if (obstacles.Count > 0)
        {
            warnings.Add($"The moving limit is not used: {string.Join("; ", obstacles)}. Spent accounts are held by {HoldMechanism.Usual} instead.");
            return [.. decisions.Select(d => d.Follows ? Usual(d) : d)];
        }

        decisions = [.. decisions.Select(d => d.Follows && tree.Descendants(d.Account.Name).Any() ? Told(d, "accounts below it use the same limit") : d)];
        decisions = [.. decisions.Select(d => d.Follows && !d.Balance.Tree.Equals(default) ? Told(d, "it shares grants with accounts above or below it") : d)];
        Dictionary<string, (long? Minutes, string Problem)> limits = new MovingLimits(context, cluster).Compute([.. decisions.Where(d => d.Follows).Select(d => d.Balance)], cancellation);
        Dictionary<string, PlacedLimit> own = placed.Where(p => p.Limit == MovingLimits.Limit).ToDictionary(p => p.Target);
        return [.. decisions.Select(d => d.Follows ? Valued(d, limits[d.Account.Name], own.GetValueOrDefault(d.Account.Name), tree) : d)];
    }

    private HoldDecision Valued(HoldDecision decision, (long? Minutes, string Problem) limit, PlacedLimit? own, AssociationTree tree)
    {
        string? standing = own is not null && tree.ValueOf(decision.Account.Name, HoldMechanism.OfLimit(MovingLimits.Limit)) is string now && OwnValue.Is(own, now) ? now : null;
        if (limit.Minutes is not long minutes)
        {
            if (standing is null)
            {
                return Told(decision, limit.Problem);
            }

            // A limit counts from the account's first day: the one that stands stays right whatever starts and ends.
            warnings.Add($"The moving limit of account '{decision.Account.Name}' stays as it is for now: {limit.Problem}.");
            return decision with { Value = standing };
        }

        // sshare prints promised minutes without their seconds: while jobs run, one minute more or less is no other balance.
        bool same = long.TryParse(standing, NumberStyles.None, CultureInfo.InvariantCulture, out long before) && before > 0 && Math.Abs(before - minutes) <= 1 && decision.Balance.Pending.Running.Units > 0;
        return decision with { Value = (same ? before : minutes).ToString(CultureInfo.InvariantCulture) };
    }

    private HoldDecision Told(HoldDecision decision, string why)
    {
        warnings.Add($"Account '{decision.Account.Name}' has no moving limit: {why}. When it is spent it is held by {HoldMechanism.Usual} instead.");
        return Usual(decision);
    }

    private static HoldDecision Usual(HoldDecision decision) => decision with { Follows = false, Mechanism = HoldMechanism.Usual };
}
