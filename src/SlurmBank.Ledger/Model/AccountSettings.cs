using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>What the bank does when an account has nothing left.</summary>
public enum AccountMode
{
    /// <summary>Usage is recorded and nothing else.</summary>
    Track,

    /// <summary>Usage is recorded and people are told; nothing is held.</summary>
    Notify,

    /// <summary>The account is held when it has nothing left.</summary>
    Enforce,
}

/// <summary>Whether an account's funds are counted.</summary>
public enum AccountKind
{
    /// <summary>Funds are what was granted; an account that never had a grant is unmanaged and never held.</summary>
    Funded,

    /// <summary>Usage is recorded against no limit; the account is never held.</summary>
    Unlimited,

    /// <summary>Usage is recorded and is nobody's debt, whatever was granted; the account is never held.</summary>
    Unmanaged,

    /// <summary>
    /// Work on hardware of the account's own (<see cref="AccountSettings.OwnedPartitions"/>) is recorded, and paid by nobody; the account is never
    /// held, since that would close its own hardware to it. What it does elsewhere is paid from its grants, and gated.
    /// </summary>
    Owned,
}

/// <summary>What a site decided for one account. The default is what an account has before anybody decided anything.</summary>
/// <param name="CreditLimit">How far below its grants the account may go, in the default currency; zero or more.</param>
/// <param name="Mode">What happens when nothing is left; null means the site's default.</param>
/// <param name="Kind">Whether funds are counted.</param>
/// <param name="HoldMechanism">The Slurm limit that holds the account; null means the site's default.</param>
public sealed record AccountSettings(
    ServiceUnits CreditLimit = default,
    AccountMode? Mode = null,
    AccountKind Kind = AccountKind.Funded,
    string? HoldMechanism = null)
{
    /// <summary>The partitions of an <see cref="AccountKind.Owned"/> account, by name, joined by commas; empty for all partitions.</summary>
    public string OwnedPartitions { get; init; } = string.Empty;

    /// <summary>Whether work in a partition is work on the account's own hardware.</summary>
    public bool Owns(string partition)
    {
        if (Kind != AccountKind.Owned || OwnedPartitions.Length == 0)
        {
            return Kind == AccountKind.Owned;
        }

        foreach (string owned in OwnedPartitions.Split(','))
        {
            if (string.Equals(owned, partition, System.StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Percentages of use that are told, such as <c>75,90,100</c>; empty for none, null for the site's.</summary>
    public string? NoticePercents { get; init; }

    /// <summary>Days before an allocation's end that are told, such as <c>30,7</c>; empty for none, null for the site's.</summary>
    public string? NoticeDays { get; init; }

    /// <summary>The settings of an account for which nobody decided anything.</summary>
    public static AccountSettings Default { get; } = new();
}
