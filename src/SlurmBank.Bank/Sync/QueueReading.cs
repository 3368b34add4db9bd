using System.Collections.Generic;
using System.Threading;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>Reads the queue of one cluster.</summary>
internal static class QueueReading
{
    /// <summary>The jobs that wait and run; null where slurmctld did not show them.</summary>
    /// <param name="context">What to work with.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="counts">Told of what went wrong.</param>
    /// <param name="isWhole">Whether every row could be read.</param>
    /// <param name="cancellation">Ends the command.</param>
    internal static IReadOnlyList<QueuedJob>? Read(BankContext context, string cluster, SyncCounts counts, out bool isWhole, CancellationToken cancellation)
    {
        var jobs = new List<QueuedJob>();
        var filter = new QueueFilter { Cluster = context.Configuration.Slurm.Clusters.Count > 1 ? cluster : null };
        isWhole = true;
        try
        {
            foreach (SlurmRow<QueuedJob> row in context.Slurm.Squeue.ReadJobs(filter, cancellation))
            {
                if (row.Record is QueuedJob job)
                {
                    jobs.Add(job);
                }
                else
                {
                    isWhole = false;
                    counts.Problem($"squeue {row.Problem}");
                }
            }

            return jobs;
        }
        catch (SlurmCommandException error)
        {
            counts.Warnings.Add($"slurmctld did not show its queue; the liens stay as they are. {error.Message}");
            return null;
        }
    }
}
