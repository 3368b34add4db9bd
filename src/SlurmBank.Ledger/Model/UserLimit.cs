using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>
/// What a user may be charged in an account at most while the grants that are active now last: charges of work done since the first of them
/// began count. With the next grants, when these have ended, the count begins anew.
/// </summary>
/// <param name="AccountId">The account.</param>
/// <param name="User">The user, as Slurm names him.</param>
/// <param name="Currency">The currency.</param>
/// <param name="Amount">The most; zero or more.</param>
public sealed record UserLimit(long AccountId, string User, string Currency, ServiceUnits Amount);
