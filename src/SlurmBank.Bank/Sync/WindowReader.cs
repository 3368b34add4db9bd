using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Runtime.ExceptionServices;
using System.Threading;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>Reads one window from sacct on a thread of its own, as far ahead as its queue has room.</summary>
internal sealed class WindowReader : IDisposable
{
    private const int ChunkRows = 500;
    private const int MostChunks = 40;
    private readonly BlockingCollection<RowChunk> chunks = new(MostChunks);
    private readonly Thread thread;
    private ExceptionDispatchInfo? failure;

    /// <summary>Begins to read as soon as <paramref name="turn"/> lets it.</summary>
    internal WindowReader(SlurmCommands slurm, string cluster, ReadWindow window, SemaphoreSlim turn, CancellationToken stop)
    {
        thread = new Thread(() => Read(slurm, cluster, window, turn, stop)) { IsBackground = true, Name = "sacct" };
        thread.Start();
    }

    /// <summary>Rows so far; all of them once the chunks have ended.</summary>
    internal long Count { get; private set; }

    /// <summary>The chunks in order; raises what went wrong after the chunks that came before it.</summary>
    internal IEnumerable<RowChunk> Chunks()
    {
        foreach (RowChunk chunk in chunks.GetConsumingEnumerable())
        {
            yield return chunk;
        }

        failure?.Throw();
    }

    /// <summary>Waits until the thread has ended; whoever disposes a reader that is not at its end has cancelled it before.</summary>
    public void Dispose()
    {
        while (chunks.TryTake(out _))
        {
            // Makes room, so that a thread that waits to add sees the cancellation.
        }

        thread.Join();
        chunks.Dispose();
    }

    private void Read(SlurmCommands slurm, string cluster, ReadWindow window, SemaphoreSlim turn, CancellationToken stop)
    {
        bool hasTurn = false;
        try
        {
            turn.Wait(stop);
            hasTurn = true;
            var rows = new List<SlurmRow<SacctRun>>(ChunkRows);
            var query = new SacctRunQuery { From = DateTimeOffset.FromUnixTimeSeconds(window.From), To = DateTimeOffset.FromUnixTimeSeconds(window.To), Cluster = cluster };
            foreach (SlurmRow<SacctRun> row in slurm.Sacct.ReadRuns(query, stop))
            {
                if (rows.Count == ChunkRows)
                {
                    chunks.Add(new RowChunk(window, rows, false), stop);
                    rows = new List<SlurmRow<SacctRun>>(ChunkRows);
                }

                rows.Add(row);
                Count++;
            }

            chunks.Add(new RowChunk(window, rows, true), stop);
        }
        catch (Exception error)
        {
            failure = ExceptionDispatchInfo.Capture(error);
        }
        finally
        {
            if (hasTurn)
            {
                turn.Release();
            }

            chunks.CompleteAdding();
        }
    }
}
