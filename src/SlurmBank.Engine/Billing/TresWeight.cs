namespace SlurmBank.Engine;

/// <summary>The weight of one TRES.</summary>
/// <param name="Name">The TRES, in the spelling of the text that gave the weight.</param>
/// <param name="Weight">Billing for each one, or for each MB of mem and bb; what Slurm holds, after the division by the suffix.</param>
public readonly record struct TresWeight(string Name, double Weight);

/// <summary>A weight as the sums need it.</summary>
/// <param name="Name">The TRES.</param>
/// <param name="Position">Slurm's position of the TRES, which orders the sum.</param>
/// <param name="Weight">The double that Slurm holds.</param>
/// <param name="Exact">The same weight as the decimal that was written; null where 128 bits cannot hold it.</param>
internal readonly record struct WeightSlot(string Name, int Position, double Weight, Ratio? Exact)
{
    internal bool IsGres { get; } = TresNames.IsGres(Name);

    internal bool IsBilling => Position == BillingPosition;

    /// <summary>True for what the MAX flags look at: cpu, mem, node and every gres. The rest counts as global.</summary>
    internal bool IsOnNode => Position is 0 or 1 or 3 || IsGres;

    private static readonly int BillingPosition = TresNames.StandardPosition(TresNames.Billing);
}
