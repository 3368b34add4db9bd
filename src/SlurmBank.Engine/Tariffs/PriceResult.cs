namespace SlurmBank.Engine;

/// <summary>The price of a run, or why it has none.</summary>
/// <param name="Reason">Why the price is what it is.</param>
/// <param name="Amount">The price; zero where the run is free and where it has none.</param>
/// <param name="ChargedSeconds">The seconds that the price is for: the run's own, less suspended time where that is free.</param>
public readonly record struct PriceResult(PriceReason Reason, ServiceUnits Amount, long ChargedSeconds)
{
    /// <summary>True where the run has a price, zero included; false where it is to be parked.</summary>
    public bool IsPriced => Reason < PriceReason.UnlistedPartition;

    /// <summary>True where the tariff makes the run free; a run of 0 seconds is not called free.</summary>
    public bool IsFree => Reason is PriceReason.FreePartition or PriceReason.FreeQos or PriceReason.FreeState;

    /// <summary>The reason as a sentence; <see cref="Tariff.Explain"/> says more, with the names and numbers of the run.</summary>
    public string ReasonText => Reason switch
    {
        PriceReason.Priced => "The run is priced.",
        PriceReason.ZeroSeconds => "The run lasted 0 seconds.",
        PriceReason.FreePartition => "The partition is free.",
        PriceReason.FreeQos => "The QOS is free.",
        PriceReason.FreeState => "Runs that end in this state are free.",
        PriceReason.Minimum => "The minimum of the tariff is charged.",
        PriceReason.UnlistedPartition => "The tariff does not list the partition.",
        PriceReason.BadTres => "AllocTRES cannot be read.",
        PriceReason.NoBilling => "AllocTRES has neither a billing nor a CPU count.",
        PriceReason.NegativeBilling => "The billing weights add up to less than zero.",
        PriceReason.EnergyWeight => "The partition weighs energy, for which Slurm has no count.",
        PriceReason.Overflow => "The price is too large to be held.",
        _ => "The times of the run contradict each other.",
    };
}
