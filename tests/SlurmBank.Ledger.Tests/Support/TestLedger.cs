using System;
using System.Globalization;
using System.IO;
using SlurmBank.Engine;
using SlurmBank.Ledger.Sqlite;
using SlurmBank.Ledger.Tests.Stores;

namespace SlurmBank.Ledger.Tests.Support;

/// <summary>A new ledger in memory or in a file of its own, with a clock that stands still, and short ways to write to it.</summary>
internal sealed class TestLedger : IDisposable
{
    public static readonly LedgerIdentity Who = new("tester", "test", "0.0");
    private readonly TemporaryFolder? folder;

    private TestLedger(ILedgerStore store, TemporaryFolder? folder, FakeClock? clock)
    {
        this.folder = folder;
        Clock = clock ?? new FakeClock();
        Bank = new BankLedger(store, Who, Clock);
    }

    public BankLedger Bank { get; }

    public FakeClock Clock { get; }

    public string File => Bank.Location;

    public static TestLedger Create(bool sqlite, FakeClock? clock = null)
    {
        if (!sqlite)
        {
            return new TestLedger(new MemoryLedgerStore(), null, clock);
        }

        var folder = new TemporaryFolder();
        return new TestLedger(SqliteLedgerStore.Create(folder.File("ledger.db")), folder, clock);
    }

    public static TestLedger InFile() => Create(sqlite: true);

    public static TestLedger InMemory() => Create(sqlite: false);

    public static ServiceUnits Units(long units) => ServiceUnits.FromUnits(units);

    public static RunFacts Facts(long job, long start, long end, string account = "a", string partition = "p", string user = "u", string? jobId = null, string tres = "cpu=1", long? submit = null, string cluster = "lab") =>
        new(new RunKey(cluster, job, submit ?? start), jobId ?? job.ToString(CultureInfo.InvariantCulture), account, user, partition, "normal", "COMPLETED", start, end, 0, tres);

    public static PricedRun Priced(RunFacts facts, long units, long? chargedFrom = null) => new(facts, "SU", 1, Units(units), chargedFrom ?? facts.Start);

    public static ObservedJob Job(long job, long units, LienPhase phase = LienPhase.Running, string account = "a", int tasks = 1, string? jobId = null, long submit = 100) =>
        new(new RunKey("lab", job, submit), jobId ?? job.ToString(CultureInfo.InvariantCulture), account, "u", "p", phase, Units(units), tasks, "SU", string.Empty);

    /// <summary>One write that is committed.</summary>
    public T Do<T>(Func<LedgerSession, T> work)
    {
        using LedgerSession session = Bank.Write();
        T result = work(session);
        session.Commit();
        return result;
    }

    public void Do(Action<LedgerSession> work) => Do(session =>
    {
        work(session);
        return 0;
    });

    public T See<T>(Func<LedgerView, T> look)
    {
        using LedgerView view = Bank.Read();
        return look(view);
    }

    public GrantResult Grant(long units, long start, long end = Allocation.Forever, string account = "a", int priority = 0, AllocationScope? scope = null, string? reference = null) =>
        Do(s => s.Grants.Grant(new GrantRequest(account, Units(units), start, end) { Priority = priority, Scope = scope ?? AllocationScope.Everything, Reference = reference }));

    public SettleOutcome Settle(RunFacts facts, long units, long? chargedFrom = null) => Do(s => s.Runs.Settle(Priced(facts, units, chargedFrom), s.Runs.Find(facts.Key)));

    public AccountBalance Balance(string account = "a") => See(v => v.Balance(account));

    public long Book(BookKind kind, long? allocation = null, string account = "a") => See(v => v.Reader.FindBook(kind, v.Account(account).Id, allocation, "SU")?.Balance ?? 0);

    public VerificationReport Verify() => See(v => LedgerVerifier.Verify(v.Reader));

    public void AssertSound()
    {
        VerificationReport report = Verify();
        Assert.True(report.IsSound, string.Join(Environment.NewLine, report.Findings));
    }

    public void Dispose()
    {
        Bank.Dispose();
        folder?.Dispose();
    }
}
