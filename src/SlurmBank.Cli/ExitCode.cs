namespace SlurmBank.Cli;

/// <summary>What the process answers to scripts. The numbers are part of the contract: they are never given another meaning.</summary>
internal enum ExitCode
{
    /// <summary>Done, nothing to look at.</summary>
    Success = 0,

    /// <summary>Done, but something needs attention: a parked run, a failed hold, an unsound ledger, a quote that the account cannot pay.</summary>
    Attention = 1,

    /// <summary>Wrong usage, or a configuration with errors: nothing was done.</summary>
    Usage = 2,

    /// <summary>Slurm did not answer, or refused.</summary>
    Slurm = 3,

    /// <summary>The ledger, and where it could do instead the snapshot, cannot be used.</summary>
    Ledger = 4,

    /// <summary>There is no such account, allocation, job or backup.</summary>
    NotFound = 5,

    /// <summary>The reference was used before for something else, a restore would lose entries, or another service works on the ledger.</summary>
    Conflict = 6,

    /// <summary>The account has less than was asked for.</summary>
    Funds = 7,

    /// <summary>An error of the program itself.</summary>
    Software = 70,

    /// <summary>Cancelled by SIGINT or SIGTERM.</summary>
    Cancelled = 130,
}
