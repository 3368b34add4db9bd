using System;
using System.Globalization;
using System.Threading;
using SlurmBank.Ledger.Sqlite;
using SlurmBank.Ledger.Tests.Support;

namespace SlurmBank.Ledger.Tests.Stores;

/// <summary>The conformance suite on the test model.</summary>
public sealed class MemoryStoreTests : LedgerStoreRowsConformance
{
    internal override ILedgerStore Create(TimeSpan writerLimit) => new MemoryLedgerStore(writerLimit);

    internal override ILedgerStore Reopen() => new SameStore(Store);

    private sealed class SameStore(ILedgerStore store) : ILedgerStore
    {
        public string Location => store.Location;

        public ILedgerReader Read() => store.Read();

        public ILedgerTransaction Write(CancellationToken cancellation = default) => store.Write(cancellation);

        public void Dispose()
        {
        }
    }
}

/// <summary>The conformance suite on SQLite.</summary>
public sealed class SqliteStoreTests : LedgerStoreRowsConformance
{
    private readonly TemporaryFolder folder = new();
    private int made;

    internal override ILedgerStore Create(TimeSpan writerLimit) =>
        SqliteLedgerStore.Create(folder.File(string.Create(CultureInfo.InvariantCulture, $"{++made}.db")), writerLimit);

    internal override ILedgerStore Reopen() => SqliteLedgerStore.Open(Store.Location);

    protected override void CleanUp() => folder.Dispose();
}
