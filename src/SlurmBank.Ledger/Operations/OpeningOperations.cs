using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>
/// What was used of allocations before the bank kept them: one charge an allocation, paid by it and by nothing else, so that what is left
/// of it is what the bank before it said. What is more than the allocation is overdraft.
/// </summary>
public sealed class OpeningOperations
{
    /// <summary>The cluster that these charges name: none that Slurm can have. In place of a job's number they have the allocation's.</summary>
    public const string Cluster = "(opening)";

    /// <summary>What they have in place of a job's number for people, and as their state.</summary>
    public const string JobId = "opening";

    private readonly LedgerSession session;

    internal OpeningOperations(LedgerSession session) => this.session = session;

    /// <summary>Charges what was used of an allocation. Once: where it was done before, nothing is done.</summary>
    /// <param name="allocation">The allocation.</param>
    /// <param name="used">How much; zero posts nothing.</param>
    /// <param name="note">Where the figure comes from.</param>
    /// <returns>True where it was charged now.</returns>
    /// <exception cref="InvalidRequestException">The amount is negative.</exception>
    /// <exception cref="AmountOverflowException">The sum of the account's charges would not fit; nothing was done.</exception>
    public bool Use(Allocation allocation, ServiceUnits used, string note)
    {
        var key = new RunKey(Cluster, allocation.Id, 0);
        Account account = session.Transaction.FindAccount(allocation.AccountId)!;
        if (used == ServiceUnits.Zero || session.Runs.Find(key) is not null)
        {
            return false;
        }

        // At the window's first second, which no change of terms can move: it is inside the window for ever.
        var facts = new RunFacts(key, JobId, account.Name, string.Empty, string.Empty, string.Empty, "OPENING", allocation.Start, allocation.Start, 0, string.Empty);
        return session.Runs.Settle(new PricedRun(facts, allocation.Currency, 0, used, allocation.Start, note), null) == SettleOutcome.Charged;
    }

    /// <summary>The figures of an account as this write would leave them, now.</summary>
    /// <param name="account">The account's name.</param>
    /// <param name="currency">The currency.</param>
    /// <exception cref="AccountNotFoundException">The ledger has no such account.</exception>
    public AccountBalance Balance(string account, string currency)
    {
        Account owner = session.Accounts.Get(account);
        session.Settle(owner.Id, currency);
        return BalanceCalculator.Of(session, owner, currency);
    }
}
