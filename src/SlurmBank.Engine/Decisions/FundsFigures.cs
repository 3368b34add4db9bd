namespace SlurmBank.Engine.Decisions;

/// <summary>The figures of an account that a decision needs; in the currency of the quote.</summary>
/// <param name="Account">The account's name.</param>
/// <param name="IsManaged">False for an account that never had a grant: it is never refused.</param>
/// <param name="IsUnlimited">True where no figure limits the account.</param>
/// <param name="Granted">Active grants.</param>
/// <param name="CreditLimit">How far the account may go below them.</param>
/// <param name="Charged">What was charged against them, with the overdraft.</param>
/// <param name="Running">What running jobs may still cost.</param>
/// <param name="Queued">What waiting jobs may cost; subtracted only where they were gated.</param>
/// <param name="Available">What a new job may cost.</param>
public sealed record FundsFigures(
    string Account,
    bool IsManaged,
    bool IsUnlimited,
    ServiceUnits Granted,
    ServiceUnits CreditLimit,
    ServiceUnits Charged,
    ServiceUnits Running,
    ServiceUnits Queued,
    ServiceUnits Available)
{
    /// <summary>The user whose limit inside the account counts; null where there is none.</summary>
    public string? User { get; init; }

    /// <summary>What the user may be charged in the account at most; null for no limit.</summary>
    public ServiceUnits? UserLimit { get; init; }

    /// <summary>What a new job of the user may cost by that limit.</summary>
    public ServiceUnits UserAvailable { get; init; }

    /// <summary>What a new job may cost: by the account, and then by the user's limit, whichever is less.</summary>
    public ServiceUnits Payable
    {
        get
        {
            ServiceUnits account = !IsManaged || IsUnlimited ? ServiceUnits.Unlimited : Available;
            return UserLimit is not null && UserAvailable < account ? UserAvailable : account;
        }
    }

    /// <summary>Whether the account could pay an amount, an unmanaged or unlimited one always could, and the user's limit allows it.</summary>
    public bool CanPay(ServiceUnits amount) => amount <= Payable;
}

/// <summary>What a job would cost, as far as the text for its user needs it.</summary>
/// <param name="Resources">What it would be given at most, as Slurm prints TRES; components joined by <c> : </c>.</param>
/// <param name="Tasks">Tasks of an array; 1 where it is none.</param>
/// <param name="Seconds">The time limit that is priced.</param>
/// <param name="Lower">The least it would cost.</param>
/// <param name="Upper">The most it would cost.</param>
/// <param name="HourlyRate">What an hour of it costs at most, all tasks together.</param>
/// <param name="Currency">The currency of the amounts.</param>
public sealed record QuoteFigures(string Resources, long Tasks, long Seconds, ServiceUnits Lower, ServiceUnits Upper, ServiceUnits HourlyRate, string Currency)
{
    /// <summary>What an amount lacks to pay for the job; 0 where it can, and never more than the largest amount that has an end.</summary>
    public ServiceUnits Missing(ServiceUnits available) => new QuoteView(this).Missing(available);

    /// <summary>The seconds, in whole minutes, of the longest time limit with which an amount pays for the same job; null below a minute.</summary>
    public long? Fits(ServiceUnits available) => new QuoteView(this).Fits(available);
}
