namespace SlurmBank.Ledger;

/// <summary>Who writes, through which door, with which engine; every entry says so.</summary>
/// <param name="Actor">The real user's name, with the user who called sudo as claimed: <c>root (sudo: ann)</c>.</param>
/// <param name="Source">The door or the work: <c>powershell</c>, <c>slurmbank</c>, <c>sync</c>.</param>
/// <param name="EngineVersion">The engine's version.</param>
public sealed record LedgerIdentity(string Actor, string Source, string EngineVersion);
