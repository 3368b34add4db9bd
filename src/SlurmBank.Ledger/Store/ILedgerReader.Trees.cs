using System.Collections.Generic;

namespace SlurmBank.Ledger;

public partial interface ILedgerReader
{
    /// <summary>Decisions about who draws on whom, in the order in which they were made.</summary>
    IEnumerable<DrawLink> DrawLinks();

    /// <summary>What users may be charged in accounts at most, of one account or of all, by account, currency and user.</summary>
    IEnumerable<UserLimit> UserLimits(long? accountId = null);

    /// <summary>What an account's settled runs cost that are charged from an instant (seconds since 1970 UTC) or later on, by user, in any order.</summary>
    IEnumerable<(string User, long Units)> UserCharges(long accountId, string currency, long from);

    /// <summary>Settled runs of an account that are charged from before an instant (seconds since 1970 UTC) and ended after it, by number.</summary>
    IEnumerable<Run> RunsAcross(long accountId, string currency, long instant);
}

public partial interface ILedgerTransaction
{
    /// <summary>Adds a decision about who draws on whom.</summary>
    void AddDrawLink(DrawLink link);

    /// <summary>Sets or replaces what a user may be charged in an account at most; with a null amount takes the limit away.</summary>
    void PutUserLimit(long accountId, string user, string currency, long? units);
}
