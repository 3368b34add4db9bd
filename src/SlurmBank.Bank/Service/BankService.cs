using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine.Configuration;

namespace SlurmBank.Bank;

/// <summary>
/// The bank as its doors see it: every verb, each idempotent, each with a plan form that changes nothing. It knows no screen.
/// The ledger is opened at the first verb that needs it, Slurm is asked by the verbs that say so.
/// </summary>
public sealed partial class BankService : IDisposable
{
    private readonly BankContext context;
    private bool figuresChanged;

    private BankService(BankContext context, IReadOnlyList<BankFinding> findings)
    {
        this.context = context;
        ConfigurationFindings = findings;
    }

    /// <summary>What is to be said about the configuration's file.</summary>
    public IReadOnlyList<BankFinding> ConfigurationFindings { get; }

    /// <summary>Where the ledger is.</summary>
    public string LedgerPath => context.LedgerPath;

    /// <summary>Where the snapshot is published.</summary>
    public string SnapshotPath => context.SnapshotPath;

    /// <summary>The site's time zone.</summary>
    public TimeZoneInfo Zone => context.Zone;

    /// <summary>The effective configuration as TOML, each value with where it came from.</summary>
    public string ConfigurationText => context.Configuration.ToToml();

    /// <summary>Slurm, for the verbs that only read it.</summary>
    public Slurm.SlurmCommands Slurm => context.Slurm;

    /// <summary>Opens the bank: reads the configuration, touches nothing else.</summary>
    /// <exception cref="ConfigurationException">The configuration has errors.</exception>
    public static BankService Open(BankOptions options)
    {
        ConfigurationReading reading = ConfigurationFile.Read(options.ConfigurationPath);
        reading.OrThrow();
        foreach (ConfigurationFinding finding in reading.Findings.Where(f => f.Severity == SlurmBank.Engine.Configuration.FindingSeverity.Warning))
        {
            options.OnWarning?.Invoke(finding.ToString());
        }

        return new BankService(new BankContext(options, reading.Configuration), [.. reading.Findings.Select(Findings.Of)]);
    }

    /// <summary>Reads and tests the configuration's file, whatever is wrong with it.</summary>
    /// <param name="path">The file; null for SLURMBANK_CONFIG, else the usual place.</param>
    public static IReadOnlyList<BankFinding> CheckConfiguration(string? path) => [.. ConfigurationFile.Read(path).Findings.Select(Findings.Of)];

    /// <summary>Closes the bank; where figures were changed the published ones are brought up to date first, once for all changes.</summary>
    public void Dispose()
    {
        FlushFigures();
        context.Dispose();
    }
}
