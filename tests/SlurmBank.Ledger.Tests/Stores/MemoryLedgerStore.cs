using System;
using System.Threading;

namespace SlurmBank.Ledger.Tests.Stores;

/// <summary>The test model of a store: in memory, one writer at a time, readers see what was committed when they were opened.</summary>
internal sealed class MemoryLedgerStore(TimeSpan? writerLimit = null) : ILedgerStore
{
    private readonly SemaphoreSlim writer = new(1, 1);
    private volatile MemoryState committed = new();

    public string Location => "memory";

    public ILedgerReader Read() => new MemoryLedgerReader(committed);

    public ILedgerTransaction Write(CancellationToken cancellation = default) =>
        writer.Wait(writerLimit ?? TimeSpan.FromSeconds(30), cancellation)
            ? new MemoryLedgerTransaction(committed, state => committed = state, () => writer.Release())
            : throw new LedgerUnavailableException("LedgerBusy", "Another write is open.", "Wait.");

    public void Dispose() => writer.Dispose();
}
