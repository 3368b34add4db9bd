using System;
using System.Collections.Generic;
using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>A part of a run between two window boundaries.</summary>
/// <param name="From">First second, in seconds since 1970 UTC.</param>
/// <param name="To">First second after it.</param>
/// <param name="Amount">Its share of the run's amount.</param>
public readonly record struct RunPiece(long From, long To, ServiceUnits Amount);

/// <summary>Splits a run at window boundaries by whole seconds; the pieces sum to the unsplit amount.</summary>
public static class RunSplit
{
    /// <summary>
    /// Splits an amount over [from, to) at the boundaries that lie inside. A piece's share is the difference of
    /// floor(amount x seconds / all seconds) at its two ends, so nothing is lost or invented.
    /// </summary>
    /// <param name="from">First second.</param>
    /// <param name="to">First second after.</param>
    /// <param name="amount">The amount to split.</param>
    /// <param name="boundaries">Instants in ascending order; those not strictly inside are skipped.</param>
    /// <param name="pieces">Receives the pieces; cleared first.</param>
    public static void Split(long from, long to, ServiceUnits amount, IReadOnlyList<long> boundaries, List<RunPiece> pieces)
    {
        pieces.Clear();
        long at = from;
        long before = 0;
        for (int i = 0; i < boundaries.Count; i++)
        {
            long boundary = boundaries[i];
            if (boundary >= to)
            {
                break;
            }

            if (boundary <= at)
            {
                continue;
            }

            long upTo = Share(amount.Units, (Int128)boundary - from, (Int128)to - from);
            pieces.Add(new RunPiece(at, boundary, ServiceUnits.FromUnits(upTo - before)));
            before = upTo;
            at = boundary;
        }

        pieces.Add(new RunPiece(at, to, ServiceUnits.FromUnits(amount.Units - before)));
    }

    /// <summary>floor(units x seconds / all), exact for every Int64 and instants that are Int64; all must be positive and not less than seconds.</summary>
    public static long Share(long units, Int128 seconds, Int128 all)
    {
        Int128 product = units * seconds;
        Int128 quotient = product / all;
        return (long)(product < 0 && product % all != 0 ? quotient - 1 : quotient);
    }
}
