using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>The answer to a transfer.</summary>
/// <param name="From">The allocation that it came from.</param>
/// <param name="To">The allocation that it went to.</param>
/// <param name="Entry">The entry, new or found by its reference.</param>
/// <param name="IsNew">False where the same transfer was done before under the same reference.</param>
public sealed record TransferResult(Allocation From, Allocation To, Entry Entry, bool IsNew);

/// <summary>Moves credit from one allocation to another, of the same account or of two.</summary>
public sealed class TransferOperations
{
    private readonly LedgerSession session;

    internal TransferOperations(LedgerSession session) => this.session = session;

    /// <summary>
    /// Moves an amount of what is left, in one entry whose postings sum to zero; the same reference and body again answer with what is there.
    /// References are unique in the account that pays.
    /// </summary>
    /// <exception cref="InvalidRequestException">The amount is not positive, the allocations are the same or of two currencies, or one has ended.</exception>
    /// <exception cref="InsufficientFundsException">Less than that is left, or more than that is set aside for jobs.</exception>
    /// <exception cref="AmountOverflowException">The sum of the receiving account's grants would not fit.</exception>
    public TransferResult Transfer(long fromId, long toId, ServiceUnits amount, string reason, string? reference = null)
    {
        (Allocation from, Allocation to) = (session.Grants.Find(fromId), session.Grants.Find(toId));
        Check(from, to, amount);
        Account payer = session.Transaction.FindAccount(from.AccountId)!;
        Account payee = session.Transaction.FindAccount(to.AccountId)!;
        string body = new EntryBody().Add("from", fromId).Add("to", toId).Add("amount", amount.Units).ToString();
        if (References.Earlier(session, payer, EntryKind.Transfer, reference, body) is Entry earlier)
        {
            return new TransferResult(from, to, earlier, false);
        }

        session.RefuseEnded(from, payer);
        session.RefuseEnded(to, payee);
        session.RefuseBeyondLeft(from, payer, amount);
        if (payer.Id != payee.Id)
        {
            GrantOperations.RefuseOverflow(session.Funds(payee.Id, to.Currency), payee, "the transfer", amount.Units);
        }

        var draft = new EntryDraft(EntryKind.Transfer, session.NowSeconds)
        {
            AccountId = payer.Id,
            OtherAccountId = payee.Id == payer.Id ? null : payee.Id,
            AllocationId = from.Id,
            Reason = reason,
            Reference = reference,
            Body = body,
        };
        Entry entry = session.Journal.Append(
            draft,
            [
                (Book(BookKind.Issued, from), amount.Units), (Book(BookKind.Allocation, from), -amount.Units),
                (Book(BookKind.Issued, to), -amount.Units), (Book(BookKind.Allocation, to), amount.Units),
            ]);

        // Loading the funds makes the commit look at the draws again: credit may cover an overdraft now.
        _ = session.Funds(payer.Id, from.Currency);
        _ = session.Funds(payee.Id, to.Currency);
        return new TransferResult(from, to, entry, true);
    }

    private static void Check(Allocation from, Allocation to, ServiceUnits amount)
    {
        if (amount <= ServiceUnits.Zero)
        {
            throw new InvalidRequestException($"A transfer from allocation {from.Id} to allocation {to.Id} must be more than zero, not {amount} SU.", "To move it the other way, exchange the two.");
        }

        if (from.Id == to.Id)
        {
            throw new InvalidRequestException($"A transfer needs two allocations; both are {from.Id}.", "Name the other account, or another allocation of the same one.");
        }

        if (from.Currency != to.Currency)
        {
            throw new InvalidRequestException($"Allocation {from.Id} is in {from.Currency} and allocation {to.Id} in {to.Currency}: nothing can be moved between currencies.", "Withdraw from the one and deposit into the other.");
        }
    }

    private Book Book(BookKind kind, Allocation allocation) => session.Journal.Book(kind, allocation.AccountId, allocation.Id, allocation.Currency);
}
