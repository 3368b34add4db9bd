using System;
using System.Diagnostics;
using System.Threading;

namespace SlurmBank.Ledger.Sqlite;

/// <summary>
/// The advisory lock that writers hold around a transaction. SQLite's own busy handler lets a fast writer starve the others; here
/// writers first take a turn and then the ledger, so whoever just wrote has to queue behind those who wait.
/// The kernel releases both when a process dies.
/// </summary>
internal sealed class WriterLock : IDisposable
{
    private readonly LockFile ledger;

    private WriterLock(LockFile ledger) => this.ledger = ledger;

    /// <summary>Takes the lock, or answers null when the time is over.</summary>
    internal static WriterLock? TryTake(string ledgerPath, TimeSpan limit, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        using LockFile turn = LockFile.Open(ledgerPath + ".turn");
        if (!Wait(turn, limit, clock, pauseMicroseconds: 1000, cancellation))
        {
            return null;
        }

        LockFile ledger = LockFile.Open(ledgerPath + ".lock");
        try
        {
            if (Wait(ledger, limit, clock, pauseMicroseconds: 100, cancellation))
            {
                return new WriterLock(ledger);
            }
        }
        catch
        {
            ledger.Dispose();
            throw;
        }

        ledger.Dispose();
        return null;
    }

    public void Dispose() => ledger.Dispose();

    private static bool Wait(LockFile file, TimeSpan limit, Stopwatch clock, int pauseMicroseconds, CancellationToken cancellation)
    {
        while (!file.TryLock())
        {
            cancellation.ThrowIfCancellationRequested();
            if (clock.Elapsed >= limit)
            {
                return false;
            }

            // The pause grows with the wait, so that a long one costs nothing, and varies, so that writers that began together do not stay in step.
            int grown = (int)Math.Min(pauseMicroseconds * (1 + (clock.ElapsedMilliseconds / 20)), 50L * pauseMicroseconds);
            int pause = grown + Random.Shared.Next(pauseMicroseconds);
            Thread.Sleep(TimeSpan.FromMicroseconds(pause));
        }

        return true;
    }
}
