using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SlurmBank.Ledger;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>
/// Charges runs that go on past the end of a window of their account, or of one that it draws on: the part up to the end, before what is left of the window expires.
/// What follows is charged when the run ends, or at the end of the next window. Only what slurmdbd and slurmctld both show as running in this
/// sync is charged, so that a job that slurmdbd has lost the end of costs nothing that it did not run.
/// </summary>
internal sealed class InterimCharges
{
    private const string Note = "Interim: the run goes on, and is charged up to the end of a window.";
    private readonly BankContext context;
    private readonly string cluster;
    private readonly RunPricing pricing;
    private readonly SyncCounts counts;
    private readonly bool isPlan;
    private readonly Dictionary<string, long[]> ends = [];
    private DrawTree? tree;

    internal InterimCharges(BankContext context, string cluster, RunPricing pricing, SyncCounts counts, bool isPlan)
    {
        this.context = context;
        this.cluster = cluster;
        this.pricing = pricing;
        this.counts = counts;
        this.isPlan = isPlan;
    }

    /// <summary>Charges what the sync has met.</summary>
    /// <param name="began">When the sync began, in seconds since 1970 UTC: windows that have ended by then count.</param>
    /// <param name="cancellation">Ends it before the next commit.</param>
    internal void Charge(long began, CancellationToken cancellation)
    {
        List<RunFacts> due;
        using (LedgerView view = context.Ledger.Read())
        {
            due = [.. counts.Open.Values.Select(row => Part(view.Reader, row, began)).OfType<RunFacts>().OrderBy(f => (f.Start, f.Key.JobIdRaw))];
        }

        foreach (RunFacts[] batch in due.Chunk(1_000))
        {
            using LedgerSession session = context.Ledger.Write(cancellation);
            foreach (RunFacts facts in batch)
            {
                Charge(session, facts);
            }

            if (!isPlan)
            {
                session.Commit();
            }
        }
    }

    /// <summary>The part of a running job's run up to the last window end behind it; null where there is none, or it is charged.</summary>
    private RunFacts? Part(ILedgerReader reader, SacctRun row, long began)
    {
        if (row.StartSeconds is null || row.Account.Length == 0)
        {
            return null;
        }

        // Nearly every run ends here, before anything of its own is looked for in the ledger.
        string account = row.Account.ToLowerInvariant();
        long start = RunReading.OwnStart(row, began);
        long end = Ends(reader, account).LastOrDefault(e => e <= began);
        if (end <= start)
        {
            return null;
        }

        RunKey key = RunReading.KeyOf(row);
        if (reader.FindOpenLien(key) is not { Phase: LienPhase.Running } lien || (!isPlan && lien.LastSeen < began * 1_000_000))
        {
            return null;
        }

        if (reader.FindRun(key) is { } run && (!run.IsInterim || run.Facts.End >= end))
        {
            return null;
        }

        return new RunFacts(key, row.JobId, account, row.User, row.Partition, row.Qos, RunFacts.InterimState, start, end, Math.Min(row.SuspendedSeconds, end - start), row.AllocTres);
    }

    /// <summary>When windows of an account end, ascending.</summary>
    private long[] Ends(ILedgerReader reader, string account)
    {
        if (!ends.TryGetValue(account, out long[]? known))
        {
            known = reader.FindAccount(account) is Account owner ? [.. PayingEnds(reader, owner.Id).Distinct().Order()] : [];
            ends.Add(account, known);
        }

        return known;
    }

    /// <summary>The ends of the account's own windows, and of those of the accounts that it drew on, as far as it did when they ended.</summary>
    private IEnumerable<long> PayingEnds(ILedgerReader reader, long accountId)
    {
        tree ??= new DrawTree(reader.DrawLinks());
        IEnumerable<long> OwnEnds(long id) => reader.Allocations(id).Where(a => !a.IsReversed && a.End != Allocation.Forever).Select(a => a.End).ToList();
        IReadOnlyList<(long From, IReadOnlyList<long> Chain)> stretches = tree.Stretches(accountId);
        return OwnEnds(accountId).Concat(stretches.SelectMany((stretch, i) => stretch.Chain.SelectMany(OwnEnds)
            .Where(end => end > stretch.From && (i + 1 == stretches.Count || end <= stretches[i + 1].From))));
    }

    private void Charge(LedgerSession session, RunFacts facts)
    {
        Run? settled = session.Runs.Find(facts.Key);
        if (pricing.IsBeforeBooks(facts) || !pricing.TryPrice(facts, settled, out PricedRun priced, out _, out _))
        {
            // The run's own end will be parked with the reason.
            return;
        }

        try
        {
            if (session.Runs.Settle(priced with { Note = Note }, settled) == SettleOutcome.Charged)
            {
                counts.Charged++;
                counts.Amount += priced.Price;
            }
        }
        catch (AmountOverflowException error)
        {
            counts.Warnings.Add($"The interim charge of job {facts.JobId} on cluster {cluster} would not fit; it is charged when it ends. {error.Message}");
        }
    }
}
