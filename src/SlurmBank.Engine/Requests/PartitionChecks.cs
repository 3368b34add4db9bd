using System;
using System.Linq;

namespace SlurmBank.Engine.Requests;

/// <summary>What a partition says against a job. Where EnforcePartLimits is NO the job is accepted and waits for ever.</summary>
internal static class PartitionChecks
{
    internal static void Check(JobShape job, NodeChoice choice)
    {
        PartitionFacts partition = job.Partition;
        if (!partition.State.StartsWith("UP", StringComparison.OrdinalIgnoreCase))
        {
            job.Problems.Add($"partition {partition.Name} is {partition.State}: jobs do not start there now");
        }

        if (job.Request.Account is string account && !Allows(partition, account))
        {
            job.Problems.Add($"partition {partition.Name} does not take jobs of account {account}");
        }

        if (job.Request.Qos is string qos && partition.AllowQos.Count > 0 && !partition.AllowQos.Contains(qos, StringComparer.OrdinalIgnoreCase))
        {
            job.Problems.Add($"partition {partition.Name} does not take jobs of QOS {qos}");
        }

        if (partition.MaximumNodes < job.Nodes)
        {
            job.Problems.Add($"{job.Nodes} nodes are asked for, partition {partition.Name} gives {partition.MaximumNodes} at most");
        }

        if (choice.IsKnown && job.Nodes > choice.Nodes.Count)
        {
            job.Problems.Add($"{job.Nodes} nodes are asked for, partition {partition.Name} has {choice.Nodes.Count} that would do");
        }

        long all = choice.Largest(long.MaxValue, NodeChoice.Cpus);
        if (choice.IsKnown && job.MinimumCpus > all)
        {
            job.Problems.Add($"{job.MinimumCpus} CPUs are asked for, partition {partition.Name} has {all} that would do");
        }
    }

    private static bool Allows(PartitionFacts partition, string account) =>
        (partition.AllowAccounts.Count == 0 || partition.AllowAccounts.Contains(account, StringComparer.OrdinalIgnoreCase))
        && !partition.DenyAccounts.Contains(account, StringComparer.OrdinalIgnoreCase);
}
