using System;
using System.Collections.Generic;

namespace SlurmBank.Bank;

/// <summary>A backup of the ledger.</summary>
public sealed record BackupReport
{
    /// <summary>The backup's file.</summary>
    public required string Path { get; init; }

    /// <summary>The ledger that was copied.</summary>
    public required string Ledger { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The newest entry in it; 0 where there is none.</summary>
    public required long HeadSeq { get; init; }

    /// <summary>Its hash in hexadecimal: keep it elsewhere.</summary>
    public required string Head { get; init; }

    /// <summary>The file's size in bytes; 0 in a plan.</summary>
    public required long Size { get; init; }

    /// <summary>Whether the copy was walked and found without contradictions; false in a plan.</summary>
    public required bool IsSound { get; init; }

    /// <summary>What contradicts.</summary>
    public required IReadOnlyList<BankFinding> Findings { get; init; }

    /// <summary>Whether nothing was written.</summary>
    public required bool IsPlan { get; init; }
}

/// <summary>A restore of the ledger from a backup.</summary>
public sealed record RestoreReport
{
    /// <summary>The backup's file.</summary>
    public required string Path { get; init; }

    /// <summary>The ledger that is replaced.</summary>
    public required string Ledger { get; init; }

    /// <summary>The newest entry of the backup.</summary>
    public required long HeadSeq { get; init; }

    /// <summary>Its hash in hexadecimal.</summary>
    public required string Head { get; init; }

    /// <summary>The newest entry of the ledger before; 0 where it had none, or could not be read.</summary>
    public required long LedgerHeadSeq { get; init; }

    /// <summary>Whether the ledger before begins with all that is in the backup: it is the same ledger, grown since.</summary>
    public required bool IsSameLedger { get; init; }

    /// <summary>How many entries of the ledger before the backup does not have.</summary>
    public required long LostEntries { get; init; }

    /// <summary>Those of them that people made, and that no sync makes again: grants, deposits, holds, settings.</summary>
    public required IReadOnlyList<TransactionReport> LostMovements { get; init; }

    /// <summary>Accounts whose holds, or limits in Slurm, are others now than in the backup; empty where the ledger before could not be read.</summary>
    public required IReadOnlyList<string> HeldSince { get; init; }

    /// <summary>Whether these holds and limits are (or in a plan: would be) brought over.</summary>
    public required bool IsAdopted { get; init; }

    /// <summary>Where the ledger as it was before is kept; null where there was nothing to keep.</summary>
    public required string? KeptAs { get; init; }

    /// <summary>False where the ledger holds exactly what the backup holds, so that nothing was to be done.</summary>
    public required bool IsNew { get; init; }

    /// <summary>Whether nothing was changed.</summary>
    public required bool IsPlan { get; init; }

    /// <summary>What is to be done now.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
