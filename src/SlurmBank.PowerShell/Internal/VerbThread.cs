using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;

namespace SlurmBank.PowerShell.Internal;

/// <summary>
/// Runs a verb of the bank on a thread of its own and shows what it reports on the pipeline's thread, the only one that may write.
/// So a verb never meets an exception of the pipeline in the middle of its work, and its messages are shown while it runs.
/// </summary>
internal sealed class VerbThread : IDisposable
{
    private readonly Action<object> show;
    private readonly CancellationTokenSource stopping;
    private readonly ConcurrentQueue<object> idle = new();
    private BlockingCollection<object>? running;

    internal VerbThread(Action<object> show, CancellationTokenSource stopping) => (this.show, this.stopping) = (show, stopping);

    /// <summary>Takes a message from any thread.</summary>
    internal void Post(object message)
    {
        BlockingCollection<object>? queue = Volatile.Read(ref running);
        if (queue is null || !TryAdd(queue, message))
        {
            idle.Enqueue(message);
        }
    }

    /// <summary>Shows what was posted outside a running verb; on the pipeline's thread.</summary>
    internal void Drain()
    {
        while (idle.TryDequeue(out object? message))
        {
            show(message);
        }
    }

    /// <summary>Runs a verb to its end; on the pipeline's thread. Where showing fails, the verb is told to stop and waited for.</summary>
    internal T Run<T>(Func<CancellationToken, T> verb)
    {
        Drain();
        using var queue = new BlockingCollection<object>();
        Volatile.Write(ref running, queue);
        Task<T> work = Task.Factory.StartNew(
            () =>
            {
                try
                {
                    return verb(stopping.Token);
                }
                finally
                {
                    queue.CompleteAdding();
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
            TaskScheduler.Default);
        try
        {
            foreach (object message in queue.GetConsumingEnumerable())
            {
                show(message);
            }
        }
        catch
        {
            stopping.Cancel();
            ((IAsyncResult)work).AsyncWaitHandle.WaitOne();
            _ = work.Exception;
            throw;
        }
        finally
        {
            Volatile.Write(ref running, null);
        }

        T result = work.GetAwaiter().GetResult();
        Drain();
        return result;
    }

    /// <inheritdoc/>
    public void Dispose() => Volatile.Write(ref running, null);

    private static bool TryAdd(BlockingCollection<object> queue, object message)
    {
        try
        {
            return queue.TryAdd(message);
        }
        catch (InvalidOperationException)
        {
            // The verb has ended meanwhile, or its queue is gone.
            return false;
        }
    }
}
