using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>An advance asked for more than later periods may give.</summary>
public sealed class AdvanceExceededException : SlurmBankException
{
    /// <summary>Makes the error.</summary>
    /// <param name="account">The account's name.</param>
    /// <param name="asked">What was asked for.</param>
    /// <param name="available">What later periods may give.</param>
    public AdvanceExceededException(string account, ServiceUnits asked, ServiceUnits available)
        : base(
            "AdvanceExceeded",
            $"Account '{account}' can have {available} SU in advance, {asked} SU were asked for.",
            available == ServiceUnits.Zero
                ? "Later periods have nothing left, or their terms let nothing be spent in advance (New-SlurmAllocation -Borrow)."
                : "Ask for less: an advance is never more than later periods have left and may give.")
        => (Account, Asked, Available) = (account, asked, available);

    /// <summary>The account.</summary>
    public string Account { get; }

    /// <summary>What was asked for.</summary>
    public ServiceUnits Asked { get; }

    /// <summary>What there is.</summary>
    public ServiceUnits Available { get; }
}
