using System;
using System.Linq;
using System.Threading;
using SlurmBank.Ledger;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>
/// Liens of the gate whose jobs the queue does not show any more: sacct tells by admin_comment which runs they became. A key counts as dealt
/// with only where the ledger knows the run; one that no run has was a question, or was refused later, and the gate ends it by itself.
/// </summary>
internal sealed class GateRuns
{
    private const int Earlier = 60;
    private readonly BankContext context;
    private readonly string cluster;
    private readonly GateBook gate;
    private readonly SyncCounts counts;

    internal GateRuns(BankContext context, string cluster, GateBook gate, SyncCounts counts)
    {
        this.context = context;
        this.cluster = cluster;
        this.gate = gate;
        this.counts = counts;
    }

    internal void Look(CancellationToken cancellation)
    {
        if (gate.Unseen.Count == 0)
        {
            return;
        }

        var query = new SacctRunQuery
        {
            From = DateTimeOffset.FromUnixTimeSeconds(gate.Unseen.Min(l => l.Time) - Earlier),
            To = DateTimeOffset.FromUnixTimeSeconds(context.NowSeconds + 1),
            Cluster = cluster,
            WithAdminComment = true,
        };
        try
        {
            using LedgerView view = context.Ledger.Read();
            foreach (SlurmRow<SacctRun> row in context.Slurm.Sacct.ReadRuns(query, cancellation))
            {
                if (row.Record is SacctRun run && Knows(view, RunReading.KeyOf(run)))
                {
                    gate.FoundOnRun(run.AdminComment);
                }
            }
        }
        catch (SlurmCommandException error)
        {
            counts.Warnings.Add($"sacct did not say what became of {gate.Unseen.Count} liens of the gate; the gate keeps them for now. {error.Message}");
        }
    }

    private static bool Knows(LedgerView view, RunKey key) =>
        view.Reader.FindRun(key) is not null || view.Reader.FindOpenLien(key) is not null || view.Reader.FindParked(key) is not null;
}
