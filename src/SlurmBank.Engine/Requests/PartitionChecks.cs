using System;
using System.Collections.Generic;

namespace SlurmBank.Engine.Requests;

/// <summary>What a partition says against a job. Where EnforcePartLimits is NO the job is accepted and waits for ever.</summary>
internal static class PartitionChecks
{
    internal static void Check(JobShape job, NodeChoice choice)
    {
        PartitionFacts partition = job.Partition;
        if (!partition.State.StartsWith("UP", StringComparison.OrdinalIgnoreCase))
        {
            job.Refuse(Obstacles.Down, $"partition {partition.Name} is {partition.State}: jobs do not start there now");
        }

        if (!job.Request.Account.IsEmpty && !Allows(partition, job.Request.Account.Span))
        {
            job.Refuse(Obstacles.Partition, $"partition {partition.Name} does not take jobs of account {job.Request.Account}");
        }

        if (!job.Request.Qos.IsEmpty && partition.AllowQos.Count > 0 && !Has(partition.AllowQos, job.Request.Qos.Span))
        {
            job.Refuse(Obstacles.Partition, $"partition {partition.Name} does not take jobs of QOS {job.Request.Qos}");
        }

        if (partition.MaximumNodes < job.Nodes)
        {
            job.Refuse(Obstacles.Size, $"{job.Nodes} nodes are asked for, partition {partition.Name} gives {partition.MaximumNodes} at most");
        }

        if (choice.IsKnown && job.Nodes > choice.Count)
        {
            job.Refuse(Obstacles.Size, $"{job.Nodes} nodes are asked for, partition {partition.Name} has {choice.Count} that would do");
        }

        long all = choice.Sum(long.MaxValue, smallest: false, job, static (_, node) => node.Cpus);
        if (choice.IsKnown && job.MinimumCpus > all)
        {
            job.Refuse(Obstacles.Size, $"{job.MinimumCpus} CPUs are asked for, partition {partition.Name} has {all} that would do");
        }
    }

    private static bool Allows(PartitionFacts partition, ReadOnlySpan<char> account) =>
        (partition.AllowAccounts.Count == 0 || Has(partition.AllowAccounts, account)) && !Has(partition.DenyAccounts, account);

    private static bool Has(IReadOnlyList<string> names, ReadOnlySpan<char> name)
    {
        for (int i = 0; i < names.Count; i++)
        {
            if (name.Equals(names[i], StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
