using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SlurmBank.Engine.Configuration;
using SlurmBank.Ledger;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>What the verbs work with: the configuration, the ledger, Slurm, the clock.</summary>
internal sealed class BankContext : IDisposable
{
    private readonly BankOptions options;
    private readonly Lazy<SlurmCommands> slurm;
    private BankLedger? ledger;

    internal BankContext(BankOptions options, BankConfiguration configuration)
    {
        this.options = options;
        Configuration = configuration;
        Zone = TimeZones.Find(configuration.Site.TimeZone);
        slurm = new Lazy<SlurmCommands>(ConnectSlurm);
        Who = new LedgerIdentity(Actor.Current(), options.Source, EngineVersion.Current);
    }

    internal BankConfiguration Configuration { get; }

    internal TimeZoneInfo Zone { get; }

    internal LedgerIdentity Who { get; }

    internal TimeProvider Clock => options.Clock;

    /// <summary>Ends the waiting for other writers, where nothing was changed yet.</summary>
    internal CancellationToken Stopping => options.Stopping;

    internal string Currency => Configuration.Site.Currency;

    internal string LedgerPath => options.LedgerPath ?? Configuration.Ledger.Path;

    internal string SnapshotPath => Configuration.Ledger.SnapshotPath;

    internal SlurmCommands Slurm => slurm.Value;

    internal BankLedger Ledger => ledger ??= new BankLedger(options.OpenStore(LedgerPath), Who, Clock);

    internal long NowSeconds => Clock.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>Opens another ledger than the bank's: a copy.</summary>
    internal BankLedger OpenOther(string path) => new(options.OpenStore(path), Who, Clock);

    /// <summary>Makes another ledger than the bank's, to be filled table by table.</summary>
    internal ITableWriter FillOther(string path, int version) =>
        (options.FillStore ?? throw new NotSupportedException("This door fills no ledgers."))(path, version);

    /// <summary>Opens another program's database to read its tables.</summary>
    internal ITableReader OpenDatabase(string path) =>
        (options.OpenDatabase ?? throw new NotSupportedException("This door opens no databases."))(path);

    internal void CreateLedger()
    {
        ledger?.Dispose();
        ledger = new BankLedger(options.CreateStore(LedgerPath), Who, Clock);
    }

    /// <summary>Closes the ledger; the next use opens it again.</summary>
    internal void CloseLedger()
    {
        ledger?.Dispose();
        ledger = null;
    }

    internal void Warn(string text) => options.OnWarning?.Invoke(text);

    /// <summary>The clusters to work on: those of the configuration, else Slurm's own; of these the one asked for.</summary>
    /// <exception cref="ClusterNotFoundException">The one asked for is none of them.</exception>
    internal IReadOnlyList<string> Clusters(string? asked, CancellationToken cancellation)
    {
        IReadOnlyList<string> known = Configuration.Slurm.Clusters.Count > 0 ? Configuration.Slurm.Clusters : [Slurm.Scontrol.ReadConfiguration(cancellation).ClusterName];
        return asked is null ? known
            : known.FirstOrDefault(c => string.Equals(c, asked, StringComparison.OrdinalIgnoreCase)) is string cluster ? [cluster]
            : throw new ClusterNotFoundException(asked, known);
    }

    internal DateTimeOffset Instant(long seconds) => TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(seconds, -62135596800, 253402300799)), Zone);

    internal DateTimeOffset InstantOfMicroseconds(long microseconds) =>
        TimeZoneInfo.ConvertTime(DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond), Zone);

    public void Dispose() => ledger?.Dispose();

    private SlurmCommands ConnectSlurm()
    {
        SlurmSettings settings = Configuration.Slurm;
        var commands = new SlurmCommands(new SlurmOptions
        {
            BinFolder = settings.BinFolder.Length > 0 ? settings.BinFolder : null,
            Prefix = settings.CommandPrefix,
            SlurmConf = settings.ConfPath.Length > 0 ? settings.ConfPath : null,
            Deadline = settings.Timeout,
        });
        if (options.OnCommand is Action<string> tell)
        {
            commands.CommandRan += report => tell(report.ToString());
        }

        return commands;
    }
}
