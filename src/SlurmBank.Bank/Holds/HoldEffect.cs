using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>
/// Finds the holds that Slurm would not honour: a QOS that sets the same limit on the same TRES switches the association's off for its
/// jobs, be it a QOS that they may ask for or that of their partition (acct_policy.c: the association's limit is skipped where a QOS has set it).
/// </summary>
internal sealed class HoldEffect
{
    private readonly SlurmCommands slurm;
    private readonly List<string> warnings;

    internal HoldEffect(SlurmCommands slurm, List<string> warnings)
    {
        this.slurm = slurm;
        this.warnings = warnings;
    }

    /// <summary>Why a hold is not effective, by account.</summary>
    internal Dictionary<string, string> Overridden(HoldPlan plan, AssociationTree tree, CancellationToken cancellation)
    {
        var answer = new Dictionary<string, string>(StringComparer.Ordinal);
        LimitMove[] moves = [.. plan.Set, .. plan.Standing];
        if (moves.Length == 0)
        {
            return answer;
        }

        SlurmTable<SlurmQos> table = slurm.Sacctmgr.ReadQos(cancellation);
        warnings.AddRange(table.Problems.Select(p => $"sacctmgr show qos, {p}"));
        SlurmQos[] suspects = [.. table.Rows.Where(q => moves.Select(m => m.Mechanism).Distinct().Any(m => m.IsOverriddenBy(q)))];
        if (suspects.Length == 0)
        {
            return answer;
        }

        IReadOnlyList<SlurmPartition> partitions = slurm.Scontrol.ReadPartitions(cancellation).Rows;
        foreach (LimitMove move in moves)
        {
            HashSet<string> usable = Usable(move, tree);
            string[] named = [.. suspects.Where(q => usable.Contains(q.Name) && move.Mechanism.IsOverriddenBy(q)).Select(q => q.Name)];
            string[] inPartitions = [.. partitions
                .Where(p => suspects.Any(q => q.Name.Equals(p.Qos, StringComparison.OrdinalIgnoreCase) && move.Mechanism.IsOverriddenBy(q)))
                .Select(p => $"{p.Qos} of partition {p.Name}")];
            if (named.Length + inPartitions.Length > 0)
            {
                answer[move.Account] = $"QOS {string.Join(", ", named.Concat(inPartitions))} sets {move.Mechanism.Limit} itself, which switches this limit off for its jobs";
            }
        }

        return answer;
    }

    /// <summary>An account's limit holds the accounts below it too, so their QOS count; a user's limit holds nobody else.</summary>
    private static HashSet<string> Usable(LimitMove move, AssociationTree tree)
    {
        IEnumerable<string> accounts = HoldTarget.Parse(move.Target).IsUser ? [move.Account] : tree.Descendants(move.Account).Prepend(move.Account);
        return new HashSet<string>(accounts.SelectMany(tree.QosOf), StringComparer.OrdinalIgnoreCase);
    }
}
