using SlurmBank.Engine;

namespace SlurmBank.Bank;

/// <summary>The account has a proposal or a class in that window already.</summary>
public sealed class ProposalExistsException : SlurmBankException
{
    /// <summary>Makes the error.</summary>
    /// <param name="account">The account's name.</param>
    /// <param name="allocationId">The allocation that is there.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="window">Its window, for people.</param>
    public ProposalExistsException(string account, long allocationId, string kind, string window)
        : base("ProposalExists", $"Account '{account}' has a {kind} already: allocation {allocationId}, {window}.", "Let the new one begin after it, add to it (Add-SlurmCredit), or grant it all the same with -Force.")
        => (Account, AllocationId) = (account, allocationId);

    /// <summary>The account.</summary>
    public string Account { get; }

    /// <summary>The allocation that is there.</summary>
    public long AllocationId { get; }
}

/// <summary>What the site's rules let an account not be granted: an investment without a proposal, a kind that is not for it, less than the minimum.</summary>
public sealed class GrantRefusedException : SlurmBankException
{
    /// <summary>Makes the error.</summary>
    /// <param name="errorId">The stable identifier.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="advice">What to do.</param>
    public GrantRefusedException(string errorId, string message, string advice)
        : base(errorId, message, advice)
    {
    }

    internal static GrantRefusedException NoProposal(string account) => new(
        "ProposalMissing", $"Account '{account}' has no proposal: an investment needs one that is open or to come.", "Grant a proposal first (New-SlurmAllocation -Kind proposal), or grant the investment all the same with -Force.");

    internal static GrantRefusedException TooSmall(string account, ServiceUnits amount, ServiceUnits minimum, string currency, bool ofClusters) => new(
        "GrantTooSmall",
        $"A grant to account '{account}' is {minimum} {currency} or more here{(ofClusters ? ", all clusters together" : string.Empty)}, not {amount} {currency}.",
        (ofClusters ? "Grant all clusters their shares in one step: an amount with the clusters smp=6000,mpi=4000. Or grant" : "Grant") + " more, or grant it all the same with -Force. The minimum is in [grant] of the configuration.");

    internal static GrantRefusedException WrongKind(string account, string kind, string pattern, string kinds) => new(
        "KindNotAllowed", $"Account '{account}' cannot be granted a '{kind}': the rule for '{pattern}' lets accounts have {kinds}.", "Choose one of those kinds, or grant it all the same with -Force. The rule is in [grant.rules] of the configuration.");
}
