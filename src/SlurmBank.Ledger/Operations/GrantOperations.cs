using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>A grant that is asked for.</summary>
/// <param name="Account">The account's name; it is opened where the ledger did not have it.</param>
/// <param name="Amount">The amount; zero or more.</param>
/// <param name="Start">First second of the window, in seconds since 1970 UTC.</param>
/// <param name="End">First second after it; <see cref="Allocation.Forever"/> for none.</param>
public sealed record GrantRequest(string Account, ServiceUnits Amount, long Start, long End)
{
    /// <summary>What the amount is counted in.</summary>
    public string Currency { get; init; } = "SU";

    /// <summary>What the site calls it.</summary>
    public string Kind { get; init; } = "grant";

    /// <summary>Which is drawn first: the lowest.</summary>
    public int Priority { get; init; } = Allocation.SpecificPriority;

    /// <summary>What it may pay for.</summary>
    public AllocationScope Scope { get; init; } = AllocationScope.Everything;

    /// <summary>The award or ticket number; unique per account.</summary>
    public string? Reference { get; init; }

    /// <summary>Why.</summary>
    public string Reason { get; init; } = string.Empty;
}

/// <summary>The answer to an action with a reference.</summary>
/// <param name="Allocation">The allocation.</param>
/// <param name="Entry">The entry, new or found by its reference.</param>
/// <param name="IsNew">False where the same action was done before under the same reference.</param>
public sealed record GrantResult(Allocation Allocation, Entry Entry, bool IsNew);

/// <summary>Grants, deposits, withdrawals and the expiry of allocations.</summary>
public sealed class GrantOperations
{
    private readonly LedgerSession session;

    internal GrantOperations(LedgerSession session) => this.session = session;

    /// <summary>Makes an allocation and issues its amount; the same reference and body again answer with what is there.</summary>
    /// <exception cref="ReferenceConflictException">The reference was used with another body.</exception>
    /// <exception cref="InvalidRequestException">The window is empty or the amount negative.</exception>
    public GrantResult Grant(GrantRequest request)
    {
        Check(request);
        Account account = session.Accounts.Open(request.Account);
        string body = Body(request);
        if (Earlier(account, EntryKind.Grant, request.Reference, body) is Entry earlier)
        {
            return new GrantResult(session.Transaction.FindAllocation(earlier.Draft.AllocationId!.Value)!, earlier, false);
        }

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
        session.Funds(account.Id, request.Currency).Reload(request.Start);
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
        foreach (Allocation allocation in session.Transaction.Allocations().Where(a => a.End <= session.NowSeconds).ToList())
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

    private static string Body(GrantRequest request) => new EntryBody()
        .Add("amount", request.Amount.Units)
        .Add("currency", request.Currency)
        .Add("start", request.Start)
        .Add("end", request.End)
        .Add("kind", request.Kind)
        .Add("priority", request.Priority)
        .Add("clusters", request.Scope.Clusters)
        .Add("partitions", request.Scope.Partitions)
        .Add("qos", request.Scope.Qos)
        .Add("users", request.Scope.Users)
        .ToString();

    private static void Check(GrantRequest request)
    {
        if (request.Amount < ServiceUnits.Zero)
        {
            throw new InvalidRequestException($"A grant to account '{request.Account}' cannot be {request.Amount} SU: it is zero or more.");
        }

        if (request.Amount.IsUnlimited)
        {
            throw new InvalidRequestException($"A grant to account '{request.Account}' cannot be unlimited.", "Make the account unlimited instead: Set-SlurmBankAccount -Kind Unlimited.");
        }

        if (request.End <= request.Start)
        {
            throw new InvalidRequestException($"The window of a grant to account '{request.Account}' ends ({request.End}) before it begins ({request.Start}).");
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
            ? throw new ReferenceConflictException(reference, account.Name, earlier.Seq, field, before, now)
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
