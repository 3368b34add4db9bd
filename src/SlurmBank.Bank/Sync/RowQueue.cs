using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Runtime.ExceptionServices;
using System.Threading;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>Rows of a window; the last chunk of a window says so, and only then was its answer read whole.</summary>
/// <param name="Window">The window.</param>
/// <param name="Rows">The rows.</param>
/// <param name="IsLast">Whether the window is complete with these.</param>
internal sealed record RowChunk(ReadWindow Window, IReadOnlyList<SlurmRow<SacctRun>> Rows, bool IsLast);

/// <summary>
/// Reads windows ahead on a thread of its own, so that sacct works on the next one while this one is settled. The queue holds about one
/// window of usual size, so memory stays flat whatever the history.
/// </summary>
internal sealed class RowQueue : IDisposable
{
    private const int ChunkRows = 500;
    private const int MostChunks = 64;
    private readonly BlockingCollection<RowChunk> chunks = new(MostChunks);
    private readonly CancellationTokenSource stop;
    private readonly Thread reader;
    private ExceptionDispatchInfo? failure;

    internal RowQueue(SlurmCommands slurm, string cluster, WindowPlan windows, CancellationToken cancellation)
    {
        stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        reader = new Thread(() => Read(slurm, cluster, windows)) { IsBackground = true, Name = "sacct" };
        reader.Start();
    }

    /// <summary>The chunks in order; raises what went wrong after the chunks that came before it.</summary>
    internal IEnumerable<RowChunk> Chunks()
    {
        foreach (RowChunk chunk in chunks.GetConsumingEnumerable())
        {
            yield return chunk;
        }

        failure?.Throw();
    }

    public void Dispose()
    {
        stop.Cancel();
        while (chunks.TryTake(out _))
        {
            // Makes room, so that a reader that waits to add sees the cancellation.
        }

        reader.Join();
        chunks.Dispose();
        stop.Dispose();
    }

    private void Read(SlurmCommands slurm, string cluster, WindowPlan windows)
    {
        try
        {
            long count = 0;
            while (windows.TryNext(count, out ReadWindow window))
            {
                count = 0;
                var rows = new List<SlurmRow<SacctRun>>(ChunkRows);
                var query = new SacctRunQuery { From = DateTimeOffset.FromUnixTimeSeconds(window.From), To = DateTimeOffset.FromUnixTimeSeconds(window.To), Cluster = cluster };
                foreach (SlurmRow<SacctRun> row in slurm.Sacct.ReadRuns(query, stop.Token))
                {
                    if (rows.Count == ChunkRows)
                    {
                        chunks.Add(new RowChunk(window, rows, false), stop.Token);
                        rows = new List<SlurmRow<SacctRun>>(ChunkRows);
                    }

                    rows.Add(row);
                    count++;
                }

                chunks.Add(new RowChunk(window, rows, true), stop.Token);
            }
        }
        catch (Exception error)
        {
            failure = ExceptionDispatchInfo.Capture(error);
        }
        finally
        {
            chunks.CompleteAdding();
        }
    }
}
