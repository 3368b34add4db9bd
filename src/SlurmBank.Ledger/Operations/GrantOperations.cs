using System.Linq;
using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>Grants, deposits, withdrawals and the expiry of allocations.</summary>
public sealed class GrantOperations
{
    private readonly LedgerSession session;

    internal GrantOperations(LedgerSession session) => this.session = session;

    /// <summary>Makes an allocation and issues its amount; the same reference and body again answer with what is there.</summary>
    /// <exception cref="ReferenceConflictException">The reference was used with another body.</exception>
    /// <exception cref="InvalidRequestException">The window is empty, the amount negative, or a name in the scope empty or with a comma.</exception>
    /// <exception cref="AmountOverflowException">The sum of the account's grants would not fit.</exception>
    public GrantResult Grant(GrantRequest request)
    {
        request.Check();
        Account account = session.Accounts.Open(request.Account);
        string body = Body(request);
        if (Earlier(account, EntryKind.Grant, request.Reference, body) is Entry earlier)
        {
            return new GrantResult(session.Transaction.FindAllocation(earlier.Draft.AllocationId!.Value)!, earlier, false);
        }

        AccountFunds funds = session.Funds(account.Id, request.Currency);
        RefuseOverflow(funds, account, "the grant", request.Amount.Units);
        Allocation allocation = session.Transaction.AddAllocation(
            new Allocation(0, account.Id, request.Currency, request.Start, request.End, request.Kind, request.Priority, request.Scope, request.Reference));
        var draft = new EntryDraft(EntryKind.Grant, request.Start)
        {
            AccountId = account.Id,
            AllocationId = allocation.Id,
            Reason = request.Reason,
            Reference = request.Reference,
            Body = body,
        };
        Entry entry = Issue(allocation, draft, request.Amount.Units);
        funds.Added(request.Start);
        return new GrantResult(allocation, entry, true);
    }

    /// <summary>Adds an amount to an allocation; the same reference and body again answer with what is there.</summary>
    /// <exception cref="InvalidRequestException">The amount is not positive, or the window has ended.</exception>
    public GrantResult Deposit(long allocationId, ServiceUnits amount, string reason, string? reference = null)
    {
        Allocation allocation = Find(allocationId);
        if (amount <= ServiceUnits.Zero)
        {
            throw new InvalidRequestException($"A deposit into allocation {allocationId} must be more than zero, not {amount} SU.", "To take credit away use Remove-SlurmCredit.");
        }

        Account account = session.Transaction.FindAccount(allocation.AccountId)!;
        string body = new EntryBody().Add("allocation", allocationId).Add("amount", amount.Units).ToString();
        if (Earlier(account, EntryKind.Deposit, reference, body) is Entry earlier)
        {
            return new GrantResult(allocation, earlier, false);
        }

        if (allocation.End <= session.NowSeconds)
        {
            throw new InvalidRequestException($"Allocation {allocationId} of account '{account.Name}' has ended; nothing can be spent from it.", "Grant a new allocation: New-SlurmAllocation.");
        }

        RefuseOverflow(session.Funds(account.Id, allocation.Currency), account, "the deposit", amount.Units);
        return new GrantResult(allocation, Issue(allocation, Draft(EntryKind.Deposit, allocation, reason, reference, body), amount.Units), true);
    }

    /// <summary>Takes an amount back from what is left in an allocation; the same reference and body again answer with what is there.</summary>
    /// <exception cref="InsufficientFundsException">Less than that is left.</exception>
    public GrantResult Withdraw(long allocationId, ServiceUnits amount, string reason, string? reference = null)
    {
        Allocation allocation = Find(allocationId);
        if (amount <= ServiceUnits.Zero)
        {
            throw new InvalidRequestException($"A withdrawal from allocation {allocationId} must be more than zero, not {amount} SU.");
        }

        Account account = session.Transaction.FindAccount(allocation.AccountId)!;
        string body = new EntryBody().Add("allocation", allocationId).Add("amount", amount.Units).ToString();
        if (Earlier(account, EntryKind.Withdrawal, reference, body) is Entry earlier)
        {
            return new GrantResult(allocation, earlier, false);
        }

        session.Settle(account.Id, allocation.Currency);
        long left = session.Journal.Book(BookKind.Allocation, allocation.AccountId, allocation.Id, allocation.Currency).Balance;
        if (left < amount.Units)
        {
            throw new InsufficientFundsException(account.Name, amount, ServiceUnits.FromUnits(left));
        }

        return new GrantResult(allocation, Issue(allocation, Draft(EntryKind.Withdrawal, allocation, reason, reference, body), -amount.Units), true);
    }

