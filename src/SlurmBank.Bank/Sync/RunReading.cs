using System;
using SlurmBank.Ledger;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>Reads a row of sacct as a run: its identity, its own time, what money depends on.</summary>
internal static class RunReading
{
    internal static RunKey KeyOf(SacctRun row) => new(row.Cluster, row.JobIdRaw, row.SubmitSeconds);

    /// <summary>Finished is what has an end time, whatever the state is called.</summary>
    internal static bool IsFinished(SacctRun row) => row.EndSeconds is not null;

    /// <summary>
    /// The run's own start: max(Start, Submit), because a resized row keeps the old Start; its end where it never started.
    /// </summary>
    internal static long OwnStart(SacctRun row, long end) => row.StartSeconds is long start ? Math.Min(Math.Max(start, row.SubmitSeconds), end) : end;

    internal static RunFacts FactsOf(SacctRun row)
    {
        long end = row.EndSeconds!.Value;
        long start = OwnStart(row, end);

        // A resized row counts suspended time of the job's earlier rows too; it cannot have been suspended for longer than it lasted.
        long suspended = row.StartSeconds < row.SubmitSeconds ? Math.Min(row.SuspendedSeconds, end - start) : row.SuspendedSeconds;

        // slurmdbd may keep what a job that never started was about to get (seen at a deadline); slurmctld, and so the spool, does not.
        string tres = row.StartSeconds is null ? string.Empty : row.AllocTres;
        return new RunFacts(KeyOf(row), row.JobId, row.Account.ToLowerInvariant(), row.User, row.Partition, row.Qos, row.State, start, end, suspended, tres);
    }
}
