using System;
using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Bank;

/// <summary>How slurmctld comes by what sshare shows.</summary>
/// <param name="Factors">UsageFactor of each QOS that has one.</param>
/// <param name="Fades">Whether usage fades or is reset.</param>
/// <param name="Period">PriorityCalcPeriod in seconds: how far its cycles are apart; 0 where it is not known.</param>
/// <param name="CountsEnds">Whether a run that ends is counted at once, which it is where limits are enforced.</param>
/// <param name="Read">When sshare was asked, in seconds since 1970 UTC.</param>
internal sealed record ShareRules(IReadOnlyDictionary<string, decimal> Factors, bool Fades, long Period, bool CountsEnds, long Read);

/// <summary>What slurmctld has more, or less, than the runs' own time, in units.</summary>
/// <param name="Twice">Counted twice of jobs that were resized.</param>
/// <param name="Running">Counted already of jobs that run.</param>
/// <param name="Lost">Never counted, at the end of runs.</param>
/// <param name="IsExact">Whether one clock of cycles gives all of it; else it is only within what is possible.</param>
internal sealed record CycleCounts(decimal Twice, decimal Running, decimal Lost, bool IsExact);

/// <summary>
/// The usage that slurmctld counts of one user: in cycles, and once more when a run ends. Of what runs it has the time up to its last cycle. What is resized it counts up to that moment at the old size, and
/// then, from the last cycle before that moment on, at the new one: that piece twice (seen live; <c>_apply_new_usage</c> of priority/multifactor in 22.05 to 25.11). Without enforced limits it is not told of an end,
/// and what ran after the last cycle is never counted. When the cycles were nobody writes down; but those of one slurmctld are a period apart, so that one phase has to give all pieces at once.
/// </summary>
internal sealed class UsageCycles
{
    // Seconds by which a busy slurmctld may begin a cycle late.
    private const long Late = 5;
    private const long Tries = 20_000_000;
    private readonly ShareRules rules;
    private readonly List<Piece> resized = [];
    private readonly List<Piece> running = [];
    private readonly List<Piece> ended = [];

    internal UsageCycles(ShareRules rules) => this.rules = rules;

    /// <summary>At most what can have been counted twice, in units.</summary>
    internal decimal MostTwice => resized.Sum(p => p.Rate * Most(p.Start, p.End));

    private int Count => resized.Count + running.Count + ended.Count;

    /// <summary>A run that goes on.</summary>
    /// <param name="rate">Units a second.</param>
    /// <param name="start">Since when.</param>
    internal void AddRunning(decimal rate, long start) => running.Add(new Piece(rate, start, rules.Read, long.MaxValue));

    /// <summary>A job that was resized.</summary>
    /// <param name="rate">Units a second at the new size.</param>
    /// <param name="start">When the job began.</param>
    /// <param name="at">When it was resized.</param>
    /// <param name="until">When the new size ended; null where it goes on.</param>
    internal void AddResized(decimal rate, long start, long at, long? until) => resized.Add(new Piece(rate, start, at, until ?? long.MaxValue));

    /// <summary>A run that ended.</summary>
    /// <param name="rate">Units a second.</param>
    /// <param name="start">Since when.</param>
    /// <param name="end">Until when.</param>
    internal void AddEnded(decimal rate, long start, long end)
    {
        if (!rules.CountsEnds)
        {
            ended.Add(new Piece(rate, start, end, end));
        }
    }

    /// <summary>What the cycles account for. Where they do not account for all of it, only what runs, and that within what is possible.</summary>
    /// <param name="missing">The runs' own usage less what sshare shows, in units.</param>
    /// <param name="isNothing">Whether a rest is what is not printed.</param>
    internal CycleCounts Explain(long missing, Func<decimal, bool> isNothing)
    {
        // A single piece may end a late cycle too; of several each alone can, which one phase does not show.
        long length = rules.Period + (Count == 1 ? Late : 0);
        for (long phase = 0; rules.Period > 0 && Count > 0 && length * Count <= Tries && phase < length; phase++)
        {
            CycleCounts counts = At(phase, length);
            if (isNothing(missing + counts.Twice + counts.Running - counts.Lost))
            {
                return counts;
            }
        }

        CycleCounts within = Within(-missing);
        bool isPossible = (Count > 1 || rules.Period == 0) && isNothing(missing + within.Twice + within.Running - within.Lost);
        return isPossible ? within : within with { Twice = 0, Lost = 0 };
    }

    private CycleCounts At(long phase, long length)
    {
        decimal twice = 0;
        decimal going = 0;
        decimal lost = 0;
        foreach (Piece piece in resized.Where(p => p.Next == long.MaxValue ? Last(rules.Read) > p.End : rules.CountsEnds || Last(p.Next) > p.End))
        {
            twice += piece.Rate * (piece.End - Math.Max(Last(piece.End), piece.Start));
        }

        foreach (Piece piece in running)
        {
            going += piece.Rate * Math.Max(Last(rules.Read) - piece.Start, 0);
        }

        foreach (Piece piece in ended)
        {
            lost += piece.Rate * (piece.End - Math.Max(Last(piece.End), piece.Start));
        }

        return new CycleCounts(twice, going, lost, IsExact: true);

        long Last(long moment) => moment - ((((moment - phase) % length) + length) % length);
    }

    /// <summary>As far as it is possible at all, each piece for itself: first what runs, then what was resized.</summary>
    private CycleCounts Within(decimal more)
    {
        decimal least = rules.Period > 0 ? running.Sum(p => p.Rate * Math.Max(p.End - p.Start - rules.Period - Late, 0)) : 0;
        decimal going = Math.Clamp(more, least, running.Sum(p => p.Rate * (p.End - p.Start)));
        decimal twice = Math.Clamp(more - going, 0, MostTwice);
        decimal lost = Math.Clamp(going + twice - more, 0, ended.Sum(p => p.Rate * Most(p.Start, p.End)));
        return new CycleCounts(twice, going, lost, IsExact: false);
    }

    private long Most(long start, long end) => rules.Period > 0 ? Math.Min(end - start, rules.Period + Late) : end - start;

    private readonly record struct Piece(decimal Rate, long Start, long End, long Next);
}
