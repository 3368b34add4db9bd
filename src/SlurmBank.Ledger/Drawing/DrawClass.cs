namespace SlurmBank.Ledger;

/// <summary>
/// The work of an account that the same allocations may pay for, in the same order: its total. Draws are a function of these totals
/// alone, so the order in which charges arrive cannot matter.
/// </summary>
/// <param name="From">First second of the interval between two window boundaries, in seconds since 1970 UTC; the smallest Int64 before the first one.</param>
/// <param name="Eligible">Numbers of the allocations that may pay, in drawing order, joined by commas; empty for none.</param>
/// <param name="Total">What was charged for that work, in units.</param>
public sealed record DrawClass(long From, string Eligible, long Total);
