namespace SlurmBank.Bank;

/// <summary>A user whose limit inside an account is used up, so that the user's association with the account is held.</summary>
/// <param name="Account">The account.</param>
/// <param name="User">The user.</param>
/// <param name="Reason">The figures.</param>
/// <param name="Mechanism">The limit in Slurm to use.</param>
/// <param name="Currency">The currency of the limit, where work is charged in several: only work in that one is held. Null for all work.</param>
internal sealed record UserHold(string Account, string User, string Reason, string Mechanism, string? Currency = null);
