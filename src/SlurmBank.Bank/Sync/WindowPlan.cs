using System;
using SlurmBank.Engine.Configuration;

namespace SlurmBank.Bank;

/// <summary>A window of time that is read from sacct.</summary>
/// <param name="From">First second, in seconds since 1970 UTC.</param>
/// <param name="To">First second after.</param>
internal readonly record struct ReadWindow(long From, long To);

/// <summary>
/// Cuts the time to be read into windows. slurmdbd walks half of its index for each window, however short, and a short window repeats
/// more of the jobs that cross its ends: so where answers are small the next window is twice as long, up to a week; where they
/// are large, and sacct holds the whole answer in memory, it is as short as the configuration says.
/// </summary>
internal sealed class WindowPlan
{
    private const int Small = 20_000;
    private const int Large = 100_000;
    private const long Shortest = 3600;
    private const long Longest = 7 * 86400;
    private readonly ReadWindow whole;
    private readonly long first;
    private long step;
    private long at;

    internal WindowPlan(ReadWindow whole, SyncSettings settings)
    {
        this.whole = whole;
        first = Math.Clamp((long)settings.Window.TotalSeconds, Shortest, Longest);
        step = first;
        at = whole.From;
    }

    /// <summary>The next window, after one whose answer had so many rows (null: none is known yet); false where all is read.</summary>
    internal bool TryNext(long? rowsBefore, out ReadWindow window)
    {
        step = rowsBefore > Large ? first : rowsBefore < Small ? Math.Min(step * 2, Longest) : step;
        window = new ReadWindow(at, Math.Min(at + step, whole.To));
        at = window.To;
        return window.From < window.To;
    }
}
