using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>What became of a run that was given to the ledger.</summary>
public enum SettleOutcome
{
    /// <summary>It is new and was charged.</summary>
    Charged,

    /// <summary>It was known with the same facts.</summary>
    Unchanged,

    /// <summary>It was known with other facts; the difference was posted.</summary>
    Adjusted,
}

/// <summary>A priced run that is to be settled.</summary>
/// <param name="Facts">What Slurm says of it.</param>
/// <param name="Currency">The currency of the price.</param>
/// <param name="TariffVersion">The tariff version that priced it.</param>
/// <param name="Price">The amount to charge, already cut to what was done from <paramref name="ChargedFrom"/> on.</param>
/// <param name="ChargedFrom">First second that is charged, in seconds since 1970 UTC.</param>
/// <param name="Note">What is special about the price (free, cut at the opening of the books); empty otherwise.</param>
public sealed record PricedRun(RunFacts Facts, string Currency, int TariffVersion, ServiceUnits Price, long ChargedFrom, string Note = "");
