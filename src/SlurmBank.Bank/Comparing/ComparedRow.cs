using System;
using System.Globalization;
using SlurmBank.Ledger;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>A run of an account as Slurm tells it, beside the same run in the ledger.</summary>
internal sealed class ComparedRow
{
    private ComparedRow(RunFacts? facts, long? started, long elapsed, bool isRunning, bool isHidden, Run? run)
    {
        Facts = facts;
        Started = started;
        Elapsed = elapsed;
        IsRunning = isRunning;
        IsHidden = isHidden;
        Run = run;
        Billing = BillingOf(facts?.AllocTres ?? string.Empty);
    }

    /// <summary>What money depends on; of one that has not ended, as if it ended now.</summary>
    internal RunFacts? Facts { get; }

    /// <summary>Slurm's Start, which a resized row has from the row before; null where it never started.</summary>
    internal long? Started { get; }

    /// <summary>Slurm's Elapsed: without suspended time.</summary>
    internal long Elapsed { get; }

    /// <summary>Whether it has not ended.</summary>
    internal bool IsRunning { get; }

    /// <summary>Whether only the ledger has it under this account, and Slurm has it under another one.</summary>
    internal bool IsMoved { get; private init; }

    /// <summary>Whether sacct hides it without --duplicates.</summary>
    internal bool IsHidden { get; }

    /// <summary>The run as it is settled; null where it is not.</summary>
    internal Run? Run { get; }

    /// <summary>Slurm's integer billing; 0 where AllocTRES names none.</summary>
    internal long Billing { get; }

    /// <summary>Whether it keeps the start of an earlier row.</summary>
    internal bool IsResized => Facts is not null && Started < Facts.Start;

    /// <summary>The first second after it; of one that goes on, now.</summary>
    internal long End => Facts?.End ?? 0;

    /// <summary>What a number of seconds of it are in units, by Slurm's integer billing.</summary>
    internal long Units(long seconds) => checked(seconds * Billing * Engine.ServiceUnits.UnitsPerBillingSecond);

    internal static ComparedRow Of(SacctRun row, bool isHidden, Run? run, long now)
    {
        bool isRunning = row.EndSeconds is null;
        if (row.StartSeconds is null)
        {
            return new ComparedRow(null, null, 0, isRunning, isHidden, run);
        }

        RunFacts facts = RunReading.FactsOf(isRunning ? row with { EndSeconds = Math.Max(now, row.StartSeconds.Value) } : row);
        return new ComparedRow(facts, row.StartSeconds, row.ElapsedSeconds, isRunning, isHidden, run);
    }

    /// <summary>A run that Slurm does not show any more, as the ledger has it.</summary>
    internal static ComparedRow Of(Run run, bool isMoved) =>
        new(run.Facts, run.Facts.Start, run.Facts.WallSeconds - run.Facts.SuspendedSeconds, isRunning: false, isHidden: false, run) { IsMoved = isMoved };

    /// <summary>Whether its billing-seconds fit into what amounts are counted in.</summary>
    internal bool Fits => Facts is null || (Int128)Billing * Math.Max(Facts.End - Math.Min(Started!.Value, Facts.Start), Elapsed) < long.MaxValue / 1_000_000;

    /// <summary>How many seconds of [from, to) lie in [first, last).</summary>
    internal static long Seconds(long from, long to, long first, long last) => Math.Max(Math.Min(to, last) - Math.Max(from, first), 0);

    private static long BillingOf(string tres)
    {
        foreach (string part in tres.Split(','))
        {
            if (part.StartsWith("billing=", StringComparison.Ordinal) && long.TryParse(part.AsSpan(8), NumberStyles.None, CultureInfo.InvariantCulture, out long billing))
            {
                return billing;
            }
        }

        return 0;
    }
}
