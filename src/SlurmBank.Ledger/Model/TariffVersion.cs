namespace SlurmBank.Ledger;

/// <summary>A tariff version as the ledger keeps it: never edited.</summary>
/// <param name="Version">Its number, from 1.</param>
/// <param name="EffectiveFrom">The first start time it prices, in seconds since 1970 UTC.</param>
/// <param name="Cluster">The cluster it was captured from.</param>
/// <param name="Text">The engine's canonical text, with every number it uses.</param>
public sealed record TariffVersion(int Version, long EffectiveFrom, string Cluster, string Text);
