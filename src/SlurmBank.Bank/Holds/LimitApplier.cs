using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>Carries limits into Slurm, many accounts a command, and says which of them failed with Slurm's words.</summary>
internal sealed class LimitApplier
{
    private readonly SlurmCommands slurm;
    private readonly string cluster;

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
        foreach (var group in moves.Where(m => m.Before != m.After).GroupBy(m => (m.Mechanism, m.After, Scope: ScopeOf(m.Target))))
        {
            LimitMove[] members = [.. group];
            try
            {
                LimitChange[] change = [group.Key.Mechanism.Change(group.Key.After)];
                LimitOutcome outcome = group.Key.Scope.Length == 0
                    ? slurm.Sacctmgr.ModifyAssociations(cluster, [.. members.Select(m => m.Target)], change, cancellation)
                    : slurm.Sacctmgr.ModifyUserAssociations(cluster, group.Key.Scope, [.. members.Select(m => m.Target[(group.Key.Scope.Length + 1)..])], change, null, cancellation);
                Commands += outcome.Commands;
            }
            catch (Exception error) when (error is SlurmCommandException or SlurmNameException)
            {
                Commands++;
                foreach (LimitMove member in members)
                {
                    Errors[member.Target] = error.Message;
                }
            }
        }
    }

    /// <summary>Empty for an account's own association, the account for a user's.</summary>
    private static string ScopeOf(string target)
    {
        int slash = target.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? string.Empty : target[..slash];
    }
}
