using System.Collections.Generic;
using SlurmBank.Engine;
using SlurmBank.Ledger;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>What a sync has done so far.</summary>
internal sealed class SyncCounts
{
    private const int MostProblems = 1_000;

    internal long Rows { get; set; }

    internal long Charged { get; set; }

    internal ServiceUnits Amount { get; set; }

    internal long Unchanged { get; set; }

    internal long Adjusted { get; set; }

    internal long LeftToSync { get; set; }

    /// <summary>Runs without a price; windows overlap, so a run may be met more than once.</summary>
    internal HashSet<RunKey> ParkedRuns { get; } = [];

    internal long BeforeBooks { get; set; }

    internal long Unreadable { get; private set; }

    internal List<string> Problems { get; } = [];

    internal List<string> Warnings { get; } = [];

    /// <summary>Rows of jobs that have not ended, by JobIDRaw.</summary>
    internal Dictionary<long, SacctRun> Open { get; } = [];

    /// <summary>Identities of the finished runs that Slurm showed; only kept where somebody will ask.</summary>
    internal HashSet<RunKey> Seen { get; } = [];

    /// <summary>Keeps the newest row of a job that has not ended: requeues may come in any order.</summary>
    internal void SawOpen(SacctRun run)
    {
        if (!Open.TryGetValue(run.JobIdRaw, out SacctRun? before) || before.SubmitSeconds <= run.SubmitSeconds)
        {
            Open[run.JobIdRaw] = run;
        }
    }

    internal void Problem(string text)
    {
        Unreadable++;
        if (Problems.Count < MostProblems)
        {
            Problems.Add(text);
        }
    }
}