    /// <summary>An allocation with what is granted and left in it as this write would leave it.</summary>
    public AllocationBalance Line(Allocation allocation) => new(
        allocation,
        ServiceUnits.FromUnits(-Book(BookKind.Issued, allocation).Balance),
        ServiceUnits.FromUnits(Book(BookKind.Allocation, allocation).Balance),
        ServiceUnits.FromUnits(Book(BookKind.Expired, allocation).Balance));

    /// <summary>Sets aside the unused rest of every allocation whose window has ended.</summary>
    /// <returns>How many were set aside.</returns>
    public int ExpireDue()
    {
        int count = 0;
        session.Journal.Flush();
        foreach (Allocation allocation in session.Transaction.AllocationsDue(session.NowSeconds).ToList())
        {
            Book live = session.Journal.Book(BookKind.Allocation, allocation.AccountId, allocation.Id, allocation.Currency);
            if (live.Balance != 0)
            {
                Book rest = session.Journal.Book(BookKind.Expired, allocation.AccountId, allocation.Id, allocation.Currency);
                session.Journal.Append(
                    new EntryDraft(EntryKind.Expiry, allocation.End) { AccountId = allocation.AccountId, AllocationId = allocation.Id },
                    [(live, -live.Balance), (rest, live.Balance)]);
                count++;
            }
        }

        return count;
    }

    private Book Book(BookKind kind, Allocation allocation) => session.Journal.Book(kind, allocation.AccountId, allocation.Id, allocation.Currency);

    private static EntryDraft Draft(EntryKind kind, Allocation allocation, string reason, string? reference, string body) =>
        new(kind, allocation.Start)
        {
            AccountId = allocation.AccountId,
            AllocationId = allocation.Id,
            Reason = reason,
            Reference = reference,
            Body = body,
        };

    private static string Body(GrantRequest request) =>
        Body(request.Amount.Units, new Allocation(0, 0, request.Currency, request.Start, request.End, request.Kind, request.Priority, request.Scope, request.Reference));

    /// <summary>The body of the entry of a grant: all that was decided, so that the allocation can be compared with it.</summary>
    internal static string Body(long units, Allocation allocation) => new EntryBody()
        .Add("amount", units)
        .Add("currency", allocation.Currency)
        .Add("start", allocation.Start)
        .Add("end", allocation.End)
        .Add("kind", allocation.Kind)
        .Add("priority", allocation.Priority)
        .Add("clusters", allocation.Scope.Clusters)
        .Add("partitions", allocation.Scope.Partitions)
        .Add("qos", allocation.Scope.Qos)
        .Add("users", allocation.Scope.Users)
        .ToString();

    private static void RefuseOverflow(AccountFunds funds, Account account, string what, long units)
    {
        if (!funds.CanIssue(units))
        {
            throw new AmountOverflowException(account.Name, what);
        }
    }

    private Allocation Find(long id) => session.Transaction.FindAllocation(id)
        ?? throw new AllocationNotFoundException($"The ledger has no allocation {id}.", "Get-SlurmAllocation lists them.");

    private Entry? Earlier(Account account, EntryKind kind, string? reference, string body)
    {
        if (reference is null || session.Transaction.FindByReference(account.Id, kind, reference) is not Entry earlier)
        {
            return null;
        }

        return EntryBody.FirstDifference(earlier.Draft.Body, body) is (string field, string before, string now)
            ? throw new ReferenceConflictException(reference, account.Name, earlier.Seq, field, EntryBody.Readable(field, before), EntryBody.Readable(field, now))
            : earlier;
    }

    private Entry Issue(Allocation allocation, EntryDraft draft, long units)
    {
        Book issued = session.Journal.Book(BookKind.Issued, allocation.AccountId, allocation.Id, allocation.Currency);
        Book live = session.Journal.Book(BookKind.Allocation, allocation.AccountId, allocation.Id, allocation.Currency);
        Entry entry = session.Journal.Append(draft, [(issued, -units), (live, units)]);

        // Loading the funds makes the commit look at the draws again: credit may cover an overdraft now.
        _ = session.Funds(allocation.AccountId, allocation.Currency);
        return entry;
    }
}
