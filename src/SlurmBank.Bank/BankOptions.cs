using System;
using System.Threading;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>How a door opens the bank. Only the door knows which store there is.</summary>
public sealed record BankOptions
{
    /// <summary>The door: <c>powershell</c> or <c>slurmbank</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Opens the ledger at a path.</summary>
    public required Func<string, ILedgerStore> OpenStore { get; init; }

    /// <summary>Makes a ledger at a path.</summary>
    public required Func<string, ILedgerStore> CreateStore { get; init; }

    /// <summary>Makes a ledger at a path that is to be filled table by table, of a version of the schema; null where this door imports no dumps.</summary>
    public Func<string, int, ITableWriter>? FillStore { get; init; }

    /// <summary>Opens another program's database to read its tables; null where this door imports none.</summary>
    public Func<string, ITableReader>? OpenDatabase { get; init; }

    /// <summary>The configuration's file; null for SLURMBANK_CONFIG, else /etc/slurm/bank-config.toml.</summary>
    public string? ConfigurationPath { get; init; }

    /// <summary>The ledger's file; null for what the configuration says.</summary>
    public string? LedgerPath { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Ends the waiting for other writers of the ledger, where nothing was changed yet.</summary>
    public CancellationToken Stopping { get; init; }

    /// <summary>Told of each Slurm command that was run, for people who ask for details.</summary>
    public Action<string>? OnCommand { get; init; }

    /// <summary>Told of what the administrator should know although it stops nothing.</summary>
    public Action<string>? OnWarning { get; init; }
}
