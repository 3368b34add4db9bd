namespace SlurmBank.Bank;

/// <summary>A sample bank that is to be made, to try everything without a Slurm.</summary>
public sealed record SampleCommand
{
    /// <summary>The folder of the sample; it must not exist, or be empty.</summary>
    public required string Folder { get; init; }

    /// <summary>Writes nothing and says what would be made.</summary>
    public bool IsPlan { get; init; }
}

/// <summary>A sample bank that was made, or would be.</summary>
/// <param name="Folder">Its folder; deleting it removes the sample.</param>
/// <param name="ConfigurationPath">Its configuration, for SLURMBANK_CONFIG.</param>
/// <param name="LedgerPath">Its ledger.</param>
/// <param name="Cluster">The cluster that the stand-in plays.</param>
/// <param name="Accounts">How many accounts the stand-in has; 0 for a plan.</param>
/// <param name="Transactions">How many entries the ledger has; 0 for a plan.</param>
/// <param name="IsPlan">True for a plan.</param>
public sealed record SampleReport(string Folder, string ConfigurationPath, string LedgerPath, string Cluster, int Accounts, long Transactions, bool IsPlan);
