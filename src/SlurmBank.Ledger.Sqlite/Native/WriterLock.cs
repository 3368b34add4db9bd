using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;

namespace SlurmBank.Ledger.Sqlite;

/// <summary>
/// The advisory lock that writers hold around a transaction. SQLite's own busy handler lets a fast writer starve the others; here
/// writers first take a turn and then the ledger, so whoever just wrote has to queue behind those who wait.
/// The kernel releases both when a process dies.
/// </summary>
internal sealed class WriterLock : IDisposable
{
    private const int Exclusive = 2;
    private const int NonBlocking = 4;
    private const int Unlock = 8;
    private readonly FileStream ledger;

    private WriterLock(FileStream ledger) => this.ledger = ledger;

    /// <summary>Takes the lock, or answers null when the time is over.</summary>
    internal static WriterLock? TryTake(string ledgerPath, TimeSpan limit, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        FileStream turn = OpenLockFile(ledgerPath + ".turn");
        FileStream? ledger = null;
        try
        {
            if (!Wait(turn, limit, clock, pauseMicroseconds: 1000, cancellation))
            {
                return null;
            }

            ledger = OpenLockFile(ledgerPath + ".lock");
            if (!Wait(ledger, limit, clock, pauseMicroseconds: 100, cancellation))
            {
                ledger.Dispose();
                return null;
            }

            return new WriterLock(ledger);
        }
        catch
        {
            ledger?.Dispose();
            throw;
        }
        finally
        {
            _ = Flock(Descriptor(turn), Unlock);
            turn.Dispose();
        }
    }

    public void Dispose()
    {
        _ = Flock(Descriptor(ledger), Unlock);
        ledger.Dispose();
    }

    private static bool Wait(FileStream file, TimeSpan limit, Stopwatch clock, int pauseMicroseconds, CancellationToken cancellation)
    {
        while (Flock(Descriptor(file), Exclusive | NonBlocking) != 0)
        {
            cancellation.ThrowIfCancellationRequested();
            if (clock.Elapsed >= limit)
            {
                return false;
            }

            // The pause varies so that writers that began together do not stay in step.
            int pause = pauseMicroseconds + Random.Shared.Next(pauseMicroseconds);
            Thread.Sleep(TimeSpan.FromMicroseconds(pause));
        }

        return true;
    }

    private static FileStream OpenLockFile(string path) =>
        // ReadWrite sharing keeps the runtime from taking a lock of its own on the file.
        new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, 1);

    private static int Descriptor(FileStream file) => (int)file.SafeFileHandle.DangerousGetHandle();

    [DllImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static extern int Flock(int descriptor, int operation);
}
