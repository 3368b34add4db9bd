using System.Collections.Generic;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>A part of a run's work between two instants: what it costs now, and what was refunded of it.</summary>
/// <param name="Run">The run.</param>
/// <param name="From">First second, in seconds since 1970 UTC.</param>
/// <param name="To">First second after.</param>
/// <param name="Net">What it costs less refunds, in units.</param>
/// <param name="Refunded">What was refunded of it, in units.</param>
internal readonly record struct UsagePiece(Run Run, long From, long To, long Net, long Refunded);

/// <summary>Cuts settled runs at instants, by when the work was done. The pieces of a run sum to what it costs, however it is cut.</summary>
internal static class UsagePieces
{
    /// <summary>The pieces of an account's work in [edges[0], edges[^1]), each between two neighbouring edges.</summary>
    /// <param name="reader">The ledger.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="currency">The currency.</param>
    /// <param name="edges">Instants in ascending order, at least two.</param>
    internal static IEnumerable<UsagePiece> Cut(ILedgerReader reader, long accountId, string currency, IReadOnlyList<long> edges)
    {
        (long first, long last) = (edges[0], edges[^1]);
        var net = new List<RunPiece>();
        var refunded = new List<RunPiece>();
        foreach (Run run in reader.Runs(accountId, currency, first == long.MinValue ? first : first - 1))
        {
            if (run.ChargedFrom >= last)
            {
                continue;
            }

            RunSplit.Split(run.ChargedFrom, run.Facts.End, run.Net, edges, net);
            RunSplit.Split(run.ChargedFrom, run.Facts.End, run.Refunded, edges, refunded);
            for (int i = 0; i < net.Count; i++)
            {
                if (net[i].From >= first && net[i].From < last)
                {
                    yield return new UsagePiece(run, net[i].From, net[i].To, net[i].Amount.Units, refunded[i].Amount.Units);
                }
            }
        }
    }

    /// <summary>What an account's work cost between each two neighbouring edges, in units.</summary>
    internal static long[] Sums(ILedgerReader reader, long accountId, string currency, IReadOnlyList<long> edges)
    {
        var sums = new long[edges.Count - 1];
        foreach (UsagePiece piece in Cut(reader, accountId, currency, edges))
        {
            int at = IndexOf(edges, piece.From);
            sums[at] = checked(sums[at] + piece.Net);
        }

        return sums;
    }

    /// <summary>The number of the interval between edges that an instant lies in.</summary>
    internal static int IndexOf(IReadOnlyList<long> edges, long instant)
    {
        (int low, int high) = (0, edges.Count - 1);
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            (low, high) = edges[middle] <= instant ? (middle, high) : (low, middle);
        }

        return low;
    }
}
