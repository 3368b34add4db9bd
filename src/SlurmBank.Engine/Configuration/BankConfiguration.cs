using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace SlurmBank.Engine.Configuration;

/// <summary>
/// The configuration of the bank as it is in force: every setting has a value. It does not change; a reader makes it from text.
/// The engine reads no file and no environment: paths and names are only told here.
/// </summary>
public sealed record BankConfiguration
{
    /// <summary>Where the configuration lies unless <see cref="PathVariable"/> names another file.</summary>
    public const string DefaultPath = "/etc/slurm/bank-config.toml";

    /// <summary>The environment variable that names another file.</summary>
    public const string PathVariable = "SLURMBANK_CONFIG";

    /// <summary>A configuration in which nothing was written.</summary>
    public static BankConfiguration Default { get; } = new();

    /// <summary>Where the text came from, usually a path; empty for <see cref="Default"/>.</summary>
    public string SourceName { get; init; } = string.Empty;

    /// <summary>Where the ledger lies.</summary>
    public LedgerSettings Ledger { get; init; } = new();

    /// <summary>What holds for the whole site.</summary>
    public SiteSettings Site { get; init; } = new();

    /// <summary>How Slurm is asked.</summary>
    public SlurmSettings Slurm { get; init; } = new();

    /// <summary>How usage comes from sacct into the ledger.</summary>
    public SyncSettings Sync { get; init; } = new();

    /// <summary>What the next tariff version is made of.</summary>
    public TariffSettings Tariff { get; init; } = new();

    /// <summary>What may be granted.</summary>
    public GrantSettings Grant { get; init; } = new();

    /// <summary>How holds are set.</summary>
    public EnforceSettings Enforce { get; init; } = new();

    /// <summary>Thresholds that are told, and how.</summary>
    public NoticeSettings Notice { get; init; } = new();

    /// <summary>What the submit plugin does.</summary>
    public GateSettings Gate { get; init; } = new();

    /// <summary>Where slurmctld's completion plugin leaves its records.</summary>
    public SpoolSettings Spool { get; init; } = new();

    /// <summary>How requests are priced.</summary>
    public QuoteSettings Quote { get; init; } = new();

    /// <summary>What the service does by itself.</summary>
    public ServeSettings Serve { get; init; } = new();

    /// <summary>From when on the status calls something late or scarce.</summary>
    public StatusSettings Status { get; init; } = new();

    /// <summary>Where secrets lie.</summary>
    public SecretsSettings Secrets { get; init; } = new();

    /// <summary>Where each setting that is not a default came from, by its name such as <c>ledger.path</c>.</summary>
    public IReadOnlyDictionary<string, SettingOrigin> Origins { get; init; } = ImmutableSortedDictionary<string, SettingOrigin>.Empty;

    /// <summary>Where the gate's snapshot lies: <c>gate.snapshot</c>, or a file of that name beside <c>ledger.snapshot</c>.</summary>
    public string GateSnapshotPath =>
        Gate.SnapshotPath.Length > 0 ? Gate.SnapshotPath : string.Concat(Ledger.SnapshotPath.AsSpan(0, Ledger.SnapshotPath.LastIndexOf('/') + 1), "gate.snapshot");

    /// <summary>Every setting with its value and where that came from, in the order of the sections.</summary>
    public IReadOnlyList<EffectiveSetting> Describe() =>
        ConfigurationSchema.Settings
            .Select(setting => new EffectiveSetting(
                setting.Section, setting.Key, setting.Write(this), Origins.GetValueOrDefault(setting.Path), setting.Expected, setting.Summary))
            .ToList();

    /// <summary>
    /// The configuration as a TOML file, each value with a comment on where it came from. Read again it gives the same settings;
    /// what had no effect is left out.
    /// </summary>
    public string ToToml() => ConfigurationWriter.Write(this);
}
