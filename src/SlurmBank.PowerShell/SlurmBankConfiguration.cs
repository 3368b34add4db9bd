using System.Collections.Generic;
using SlurmBank.Bank;

namespace SlurmBank.PowerShell;

/// <summary>The configuration in force.</summary>
public sealed record SlurmBankConfiguration
{
    /// <summary>Where the ledger is.</summary>
    public required string LedgerPath { get; init; }

    /// <summary>Where the snapshot for login nodes is published.</summary>
    public required string SnapshotPath { get; init; }

    /// <summary>The site's time zone, by its IANA name; a date means midnight there.</summary>
    public required string TimeZone { get; init; }

    /// <summary>What is to be said about the file.</summary>
    public required IReadOnlyList<BankFinding> Findings { get; init; }

    /// <summary>All settings as TOML, each value with where it came from.</summary>
    public required string Text { get; init; }

    internal static SlurmBankConfiguration Of(BankService bank) => new()
    {
        LedgerPath = bank.LedgerPath,
        SnapshotPath = bank.SnapshotPath,
        TimeZone = bank.Zone.Id,
        Findings = bank.ConfigurationFindings,
        Text = bank.ConfigurationText,
    };
}
