using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SlurmBank.Ledger;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>
/// Keeps one lien for each job that Slurm has not finished. What slurmctld does not show any more is asked for by its number; it is
/// voided only where squeue and sacct both answered and all of that could be read, nothing waits for slurmdbd, neither knows the job, and a grace has passed.
/// </summary>
internal sealed class LienKeeper
{
    private const int BatchSize = 1_000;
    private const int MostParked = 5_000;
    private readonly BankContext context;
    private readonly string cluster;
    private readonly Settler settler;
    private readonly SyncCounts counts;
    private readonly TariffBook tariffs;
    private readonly long booksOpen;
    private readonly bool isPlan;
    private readonly GateBook gate;
    private bool answersAreWhole;

    internal LienKeeper(BankContext context, string cluster, Settler settler, SyncCounts counts, TariffBook tariffs, long booksOpen, bool isPlan, GateBook gate)
    {
        this.context = context;
        this.cluster = cluster;
        this.settler = settler;
        this.counts = counts;
        this.tariffs = tariffs;
        this.booksOpen = booksOpen;
        this.isPlan = isPlan;
        this.gate = gate;
    }

    /// <summary>How the liens stand.</summary>
    /// <param name="Open">Open liens of the cluster.</param>
    /// <param name="Voided">Liens that were voided.</param>
    internal readonly record struct Outcome(int Open, int Voided);

    internal Outcome Keep(bool queueIsEmpty, CancellationToken cancellation)
    {
        IReadOnlyList<QueuedJob>? jobs = QueueReading.Read(context, cluster, counts, out answersAreWhole, cancellation);
        if (jobs is null)
        {
            return new Outcome(CountOpen(), 0);
        }

        HashSet<RunKey> observed = Observe(jobs, cancellation);
        (List<Lien> missing, List<ParkedRun> parked) = Unsettled(observed);
        (HashSet<RunKey> known, HashSet<long> open) = AskByNumber(missing, parked, cancellation);
        new GateRuns(context, cluster, gate, counts).Look(cancellation);
        if (!answersAreWhole)
        {
            counts.Warnings.Add("Rows of Slurm's answers could not be read, and may be those of jobs that have liens: no lien is voided.");
        }

        int voided = queueIsEmpty && answersAreWhole ? Void(missing, known, open) : 0;
        return new Outcome(CountOpen(), voided);
    }

    private HashSet<RunKey> Observe(IReadOnlyList<QueuedJob> jobs, CancellationToken cancellation)
    {
        SlurmTable<SlurmPartition> partitions = context.Slurm.Scontrol.ReadPartitions(cancellation);
        var observer = new LienObserver(tariffs, partitions.Rows, context.Configuration.Sync.UnlimitedHorizon, context.NowSeconds, booksOpen, context.Currency);
        var observed = new HashSet<RunKey>();
        foreach (QueuedJob[] batch in jobs.Chunk(BatchSize))
        {
            using LedgerSession session = context.Ledger.Write(cancellation);
            foreach (QueuedJob job in batch)
            {
                Observe(session, observer, job, observed);
            }

            Commit(session);
        }

        return observed;
    }

    /// <summary>A job whose lien cannot be computed or kept is told and stops no other; a lien that it has stays, for Slurm shows the job.</summary>
    private void Observe(LedgerSession session, LienObserver observer, QueuedJob job, HashSet<RunKey> observed)
    {
        SacctRun? open = counts.Open.GetValueOrDefault(job.JobIdRaw);
        observed.Add(LienObserver.KeyOf(cluster, job, open));
        GateToken? token = gate.Find(job);
        try
        {
            ObservedJob lien = observer.Observe(cluster, job, open, token);
            if (lien.Account.Length > 0)
            {
                _ = session.Liens.Observe(lien, token is not null);
                gate.Counts(token);
            }
            else
            {
                counts.Warnings.Add($"Job {lien.JobId} has no account; nothing is set aside for it.");
            }
        }
        catch (Exception error) when (error is AmountOverflowException or OverflowException)
        {
            counts.Warnings.Add($"The lien of job {job.JobIdRaw} would not fit; nothing new is set aside for it. {error.Message}");
        }
    }

    private (List<Lien> Missing, List<ParkedRun> Parked) Unsettled(HashSet<RunKey> observed)
    {
        using LedgerView view = context.Ledger.Read();
        List<Lien> missing = [.. view.Reader.Liens().Where(l => l.Key.Cluster == cluster && !observed.Contains(l.Key))];
        List<ParkedRun> parked = [.. view.Reader.ParkedRuns(cluster).Where(p => p.Key.JobIdRaw > 0 && !counts.ParkedRuns.Contains(p.Key))];
        return (missing, parked);
    }

    /// <summary>Asks sacct for jobs by number and settles what has ended; answers which runs it knows and which numbers it shows as not ended.</summary>
    private (HashSet<RunKey> Known, HashSet<long> Open) AskByNumber(List<Lien> missing, List<ParkedRun> parked, CancellationToken cancellation)
    {
        var known = new HashSet<RunKey>();
        var open = new HashSet<long>();
        HashSet<RunKey> wanted = [.. missing.Select(l => l.Key), .. parked.Take(MostParked).Select(p => p.Key)];
        if (wanted.Count == 0)
        {
            return (known, open);
        }

        var query = new SacctRunQuery { JobIds = [.. wanted.Select(k => k.JobIdRaw).Distinct()], Cluster = cluster };
        var rows = new List<SlurmRow<SacctRun>>();
        foreach (SlurmRow<SacctRun> row in context.Slurm.Sacct.ReadRuns(query, cancellation))
        {
            if (row.Record is SacctRun run)
            {
                known.Add(RunReading.KeyOf(run));
                _ = RunReading.IsFinished(run) || open.Add(run.JobIdRaw);
            }

            answersAreWhole &= row.Record is not null;
            if (row.Record is null || wanted.Contains(RunReading.KeyOf(row.Record)))
            {
                rows.Add(row);
            }
        }

        settler.Settle(rows, null, cancellation);
        return (known, open);
    }

    /// <summary>Ends liens of runs that Slurm, asked in every way, does not have. A run that sacct knows is settled, parked or still open there.</summary>
    private int Void(List<Lien> missing, HashSet<RunKey> known, HashSet<long> open)
    {
        long grace = (long)context.Configuration.Sync.VoidGrace.TotalMicroseconds;
        int voided = 0;
        using LedgerSession session = context.Ledger.Write(context.Stopping);
        foreach (Lien lien in missing.Where(l => !known.Contains(l.Key) && !open.Contains(l.Key.JobIdRaw)))
        {
            if (session.Reader.FindOpenLien(lien.Key) is Lien current && session.Now - current.LastSeen >= grace)
            {
                session.Liens.Void(current, "squeue and sacct both answered, nothing waited for slurmdbd, and neither knows the run.");
                voided++;
            }
        }

        Commit(session);
        return voided;
    }

    private int CountOpen()
    {
        using LedgerView view = context.Ledger.Read();
        return view.Reader.Liens().Count(l => l.Key.Cluster == cluster);
    }

    private void Commit(LedgerSession session)
    {
        if (!isPlan)
        {
            session.Commit();
        }
    }
}
