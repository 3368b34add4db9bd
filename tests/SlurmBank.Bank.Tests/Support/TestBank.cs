using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Engine;
using SlurmBank.Ledger;
using SlurmBank.Ledger.Sqlite;

namespace SlurmBank.Bank.Tests.Support;

/// <summary>A bank in a folder of its own over doubles of Slurm's commands, with a clock that stands still.</summary>
internal sealed class TestBank : IDisposable
{
    public const long Open = FakeClock.Start;
    public const long Day = 86_400;
    private readonly bool ownsSlurm;
    private BankService? service;

    public TestBank(FakeSlurm? slurm = null, string more = "", string zone = "UTC", bool ownsSlurm = false)
    {
        this.ownsSlurm = ownsSlurm || slurm is null;
        Slurm = slurm ?? new FakeSlurm();
        Configuration = Folder.File("bank.toml");
        Configure(more, zone);
    }

    public TemporaryFolder Folder { get; } = new();

    public FakeSlurm Slurm { get; }

    public FakeClock Clock { get; } = new();

    public string Configuration { get; }

    public string LedgerPath => Folder.File("ledger.db");

    public string Snapshot => Folder.File("snapshot.json");

    public List<string> Warnings { get; } = [];

    public BankService Service => service ??= BankService.Open(Options(Configuration, Clock) with { OnWarning = Warnings.Add });

    public static BankOptions Options(string configuration, TimeProvider clock) => new()
    {
        Source = "test",
        OpenStore = path => SqliteLedgerStore.Open(path, TimeSpan.FromSeconds(60)),
        CreateStore = path => SqliteLedgerStore.Create(path),
        FillStore = SqliteLedgerStore.Fill,
        OpenDatabase = SqliteLedgerStore.OpenForeign,
        ConfigurationPath = configuration,
        Clock = clock,
    };

    /// <summary>Writes the configuration anew; sections that are to be added follow.</summary>
    public void Configure(string more, string zone = "UTC")
    {
        Close();
        File.WriteAllText(Configuration, $"[ledger]\npath = \"{LedgerPath}\"\nsnapshot = \"{Snapshot}\"\n[site]\ntime_zone = \"{zone}\"\n[slurm]\nclusters = [\"{FakeSlurm.Cluster}\"]\nbin = \"{Slurm.Folder}\"\n{more}\n");
    }

    /// <summary>Ends the service, so that the next verb opens the ledger and the configuration again.</summary>
    public void Close()
    {
        service?.Dispose();
        service = null;
    }

    /// <summary>A bank whose books are open since <see cref="Open"/>.</summary>
    public static TestBank Opened(FakeSlurm? slurm = null, string more = "", string zone = "UTC", long booksOpen = Open, bool ownsSlurm = false)
    {
        var bank = new TestBank(slurm, more, zone, ownsSlurm);
        bank.Service.Initialize(new InitializeCommand { BooksOpen = At(booksOpen), Reason = "test" });
        return bank;
    }

    public static SiteMoment At(long seconds) => SiteMoment.FromInstant(DateTimeOffset.FromUnixTimeSeconds(seconds));

    public MovementReport Grant(string account, long units, long start = Open, long? end = null, string? reference = null) => Service.Grant(new GrantCommand
    {
        Account = account,
        Amount = ServiceUnits.FromUnits(units),
        StartDate = At(start),
        EndDate = end is long e ? At(e) : null,
        Reference = reference,
    });

    public SyncReport Sync(SyncCommand? command = null) => Service.Sync(command ?? new SyncCommand()).Single();

    public SyncReport Sync(long from, long to, bool plan = false) => Sync(new SyncCommand { StartTime = At(from), EndTime = At(to), IsPlan = plan });

    public HoldReportSet Enforce(EnforceCommand? command = null) => Service.SyncHolds(command ?? new EnforceCommand { Force = true }).Single();

    public Balance Balance(string account = "bio") => Service.Balances([account]).Single();

    public IReadOnlyList<LienReport> Liens(bool ended = false) => [.. Service.Liens([], ended)];

    public long? Mark(string name = UsageSync.RunsMark) => See(v => v.Reader.Watermark(FakeSlurm.Cluster, name));

    public string Head() => See(v => Convert.ToHexString(v.Reader.LastEntry()?.Hash ?? []));

    public T See<T>(Func<LedgerView, T> look)
    {
        using var ledger = new BankLedger(SqliteLedgerStore.Open(LedgerPath), new LedgerIdentity("tester", "test", "0"), Clock);
        using LedgerView view = ledger.Read();
        return look(view);
    }

    public void AssertSound()
    {
        LedgerCheck check = Service.Verify();
        Assert.True(check.IsSound, string.Join(Environment.NewLine, check.Findings));
    }

    /// <summary>Everything that a sync may change, as text: to see that nothing did.</summary>
    public string Everything() => See(v => string.Join('\n', [
        .. v.Reader.Entries(new EntryFilter()).ToList().Select(e => $"{e.Seq} {Convert.ToHexString(e.Hash)}"),
        .. v.Reader.Liens(null, true).ToList().Select(l => l.ToString()),
        .. v.Reader.ParkedRuns().ToList().Select(p => p.ToString()),
        .. v.Reader.Holds(null, true).ToList().Select(h => h.ToString()),
        .. v.Reader.PartHolds(null, true).ToList().Select(h => h.ToString()),
        .. v.Reader.PlacedLimits(FakeSlurm.Cluster).ToList().Select(l => l.ToString()),
        .. ((string[])[UsageSync.RunsMark, UsageSync.LastSyncMark, QueueProof.EmptyMark, HoldEnforcer.LastEnforcementMark]).Select(n => $"{n} {v.Reader.Watermark(FakeSlurm.Cluster, n)?.ToString(CultureInfo.InvariantCulture)}"),
    ]));

    public void Dispose()
    {
        Close();
        Folder.Dispose();
        if (ownsSlurm)
        {
            Slurm.Dispose();
        }
    }
}
