namespace SlurmBank.Engine;

/// <summary>How much a finding matters.</summary>
public enum TariffFindingSeverity
{
    /// <summary>Worth knowing.</summary>
    Information,

    /// <summary>The tariff works, but some runs may be priced as nobody intended, or parked.</summary>
    Warning,

    /// <summary>The tariff cannot be built.</summary>
    Error,
}

/// <summary>Something that the test of a tariff found.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Code">A stable identifier of the kind of finding, such as <c>EnergyWeight</c>.</param>
/// <param name="Message">What was found, in one sentence.</param>
/// <param name="Place">Where in the definition, such as <c>PartitionWeights[gpu]</c>.</param>
/// <param name="Fix">What to do about it.</param>
public sealed record TariffFinding(TariffFindingSeverity Severity, string Code, string Message, string Place, string Fix)
{
    /// <summary>The finding in one line.</summary>
    public override string ToString() => $"{Severity}: {Place}: {Message} {Fix}";
}
