using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>Carries limits into Slurm, many accounts a command, and says which of them failed with Slurm's words.</summary>
internal sealed class LimitApplier
{
    /// <summary>Where Slurm refuses everything, as without a privilege, it is not asked for each account by itself.</summary>
    private const int MostRefusals = 64;

    private readonly SlurmCommands slurm;
    private readonly string cluster;
    private int refusals;

    internal LimitApplier(SlurmCommands slurm, string cluster)
    {
        this.slurm = slurm;
        this.cluster = cluster;
    }

    internal int Commands { get; private set; }

    /// <summary>Errors by target; a target that is not here was accepted and is to be read back.</summary>
    internal Dictionary<string, string> Errors { get; } = new(StringComparer.Ordinal);

    internal void Apply(IEnumerable<LimitMove> moves, CancellationToken cancellation)
    {
        // Without a partition sacctmgr changes a user's associations in all partitions, so those with one of their own come after.
        var groups = moves.Where(m => m.Before != m.After)
            .GroupBy(m => (m.Mechanism, m.After, Scope: HoldTarget.Parse(m.Target) is { IsUser: true } t ? t with { User = "*" } : new HoldTarget(string.Empty, string.Empty, string.Empty)))
            .OrderBy(g => g.Key.Scope.Partition.Length > 0);
        foreach (var group in groups)
        {
            LimitMove[] members = [.. group.Where(IsNamed)];
            if (members.Length > 0)
            {
                Apply(group.Key.Scope, members, group.Key.Mechanism.Change(group.Key.After), cancellation);
            }
        }
    }

    /// <summary>
    /// One command for many accounts, or for many users of one account (in one partition). Slurm refuses such a command as a whole: then it is given to halves, so that one that
    /// Slurm does not want keeps its own error and stops none of the others.
    /// </summary>
    private void Apply(HoldTarget scope, LimitMove[] members, LimitChange change, CancellationToken cancellation)
    {
        try
        {
            LimitOutcome outcome = scope.IsUser
                ? slurm.Sacctmgr.ModifyUserAssociations(
                    cluster, scope.Account, [.. members.Select(m => HoldTarget.Parse(m.Target).User)], [change], scope.Partition.Length > 0 ? scope.Partition : null, cancellation)
                : slurm.Sacctmgr.ModifyAssociations(cluster, [.. members.Select(m => m.Target)], [change], cancellation);
            Commands += outcome.Commands;
        }
        catch (SlurmCommandException error)
        {
            Commands++;
            if (members.Length > 1 && error is (SlurmRefusedException or SlurmNotFoundException) && refusals++ < MostRefusals)
            {
                Apply(scope, members[..(members.Length / 2)], change, cancellation);
                Apply(scope, members[(members.Length / 2)..], change, cancellation);
                return;
            }

            foreach (LimitMove member in members)
            {
                Errors[member.Target] = error.Message;
            }
        }
    }

    /// <summary>A name that may not stand on a command line is its own trouble, not that of the others in its command.</summary>
    private bool IsNamed(LimitMove move)
    {
        HoldTarget target = HoldTarget.Parse(move.Target);
        (string what, string name)[] names = [("account", target.Account), ("user", target.User), ("partition", target.Partition)];
        foreach ((string what, string name) in names)
        {
            if (name.Length > 0 && SlurmCommands.NameProblem(what, name) is SlurmNameException error)
            {
                Errors[move.Target] = error.Message;
                return false;
            }
        }

        return true;
    }
}
