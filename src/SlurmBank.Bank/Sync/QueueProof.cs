using System;
using System.Collections.Generic;
using System.Threading;
using SlurmBank.Ledger;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>Knows up to which moment slurmdbd has everything that slurmctld had for it.</summary>
internal sealed class QueueProof
{
    internal const string EmptyMark = "dbd-queue-empty";

    private readonly BankContext context;
    private readonly string cluster;
    private readonly List<string> warnings;

    internal QueueProof(BankContext context, string cluster, List<string> warnings)
    {
        this.context = context;
        this.cluster = cluster;
        this.warnings = warnings;
    }

    /// <summary>How many records slurmctld still has for slurmdbd; null where it does not answer.</summary>
    internal long? Ask(CancellationToken cancellation)
    {
        try
        {
            long size = context.Slurm.Sdiag.Read(cancellation).DbdQueue;
            if (size > 0)
            {
                warnings.Add($"slurmctld still has {size} records for slurmdbd; the watermark waits for them.");
            }

            return size;
        }
        catch (SlurmCommandException error)
        {
            warnings.Add($"slurmctld did not say whether slurmdbd has everything; the watermark and the liens stay as they are. {error.Message}");
            return null;
        }
    }

    /// <summary>
    /// The moment up to which slurmdbd is known to have everything: now where the queue is empty, else when it was empty last. That is
    /// kept at once: where this sync breaks off, a later one may go on up to it.
    /// </summary>
    internal long Reaches(long? queue, long now, bool isPlan, CancellationToken cancellation)
    {
        if (queue == 0)
        {
            if (!isPlan)
            {
                Keep(now, cancellation);
            }

            return now;
        }

        using LedgerView view = context.Ledger.Read();
        return view.Reader.Watermark(cluster, EmptyMark) ?? long.MinValue;
    }

    private void Keep(long now, CancellationToken cancellation)
    {
        using LedgerSession session = context.Ledger.Write(cancellation);
        session.SetWatermark(cluster, EmptyMark, Math.Max(now, session.Reader.Watermark(cluster, EmptyMark) ?? now));
        session.Commit();
    }
}
