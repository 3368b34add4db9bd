using SlurmBank.Engine;

namespace SlurmBank.Bank;

/// <summary>A restore would take entries out of the ledger that the backup does not have; nothing was changed.</summary>
public sealed class RestoreWouldLoseException : SlurmBankException
{
    /// <summary>Makes the error.</summary>
    internal RestoreWouldLoseException(string ledger, string backup, string what)
        : base("RestoreWouldLose", $"Ledger '{ledger}' has {what} that the backup '{backup}' does not have.", "Look at them first (-WhatIf -PassThru, --plan); then restore with -Force (--force). The ledger as it is now is kept beside it.")
    {
    }
}

/// <summary>A file cannot serve as a backup: it is missing, in use, exists already, or contradicts itself.</summary>
public sealed class BackupUnusableException : SlurmBankException
{
    /// <summary>Makes the error.</summary>
    internal BackupUnusableException(string errorId, string message, string advice)
        : base(errorId, message, advice)
    {
    }
}
