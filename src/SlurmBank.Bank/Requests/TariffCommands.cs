namespace SlurmBank.Bank;

/// <summary>Capturing a new tariff version from Slurm and the configuration.</summary>
public sealed record TariffCaptureCommand
{
    /// <summary>The cluster; null for the only one.</summary>
    public string? Cluster { get; init; }

    /// <summary>The first start of a run that it prices; null for now.</summary>
    public SiteMoment? EffectiveFrom { get; init; }

    /// <summary>Why.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>Changes nothing and says what would be done.</summary>
    public bool IsPlan { get; init; }
}

/// <summary>Testing a tariff version against what Slurm and the configuration say now.</summary>
public sealed record TariffTestCommand
{
    /// <summary>The cluster; null for the only one.</summary>
    public string? Cluster { get; init; }

    /// <summary>The version; null for the one that prices a run that starts now.</summary>
    public int? Version { get; init; }
}
