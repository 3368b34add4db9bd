using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Whether an account should be held, and why. Made from the ledger alone.</summary>
/// <param name="Account">The account.</param>
/// <param name="Balance">Its figures.</param>
/// <param name="IsHeld">Whether it should be held.</param>
/// <param name="Owner">Whose decision it is.</param>
/// <param name="Reason">Why.</param>
/// <param name="Mechanism">The limit to use.</param>
internal sealed record HoldDecision(Account Account, AccountBalance Balance, bool IsHeld, HoldOwner Owner, string Reason, string Mechanism)
{
    /// <summary>Whether the account has a limit that follows its balance, held or not.</summary>
    internal bool Follows { get; init; }

    /// <summary>Who let the account go by hand, and why, where that is in force; empty where it is not.</summary>
    internal string Pardon { get; init; } = string.Empty;

    /// <summary>What the limit is to be.</summary>
    internal string Value { get; init; } = HoldMechanism.HeldValue;

    /// <summary>Whether a limit is wanted in Slurm.</summary>
    internal bool IsLimited => IsHeld || Follows;
}
