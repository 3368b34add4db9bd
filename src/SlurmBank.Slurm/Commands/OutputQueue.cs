using System;
using System.Buffers;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading;

namespace SlurmBank.Slurm;

/// <summary>
/// Carries a command's output from the thread that reads the pipe to the one that parses it. Bounded, so that a slow reader
/// slows the command down instead of filling memory; a thread of its own, since a pipe that a stray grandchild keeps open
/// would otherwise block the reader for ever.
/// </summary>
internal sealed class OutputQueue
{
    private const int ChunkSize = 64 * 1024;
    private const int MostChunks = 16;
    private readonly Queue<(byte[] Bytes, int Length)> _chunks = new();
    private readonly object _gate = new();
    private byte[]? _current;
    private int _at;
    private int _length;
    private bool _ended;
    private bool _stopped;

    /// <summary>Starts to read the stream.</summary>
    internal void Fill(Stream stream) => Pump.Start("slurm output", () => ReadAll(stream));

    /// <summary>Gives the next bytes; 0 at the end, -1 where the time ran out or <see cref="Stop"/> was called.</summary>
    internal int Read(Span<byte> buffer, TimeSpan wait)
    {
        if (_current is null && !TryTake(wait, out bool ended))
        {
            return ended ? 0 : -1;
        }

        int count = Math.Min(buffer.Length, _length - _at);
        _current.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        if (_at == _length)
        {
            ArrayPool<byte>.Shared.Return(_current!);
            _current = null;
        }

        return count;
    }

    /// <summary>Wakes the reader and lets the pump drop what still comes.</summary>
    internal void Stop()
    {
        lock (_gate)
        {
            _stopped = true;
            Monitor.PulseAll(_gate);
        }
    }

    private bool TryTake(TimeSpan wait, out bool ended)
    {
        long start = Stopwatch.GetTimestamp();
        lock (_gate)
        {
            while (_chunks.Count == 0 && !_ended && !_stopped)
            {
                TimeSpan left = wait - Stopwatch.GetElapsedTime(start);
                if (left <= TimeSpan.Zero || !Monitor.Wait(_gate, Clip(left)))
                {
                    break;
                }
            }

            ended = _ended && !_stopped && _chunks.Count == 0;
            if (_stopped || _chunks.Count == 0)
            {
                return false;
            }

            (_current, _length) = _chunks.Dequeue();
            _at = 0;
            Monitor.PulseAll(_gate);
            return true;
        }
    }

    /// <summary>A wait that the runtime accepts: at least a millisecond, at most its longest.</summary>
    internal static TimeSpan Clip(TimeSpan wait) =>
        wait < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1)
        : wait > TimeSpan.FromDays(20) ? TimeSpan.FromDays(20) : wait;

    private void ReadAll(Stream stream)
    {
        int count;
        do
        {
            byte[] bytes = ArrayPool<byte>.Shared.Rent(ChunkSize);
            count = Pump.ReadOrEnd(stream, bytes);
            lock (_gate)
            {
                while (_chunks.Count >= MostChunks && !_stopped)
                {
                    Monitor.Wait(_gate);
                }

                if (count == 0)
                {
                    _ended = true;
                }
                else if (!_stopped)
                {
                    _chunks.Enqueue((bytes, count));
                }

                Monitor.PulseAll(_gate);
            }
        }
        while (count > 0);
    }
}

/// <summary>Threads that read pipes.</summary>
internal static class Pump
{
    internal static Thread Start(string name, Action work)
    {
        var thread = new Thread(() => work(), 256 * 1024) { IsBackground = true, Name = name };
        thread.Start();
        return thread;
    }

    /// <summary>Reads; a pipe that breaks or was closed under us is the end of it.</summary>
    internal static int ReadOrEnd(Stream stream, byte[] bytes)
    {
        try
        {
            return stream.Read(bytes, 0, bytes.Length);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or OperationCanceledException)
        {
            return 0;
        }
    }
}
