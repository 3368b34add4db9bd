using System;
using System.Collections.Generic;
using System.Threading;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>Rows of a window; the last chunk of a window says so, and only then was its answer read whole.</summary>
/// <param name="Window">The window.</param>
/// <param name="Rows">The rows.</param>
/// <param name="IsLast">Whether the window is complete with these.</param>
internal sealed record RowChunk(ReadWindow Window, IReadOnlyList<SlurmRow<SacctRun>> Rows, bool IsLast);

/// <summary>
/// Reads windows ahead, so that sacct works on the next ones while this one is settled. Each query is one thread in slurmdbd and in its
/// database: a few at once use processors that would idle. The queues are bounded, so memory stays flat whatever the history.
/// </summary>
internal sealed class RowQueue : IDisposable
{
    private readonly SlurmCommands slurm;
    private readonly string cluster;
    private readonly WindowPlan windows;
    private readonly int queries;
    private readonly SemaphoreSlim turn;
    private readonly CancellationTokenSource stop;
    private readonly Queue<WindowReader> readers = [];

    /// <param name="slurm">The commands.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="windows">What to read.</param>
    /// <param name="queries">Most queries at once.</param>
    /// <param name="cancellation">Ends the reading.</param>
    internal RowQueue(SlurmCommands slurm, string cluster, WindowPlan windows, int queries, CancellationToken cancellation)
    {
        this.slurm = slurm;
        this.cluster = cluster;
        this.windows = windows;
        this.queries = queries;
        turn = new SemaphoreSlim(queries);
        stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
    }

    /// <summary>The chunks in order; raises what went wrong after the chunks that came before it.</summary>
    internal IEnumerable<RowChunk> Chunks()
    {
        long? rows = null;
        while (true)
        {
            ReadAhead(rows);
            if (!readers.TryPeek(out WindowReader? reader))
            {
                yield break;
            }

            foreach (RowChunk chunk in reader.Chunks())
            {
                yield return chunk;
            }

            rows = reader.Count;
            readers.Dequeue().Dispose();
        }
    }

    /// <summary>
    /// One window more than there are turns, so that a query begins as soon as another ends. Turns go in the order of the windows, since
    /// only the last reader waits for one: the window that is wanted next always has its turn.
    /// </summary>
    private void ReadAhead(long? rows)
    {
        while (readers.Count <= queries && windows.TryNext(rows, out ReadWindow window))
        {
            readers.Enqueue(new WindowReader(slurm, cluster, window, turn, stop.Token));
        }
    }

    public void Dispose()
    {
        stop.Cancel();
        foreach (WindowReader reader in readers)
        {
            reader.Dispose();
        }

        stop.Dispose();
        turn.Dispose();
    }
}
