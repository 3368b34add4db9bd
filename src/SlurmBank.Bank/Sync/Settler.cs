using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Threading;
using SlurmBank.Engine.Configuration;
using SlurmBank.Ledger;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>Settles rows in batches that are bounded in rows and in time, so that other writers get their turn.</summary>
internal sealed class Settler
{
    private readonly BankLedger ledger;
    private readonly RunPricing pricing;
    private readonly SyncSettings settings;
    private readonly SyncCounts counts;
    private readonly string cluster;
    private readonly bool isPlan;

    internal Settler(BankLedger ledger, RunPricing pricing, SyncSettings settings, SyncCounts counts, string cluster, bool isPlan)
    {
        this.ledger = ledger;
        this.pricing = pricing;
        this.settings = settings;
        this.counts = counts;
        this.cluster = cluster;
        this.isPlan = isPlan;
    }

    /// <summary>Whether a run that is settled with other facts stays as it is: what the rows say is not the last word on it.</summary>
    internal bool KeepsSettled { get; init; }

    /// <summary>Settles rows; <paramref name="atEnd"/> is done in the commit of the last of them.</summary>
    internal void Settle(IReadOnlyList<SlurmRow<SacctRun>> rows, Action<LedgerSession>? atEnd, CancellationToken cancellation)
    {
        int at = 0;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            using LedgerSession session = ledger.Write(cancellation);
            var held = Stopwatch.StartNew();
            int first = at;
            while (at < rows.Count && at - first < settings.BatchRows && (at == first || held.Elapsed < settings.BatchTime))
            {
                SettleRow(session, rows[at++]);
            }

            if (at == rows.Count)
            {
                atEnd?.Invoke(session);
            }

            if (!isPlan)
            {
                session.Commit();
            }
        }
        while (at < rows.Count);
    }

    private void SettleRow(LedgerSession session, SlurmRow<SacctRun> row)
    {
        counts.Rows++;
        if (row.Record is not SacctRun run)
        {
            Unreadable(session, row.Problem!);
        }
        else if (!string.Equals(run.Cluster, cluster, StringComparison.OrdinalIgnoreCase))
        {
            counts.Problem($"A row of cluster '{run.Cluster}' came in the answer for '{cluster}'.");
        }
        else if (!RunReading.IsFinished(run))
        {
            counts.SawOpen(run);
        }
        else
        {
            SettleRun(session, run);
        }
    }

    private void SettleRun(LedgerSession session, SacctRun row)
    {
        RunFacts facts = RunReading.FactsOf(row);
        if (counts.Open.TryGetValue(row.JobIdRaw, out SacctRun? open) && open.SubmitSeconds <= row.SubmitSeconds)
        {
            // A later requeue of the job may be open still.
            counts.Open.Remove(row.JobIdRaw);
        }

        Run? settled = session.Runs.Find(facts.Key);
        if (settled is null && pricing.IsBeforeBooks(facts))
        {
            counts.BeforeBooks++;
            return;
        }

        if (settled is not null && settled.Facts == facts)
        {
            counts.Unchanged++;
            return;
        }

        if (settled is { IsInterim: false } && KeepsSettled)
        {
            counts.LeftToSync++;
            return;
        }

        if (isPlan && !counts.Seen.Add(facts.Key))
        {
            // Windows overlap; a sync would find it settled by now.
            counts.Unchanged += counts.ParkedRuns.Contains(facts.Key) ? 0 : 1;
            return;
        }

        if (facts.Account.Length == 0)
        {
            Park(session, facts, "NoAccount", "Slurm names no account for this run, so nobody can be charged.");
            return;
        }

        if (!pricing.TryPrice(facts, settled, out PricedRun priced, out string code, out string reason))
        {
            Park(session, facts, code, reason);
            return;
        }

        if (!TrySettle(session, priced, settled, out SettleOutcome outcome))
        {
            return;
        }

        switch (outcome)
        {
            case SettleOutcome.Charged:
                counts.Charged++;
                counts.Amount += priced.Price;
                break;
            case SettleOutcome.Adjusted:
                counts.Adjusted++;
                break;
            default:
                counts.Unchanged++;
                break;
        }
    }

    /// <summary>A sum that would not fit is one run's trouble, not that of the others: the run is parked. Nothing was posted for it.</summary>
    private bool TrySettle(LedgerSession session, PricedRun priced, Run? settled, out SettleOutcome outcome)
    {
        try
        {
            outcome = session.Runs.Settle(priced, settled);
            return true;
        }
        catch (AmountOverflowException error)
        {
            outcome = SettleOutcome.Unchanged;
            Park(session, priced.Facts, error.ErrorId, error.Message);
            return false;
        }
    }

    private void Park(LedgerSession session, RunFacts facts, string code, string reason)
    {
        session.Runs.Park(facts.Key, facts.Account, code, reason, Describe(facts), facts.Start);
        counts.ParkedRuns.Add(facts.Key);
    }

    /// <summary>A line that cannot be read may be money: it is kept under a number made of its text, so that it is parked once.</summary>
    private void Unreadable(LedgerSession session, SlurmProblem problem)
    {
        string text = WithoutDelimiters(problem.Text);
        counts.Problem((problem with { Text = text }).ToString());
        long number = 0;
        foreach (char c in text)
        {
            number = unchecked((number * 31) + c) & 0x3FFF_FFFF_FFFF_FFFF;
        }

        session.Runs.Park(new RunKey(cluster, -number, 0), string.Empty, "UnreadableRow", problem.Why, text, 0);
    }

    /// <summary>
    /// Each query draws another delimiter, a unit separator (escaped in the text) and ten letters, the last of which may be cut; the same
    /// row has to be the same text.
    /// </summary>
    private static string WithoutDelimiters(string text) => Regex.Replace(text, @"\\x1f[A-Za-z]{0,10}", "|", RegexOptions.CultureInvariant);

    private static string Describe(RunFacts facts) =>
        $"job {facts.JobId} user {facts.User} partition {facts.Partition} qos {facts.Qos} {facts.State} {facts.WallSeconds} s {facts.AllocTres}";
}
