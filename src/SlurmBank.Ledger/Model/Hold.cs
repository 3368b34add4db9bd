namespace SlurmBank.Ledger;

/// <summary>Who a hold belongs to, and so who may lift it.</summary>
public enum HoldOwner
{
    /// <summary>It follows the balance.</summary>
    Automatic = 0,

    /// <summary>A person set it; it stays until a person lifts it or its time is over.</summary>
    Person = 1,

    /// <summary>A person released the account: it is exempt from automatic holds until a stated time.</summary>
    Pardon = 2,
}

/// <summary>A decision that an account starts no more jobs, or (a pardon) that it does although nothing is left.</summary>
/// <param name="Id">The hold's number.</param>
/// <param name="AccountId">The account.</param>
/// <param name="Cluster">The cluster.</param>
/// <param name="Owner">Who it belongs to.</param>
/// <param name="Actor">Who set it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Mechanism">The Slurm limit used, such as <c>grp-tres-run-mins</c>; empty for a pardon.</param>
/// <param name="Placed">When, in microseconds since 1970 UTC.</param>
/// <param name="Until">Until when, in seconds since 1970 UTC; null for "until lifted".</param>
/// <param name="Lifted">When it ended, in microseconds since 1970 UTC; null while it is in force.</param>
/// <param name="LiftedBy">Who ended it.</param>
public sealed record Hold(
    long Id,
    long AccountId,
    string Cluster,
    HoldOwner Owner,
    string Actor,
    string Reason,
    string Mechanism,
    long Placed,
    long? Until,
    long? Lifted,
    string? LiftedBy)
{
    /// <summary>The currency that alone is held while the account has something left in another; empty for all work.</summary>
    public string Currency { get; init; } = string.Empty;

    /// <summary>The user that alone is held, the limit inside the account being used up; empty for all users.</summary>
    public string User { get; init; } = string.Empty;

    /// <summary>Whether the account may start other jobs: only work in one currency, or of one user, is held.</summary>
    public bool IsPart => Currency.Length > 0 || User.Length > 0;
}

/// <summary>A limit that the bank put on an association in Slurm, and the value that stood there before.</summary>
/// <param name="AccountId">The held account.</param>
/// <param name="Cluster">The cluster.</param>
/// <param name="Target">The association that carries the limit: <c>name</c> for an account, <c>name/user</c> for a user's, <c>name/user/partition</c> for a user's in one partition.</param>
/// <param name="Limit">The limit, such as <c>GrpTRESRunMins=cpu</c>.</param>
/// <param name="Replaced">The value that it replaced; empty for "none".</param>
/// <param name="Value">The value that the bank set.</param>
public sealed record PlacedLimit(long AccountId, string Cluster, string Target, string Limit, string Replaced, string Value);
