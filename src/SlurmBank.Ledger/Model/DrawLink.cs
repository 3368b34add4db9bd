namespace SlurmBank.Ledger;

/// <summary>A decision that an account draws on another one's allocations, or no longer does: in force from a moment until the next one. Never changed.</summary>
/// <param name="AccountId">The account that draws.</param>
/// <param name="ParentId">The account whose allocations it may draw on after its own; null for none.</param>
/// <param name="From">First second of work that counts, in seconds since 1970 UTC.</param>
public sealed record DrawLink(long AccountId, long? ParentId, long From);
