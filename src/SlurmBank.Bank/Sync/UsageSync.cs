using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using SlurmBank.Engine.Configuration;
using SlurmBank.Ledger;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>
/// Brings the ledger to what Slurm says of one cluster: finished runs are settled, unfinished ones have liens, what is unknown to
/// Slurm beyond doubt is voided. Idempotent: any window, in any order, any number of times.
/// </summary>
internal sealed class UsageSync
{
    internal const string RunsMark = "runs";
    internal const string LastSyncMark = "last-sync";

    private readonly BankContext context;
    private readonly string cluster;
    private readonly SyncCommand command;
    private readonly Action<BankProgress> progress;
    private readonly SyncCounts counts = new();
    private readonly SyncSettings settings;

    internal UsageSync(BankContext context, string cluster, SyncCommand command, Action<BankProgress>? progress)
    {
        this.context = context;
        this.cluster = cluster;
        this.command = command;
        this.progress = progress ?? (_ => { });
        settings = context.Configuration.Sync;
    }

    /// <summary>After a run: keys of the gate's liens that the ledger counts or has ended.</summary>
    internal IReadOnlyCollection<string> GateKeys { get; private set; } = [];

    internal SyncReport Run(CancellationToken cancellation)
    {
        DateTimeOffset began = context.Clock.GetUtcNow();
        Visibility.Require(context, cancellation);
        long booksOpen;
        TariffBook tariffs;
        ReadWindow whole;

        // The clock is read before slurmctld is asked: what ended while it answered may be on its way still.
        long now = context.NowSeconds;
        var proof = new QueueProof(context, cluster, counts.Warnings);
        long? queue = proof.Ask(cancellation);
        using (LedgerView view = context.Ledger.Read())
        {
            booksOpen = Books.OpenedAt(view.Reader);
            tariffs = TariffBook.Read(view.Reader, cluster);
            whole = Whole(view.Reader, booksOpen, now);
        }

        GateBook gate = ReadGate();
        var pricing = new RunPricing(tariffs, booksOpen);
        var settler = new Settler(context.Ledger, pricing, settings, counts, cluster, command.IsPlan);
        long provenTo = proof.Reaches(queue, now, command.IsPlan, cancellation);
        SettleWindows(settler, whole, provenTo, cancellation);
        LienKeeper.Outcome liens = new LienKeeper(context, cluster, settler, counts, tariffs, booksOpen, command.IsPlan, gate).Keep(queue == 0, cancellation);
        GateKeys = gate.Seen;
        new InterimCharges(context, cluster, pricing, counts, command.IsPlan).Charge(now, cancellation);
        int expired = Finish(now);
        return Report(whole, queue, liens, expired, context.Clock.GetUtcNow() - began);
    }

    private ReadWindow Whole(ILedgerReader reader, long booksOpen, long now)
    {
        long to = command.EndTime?.ToEnd(context.Zone) ?? now + 1;
        long from = command.StartTime?.ToStart(context.Zone)
            ?? (reader.Watermark(cluster, RunsMark) is long mark ? Math.Max(mark - (long)settings.Overlap.TotalSeconds, booksOpen) : booksOpen);
        if (command.Nightly && command.StartTime is null)
        {
            from = Math.Max(Math.Min(from, now - (long)settings.NightlyReread.TotalSeconds), booksOpen);
        }

        from = Math.Max(from, booksOpen);
        if (command.StartTime is null && from >= to && booksOpen < to)
        {
            // The clock was stepped back behind the watermark: what is there up to now is read again, which changes nothing.
            from = Math.Max(to - 1 - (long)settings.Overlap.TotalSeconds, booksOpen);
        }

        return from < to ? new ReadWindow(from, to) : throw new InvalidRequestException($"The window to read ends ({context.Instant(to):u}) before it begins ({context.Instant(from):u}).", "Check the start and the end; without an end it is now.");
    }

    private void SettleWindows(Settler settler, ReadWindow whole, long provenTo, CancellationToken cancellation)
    {
        using var queue = new RowQueue(context.Slurm, cluster, new WindowPlan(whole, settings), settings.Queries, cancellation);
        foreach (RowChunk chunk in queue.Chunks())
        {
            settler.Settle(chunk.Rows, chunk.IsLast ? session => MoveMark(session, chunk.Window, whole, provenTo) : null, cancellation);
            if (chunk.IsLast)
            {
                progress(new BankProgress("Settling usage", string.Create(CultureInfo.InvariantCulture, $"{cluster}: {context.Instant(chunk.Window.To):yyyy-MM-dd HH:mm}, {counts.Rows} rows"), (int)((chunk.Window.To - whole.From) * 100 / (whole.To - whole.From))));
            }
        }
    }

    /// <summary>
    /// Moves the watermark to the end of a window that was settled whole, in the commit of its last rows. It never moves back, never past
    /// what slurmdbd is known to have, and not where the window does not join what was settled before.
    /// </summary>
    private void MoveMark(LedgerSession session, ReadWindow window, ReadWindow whole, long provenTo)
    {
        long mark = session.Reader.Watermark(cluster, RunsMark) ?? Books.OpenedAt(session.Reader);
        long reached = Math.Min(window.To, provenTo);
        if (whole.From <= mark && reached > mark && window.From <= mark)
        {
            session.SetWatermark(cluster, RunsMark, reached);
        }
    }

    private GateBook ReadGate()
    {
        var gate = new GateBook(GateJournal.Read(context.Configuration.Gate.JournalPath, out string problem));
        if (problem.Length > 0)
        {
            counts.Warnings.Add($"The journal of the gate cannot be read; liens of jobs that have ended stay with the gate longer. {problem}");
        }

        return gate;
    }

    private int Finish(long now)
    {
        using LedgerSession session = context.Ledger.Write(context.Stopping);
        int expired = session.Grants.ExpireDue();
        session.SetWatermark(cluster, LastSyncMark, now);
        if (!command.IsPlan)
        {
            session.Commit();
        }

        return expired;
    }

    private SyncReport Report(ReadWindow whole, long? queue, LienKeeper.Outcome liens, int expired, TimeSpan duration)
    {
        using LedgerView view = context.Ledger.Read();
        if (counts.Unreadable > counts.Problems.Count)
        {
            counts.Warnings.Add($"{counts.Unreadable - counts.Problems.Count} more rows could not be read.");
        }

        return new SyncReport
        {
            Cluster = cluster,
            From = context.Instant(whole.From),
            To = context.Instant(whole.To),
            Rows = counts.Rows,
            Charged = counts.Charged,
            Amount = counts.Amount.Amount,
            AmountUnits = counts.Amount.Units,
            Unchanged = counts.Unchanged,
            Adjusted = counts.Adjusted,
            Parked = counts.ParkedRuns.Count,
            BeforeBooks = counts.BeforeBooks,
            Problems = counts.Problems,
            Liens = liens.Open,
            Voided = liens.Voided,
            Expired = expired,
            DbdQueue = (int?)queue,
            Watermark = view.Reader.Watermark(cluster, RunsMark) is long mark ? context.Instant(mark) : null,
            IsPlan = command.IsPlan,
            Warnings = counts.Warnings,
            Duration = duration,
        };
    }
}
